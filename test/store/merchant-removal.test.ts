import { NO_COMPONENTS } from '../../src/core/components.js';
import type { Order } from '../../src/core/order.js';
import { openMerchant } from '../../src/flows/create-merchant.js';
import { issueKey } from '../../src/flows/create-key.js';
import { ulid } from '../../src/ids.js';
import { listKeys } from '../../src/store/access-keys.js';
import { answerPaymentAttempt, startPaymentAttempt } from '../../src/store/checkout/attempts.js';
import { saveCallbackAnswer } from '../../src/store/checkout/callback-answers.js';
import { claimCheckout } from '../../src/store/checkout/claim.js';
import { saveEndpointHealth } from '../../src/store/checkout/endpoint-health.js';
import { createCheckout } from '../../src/store/checkouts.js';
import type { Db } from '../../src/store/db.js';
import { moveClock } from '../../src/store/environment-clock.js';
import { createEndpoint } from '../../src/store/endpoints.js';
import { numberEvents } from '../../src/store/event/number.js';
import { claimIdempotency } from '../../src/store/idempotency.js';
import { listExchanges } from '../../src/store/exchanges.js';
import { indexWords } from '../../src/store/indexer.js';
import { removeMerchant } from '../../src/store/merchant-removal.js';
import { listMerchants } from '../../src/store/merchants.js';
import { insertChargeback } from '../../src/store/order/chargebacks.js';
import { beginRenewal } from '../../src/store/order/hold.js';
import { post } from '../../src/store/order/ledger.js';
import { placeOrder } from '../../src/store/order/place.js';
import { insertRefund } from '../../src/store/order/refunds.js';
import { insertShipment } from '../../src/store/order/shipments.js';
import { findPersonByEmail } from '../../src/store/people.js';
import { createRecorder } from '../../src/store/recorder.js';
import { saveSession } from '../../src/store/sessions.js';
import { saveSettings } from '../../src/store/settings.js';
import { keepWish } from '../../src/store/wishes.js';
import { saveWizardKey } from '../../src/store/wizard-keys.js';
import { openVault } from '../../src/vault.js';
import { eachDatabase } from '../support/databases.js';
import { newEndpoint } from '../support/endpoints.js';
import { claim, exchangeRow } from '../support/exchange-rows.js';
import { newCheckout, orderOf, payment, placing } from '../support/orders.js';

const EVERYTHING = { terms: [] } as const;

eachDatabase('removing a merchant', (open) => {
  test('takes everything of it and nothing of another', async () => {
    const { db } = await open();
    const vault = openVault(Buffer.alloc(32, 1));
    const recorder = createRecorder(db);
    const make = async (email: string): Promise<{ merchantId: string; environmentId: string }> => {
      const merchant = await openMerchant(db, { name: 'Shop', email, currency: 'USD', zone: 'UTC', at: 1 });
      if (!merchant.ok) throw new Error(merchant.reason);
      const key = await issueKey(db, vault, { merchantId: merchant.merchantId, environment: 'sandbox', name: 'k', at: 1 });
      const environmentId = key!.environment.id;
      await signIn(db, { ...merchant, environmentId });
      await recorder.record(exchangeRow(environmentId, { refs: { uuid: email } }), claim(key!.accessKeyId, email));
      await sell(db, environmentId);
      return { merchantId: merchant.merchantId, environmentId };
    };
    const gone = await make('gone@shop.example');
    const kept = await make('kept@shop.example');
    await indexWords(db, { limit: 10 });
    await numberEvents(db, 10);
    const tables = (await tablesOf(db)).filter((table) => !OF_NOBODY.test(table));
    const before = new Map<string, number>();
    for (const table of tables) before.set(table, (await rowsOf(db, table)).length);

    await removeMerchant(db, gone.merchantId);
    await removeMerchant(db, gone.merchantId);

    expect((await listMerchants(db)).map(({ id }) => id)).toEqual([kept.merchantId]);
    expect(await findPersonByEmail(db, 'gone@shop.example')).toBeNull();
    expect(await findPersonByEmail(db, 'kept@shop.example')).not.toBeNull();
    expect(await listKeys(db, gone.environmentId)).toEqual([]);
    expect(await listKeys(db, kept.environmentId)).toHaveLength(1);
    expect((await listExchanges(db, gone.environmentId, { search: EVERYTHING, limit: 5 })).items).toEqual([]);
    expect((await listExchanges(db, kept.environmentId, { search: EVERYTHING, limit: 5 })).items).toHaveLength(1);
    for (const table of tables) {
      const left = await rowsOf(db, table);
      // both sold the same: whatever has no row at all here is a table that nobody thought of
      expect([table, left.length > 0, left.length * 2]).toEqual([table, true, before.get(table)]);
      for (const row of left) {
        expect([table, row['environment_id'] ?? kept.environmentId]).toEqual([table, expect.stringContaining(kept.merchantId)]);
        expect([table, row['merchant_id'] ?? kept.merchantId]).toEqual([table, kept.merchantId]);
      }
    }
    await recorder.close();
  });
});

/** What belongs to the installation, to strangers or to the index of words, not to a merchant. */
const OF_NOBODY = /^(sqlite_|migrations|installation$|leases$|throttles$|strays$|stray_minutes$|unindexed$|exchange_words|word_)/;

async function tablesOf(db: Db): Promise<string[]> {
  if (db.dialect === 'sqlite')
    return (await db.knex('sqlite_master').where('type', 'table').select<{ name: string }[]>('name')).map(({ name }) => name);
  const [rows] = (await db.knex.raw(
    'select table_name as name from information_schema.tables where table_schema = database()',
  )) as [{ name: string }[]];
  return rows.map(({ name }) => name);
}

const rowsOf = (db: Db, table: string): Promise<Record<string, unknown>[]> => db.knex(table).select('*');

/** One checkout that became an order, with a row in every table that belongs to that. */
async function sell(db: Db, environmentId: string): Promise<void> {
  const endpoint = newEndpoint(environmentId, { id: ulid(1) });
  await createEndpoint(db, endpoint);
  const checkout = await createCheckout(db, newCheckout(environmentId));
  const { id: checkoutId } = checkout;
  await claimCheckout(db, { id: checkoutId, sessionSha256: 'a'.repeat(64), at: 1 });
  const attempt = { id: checkoutId, environmentId, checkoutId, attempt: 1, amount: 2_999n, currency: 'USD' };
  await startPaymentAttempt(db, { ...attempt, gateway: 'test', method: 'test_approve', at: 1 });
  await answerPaymentAttempt(db, { id: checkoutId, answer: payment(), at: 2 });
  const call = { sentAt: 1, endedAt: 2, deadlineMs: 5_000, exchangeId: 'E' };
  const result = { state: 'address-refused', message: 'No.', call } as const;
  await saveCallbackAnswer(db, { checkoutId, environmentId, inputSha256: 'a', result, expiresAt: 9 });
  const [before, after] = [
    { failures: 0, openUntil: 0, probeUntil: 0 },
    { failures: 1, openUntil: 0, probeUntil: 0 },
  ];
  await saveEndpointHealth(db, { environmentId, endpointSha256: 'a', before, after });
  await saveWizardKey(db, environmentId, { version: 1, sealedSecret: Buffer.from('sealed'), createdAt: 1 });
  const redemptions = [{ promotionId: 'single', code: 'ONE', limit: 1 }];
  const answer = await placeOrder(db, placing(orderOf(checkout), { redemptions, attemptId: checkoutId }));
  if (answer.state !== 'placed') throw new Error(answer.state);
  await fulfil(db, answer.order);
  await tell(db, answer.order);
}

/** A person who is signed in, settings, and a call with an Idempotency-Key. */
async function signIn(
  db: Db,
  { merchantId, environmentId }: { readonly merchantId: string; readonly environmentId: string },
): Promise<void> {
  const [person] = await db.knex('people').where('merchant_id', merchantId).select<{ id: string }[]>('id');
  await saveSession(db, `session of ${merchantId}`, { personId: person?.id ?? null, data: {}, expiresAt: 99 });
  await saveSettings(db, environmentId, 'policies', { document: {}, at: 1, by: 'test' });
  await claimIdempotency(db, { scope: environmentId, environmentId, bodySha256: 'a', at: 1 });
  await keepWish(db, { id: environmentId, environmentId, at: 1 }, 'done');
}

/** An attempt to tell a store of the order, with the bytes of it. */
async function tell(db: Db, { id: orderId, environmentId }: Order): Promise<void> {
  const [delivery] = await db
    .knex('deliveries')
    .where('order_id', orderId)
    .select<{ id: string; event_id: string }[]>('id', 'event_id');
  const attempt = { number: 1, at: 1, duration_ms: 1, status: 500, result: 'failed', because: 'No.', exchange_id: 'E' };
  await db.knex('delivery_attempts').insert({ ...attempt, delivery_id: delivery?.id, environment_id: environmentId });
  const body = { format: 'webhook', made_at: 1, sha256: 'a', sealed: Buffer.from('sealed') };
  await db.knex('event_bodies').insert({ ...body, event_id: delivery?.event_id, environment_id: environmentId });
}

/** Shipped, refunded, charged back and posted, with a clock that was moved. */
async function fulfil(db: Db, order: Order): Promise<void> {
  const line = { number: 1, units: 1 };
  const capture = { state: 'captured', amount: 1_250n, reference: 'c' } as const;
  const captured = { ...NO_COMPONENTS, principal: 1_250n };
  const what = { number: 1, at: 1, amount: 1_250n, reason: 'r' };
  await insertShipment(db, order, {
    ...{ id: ulid(1), number: 1, at: 1, shipDate: '2026-01-15', by: 'api', capture },
    lines: [{ ...line, capturedUnits: 1, captured }],
  });
  const refund = { ...what, id: ulid(1), state: 'reserved', by: 'api', reference: null } as const;
  await insertRefund(db, order, { refund: { ...refund, lines: [{ ...line, components: captured }] }, dueAt: 2 });
  await insertChargeback(db, order, { ...what, id: ulid(1), state: 'open', lines: [1] });
  const posting = { id: ulid(1), source: order.id, kind: 'capture', at: 1, currency: 'USD' } as const;
  const rows = [
    { account: 'buyer', amount: 1_250n },
    { account: 'merchant_payable', amount: -1_250n },
  ] as const;
  await post(db, { environmentId: order.environmentId, id: order.id }, { ...posting, rows });
  await beginRenewal(db, order, { heldUntil: 1, amount: 1_250n });
  await moveClock(db, { environmentId: order.environmentId, offsetMs: 1 });
}
