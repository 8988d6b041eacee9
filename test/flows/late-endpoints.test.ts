import { alertLate } from '../../src/flows/delivery/alert-late.js';
import { resumeEndpoint } from '../../src/flows/endpoint/hold-endpoint.js';
import { recoverEndpoint } from '../../src/flows/endpoint/recover-endpoint.js';
import { skipDelivery } from '../../src/flows/delivery/change-delivery.js';
import { eachDatabase } from '../support/databases.js';
import { openDeliveries, type Deliveries } from '../support/deliveries.js';
import { accepting, answeringWith } from '../support/store-peer.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Sent {
  readonly kind: string;
  readonly subject: string;
  readonly body: string;
}

eachDatabase('mails about endpoints that are late', (open) => {
  let on: Deliveries;
  beforeAll(async () => {
    on = await openDeliveries((await open()).db);
    const person = { id: 'P', merchant_id: on.flows.sandbox.merchant.id, email: 'ann@shop.example' };
    const rest = { email_folded: person.email, name: 'Ann', password_hash: 'x', created_at: 1, password_changed_at: 1 };
    await on.db.knex('people').insert({ ...person, ...rest });
  });
  afterAll(() => on.close());
  beforeEach(() => on.clear());
  afterEach(() => expect(on.failures).toEqual([]));
  const mails = (): Promise<Sent[]> => on.db.knex('mails').where('kind', 'like', 'endpoint-%').orderBy('id').select<Sent[]>();
  const keyOf = (id: string) => ({ environmentId: on.environmentId, id });
  const giveUp = async (ids: readonly string[]): Promise<void> => {
    const at = on.flows.now();
    await on.db.knex('deliveries').whereIn('id', ids).update({ outcome: 'given_up', finished_at: at, next_at: at });
  };
  /** Time goes by, what is due goes out, and the job looks. */
  const pass = async (ms: number): Promise<void> => {
    on.flows.clock.aheadMs += ms;
    await on.drain();
    await alertLate(on.deps);
  };
  const passHours = async (hours: number): Promise<void> => {
    for (let hour = 0; hour < hours; hour += 3) await pass(3 * HOUR);
  };

  test('are one for 40 orders of a dead endpoint, with count, age and link, and one a day of what is given up', async () => {
    const { id } = await on.endpoint({ perMinute: 60_000 });
    on.store.answer = answeringWith(500);
    for (let order = 0; order < 40; order++) {
      await on.place();
      await pass(MINUTE);
    }
    await pass(21 * MINUTE);
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('SANDBOX Orders are late at Store');
    expect(mail?.body).toContain('40 events have not arrived at your endpoint "Store"');
    expect(mail?.body).toContain('the oldest is 61 minutes old');
    expect(mail?.body).toContain('40 of them: Cartwright goes on trying');
    expect(mail?.body).toContain(`http://pay.example/console/sandbox/endpoints/${id}`);

    // the plans end after 72 hours, one after the other: what is given up is told of at most once a day
    const ids = (await on.deliveries()).map((delivery) => delivery.id);
    await giveUp(ids.slice(0, 15));
    await pass(MINUTE);
    expect(await mails()).toHaveLength(1);
    await pass(DAY);
    const second = (await mails())[1]?.body;
    expect(second).toContain('40 events have not arrived');
    expect(second).toContain('25 of them: Cartwright goes on trying');
    expect(second).toContain('15 of them: refused or given up, and not tried again by themselves');
    await giveUp(ids.slice(15));
    await passHours(21);
    expect(await mails()).toHaveLength(2);
    await passHours(6);
    expect((await mails()).map(({ body }) => body)[2]).toContain('25 events have not arrived');
    // and nothing more as long as nothing more is given up, also where a new order comes to the dead endpoint
    await passHours(72);
    await on.place();
    await passHours(9);
    expect(await mails()).toHaveLength(3);
  });

  test('come again when it fails anew after it had caught up, also for the same order', async () => {
    await on.endpoint();
    on.store.answer = answeringWith(500);
    const order = await on.place();
    await pass(61 * MINUTE);
    expect(await mails()).toHaveLength(1);
    on.store.answer = accepting;
    for (let round = 0; round < 4; round++) await pass(HOUR);
    expect((await on.deliveries()).map(({ outcome }) => outcome)).toEqual(['delivered']);

    on.store.answer = answeringWith(500);
    await on.cancel(order);
    await pass(59 * MINUTE);
    expect(await mails()).toHaveLength(1);
    await pass(2 * MINUTE);
    expect(await mails()).toHaveLength(2);
    await passHours(24);
    expect(await mails()).toHaveLength(2);
  });

  test('come again after a recovery that did not help, and not while it begins', async () => {
    const { id } = await on.endpoint();
    on.store.answer = answeringWith(403);
    await on.place();
    // three refusals in a row park it: nothing is tried any more, and the merchant must hear of it all the same
    for (const ms of [0, 10_000, MINUTE]) await pass(ms);
    expect((await on.deliveries()).map(({ outcome }) => outcome)).toEqual(['parked']);
    await pass(HOUR);
    expect(await mails()).toHaveLength(1);
    expect((await mails())[0]?.body).toContain('1 event has not arrived');
    await pass(2 * DAY);
    expect(await mails()).toHaveLength(1);

    await recoverEndpoint(on.deps, keyOf(id), { since: 0, dryRun: false });
    await alertLate(on.deps);
    for (const ms of [0, 10_000, MINUTE]) await pass(ms);
    expect((await on.deliveries()).map(({ outcome }) => outcome)).toEqual(['parked']);
    expect(await mails()).toHaveLength(1);
    await pass(HOUR);
    expect(await mails()).toHaveLength(2);
  });

  test('do not come where what is late was skipped or is being caught up after a pause', async () => {
    const { id } = await on.endpoint();
    on.store.answer = answeringWith(500);
    await on.place();
    await on.drain();
    const [delivery] = await on.deliveries();
    await skipDelivery(on.deps, keyOf(delivery!.id));
    await pass(2 * HOUR);
    expect(await mails()).toEqual([]);
    await on.place();
    await on.drain();
    on.flows.clock.aheadMs += 2 * HOUR;
    await resumeEndpoint(on.deps, keyOf(id));
    await alertLate(on.deps);
    expect(await mails()).toEqual([]);
  });

  test('of one that is switched off come each time', async () => {
    const { id } = await on.endpoint();
    on.store.answer = answeringWith(410);
    const order = await on.place();
    await on.drain();
    await resumeEndpoint(on.deps, keyOf(id));
    await on.cancel(order);
    await pass(MINUTE);
    expect((await mails()).map(({ subject }) => subject)).toEqual([
      'SANDBOX Orders are not sent to Store any more',
      'SANDBOX Orders are not sent to Store any more',
    ]);
  });
});
