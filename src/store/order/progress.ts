import { LEAST_AGE_MS } from '../../core/order-expiry.js';
import { CLEARED_STATES, type PaymentState } from '../../core/order.js';
import { quickRead, run, transaction, type Db } from '../db.js';
import { movedClocks } from '../environment-clock.js';
import type { EventIds } from '../events.js';
import { addEvent, type NewEvent } from './events.js';
import { publishOf } from './publish.js';

/** Names an order with the environment that it belongs to. */
export interface OrderKey {
  readonly environmentId: string;
  readonly id: string;
}
interface KeyRow {
  readonly environment_id: string;
  readonly id: string;
}

export type Marked =
  | { readonly state: 'marked' }
  | { readonly state: 'already' }
  /** The payment is in a state that this cannot follow. */
  | { readonly state: 'conflict'; readonly payment: PaymentState }
  | { readonly state: 'unknown' };

/** What each state can follow; the last three are never told afterwards. */
const AFTER: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  authorised: ['pending', 'needs_authentication'],
  pending: ['needs_authentication'],
  declined: ['pending', 'needs_authentication'],
  voided: ['authorised', 'pending', 'needs_authentication'],
  needs_authentication: [],
  not_needed: [],
  manual: [],
};

/** What the gateway may still hold money for. */
const HELD: readonly PaymentState[] = AFTER.voided;

/**
 * Releases orders whose window is over and whose payment has cleared, the longest waiting first, each by the clock of its own
 * environment. Each is released by an update of its own that a cancel or a failing payment competes with. Answers those that
 * this process released.
 */
export async function releaseDue(
  db: Db,
  { at, limit, idsAt }: { readonly at: number; readonly limit: number; readonly idsAt: (at: number) => EventIds },
): Promise<OrderKey[]> {
  const moved = await movedClocks(db);
  const due = await listDue(db, '', [at, limit]);
  for (const [environmentId, offset] of moved)
    due.push(...(await listDue(db, 'environment_id = ? and closed_at is null and', [environmentId, at + offset, limit])));
  const released: OrderKey[] = [];
  for (const { id, environment_id: environmentId } of due) {
    const its = at + (moved.get(environmentId) ?? 0);
    if (await releaseOne(db, id, { at: its, ids: idsAt(its) })) released.push({ environmentId, id });
  }
  return released;
}

/** Notes what became of a payment that waited, or that it was given back, in one conditional update with its event. */
export function markPayment(
  db: Db,
  {
    environmentId,
    id,
    payment,
    event,
  }: OrderKey & {
    readonly payment: PaymentState;
    /** Absent for a void: the cancel before it has one. */
    readonly event?: NewEvent;
  },
): Promise<Marked> {
  return transaction(db, async (trx) => {
    const marked = await run(trx, (knex) =>
      knex('orders')
        .where({ id, environment_id: environmentId })
        .whereIn('payment_state', AFTER[payment])
        .update({ payment_state: payment })
        .increment('version', 1),
    );
    if (marked === 0) return whyNot(trx, { environmentId, id, payment });
    if (event !== undefined) await addEvent(trx, id, event);
    return { state: 'marked' };
  });
}

/** Cancelled orders for which the gateway may still hold money, the longest waiting first, without the first `skip`. */
export async function listOrdersToVoid(
  db: Db,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<OrderKey[]> {
  const sql = `select id, environment_id from orders where payment_state in (${placesOf(HELD)}) and cancelled_at is not null
    order by cancelled_at, id limit ? offset ?`;
  const rows = await quickRead<KeyRow>(db, sql, [...HELD, limit, skip]);
  return rows.map(({ id, environment_id: environmentId }) => ({ environmentId, id }));
}

/** Orders that wait for their money, by id from the one behind `after` on. */
export async function listPendingPayments(
  db: Db,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<OrderKey[]> {
  const sql = `select id, environment_id from orders where payment_state = 'pending' and cancelled_at is null and id > ?
    order by id limit ?`;
  const rows = await quickRead<KeyRow>(db, sql, [after, limit]);
  return rows.map(({ id, environment_id: environmentId }) => ({ environmentId, id }));
}

/** An environment whose clock was moved has an index of its own: all others are looked through at once by the real clock. */
function listDue(db: Db, narrowed: string, values: readonly (string | number)[]): Promise<KeyRow[]> {
  const [before, after] = [values.slice(0, -2), values.slice(-2)];
  const sql = `select id, environment_id from orders where ${narrowed} released_at is null and cancelled_at is null
    and payment_state in (${placesOf(CLEARED_STATES)}) and window_ends_at <= ? order by window_ends_at, id limit ?`;
  return quickRead<KeyRow>(db, sql, [...before, ...CLEARED_STATES, ...after]);
}

function releaseOne(db: Db, id: string, { at, ids }: { readonly at: number; readonly ids: EventIds }): Promise<boolean> {
  return transaction(db, async (trx) => {
    const released = await run(trx, (knex) =>
      knex('orders')
        .where({ id })
        .where('window_ends_at', '<=', at)
        .whereNull('released_at')
        .whereNull('cancelled_at')
        .whereIn('payment_state', CLEARED_STATES)
        .update({ released_at: at, overdue_at: at + LEAST_AGE_MS })
        .increment('version', 1),
    );
    if (released === 0) return false;
    const text = 'Released: the window of the buyer is over and the payment has cleared.';
    await addEvent(trx, id, { at, kind: 'released', by: 'cartwright', text });
    await publishOf(trx, id, { kind: 'order.ready_to_ship', at, ids });
    return true;
  });
}

async function whyNot(trx: Db, { environmentId, id, payment }: OrderKey & { readonly payment: PaymentState }): Promise<Marked> {
  const rows = await run(trx, (knex) =>
    knex('orders').where({ id, environment_id: environmentId }).select<{ payment_state: PaymentState }[]>('payment_state'),
  );
  if (rows[0] === undefined) return { state: 'unknown' };
  return rows[0].payment_state === payment ? { state: 'already' } : { state: 'conflict', payment: rows[0].payment_state };
}

const placesOf = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
