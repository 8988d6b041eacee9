import { CartwrightError } from '../../src/errors.js';
import { setAddress } from '../../src/flows/checkout/change-checkout.js';
import { addCode } from '../../src/flows/checkout/claim-codes.js';
import type { CheckoutDeps } from '../../src/flows/checkout/deps.js';
import { dropOrphans } from '../../src/flows/checkout/drop-orphans.js';
import { placeOrder } from '../../src/flows/checkout/place-order.js';
import { placingReport } from '../../src/flows/checkout/placing-report.js';
import type { CheckoutView } from '../../src/flows/checkout/view.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { cancelCheckout } from '../../src/store/checkouts.js';
import { addressed, BUYER, changed, openFlows, SHIP_TO, takeIn, view, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { attemptsOf, MUGS, mugs, watchGateways } from '../support/watched-gateways.js';

eachDatabase('an order that somebody else may be quicker with', (open) => {
  const { held, voided, watching, forget } = watchGateways();
  let flows: Flows;
  let deps: CheckoutDeps;
  const attempts = (checkoutId: string): Promise<string[]> => attemptsOf(flows, checkoutId);
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
  });
  beforeEach(async () => {
    deps = watching(flows);
    forget();
    await flows.policies({});
    await flows.save('promotions', DEMO_SETTINGS.promotions);
  });
  afterAll(async () => {
    await flows.close();
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
