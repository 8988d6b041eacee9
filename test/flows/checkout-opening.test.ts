import { cartExpiry } from '../../src/core/expiry.js';
import { CartwrightError } from '../../src/errors.js';
import { chooseShipping, setAddress, setUpsell } from '../../src/flows/checkout/change-checkout.js';
import { addCode, removeCode } from '../../src/flows/checkout/claim-codes.js';
import { openCheckout } from '../../src/flows/checkout/open-checkout.js';
import { closeExpired } from '../../src/flows/checkout/release-orders.js';
import { whyNotOpen } from '../../src/flows/checkout/why-not-open.js';
import { cancelCheckout, findCheckout } from '../../src/store/checkouts.js';
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

const MINUTE = 60_000;
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof CartwrightError ? error.code : error),
  );

describe('the end of a cart', () => {
  test.each([
    // the day ends at midnight of Los Angeles, 7 hours behind UTC in summer and 8 in winter
    ['2026-07-01', 'America/Los_Angeles', '2026-07-02T07:00:00.000Z'],
    ['2026-12-31', 'America/Los_Angeles', '2027-01-01T08:00:00.000Z'],
    // clocks go forward at 2:00 on 8 March and back on 1 November
    ['2026-03-07', 'America/Los_Angeles', '2026-03-08T08:00:00.000Z'],
    ['2026-03-08', 'America/Los_Angeles', '2026-03-09T07:00:00.000Z'],
    ['2026-11-01', 'America/Los_Angeles', '2026-11-02T08:00:00.000Z'],
    ['2026-12-31Z', 'America/Los_Angeles', '2027-01-01T00:00:00.000Z'],
    ['2026-12-31+02:00', 'America/Los_Angeles', '2026-12-31T22:00:00.000Z'],
    ['2026-07-01T12:00:00Z', 'America/Los_Angeles', '2026-07-01T12:00:00.000Z'],
    ['2026-07-01T12:00:00-04:00', 'America/Los_Angeles', '2026-07-01T16:00:00.000Z'],
    ['2026-07-01T12:00:00', 'America/Los_Angeles', '2026-07-01T19:00:00.000Z'],
    ['2026-07-01', 'UTC', '2026-07-02T00:00:00.000Z'],
  ])('of %s in %s is %s', (text, zone, end) => {
    expect(new Date(cartExpiry(text, zone)).toISOString()).toBe(end);
  });
});

eachDatabase('a checkout', (open) => {
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
  const opened = (id: string, session: string | null) => openCheckout(flows.deps, { id, session });
  const expiring = (text: string): string => shopCart(null, { more: `<ExpirationDate>${text}</ExpirationDate>` });

  test('is the first browser that opens it, and tells another one nothing', async () => {
    const id = await takeIn(flows, shopCart(null));
    const robin = await opened(id, 'robin');
    expect(robin).toMatchObject({ state: 'yours', view: { environment: 'sandbox', quote: null, chosen: null, order: null } });
    expect(await opened(id, 'kim')).toEqual({ state: 'taken' });
    expect(await opened(id, null)).toEqual({ state: 'taken' });
    expect(await opened(id, 'robin')).toMatchObject({ state: 'yours' });
    expect(await opened('f'.repeat(32), 'robin')).toEqual({ state: 'unknown' });
    expect(whyNotOpen({ state: 'taken' })).toMatchObject({ code: 'CHECKOUT_TAKEN', status: 404 });
    expect(whyNotOpen({ state: 'unknown' })).toMatchObject({ code: 'CHECKOUT_UNKNOWN', status: 404 });
    const stored = await findCheckout(flows.db, id);
    expect(stored?.sessionSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('of the same bytes in the same browser is the one that is open; of the same HTML cart too, of JSON never', async () => {
    const xml = shopCart(null);
    const first = await takeIn(flows, xml);
    await opened(first, 'sam');
    expect(await opened(await takeIn(flows, xml), 'sam')).toEqual({ state: 'instead', id: first });
    expect(await opened(await takeIn(flows, xml), 'kim')).toMatchObject({ state: 'yours' });
    const html = orderCart({ form: 'html', namespace: null });
    const firstHtml = await takeIn(flows, html);
    await opened(firstHtml, 'sam');
    expect(await opened(await takeIn(flows, html), 'sam')).toEqual({ state: 'instead', id: firstHtml });
    const json = orderCart({ form: 'json', namespace: null });
    await opened(await takeIn(flows, json), 'sam');
    expect(await opened(await takeIn(flows, json), 'sam')).toMatchObject({ state: 'yours' });
  });

  test('is not made of an expired cart, and closes when its cart expires', async () => {
    expect(await codeOf(takeIn(flows, expiring('2026-01-01')))).toBe('CART_EXPIRED');
    const soon = new Date(flows.now() + 10 * MINUTE).toISOString();
    const id = await takeIn(flows, expiring(soon));
    expect(await opened(id, 'robin')).toMatchObject({ state: 'yours' });
    flows.clock.aheadMs += 11 * MINUTE;
    const closed = await opened(id, 'robin');
    expect(closed).toMatchObject({ state: 'expired', because: 'date', cart: { form: 'xml' } });
    if (closed.state === 'expired') expect(whyNotOpen(closed)).toMatchObject({ code: 'CART_EXPIRED', status: 410 });
    expect((await findCheckout(flows.db, id))?.state).toBe('open');
    await closeExpired({ db: flows.db, clock: flows.now });
    expect((await findCheckout(flows.db, id))?.state).toBe('expired');
  });

  test('that the buyer left is closed', async () => {
    const id = await takeIn(flows, shopCart(null));
    await opened(id, 'robin');
    await cancelCheckout(flows.db, { id, at: flows.now() });
    const closed = await opened(id, 'robin');
    expect(closed).toMatchObject({ state: 'expired', because: 'cancelled' });
    if (closed.state === 'expired') expect(whyNotOpen(closed)).toMatchObject({ code: 'CHECKOUT_CLOSED', status: 410 });
  });

  test('takes an address, a choice and a quantity, each on the version that its page was made from', async () => {
    const upsell = { ...orderCart().items[0]!, id: 'u1', sku: 'LID-1', title: 'Lid', price: 3_000_000n };
    const id = await takeIn(flows, orderCart({ form: 'json', tables: {}, upsellItems: [upsell] }));
    const empty = await view(flows.deps, id);
    const priced = changed(await setAddress(flows.deps, empty, { buyer: BUYER, shipTo: SHIP_TO }));
    expect(await setAddress(flows.deps, empty, { buyer: { ...BUYER, name: 'Kim' }, shipTo: SHIP_TO })).toEqual({
      state: 'changed',
    });
    // two mugs at 12.50 = 25.00; standard without weight 4.99: (25.00 + 4.99) x 0.1035: 2.5875 -> 2.59 and 0.516465 -> 0.52
    expect(priced.quote).toMatchObject({ ok: true, options: [{ choiceId: 'settings:standard', total: 3_310n }, {}, {}] });
    expect(priced.chosen).toBeNull();
    const chosen = changed(await chooseShipping(flows.deps, priced, 'settings:expedited'));
    expect(chosen.chosen?.label).toBe('Expedited');
    expect(changed(await chooseShipping(flows.deps, chosen, 'callback:std'))).toMatchObject({ chosen: null });
    expect((await view(flows.deps, id)).chosen?.label).toBe('Expedited');
    const more = changed(await setUpsell(flows.deps, chosen, { sku: 'LID-1', quantity: 2 }));
    expect(more.items.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['MUG-1', 2],
      ['LID-1', 2],
    ]);
    expect(changed(await setUpsell(flows.deps, more, { sku: 'NOT-OFFERED', quantity: 1 }))).toBe(more);
    expect(changed(await setUpsell(flows.deps, more, { sku: 'LID-1', quantity: 0 })).items).toHaveLength(1);
  });

  test('tells what became of claim codes, and of too many wrong ones nothing any more', async () => {
    const first = await addressed(flows, shopCart(null));
    const { deps } = flows;
    const applied = changed(await addCode(deps, first, { code: ' welcome5 ' }));
    expect(applied.quote).toMatchObject({ ok: true, codes: [{ code: 'welcome5', state: 'applied', amount: 500n }] });
    expect(changed(await addCode(deps, applied, { code: 'WELCOME5' }))).toBe(applied);
    let now = changed(await removeCode(deps, applied, 'WELCOME5'));
    expect(now.quote).toMatchObject({ ok: true, codes: [] });
    for (let guess = 1; guess <= 10; guess++) {
      now = changed(await addCode(deps, now, { code: `GUESS-${guess}` }));
      now = changed(await removeCode(deps, now, `GUESS-${guess}`));
    }
    const throttled = await addCode(deps, now, { code: 'GUESS-11' });
    expect(throttled).toMatchObject({ state: 'throttled' });
    // a right one is not told from a wrong one by now
    expect(await addCode(deps, now, { code: 'WELCOME5' })).toMatchObject({ state: 'throttled' });
    const another = await addressed(flows, shopCart(null));
    expect(changed(await addCode(deps, another, { code: 'WELCOME5' })).quote).toMatchObject({ codes: [{ state: 'applied' }] });
  });

  test('counts wrong codes of one address over all of its checkouts', async () => {
    const guess = async (number: number): Promise<unknown> => {
      const { deps } = flows;
      const id = await takeIn(flows, shopCart(null));
      const mine = await view(deps, id, `session-${number}`);
      return addCode(deps, mine, { code: `GUESS-${number}`, remote: '192.0.2.7' });
    };
    for (let number = 1; number <= 30; number++) expect(await guess(number)).toHaveProperty('checkout');
    expect(await guess(31)).toMatchObject({ state: 'throttled' });
    flows.clock.aheadMs += 61 * MINUTE;
    expect(await guess(32)).toHaveProperty('checkout');
  });
});
