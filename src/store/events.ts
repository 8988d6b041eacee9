import type { Knex } from 'knex';
import type { EventData, EventKind } from '../core/order-event.js';
import { run, transaction, type Db } from './db.js';
import { addDeliveries, type NewDelivery } from './delivery/add.js';
import { listTakers } from './delivery/takers.js';
import { toExactJson } from './engine/exact-json.js';

/** Made outside of the transaction, so that one that is done again writes the same. */
export interface EventIds {
  /** ULID. */
  readonly eventId: string;
  /** UUID: the NotificationReferenceId. */
  readonly referenceId: string;
}

export interface NewEvent {
  readonly environmentId: string;
  /** Null: a test, which is of no order. */
  readonly orderId: string | null;
  readonly kind: EventKind;
  /** By the clock of the environment. */
  readonly at: number;
  readonly trace: string;
  readonly data: EventData;
  readonly ids: EventIds;
}

/**
 * Writes an event of an order, and what is to be sent of it to every endpoint that takes its kind, in the transaction that
 * changed the order. Whoever changes the order next must wait for that transaction: write the order first.
 */
export function publishEvent(trx: Db, event: NewEvent): Promise<void> {
  return transaction(trx, async (inner) => {
    const sequence = await insertEvent(inner, event);
    await addDeliveries(inner, deliveryOf(event, sequence), await listTakers(inner, event.environmentId, event.kind));
    tellAfterCommit(inner);
  });
}

/** The same for one endpoint alone, whatever kinds it takes. */
export function publishTo(trx: Db, endpointId: string, event: NewEvent): Promise<void> {
  return transaction(trx, async (inner) => {
    const sequence = await insertEvent(inner, event);
    await addDeliveries(inner, deliveryOf(event, sequence), [{ id: endpointId, isOff: false }]);
    tellAfterCommit(inner);
  });
}

/** Whether an event is there: what published it was committed. */
export async function isPublished(db: Db, eventId: string): Promise<boolean> {
  const rows = await run(db, (knex) => knex('events').where('id', eventId).select<unknown[]>('id'));
  return rows.length > 0;
}

const listeners = new WeakMap<Db, Set<() => void>>();

/** Calls `listener` after each commit of this process that left something to send; answers how to end that. */
export function onPublished(db: Db, listener: () => void): () => void {
  const known = listeners.get(db.root) ?? new Set();
  listeners.set(db.root, known.add(listener));
  return () => known.delete(listener);
}

/** Tells those who wait for something to send; inside a transaction, once it is committed. */
export function tellAfterCommit(db: Db): void {
  const tell = (): void => listeners.get(db.root)?.forEach((listener) => listener());
  if (db.root === db) tell();
  else void (db.knex as Knex.Transaction).executionPromise.then(tell, () => undefined);
}

async function insertEvent(trx: Db, event: NewEvent): Promise<number> {
  const { environmentId, orderId, kind, at, trace, data, ids } = event;
  const sequence = orderId === null ? 0 : (await lastSequence(trx, orderId)) + 1;
  const row = {
    id: ids.eventId,
    reference_id: ids.referenceId,
    environment_id: environmentId,
    order_id: orderId,
    sequence,
    kind,
    at,
    trace,
    document: toExactJson(data),
  };
  await run(trx, (knex) => knex('events').insert(row));
  return sequence;
}

async function lastSequence(trx: Db, orderId: string): Promise<number> {
  const [last] = await run(trx, (knex) =>
    knex('events').where('order_id', orderId).max<{ sequence: number | null }[]>({ sequence: 'sequence' }),
  );
  return last?.sequence ?? 0;
}

const deliveryOf = ({ environmentId, orderId, at, ids }: NewEvent, sequence: number): NewDelivery => ({
  environmentId,
  orderId,
  sequence,
  at,
  eventId: ids.eventId,
});
