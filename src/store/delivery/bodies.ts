import { createHash } from 'node:crypto';
import { quickRead, run, type Db } from '../db.js';

/** The bytes of an event in one format: `webhook`, `notification-2008-11-30`, `notification-2009-05-15`. */
export interface BodyKey {
  readonly eventId: string;
  readonly format: string;
}

/** The sealed bytes that every attempt sends, or null before the first one. */
export async function loadBody(db: Db, { eventId, format }: BodyKey): Promise<Buffer | null> {
  const sql = 'select sealed from event_bodies where event_id = ? and format = ?';
  const [row] = await quickRead<{ sealed: Buffer }>(db, sql, [eventId, format]);
  return row?.sealed ?? null;
}

/** Keeps the bytes of an event; where somebody else was first theirs stay. Answers what is kept. */
export async function keepBody(
  db: Db,
  body: BodyKey & { readonly environmentId: string; readonly at: number; readonly bytes: string; readonly sealed: Buffer },
): Promise<Buffer> {
  const { eventId, format, environmentId, at, bytes, sealed } = body;
  const row = {
    event_id: eventId,
    format,
    environment_id: environmentId,
    made_at: at,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sealed,
  };
  await run(db, (knex) => knex('event_bodies').insert(row).onConflict(['event_id', 'format']).ignore());
  return (await loadBody(db, body)) ?? sealed;
}
