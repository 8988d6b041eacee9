import { createHash } from 'node:crypto';
import { run, type Db } from '../db.js';
import type { Taker } from './takers.js';

/** What is to be sent of an event, before it is known to whom. */
export interface NewDelivery {
  readonly environmentId: string;
  /** Null: of no order, and therefore in no lane. */
  readonly orderId: string | null;
  readonly sequence: number;
  /** By the clock of the environment. */
  readonly at: number;
  readonly eventId: string;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Of a ULID: its time. */
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;

/** Writes down what is to be sent to each endpoint, in the transaction of the event. */
export async function addDeliveries(trx: Db, delivery: NewDelivery, takers: readonly Taker[]): Promise<void> {
  if (takers.length === 0) return;
  const { environmentId, orderId, sequence, at, eventId } = delivery;
  const rows = takers.map(({ id, isOff }) => ({
    id: deliveryId(eventId, id),
    environment_id: environmentId,
    endpoint_id: id,
    event_id: eventId,
    order_id: orderId,
    sequence,
    created_at: at,
    outcome: isOff ? 'switched_off' : null,
    finished_at: isOff ? at : null,
    next_at: at,
    tries: 0,
    refusals: 0,
    late: 0,
    status: 0,
    fence: 0,
    lease_until: 0,
  }));
  await run(trx, (knex) => knex('deliveries').insert(rows));
}

/** A ULID with the time of the event, and the same whenever it is asked for: a transaction that is done again changes nothing. */
export function deliveryId(eventId: string, endpointId: string): string {
  const digest = createHash('sha256').update(`${eventId} ${endpointId}`).digest();
  const letters = [...digest.subarray(0, RANDOM_CHARACTERS)].map((byte) => CROCKFORD.charAt(byte % CROCKFORD.length));
  return eventId.slice(0, TIME_CHARACTERS) + letters.join('');
}
