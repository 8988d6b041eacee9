import type { CallbackResult } from '../../src/core/checkout.js';
import { deleteAbandonedCheckouts } from '../../src/store/checkout/abandoned.js';
import { loadCallbackAnswer, purgeCallbackAnswers, saveCallbackAnswer } from '../../src/store/checkout/callback-answers.js';
import { claimCheckout } from '../../src/store/checkout/claim.js';
import { loadEndpointHealth, saveEndpointHealth } from '../../src/store/checkout/endpoint-health.js';
import {
  cancelCheckout,
  countOpenCheckouts,
  createCheckout,
  expireCheckouts,
  findCheckout,
  loadCartBytes,
  saveChoices,
} from '../../src/store/checkouts.js';
import type { Db } from '../../src/store/db.js';
import { placeOrder } from '../../src/store/order/place.js';
import { eachDatabase } from '../support/databases.js';
import { newCheckout, orderCart, orderOf, placing } from '../support/orders.js';

const SANDBOX = 'AMUGS123456789-sandbox';
const LIVE = 'AMUGS123456789-live';
const ANN = 'a'.repeat(64);
const BOB = 'b'.repeat(64);

eachDatabase('checkouts', (open) => {
  let db: Db;
  let other: Db;
  beforeAll(async () => {
    const database = await open();
    ({ db } = database);
    other = await database.another();
  });
  const create = (differences: Parameters<typeof newCheckout>[1] = {}) =>
    createCheckout(db, newCheckout(SANDBOX, { cartBytes: Buffer.from('<same/>'), ...differences }));
  const claim = (id: string, sessionSha256 = ANN, on = db) => claimCheckout(on, { id, sessionSha256, at: 2_000 });
  const countOf = async (table: string): Promise<number> => (await db.knex(table).count<{ n: number }[]>({ n: '*' }))[0]?.n ?? 0;

  test('a checkout comes back as it was made, its exact prices and the bytes of its cart included', async () => {
    const cart = orderCart({ clientRequestId: 'R-1', cartCustomData: '<c a="&amp;">12n</c>' });
    const fresh = newCheckout(SANDBOX, { cart, cartBytes: Buffer.from([0xef, 0xbb, 0xbf, 0x3c, 0, 255]), expiresAt: 9_000 });
    const { cartBytes, ...rest } = fresh;
    const made = await createCheckout(db, fresh);
    expect(made).toEqual({ ...rest, state: 'open', version: 1 });
    expect(await findCheckout(other, fresh.id)).toEqual({ ...made, sessionSha256: null, updatedAt: 1_000 });
    expect((await loadCartBytes(db, fresh.id))?.equals(cartBytes!)).toBe(true);
    expect(await findCheckout(db, 'f'.repeat(32))).toBeNull();
    const json = await createCheckout(db, newCheckout(SANDBOX, { cartBytes: null }));
    expect(await loadCartBytes(db, json.id)).toBeNull();
  });

  test('choices are saved on the version that they were made on, and the same page sent twice is saved once', async () => {
    const { id } = await create();
    const choices = { codes: ['WELCOME5'], upsell: [{ sku: 'LID-1', quantity: 1 }], choiceId: 'settings:standard' };
    expect(await saveChoices(db, { id, version: 1, choices, at: 3_000 })).toEqual({ state: 'saved', version: 2 });
    expect(await saveChoices(other, { id, version: 1, choices, at: 3_001 })).toEqual({ state: 'saved', version: 2 });
    expect(await saveChoices(other, { id, version: 1, choices: { codes: [], upsell: [] }, at: 3_002 })).toEqual({
      state: 'changed',
    });
    expect(await findCheckout(db, id)).toMatchObject({ choices, version: 2, updatedAt: 3_000 });
    await cancelCheckout(db, { id, at: 3_003 });
    expect(await saveChoices(db, { id, version: 3, choices, at: 3_004 })).toEqual({ state: 'changed' });
  });

  test('the first session that asks has a checkout, and another one learns nothing of it', async () => {
    const { id } = await create({ cartBytes: Buffer.from('<first/>') });
    expect(await claim(id, ANN)).toEqual({ state: 'yours', id, sessionSha256: ANN });
    expect(await claim(id, ANN)).toEqual({ state: 'yours', id, sessionSha256: ANN });
    expect(await claim(id, BOB)).toEqual({ state: 'taken' });
    expect((await findCheckout(db, id))?.sessionSha256).toBe(ANN);
    expect(await claim('0'.repeat(32))).toEqual({ state: 'gone' });
  });

  test('the same cart again is the open checkout of the session, in its environment only', async () => {
    const cartBytes = Buffer.from('<again/>');
    const first = await create({ cartBytes });
    const again = await create({ cartBytes });
    const bobs = await create({ cartBytes });
    const live = await createCheckout(db, newCheckout(LIVE, { cartBytes }));
    await claim(first.id);
    expect(await claim(again.id)).toEqual({ state: 'instead', id: first.id });
    expect([await findCheckout(db, again.id), await loadCartBytes(db, again.id)]).toEqual([null, null]);
    expect(await claim(again.id)).toEqual({ state: 'gone' });
    expect(await claim(bobs.id, BOB)).toEqual({ state: 'yours', id: bobs.id, sessionSha256: BOB });
    expect(await claim(live.id)).toEqual({ state: 'yours', id: live.id, sessionSha256: ANN });
  });

  test('the same cart after the checkout of before is over is a new checkout', async () => {
    const cartBytes = Buffer.from('<over/>');
    const first = await create({ cartBytes });
    await claim(first.id);
    await placeOrder(db, placing(orderOf(first)));
    const second = await create({ cartBytes });
    expect(await claim(second.id)).toEqual({ state: 'yours', id: second.id, sessionSha256: ANN });
    expect(await claim(first.id)).toEqual({ state: 'yours', id: first.id, sessionSha256: ANN });
    await cancelCheckout(db, { id: second.id, at: 3_000 });
    const third = await create({ cartBytes });
    expect(await claim(third.id)).toEqual({ state: 'yours', id: third.id, sessionSha256: ANN });
  });

  test('of 50 equal carts that one session claims at once one is left', async () => {
    const session = 'c'.repeat(64);
    const carts = await Promise.all(Array.from({ length: 50 }, () => create({ cartBytes: Buffer.from('<fifty/>') })));
    const claims = await Promise.all(carts.map(({ id }, index) => claim(id, session, index % 2 === 0 ? db : other)));
    const mine = claims.filter(({ state }) => state === 'yours');
    expect(mine).toHaveLength(1);
    const [one] = mine;
    const instead = claims.filter(({ state }) => state === 'instead');
    expect(new Set(instead.map((claim) => ('id' in claim ? claim.id : '')))).toEqual(
      new Set([one?.state === 'yours' ? one.id : '']),
    );
    expect(instead).toHaveLength(49);
    const left = await db.knex('checkouts').where('cart_sha256', carts[0]!.cartSha256).select<{ id: string }[]>('id');
    expect(left.map(({ id }) => id)).toEqual(one?.state === 'yours' ? [one.id] : []);
  });

  test('of 50 equal carts after a checkout that is over one is left as well', async () => {
    const session = 'e'.repeat(64);
    const cartBytes = Buffer.from('<fifty-again/>');
    const over = await create({ cartBytes });
    await claim(over.id, session);
    await cancelCheckout(db, { id: over.id, at: 1_500 });
    const carts = await Promise.all(Array.from({ length: 50 }, () => create({ cartBytes })));
    const claims = await Promise.all(carts.map(({ id }, index) => claim(id, session, index % 2 === 0 ? db : other)));
    expect(claims.filter(({ state }) => state === 'yours')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'instead')).toHaveLength(49);
  });

  test('of 50 sessions that claim one checkout at once one has it', async () => {
    const { id } = await create({ cartBytes: Buffer.from('<one/>') });
    const sessions = Array.from({ length: 50 }, (_, index) => String(index).padStart(64, 'd'));
    const claims = await Promise.all(sessions.map((session, index) => claim(id, session, index % 2 === 0 ? db : other)));
    expect(claims.filter(({ state }) => state === 'yours')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'taken')).toHaveLength(49);
  });

  test('an open checkout is cancelled once; one whose cart has expired ends by itself', async () => {
    const before = await countOpenCheckouts(db, SANDBOX);
    const [kept, early, late] = [await create(), await create({ expiresAt: 5_000 }), await create({ expiresAt: 5_001 })];
    expect(await countOpenCheckouts(db, SANDBOX)).toBe(before + 3);
    expect(await cancelCheckout(db, { id: kept.id, at: 4_000 })).toBe(true);
    expect(await cancelCheckout(db, { id: kept.id, at: 4_001 })).toBe(false);
    expect(await expireCheckouts(db, { at: 4_999, limit: 10 })).toBe(0);
    expect(await expireCheckouts(db, { at: 5_000, limit: 10 })).toBe(1);
    expect(await findCheckout(db, early.id)).toMatchObject({ state: 'expired', version: 2, updatedAt: 5_000 });
    expect(await findCheckout(db, late.id)).toMatchObject({ state: 'open' });
    // one cancelled, one expired
    expect(await countOpenCheckouts(db, SANDBOX)).toBe(before + 1);
  });

  test('checkouts without an order are deleted with their bytes and answers when nothing happened to them for long', async () => {
    const { db: fresh } = await open();
    const make = (createdAt: number) => createCheckout(fresh, newCheckout(SANDBOX, { createdAt }));
    const [open1, cancelled, young, bought] = [await make(1), await make(1), await make(100), await make(1)];
    await cancelCheckout(fresh, { id: cancelled.id, at: 2 });
    await placeOrder(fresh, placing(orderOf(bought, { placedAt: 3 })));
    const answer = { environmentId: SANDBOX, inputSha256: 'aa', result: REFUSED, expiresAt: 1e12 };
    await saveCallbackAnswer(fresh, { ...answer, checkoutId: open1.id });
    await saveCallbackAnswer(fresh, { ...answer, checkoutId: young.id });
    expect(await deleteAbandonedCheckouts(fresh, { before: 100, pauseMs: 0 })).toBe(2);
    const left = await fresh.knex('checkouts').orderBy('id').select<{ id: string }[]>('id');
    expect(left.map(({ id }) => id)).toEqual([young.id, bought.id].sort());
    expect([await loadCartBytes(fresh, open1.id), await loadCartBytes(fresh, cancelled.id)]).toEqual([null, null]);
    expect(await loadCallbackAnswer(fresh, { checkoutId: open1.id, inputSha256: 'aa', at: 1 })).toBeNull();
    expect(await loadCallbackAnswer(fresh, { checkoutId: young.id, inputSha256: 'aa', at: 1 })).toEqual(REFUSED);
  });

  test('an answer of a callback is used again for its input until it expires or is purged', async () => {
    const { id } = await create();
    const at = { checkoutId: id, inputSha256: 'aa' };
    await saveCallbackAnswer(db, { ...at, environmentId: SANDBOX, result: REFUSED, expiresAt: 9_000 });
    await saveCallbackAnswer(db, { ...at, environmentId: SANDBOX, result: ANSWERED, expiresAt: 10_000 });
    expect(await loadCallbackAnswer(other, { ...at, at: 9_999 })).toEqual(ANSWERED);
    expect(await loadCallbackAnswer(other, { ...at, at: 10_000 })).toBeNull();
    expect(await loadCallbackAnswer(other, { ...at, inputSha256: 'bb', at: 1 })).toBeNull();
    expect(await purgeCallbackAnswers(db, LIVE)).toBe(0);
    expect(await purgeCallbackAnswers(db, SANDBOX)).toBe(1);
    expect(await loadCallbackAnswer(db, { ...at, at: 1 })).toBeNull();
    expect(await countOf('callback_answers')).toBe(0);
  });

  test('of 20 processes that see an open breaker one gets the probe', async () => {
    const endpoint = { environmentId: SANDBOX, endpointSha256: ANN };
    const well = await loadEndpointHealth(db, endpoint);
    expect(well).toEqual({ failures: 0, openUntil: 0, probeUntil: 0 });
    const opened = { failures: 5, openUntil: 30_000, probeUntil: 0 };
    expect(await saveEndpointHealth(db, { ...endpoint, before: well, after: opened })).toBe(true);
    expect(await saveEndpointHealth(other, { ...endpoint, before: well, after: { ...well, failures: 1 } })).toBe(false);
    const probes = Array.from({ length: 20 }, (_, index) =>
      saveEndpointHealth(index % 2 === 0 ? db : other, {
        ...endpoint,
        before: opened,
        after: { ...opened, probeUntil: 31_000 + index },
      }),
    );
    expect((await Promise.all(probes)).filter(Boolean)).toHaveLength(1);
    expect(await loadEndpointHealth(other, endpoint)).toMatchObject({ failures: 5, openUntil: 30_000 });
    expect(await loadEndpointHealth(other, { ...endpoint, environmentId: LIVE })).toEqual(well);
  });
});

const CALL = { sentAt: 1, endedAt: 2, deadlineMs: 5_000, exchangeId: 'E' };
const REFUSED: CallbackResult = { state: 'address-refused', message: 'Not to islands.', call: CALL };
const ANSWERED: Extract<CallbackResult, { state: 'answered' }> = {
  state: 'answered',
  source: {
    tables: { cartTaxAmounts: [{ amount: 325n }] },
    lines: new Map([['1', { taxTableId: 'wa', shippingMethodIds: ['standard'] }]]),
  },
  items: orderCart().items,
  call: CALL,
  warnings: [{ rule: 'tolerance-empty-weight', severity: 'warning', message: 'The weight is empty.' }],
};
