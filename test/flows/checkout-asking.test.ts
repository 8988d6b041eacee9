import { setAddress } from '../../src/flows/checkout/change-checkout.js';
import { addCode } from '../../src/flows/checkout/claim-codes.js';
import { placeOrder } from '../../src/flows/checkout/place-order.js';
import { encodeCalculationRefusal } from '../../src/wire/calculation.js';
import {
  addressed,
  answering,
  BUYER,
  changed,
  openFlows,
  openShop,
  sendXml,
  SHIP_TO,
  shopCart,
  view,
  type Flows,
  type Shop,
} from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';

const MINUTE = 60_000;

eachDatabase('a checkout that asks the endpoint of its cart', (open) => {
  let flows: Flows;
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
    flows = await openFlows((await open()).db, [shop.port]);
    shop.answer = answering(flows.key);
  });
  beforeEach(async () => {
    shop.asked.length = 0;
    shop.answer = answering(flows.key);
    await flows.policies({});
  });
  afterAll(async () => {
    await flows.close();
    await shop.close();
  });

  test('asks the endpoint once for one input, for ten minutes', async () => {
    const { deps } = flows;
    const first = await addressed(flows, shopCart(shop.endpoint));
    const { id } = first.checkout;
    const again = await view(deps, id);
    expect(again.quote).toEqual(first.quote);
    expect(shop.asked.length).toBe(1);
    const moved = changed(await setAddress(deps, again, { buyer: BUYER, shipTo: { ...SHIP_TO, postalCode: '98105' } }));
    expect(shop.asked.length).toBe(2);
    // a code does not change what is asked, an address that was asked about before has its answer still
    const coded = changed(await addCode(deps, moved, { code: 'WELCOME5' }));
    const back = changed(await setAddress(deps, coded, { buyer: BUYER, shipTo: SHIP_TO }));
    expect(shop.asked.length).toBe(2);
    await flows.save('promotions', { promotions: [] });
    await view(deps, id);
    expect(shop.asked.length).toBe(3);
    flows.clock.aheadMs += 9 * MINUTE;
    await view(deps, id);
    expect(shop.asked.length).toBe(3);
    flows.clock.aheadMs += 2 * MINUTE;
    await view(deps, id);
    expect(shop.asked.length).toBe(4);
    expect(new Set(shop.asked.map(({ fields }) => fields['UUID'])).size).toBe(4);
    expect(back.checkout.id).toBe(id);
  });

  test('asks at every page where nothing may be reused, and for an order where the answer is old', async () => {
    const { deps } = flows;
    await flows.policies({ callbackReuseMinutes: 0 });
    const { checkout } = await addressed(flows, shopCart(shop.endpoint));
    await view(deps, checkout.id);
    expect(shop.asked.length).toBe(2);
    await flows.policies({ callbackReuseMinutes: 60 });
    await view(deps, checkout.id);
    flows.clock.aheadMs += 11 * MINUTE;
    const old = await view(deps, checkout.id);
    expect(shop.asked.length).toBe(3);
    // an order takes no answer over ten minutes: asked anew it says 37.48 + 0.81 + 1.30 + 0.16 + 0.16 = 39.91
    const wish = { choiceId: 'callback:std', total: 3_991n, payment: 'test_decline' };
    expect(await placeOrder(deps, old, wish)).toMatchObject({ state: 'declined' });
    expect(shop.asked.length).toBe(4);
    expect(await placeOrder(deps, old, wish)).toMatchObject({ state: 'declined' });
    expect(shop.asked.length).toBe(4);
    await flows.policies({ callbackReuseMinutes: 60, callbackAtPlacing: 'always' });
    expect(await placeOrder(deps, old, wish)).toMatchObject({ state: 'declined' });
    expect(await placeOrder(deps, old, wish)).toMatchObject({ state: 'declined' });
    expect(shop.asked.length).toBe(6);
  });

  test('remembers a refused address for a minute', async () => {
    const refusal = encodeCalculationRefusal('2009-05-15', 'INVALID_SHIPPING_ADDRESS', 'Not there.');
    shop.answer = (_asked, response) => sendXml(response, flows.key, refusal);
    const { checkout, quote } = await addressed(flows, shopCart(shop.endpoint));
    expect(quote).toMatchObject({ ok: false, code: 'CALLBACK_ADDRESS_REFUSED' });
    await view(flows.deps, checkout.id);
    expect(shop.asked.length).toBe(1);
    flows.clock.aheadMs += 61_000;
    await view(flows.deps, checkout.id);
    expect(shop.asked.length).toBe(2);
  });

  test('remembers a failed call from page to page for a minute, but asks again for the order', async () => {
    shop.answer = (_asked, response) => void response.writeHead(500).end();
    const failing = await addressed(flows, shopCart(shop.endpoint));
    const { id } = failing.checkout;
    expect(failing.quote).toMatchObject({ ok: true, sources: { shipping: { source: 'settings', cause: 'http-5xx' } } });
    const later = await view(flows.deps, id);
    expect(later.quote).toEqual(failing.quote);
    expect(shop.asked.length).toBe(1);
    const wish = { choiceId: 'settings:standard', total: 1n, payment: 'test_approve' };
    expect(await placeOrder(flows.deps, later, wish)).toMatchObject({ state: 'price-changed' });
    expect(shop.asked.length).toBe(2);
    flows.clock.aheadMs += 61_000;
    await view(flows.deps, id);
    expect(shop.asked.length).toBe(3);
  });

  test('tries again at every page where a failed call stops the checkout', async () => {
    shop.answer = (_asked, response) => void response.writeHead(500).end();
    const { checkout, quote } = await addressed(flows, shopCart(shop.endpoint, { goOn: false }));
    expect(quote).toMatchObject({ ok: false, code: 'CALLBACK_FAILED' });
    await view(flows.deps, checkout.id);
    expect(shop.asked.length).toBe(2);
  });
});
