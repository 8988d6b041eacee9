import type { Gateway } from '../../src/core/gateway.js';
import type { OrderCart } from '../../src/core/order-cart.js';
import { CartwrightError } from '../../src/errors.js';
import { authenticatePayment } from '../../src/flows/checkout/authenticate-payment.js';
import { setAddress } from '../../src/flows/checkout/change-checkout.js';
import { addCode } from '../../src/flows/checkout/claim-codes.js';
import type { CheckoutDeps } from '../../src/flows/checkout/deps.js';
import { dropOrphans } from '../../src/flows/checkout/drop-orphans.js';
import { placeOrder, type PlaceWish } from '../../src/flows/checkout/place-order.js';
import { placingReport } from '../../src/flows/checkout/placing-report.js';
import type { CheckoutView } from '../../src/flows/checkout/view.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { gatewaysFor } from '../../src/flows/gateways.js';
import { listPaymentAttempts } from '../../src/store/checkout/attempts.js';
import { cancelCheckout } from '../../src/store/checkouts.js';
import { findOrder, findOrderByCheckout, listOrderEvents } from '../../src/store/orders.js';
import {
  addressed,
  answering,
  BUYER,
  changed,
  openFlows,
  openShop,
  SHIP_TO,
  shopCart,
  takeIn,
  view,
  type Flows,
  type Shop,
} from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { orderCart } from '../support/orders.js';

/** Two mugs for 25.00 and 4.99 to Seattle: 2.59 and 0.52 of tax make 33.10. */
const MUGS: PlaceWish = { choiceId: 'settings:standard', total: 3_310n, payment: 'test_approve' };
const mugs = (more: Partial<OrderCart> = {}): OrderCart => orderCart({ form: 'json', namespace: null, tables: {}, ...more });

eachDatabase('placing an order', (open) => {
  let flows: Flows;
  let shop: Shop;
  let deps: CheckoutDeps;
  const held: string[] = [];
  const voided: string[] = [];
  /** Counts what is held by key, as a card processor would, and lets a test step in. */
  const watched = (gateway: Gateway, after: () => void = () => undefined): Gateway => ({
    ...gateway,
    authorise: async (request) => {
      const said = await gateway.authorise(request);
      if (!held.includes(request.idempotencyKey)) held.push(request.idempotencyKey);
      after();
      return said;
    },
    void: (reference) => {
      voided.push(reference);
      return gateway.void(reference);
    },
  });
  const watching = (after?: () => void): CheckoutDeps => ({
    ...flows.deps,
    gateways: (environment) => gatewaysFor(environment).map((gateway) => watched(gateway, after)),
  });
  const attempts = async (checkoutId: string): Promise<string[]> =>
    (await listPaymentAttempts(flows.db, checkoutId)).map(({ attempt, state, method }) => `${attempt} ${method} ${state}`);
  beforeAll(async () => {
    shop = await openShop();
    flows = await openFlows((await open()).db, [shop.port]);
  });
  beforeEach(async () => {
    deps = watching();
    held.length = 0;
    voided.length = 0;
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

  test.each([
    ['before the gateway was asked', 0],
    ['after it answered', 1],
  ])('goes on with the same attempt after a crash %s', async (_when, asked) => {
    const mine = await addressed(flows, mugs());
    const crash = (): never => {
      throw new Error('power cut');
    };
    const crashing: CheckoutDeps =
      asked === 1
        ? watching(crash)
        : {
            ...deps,
            gateways: (side) =>
              gatewaysFor(side).map((gateway) => ({ ...gateway, authorise: () => Promise.reject(new Error('power cut')) })),
          };
    await expect(placeOrder(crashing, mine, MUGS)).rejects.toThrow('power cut');
    expect(await findOrderByCheckout(flows.db, mine.checkout.id)).toBeNull();
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve started']);
    expect((await placeOrder(deps, mine, MUGS)).state).toBe('placed');
    expect(held).toHaveLength(1);
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve used']);
  });

  test('goes on with the answer that is on record after a crash before the order was written', async () => {
    const mine = await addressed(flows, mugs());
    const crashing = {
      ...deps,
      random: () => {
        throw new Error('power cut');
      },
    };
    await expect(placeOrder(crashing, mine, MUGS)).rejects.toThrow('power cut');
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve answered']);
    expect((await placeOrder(deps, mine, MUGS)).state).toBe('placed');
    expect(held).toHaveLength(1);
  });

  test('that never comes after all lets the money go, once nobody can be waiting for it', async () => {
    const mine = await addressed(flows, mugs());
    const crash = (): never => {
      throw new Error('power cut');
    };
    await expect(placeOrder(watching(crash), mine, MUGS)).rejects.toThrow('power cut');
    await dropOrphans(deps);
    expect(voided).toEqual([]);
    flows.clock.aheadMs += 31 * 60_000;
    await dropOrphans(deps);
    expect([voided.length, voided[0]?.startsWith('test_approve-')]).toEqual([1, true]);
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve voided']);
    // the buyer who comes back pays anew
    expect((await placeOrder(deps, mine, MUGS)).state).toBe('placed');
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve voided', '2 test_approve used']);
    await dropOrphans(deps);
    expect(voided).toHaveLength(1);
  });

  test('another way to pay gives the first attempt up', async () => {
    const mine = await addressed(flows, mugs());
    const asked = await placeOrder(deps, mine, { ...MUGS, payment: 'test_authenticate' });
    expect(asked).toMatchObject({ state: 'authenticate', attempt: { amount: 3_310n } });
    const other = await view(deps, mine.checkout.id);
    expect((await placeOrder(deps, other, { ...MUGS, payment: 'invoice' })).state).toBe('placed');
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_authenticate orphaned', '2 invoice used']);
    await dropOrphans(deps);
    expect(voided).toHaveLength(1);
  });

  test('waits for a buyer who must confirm: a no places nothing, a yes places it', async () => {
    const mine = await addressed(flows, mugs());
    const wish = { ...MUGS, payment: 'test_authenticate' };
    expect(placingReport(mine, await placeOrder(deps, mine, wish))).toMatchObject({ outcome: 'ok', status: 303 });
    const refused = await authenticatePayment(deps, await view(deps, mine.checkout.id), 'refuse');
    expect(refused).toMatchObject({ state: 'declined' });
    expect(await findOrderByCheckout(flows.db, mine.checkout.id)).toBeNull();
    expect((await placeOrder(deps, await view(deps, mine.checkout.id), wish)).state).toBe('authenticate');
    const yes = await authenticatePayment(deps, await view(deps, mine.checkout.id), 'approve');
    expect(yes).toMatchObject({ state: 'placed', order: { payment: { state: 'authorised' } } });
    expect(await authenticatePayment(deps, await view(deps, mine.checkout.id), 'approve')).toMatchObject({ state: 'already' });
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_authenticate refused', '2 test_authenticate used']);
  });

  test('is not done on a no, although there was a yes before', async () => {
    const mine = await addressed(flows, mugs());
    await placeOrder(deps, mine, { ...MUGS, payment: 'test_authenticate' });
    const dearer = { ...DEMO_SETTINGS.taxes, rules: [{ region: { kind: 'state', state: 'WA' }, rate: '0.20' }] } as const;
    await flows.save('taxes', dearer);
    const yes = await authenticatePayment(deps, await view(deps, mine.checkout.id), 'approve');
    expect(yes).toMatchObject({ state: 'price-changed', was: 3_310n });
    await flows.save('taxes', DEMO_SETTINGS.taxes);
    const no = await authenticatePayment(deps, await view(deps, mine.checkout.id), 'refuse');
    expect(no).toMatchObject({ state: 'declined' });
    expect(await findOrderByCheckout(flows.db, mine.checkout.id)).toBeNull();
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_authenticate orphaned']);
  });

  test('is not done where the payment is declined, or is no way to pay here', async () => {
    const mine = await addressed(flows, mugs());
    const declined = await placeOrder(deps, mine, { ...MUGS, payment: 'test_decline' });
    expect(declined).toEqual({ state: 'declined', message: 'The test payment was declined. Choose another way to pay.' });
    expect(placingReport(mine, declined)).toMatchObject({ code: 'PAYMENT_DECLINED', status: 402, outcome: 'refused' });
    expect(await placeOrder(deps, mine, { ...MUGS, payment: '4242' })).toMatchObject({ state: 'declined' });
    expect((await placeOrder(deps, mine, MUGS)).state).toBe('placed');
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

  test('gives the last use of a code to one of two orders', async () => {
    const once = { ...DEMO_SETTINGS.promotions.promotions[1]!, code: { kind: 'single-use', codes: ['ONLY-ONE'] } } as const;
    await flows.save('promotions', { promotions: [once] });
    const coded = async () => changed(await addCode(deps, await addressed(flows, mugs()), { code: 'only-one' }));
    const [loser, winner] = [await coded(), await coded()];
    // 20.00 + 4.99; tax of 20.00: 2.07, of 4.99: 0.52; together 27.58
    const wish = { ...MUGS, total: 2_758n };
    // the other order is placed while the gateway thinks about this one
    const overtaken: CheckoutDeps = {
      ...deps,
      gateways: (side) =>
        deps.gateways(side).map((gateway) => ({
          ...gateway,
          authorise: async (request) => {
            expect((await placeOrder(deps, winner, wish)).state).toBe('placed');
            return gateway.authorise(request);
          },
        })),
    };
    const lost = await placeOrder(overtaken, loser, wish);
    expect(lost).toEqual({ state: 'code-used-up', code: 'only-one' });
    expect(placingReport(loser, lost)).toMatchObject({ code: 'CODE_USED_UP', status: 409 });
    expect(await attempts(loser.checkout.id)).toEqual(['1 test_approve orphaned']);
    const now = await view(deps, loser.checkout.id);
    expect(now.quote).toMatchObject({ ok: true, codes: [{ state: 'used-up' }], options: [{ total: 3_310n }, {}, {}] });
  });

  test('gives the last use of a code to one of many orders at once', async () => {
    const once = { ...DEMO_SETTINGS.promotions.promotions[1]!, code: { kind: 'single-use', codes: ['ONLY-TWO'] } } as const;
    await flows.save('promotions', { promotions: [once] });
    const views: CheckoutView[] = [];
    for (let number = 0; number < 8; number++)
      views.push(changed(await addCode(deps, await addressed(flows, mugs()), { code: 'ONLY-TWO' })));
    const results = await Promise.all(views.map((one) => placeOrder(deps, one, { ...MUGS, total: 2_758n })));
    expect(results.filter(({ state }) => state === 'placed')).toHaveLength(1);
    // the others lost in the transaction, or were priced after it
    const others = new Set(results.map(({ state }) => state).filter((state) => state !== 'placed'));
    for (const state of others) expect(['code-used-up', 'price-changed']).toContain(state);
  });

  test('is not done from a page that another tab has overtaken', async () => {
    const mine = await addressed(flows, mugs());
    changed(
      await setAddress(deps, mine, { buyer: BUYER, shipTo: { ...SHIP_TO, city: 'Portland', state: 'OR', postalCode: '97201' } }),
    );
    const overtaken = await placeOrder(deps, mine, MUGS);
    expect(overtaken).toEqual({ state: 'changed' });
    expect(placingReport(mine, overtaken)).toMatchObject({ code: 'CHECKOUT_CHANGED', status: 409 });
    const now = await view(deps, mine.checkout.id);
    // no tax in Oregon: 25.00 + 4.99 = 29.99
    expect(await placeOrder(deps, now, MUGS)).toMatchObject({ state: 'price-changed', option: { total: 2_999n } });
    const placed = await placeOrder(deps, now, { ...MUGS, total: 2_999n });
    expect(placed).toMatchObject({ state: 'placed', order: { total: 2_999n, shipTo: { state: 'OR' } } });
  });

  test('of many carts with one ClientRequestId at once makes one order where a second is refused', async () => {
    await flows.policies({ clientRequestIdReuse: 'refuse' });
    const cart = mugs({ clientRequestId: 'cart-78' });
    await dropOrphans(deps);
    voided.length = 0;
    const all: CheckoutView[] = [];
    for (let n = 0; n < 8; n++) all.push(await addressed(flows, cart));
    const results = await Promise.all(
      all.map((mine) =>
        placeOrder(deps, mine, MUGS).then(
          ({ state }) => state,
          (error: unknown) => (error instanceof CartwrightError ? error.code : error),
        ),
      ),
    );
    expect(results.sort()).toEqual([...Array<string>(7).fill('CART_ORDERED_ALREADY'), 'placed']);
    await dropOrphans(deps);
    expect(voided).toHaveLength(held.length - 1);
  });

  test('is refused once the buyer has left, before there is an address, and for a reused ClientRequestId where that is refused', async () => {
    const codeOf = (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => 'no error',
        (error: unknown) => (error instanceof CartwrightError ? error.code : error),
      );
    const gone = await addressed(flows, mugs());
    await cancelCheckout(flows.db, { id: gone.checkout.id, at: flows.now() });
    expect(await codeOf(placeOrder(deps, gone, MUGS))).toBe('CHECKOUT_CLOSED');
    const bare = await view(deps, await takeIn(flows, mugs()));
    expect(await placeOrder(deps, bare, MUGS)).toMatchObject({ state: 'refused', refusal: { code: 'ADDRESS_INCOMPLETE' } });
    const cart = mugs({ clientRequestId: 'cart-77' });
    const [first, second] = [await addressed(flows, cart), await addressed(flows, cart)];
    expect((await placeOrder(deps, first, MUGS)).state).toBe('placed');
    await flows.policies({ clientRequestIdReuse: 'refuse' });
    expect(await codeOf(placeOrder(deps, second, MUGS))).toBe('CART_ORDERED_ALREADY');
    expect(await codeOf(addressed(flows, cart))).toBe('CART_ORDERED_ALREADY');
    await flows.policies({});
    expect((await placeOrder(deps, second, MUGS)).state).toBe('placed');
  });
});
