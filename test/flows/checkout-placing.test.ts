import type { CheckoutDeps } from '../../src/flows/checkout/deps.js';
import { placeOrder } from '../../src/flows/checkout/place-order.js';
import { placingReport } from '../../src/flows/checkout/placing-report.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { findOrder, listOrderEvents } from '../../src/store/orders.js';
import {
  addressed,
  answering,
  BUYER,
  openFlows,
  openShop,
  shopCart,
  view,
  type Flows,
  type Shop,
} from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { attemptsOf, MUGS, mugs, watchGateways } from '../support/watched-gateways.js';

eachDatabase('placing an order', (open) => {
  const { held, watching, forget } = watchGateways();
  let flows: Flows;
  let shop: Shop;
  let deps: CheckoutDeps;
  const attempts = (checkoutId: string): Promise<string[]> => attemptsOf(flows, checkoutId);
  beforeAll(async () => {
    shop = await openShop();
    flows = await openFlows((await open()).db, [shop.port]);
  });
  beforeEach(async () => {
    deps = watching(flows);
    forget();
    shop.answer = answering(flows.key);
    await flows.policies({});
    await flows.save('promotions', DEMO_SETTINGS.promotions);
  });
  afterAll(async () => {
    await flows.close();
    await shop.close();
  });

  test('freezes what was quoted, with its payment, its event and its mail, and is found by its checkout', async () => {
    const mine = await addressed(flows, mugs());
    const placed = await placeOrder(deps, mine, MUGS);
    if (placed.state !== 'placed') throw new Error(placed.state);
    const { order } = placed;
    expect(order).toMatchObject({
      total: 3_310n,
      totals: { principal: 2_500n, principalPromo: 0n, shipping: 499n, shippingPromo: 0n, tax: 259n, shippingTax: 52n },
      serviceLevel: 'Standard',
      payment: { gateway: 'test', state: 'authorised', amount: 3_310n },
      windowEndsAt: order.placedAt + 15 * 60_000,
      buyer: BUYER,
      trace: mine.checkout.trace,
    });
    expect(order.id).toMatch(/^\d{3}-\d{7}-\d{7}$/);
    expect(await findOrder(flows.db, flows.sandbox.id, order.id)).toEqual(order);
    expect((await listOrderEvents(flows.db, flows.sandbox.id, order.id)).map(({ kind, by }) => [kind, by])).toEqual([
      ['placed', 'buyer'],
    ]);
    const again = await placeOrder(deps, await view(deps, mine.checkout.id), MUGS);
    expect(again).toEqual({ state: 'already', orderId: order.id });
    expect((await view(deps, mine.checkout.id)).order).toEqual(order);
    expect(held).toHaveLength(1);
    const report = placingReport(mine, placed);
    expect(report).toMatchObject({ outcome: 'ok', status: 303, refs: { orderId: order.id, checkoutId: mine.checkout.id } });
    expect(report.calculation.map(({ kind, source }) => [kind, source])).toEqual([
      ['shipping', 'settings'],
      ['promotions', 'settings'],
      ['tax', 'settings'],
    ]);
    expect(placingReport(mine, again)).toMatchObject({ outcome: 'repeated', status: 303 });
  });

  test('fifty times at once makes one order and holds the money once', async () => {
    const mine = await addressed(flows, mugs());
    const results = await Promise.all(Array.from({ length: 50 }, () => placeOrder(deps, mine, MUGS)));
    expect(results.filter(({ state }) => state === 'placed')).toHaveLength(1);
    expect(results.filter(({ state }) => state === 'already')).toHaveLength(49);
    expect(held).toHaveLength(1);
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve used']);
  });

  test('many times at once asks the endpoint once where its answer is old', async () => {
    const mine = await addressed(flows, shopCart(shop.endpoint));
    flows.clock.aheadMs += 11 * 60_000;
    shop.asked.length = 0;
    const wish = { choiceId: 'callback:std', total: 3_991n, payment: 'test_approve' };
    const results = await Promise.all(Array.from({ length: 20 }, () => placeOrder(deps, mine, wish)));
    expect(results.filter(({ state }) => state === 'placed')).toHaveLength(1);
    expect(shop.asked.length).toBe(1);
    expect(deps.underWay.size).toBe(0);
  });

  test('at a changed price asks first, up and down, and then takes the price that was said yes to', async () => {
    const mine = await addressed(flows, mugs());
    const dearer = { ...DEMO_SETTINGS.taxes, rules: [{ region: { kind: 'state', state: 'WA' }, rate: '0.20' }] } as const;
    await flows.save('taxes', dearer);
    // 25.00 x 0.20 = 5.00; shipping is not taxed: 25.00 + 4.99 + 5.00 = 34.99
    const asked = await placeOrder(deps, mine, MUGS);
    expect(asked).toMatchObject({ state: 'price-changed', was: 3_310n, option: { total: 3_499n } });
    expect(placingReport(mine, asked)).toMatchObject({ code: 'PRICE_CHANGED', status: 409 });
    expect(held).toEqual([]);
    await flows.save('taxes', DEMO_SETTINGS.taxes);
    const lower = await placeOrder(deps, mine, { ...MUGS, total: 3_499n });
    expect(lower).toMatchObject({ state: 'price-changed', was: 3_499n, option: { total: 3_310n } });
    expect(await placeOrder(deps, mine, { ...MUGS, total: 3_309n })).toMatchObject({ state: 'price-changed' });
    await flows.policies({ priceChanged: 'lower-silently' });
    expect(await placeOrder(deps, mine, { ...MUGS, total: 3_309n })).toMatchObject({ state: 'price-changed' });
    expect(await placeOrder(deps, mine, { ...MUGS, total: 3_499n })).toMatchObject({ state: 'placed', order: { total: 3_310n } });
  });

  test('never takes a choice of another source: when the endpoint fails the buyer chooses again', async () => {
    const mine = await addressed(flows, shopCart(shop.endpoint));
    expect(mine.quote).toMatchObject({ options: [{ choiceId: 'callback:std', total: 3_991n }] });
    shop.answer = (_asked, response) => void response.writeHead(500).end();
    flows.clock.aheadMs += 11 * 60_000;
    const gone = await placeOrder(deps, mine, { choiceId: 'callback:std', total: 3_991n, payment: 'test_approve' });
    expect(gone).toMatchObject({
      state: 'choice-gone',
      quote: { sources: { shipping: { source: 'settings', cause: 'http-5xx' } } },
    });
    expect(placingReport(mine, gone)).toMatchObject({ code: 'CHOICE_GONE', status: 409 });
    expect(held).toEqual([]);
    await flows.deps.background.idle();
  });

  test('is refused where the endpoint fails and nothing may stand in for it', async () => {
    const mine = await addressed(flows, shopCart(shop.endpoint, { goOn: false }));
    shop.answer = (_asked, response) => void response.writeHead(500).end();
    flows.clock.aheadMs += 11 * 60_000;
    const refused = await placeOrder(deps, mine, { choiceId: 'callback:std', total: 3_991n, payment: 'test_approve' });
    expect(refused).toMatchObject({ state: 'refused', refusal: { code: 'CALLBACK_FAILED' } });
    expect(placingReport(mine, refused)).toMatchObject({ code: 'CALLBACK_FAILED', status: 503, outcome: 'failed' });
    await flows.deps.background.idle();
  });

  test('of 0.00 asks no gateway', async () => {
    await flows.save('shipping', {
      currency: 'USD',
      methods: [
        {
          id: 'free',
          label: 'Free',
          serviceLevel: 'Standard',
          rate: { perShipment: '0.00' },
          regions: { include: [{ kind: 'predefined', name: 'WorldAll' }] },
        },
      ],
    });
    const free = mugs({ items: [{ ...mugs().items[0]!, price: 0n }] });
    const mine = await addressed(flows, free);
    const placed = await placeOrder(deps, mine, { choiceId: 'settings:free', total: 0n, payment: '' });
    expect(placed).toMatchObject({ state: 'placed', order: { total: 0n, payment: { gateway: 'none', state: 'not_needed' } } });
    expect(await attempts(mine.checkout.id)).toEqual([]);
    await flows.save('shipping', DEMO_SETTINGS.shipping);
  });
});
