import { createHash } from 'node:crypto';
import { quickRead, type Db } from '../db.js';
import { inList } from '../engine/in-list.js';
import { runInGroup } from '../group-commit.js';

/** The bytes of an event in one format: `webhook`, `notification-2008-11-30`, `notification-2009-05-15`. */
export interface BodyKey {
  readonly eventId: string;
  readonly format: string;
}

/** The sealed bytes that every attempt sends of some events in one format, by the event; those of before their first attempt are missing. */
export async function loadBodies(
  db: Db,
  { eventIds, format }: { readonly eventIds: readonly string[]; readonly format: string },
): Promise<ReadonlyMap<string, Buffer>> {
  const { places, values } = inList(eventIds);
  const sql = `select event_id, sealed from event_bodies where event_id in (${places}) and format = ?`;
  const rows = await quickRead<{ event_id: string; sealed: Buffer }>(db, sql, [...values, format]);
  return new Map(rows.map(({ event_id: id, sealed }) => [id, sealed]));
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
  return kept === 1 ? sealed : ((await loadBodies(db, { eventIds: [eventId], format })).get(eventId) ?? sealed);
}
