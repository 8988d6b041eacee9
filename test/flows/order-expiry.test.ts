import { orderState, type Order, type Payment } from '../../src/core/order.js';
import { expireOrders } from '../../src/flows/order/expire-orders.js';
import { createPerson } from '../../src/store/people.js';
import { listDueOrders } from '../../src/store/order/overdue.js';
import type { Db } from '../../src/store/db.js';
import { moveClock } from '../../src/store/environment-clock.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { MERCHANT } from '../support/merchant-callback.js';
import { shipSome } from '../support/money-flows.js';
import { affairsOf, publishedOf, released, stateOf, timelineOf } from '../support/order-flows.js';
import { payment } from '../support/orders.js';

const DAY = 86_400_000;

/** How the database finds the orders that `work` asks for, a text for each query. */
async function plansOf(db: Db, work: (db: Db) => Promise<unknown>): Promise<string[]> {
  const asked: { readonly sql: string; readonly values: readonly unknown[] }[] = [];
  const note = ({ sql, bindings }: { sql: string; bindings: readonly unknown[] }) => asked.push({ sql, values: bindings });
  const { sqlite } = db;
  const read = <Row>(sql: string, ...values: readonly unknown[]): Row[] => {
    asked.push({ sql, values });
    return sqlite?.read<Row>(sql, ...values) ?? [];
  };
  const watched: Db = { ...db, sqlite: sqlite && { ...sqlite, read } };
  db.knex.on('query', note);
  await work(Object.defineProperty(watched, 'root', { value: watched }));
  db.knex.removeListener('query', note);
  const explain = db.dialect === 'sqlite' ? 'explain query plan' : 'explain';
  const ofOrders = asked.filter(({ sql }) => sql.includes('from orders'));
  return Promise.all(
    ofOrders.map(async ({ sql, values }) => JSON.stringify(await db.knex.raw(`${explain} ${sql}`, [...values] as string[]))),
  );
}

eachDatabase('an order that nobody ships', (open) => {
  let flows: Flows;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
    const shop = { id: 'P1', merchantId: MERCHANT, email: 'shop@larch.example', name: 'Pat', passwordHash: 'x', at: 1 };
    await createPerson(flows.db, shop);
  });
  afterAll(() => flows.close());

  /** Released so many days ago, an hour more or less: clocks of Los Angeles may have been moved in between. */
  const releasedFor = (days: number, hours = 0, more: Partial<Payment> = {}): Promise<Order> => {
    const releasedAt = flows.now() - days * DAY - hours * 3_600_000;
    const paid = payment({ amount: 3_937n, ...more });
    return released(flows, { placedAt: releasedAt - 1_000, windowEndsAt: releasedAt, releasedAt, payment: paid });
  };
  const stateNow = async (order: Order): Promise<string> => orderState((await affairsOf(flows, order)).order);
  const twice = async (): Promise<void> => {
    await expireOrders(flows.deps);
    await expireOrders(flows.deps);
  };

  test('is warned of once at 23 days, not before', async () => {
    const early = await releasedFor(22, 20);
    const due = await releasedFor(23, 2);
    await twice();
    expect((await publishedOf(flows, early)).slice(1)).toEqual([]);
    expect((await publishedOf(flows, due)).slice(1)).toEqual(['order.expiring']);
    expect((await timelineOf(flows, due)).slice(-1)).toEqual(['expiring by cartwright']);
    const mails = await flows.db.knex('mails').where({ order_id: due.id, kind: 'expiring' });
    expect(mails).toEqual([
      expect.objectContaining({
        recipient: 'shop@larch.example',
        subject: expect.stringContaining(`Ship order ${due.id} by`),
        body: expect.stringContaining('3 x Tea\n1 x Pot'),
      }),
    ]);
    expect(await stateNow(due)).toBe('unshipped');
  });

  test('is cancelled at 30 days, not before', async () => {
    const [early, due] = [await releasedFor(29, 21), await releasedFor(30, 2)];
    await twice();
    expect(await stateNow(early)).toBe('unshipped');
    expect(await stateNow(due)).toBe('cancelled');
    expect((await publishedOf(flows, due)).slice(1)).toEqual(['order.cancelled']);
    expect((await timelineOf(flows, due)).slice(-1)).toEqual(['cancelled by cartwright']);
  });

  test('in part keeps what was shipped, and is shipped then', async () => {
    const order = await releasedFor(30, 2);
    await shipSome(flows, order);
    await twice();
    expect(await stateNow(order)).toBe('shipped');
    expect((await affairsOf(flows, order)).order.lines.map((line) => [line.shipped, line.cancelled])).toEqual([
      [1, 2],
      [0, 1],
    ]);
    expect((await publishedOf(flows, order)).slice(1)).toEqual(['shipment.confirmed', 'order.units_cancelled']);
  });

  test('and is shipped at the same moment goes one way, and the other is told', async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => releasedFor(30, 2)));
    const [ships] = await Promise.all([
      Promise.all(orders.map((order) => stateOf(shipSome(flows, order, null)))),
      expireOrders(flows.deps),
    ]);
    for (const [place, order] of orders.entries()) {
      const won = ships[place] === 'shipped';
      expect(await stateNow(order)).toBe(won ? 'shipped' : 'cancelled');
      if (!won) expect(ships[place]).toBe('ORDER_CANCELLED');
    }
  });

  test('is not hidden by any number of others that cannot be cancelled yet', async () => {
    // a gateway that captures once and was not asked yet may capture the units that are open
    for (let count = 0; count < 100; count += 1) await shipSome(flows, await releasedFor(32, 0, { multipleCaptures: false }));
    const behind = await releasedFor(30, 2);
    await twice();
    expect(await stateNow(behind)).toBe('cancelled');
  });

  test('is not looked at before its time, nor every second where it cannot be cancelled yet', async () => {
    const hourBefore = await releasedFor(22, 23);
    const stuck = await releasedFor(31, 0, { multipleCaptures: false });
    await shipSome(flows, stuck);
    const closed = await releasedFor(31);
    await shipSome(flows, closed, null);
    const due = async () => (await listDueOrders(flows.db, 'overdue', { at: flows.now() })).map(({ id }) => id);
    expect(await due()).toEqual(expect.arrayContaining([hourBefore.id, stuck.id]));
    expect(await due()).not.toContain(closed.id);
    await expireOrders(flows.deps);
    expect(await due()).toEqual([]);
    const next = await flows.db.knex('orders').whereIn('id', [hourBefore.id, stuck.id]).select('id', 'overdue_at');
    const nextOf = (order: Order): unknown => next.find(({ id }) => id === order.id)?.overdue_at;
    // 23 days after its release, an hour more or less: the clocks of Los Angeles may have been moved in between
    expect(Math.abs(Number(nextOf(hourBefore)) - (hourBefore.releasedAt ?? 0) - 23 * DAY)).toBeLessThanOrEqual(3_600_000);
    expect(nextOf(stuck)).toBeGreaterThan(flows.now());
  });

  test('is found by an index, without a look at those whose time has not come', async () => {
    await moveClock(flows.db, { environmentId: flows.sandbox.id, offsetMs: 1 });
    for (const kind of ['overdue', 'held'] as const) {
      const plans = await plansOf(flows.db, (db) => listDueOrders(db, kind, { at: 1 }));
      const index = kind === 'overdue' ? 'orders_by_overdue' : 'orders_by_hold';
      expect(plans).toEqual([expect.stringContaining(index), expect.stringContaining(`${index}_there`)]);
    }
  });

  test('counts by the clock of its environment', async () => {
    const order = await releasedFor(1);
    await moveClock(flows.db, { environmentId: flows.sandbox.id, offsetMs: 23 * DAY });
    await twice();
    expect((await publishedOf(flows, order)).slice(1)).toEqual(['order.expiring']);
    await moveClock(flows.db, { environmentId: flows.sandbox.id, offsetMs: 30 * DAY });
    await twice();
    expect(await stateNow(order)).toBe('cancelled');
  });
});
