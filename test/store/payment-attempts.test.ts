import {
  answerPaymentAttempt,
  findPaymentAttempt,
  listOrphanedAttempts,
  listPaymentAttempts,
  markAttemptVoided,
  noteVoidTry,
  orphanAttempt,
  settlePaymentAttempt,
  startPaymentAttempt,
  type NewAttempt,
} from '../../src/store/checkout/attempts.js';
import { createCheckout, findCheckout } from '../../src/store/checkouts.js';
import type { Db } from '../../src/store/db.js';
import { placeOrder } from '../../src/store/order/place.js';
import { eachDatabase } from '../support/databases.js';
import { newCheckout, orderOf, payment, placing } from '../support/orders.js';

const SANDBOX = 'AMUGS123456789-sandbox';

eachDatabase('attempts to pay', (open) => {
  let db: Db;
  let other: Db;
  beforeAll(async () => {
    const database = await open();
    ({ db } = database);
    other = await database.another();
  });
  const attempt = (id: string, differences: Partial<NewAttempt> = {}): NewAttempt => ({
    id,
    environmentId: SANDBOX,
    checkoutId: 'c'.repeat(32),
    attempt: 1,
    amount: 2_999n,
    currency: 'USD',
    gateway: 'test',
    method: 'test_approve',
    at: 5_000,
    ...differences,
  });

  test('are there before the gateway is asked, once for each key, and keep the first answer', async () => {
    const fresh = attempt('key-1');
    const started = { ...fresh, state: 'started', answer: null };
    const starts = await Promise.all([db, other, db].map((one) => startPaymentAttempt(one, fresh)));
    expect(starts).toEqual([started, started, started]);
    expect(await answerPaymentAttempt(db, { id: 'key-1', answer: payment(), at: 5_100 })).toBe(true);
    const late = payment({ state: 'declined' });
    expect(await answerPaymentAttempt(other, { id: 'key-1', answer: late, at: 5_200 })).toBe(false);
    const answered = { ...fresh, state: 'answered', answer: payment(), at: 5_100 };
    expect(await startPaymentAttempt(other, fresh)).toEqual(answered);
    expect(await listPaymentAttempts(db, fresh.checkoutId)).toEqual([answered]);
    expect(await findPaymentAttempt(db, 'key-2')).toBeNull();
  });

  test('that wait for the buyer are settled once', async () => {
    await startPaymentAttempt(db, attempt('key-3'));
    const before = payment({ state: 'needs_authentication' });
    await answerPaymentAttempt(db, { id: 'key-3', answer: before, at: 5_001 });
    const no = { id: 'key-3', before, answer: payment({ state: 'declined' }), at: 5_002 };
    expect(await settlePaymentAttempt(db, no)).toBe(true);
    expect(await findPaymentAttempt(db, 'key-3')).toMatchObject({ state: 'refused', answer: { state: 'declined' } });
    expect(await settlePaymentAttempt(db, { id: 'key-3', before, answer: payment(), at: 5_003 })).toBe(false);
  });

  test('that were said yes to are not refused by a no of the same moment', async () => {
    await startPaymentAttempt(db, attempt('key-4'));
    const before = payment({ state: 'needs_authentication' });
    await answerPaymentAttempt(db, { id: 'key-4', answer: before, at: 5_001 });
    expect(await settlePaymentAttempt(db, { id: 'key-4', before, answer: payment(), at: 5_002 })).toBe(true);
    const no = { id: 'key-4', before, answer: payment({ state: 'declined' }), at: 5_002 };
    expect(await settlePaymentAttempt(db, no)).toBe(false);
    // what is held is known, so that it can be let go
    expect(await findPaymentAttempt(db, 'key-4')).toMatchObject({ state: 'answered', answer: { state: 'authorised' } });
  });

  test('pay for one order only, and for none after they were given up', async () => {
    const checkout = await createCheckout(db, newCheckout(SANDBOX));
    const { id: checkoutId } = checkout;
    for (const id of ['good', 'given-up', 'unanswered', 'elsewhere']) {
      await startPaymentAttempt(db, attempt(id, id === 'elsewhere' ? {} : { checkoutId }));
      if (id !== 'unanswered') await answerPaymentAttempt(db, { id, answer: payment(), at: 5_001 });
    }
    expect(await orphanAttempt(db, { id: 'given-up', at: 6_000 })).toBe(true);
    for (const attemptId of ['given-up', 'unanswered', 'elsewhere', 'unknown']) {
      expect(await placeOrder(db, placing(orderOf(checkout), { attemptId }))).toEqual({ state: 'attempt-lost' });
    }
    expect(await findCheckout(db, checkoutId)).toMatchObject({ state: 'open', version: 1 });
    expect(await placeOrder(db, placing(orderOf(checkout), { attemptId: 'good' }))).toMatchObject({ state: 'placed' });
    expect(await orphanAttempt(db, { id: 'good', at: 6_000 })).toBe(false);
    const second = await createCheckout(db, newCheckout(SANDBOX));
    expect(await placeOrder(db, placing(orderOf(second), { attemptId: 'good' }))).toEqual({ state: 'attempt-lost' });
  });

  test('that no order took are listed until what they hold is given back', async () => {
    const { db: fresh } = await open();
    const states = { declined: 'declined', approved: 'authorised', young: 'authorised' } as const;
    for (const [id, state] of Object.entries(states)) {
      await startPaymentAttempt(fresh, attempt(id));
      await answerPaymentAttempt(fresh, { id, answer: payment({ state }), at: id === 'young' ? 9_000 : 5_000 });
    }
    await startPaymentAttempt(fresh, attempt('crashed', { at: 4_000 }));
    const listed = async (before: number): Promise<string[]> =>
      (await listOrphanedAttempts(fresh, { before, limit: 10 })).map(({ id }) => id);
    expect(await listed(4_000)).toEqual([]);
    expect(await listed(9_000)).toEqual(['crashed', 'approved']);
    // the gateway's late answer comes to nothing: the attempt is being voided
    expect(await answerPaymentAttempt(fresh, { id: 'crashed', answer: payment(), at: 9_001 })).toBe(false);
    // one that was tried in vain stands behind those that were not
    await noteVoidTry(fresh, { id: 'crashed', at: 9_001 });
    expect(await listed(9_000)).toEqual(['approved', 'crashed']);
    expect((await listOrphanedAttempts(fresh, { before: 9_000, limit: 1 })).map(({ id }) => id)).toEqual(['approved']);
    await markAttemptVoided(fresh, { id: 'crashed', at: 9_002 });
    expect(await listed(9_000)).toEqual(['approved']);
    await markAttemptVoided(fresh, { id: 'young', at: 9_002 });
    expect(await findPaymentAttempt(fresh, 'young')).toMatchObject({ state: 'answered' });
  });
});
