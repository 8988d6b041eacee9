import { createHash } from 'node:crypto';
import { quickRead, type Db } from '../db.js';
import { runInGroup } from '../group-commit.js';

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
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const sql = `insert ${db.dialect === 'sqlite' ? 'or ' : ''}ignore into event_bodies
    (event_id, format, environment_id, made_at, sha256, sealed) values (?, ?, ?, ?, ?, ?)`;
  const [kept] = await runInGroup(db, [{ sql, values: [eventId, format, environmentId, at, sha256, sealed] }]);
  return kept === 1 ? sealed : ((await loadBody(db, body)) ?? sealed);
}
