import type { EventKind } from '../../core/order-event.js';
import { run, type Db } from '../db.js';
import { fromJson, type Json } from '../engine/json.js';

/** An endpoint that takes a kind of event; one that is switched off is told nothing, but what it missed is written down. */
export interface Taker {
  readonly id: string;
  readonly isOff: boolean;
}

interface TakerRow {
  readonly id: string;
  readonly kinds: Json<readonly EventKind[]>;
  readonly off_at: number | null;
}

/** The endpoints of an environment that take a kind of event. */
export async function listTakers(db: Db, environmentId: string, kind: EventKind): Promise<Taker[]> {
  const rows = await run(db, (knex) =>
    knex('endpoints').where('environment_id', environmentId).orderBy('id').select<TakerRow[]>('id', 'kinds', 'off_at'),
  );
  return rows
    .filter(({ kinds }) => fromJson(kinds).includes(kind))
    .map(({ id, off_at: offAt }) => ({ id, isOff: offAt !== null }));
}
