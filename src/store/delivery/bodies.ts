import { createHash } from 'node:crypto';
import { quickRead, type Db } from '../db.js';
import { inList } from '../engine/in-list.js';
import { runInGroup } from '../group-commit.js';

/** The bytes of an event in one format: `webhook`, `notification-2008-11-30`, `notification-2009-05-15`. */
export interface BodyKey {
  readonly eventId: string;
  readonly format: string;
}

const DAY_MS = 86_400_000;
/** For so long after it was first written an event can be sent again, with the same bytes. */
export const RESEND_TERM_MS = 30 * DAY_MS;

/** SQL that is true of a delivery `d` whose event was sent once and whose bytes are gone: it is never written anew. */
export const IS_EXPIRED = 'exists (select 1 from event_bodies g where g.event_id = d.event_id and g.expires_at is null)';

/**
 * What every attempt sends of some events in one format, by the event: sealed bytes, or `expired` once the term of the event is
 * over. Those of before their first attempt are missing.
 */
export async function loadBodies(
  db: Db,
  { eventIds, format }: { readonly eventIds: readonly string[]; readonly format: string },
): Promise<ReadonlyMap<string, Buffer | 'expired'>> {
  const { places, values } = inList(eventIds);
  const sql = `select event_id, case when format = ? then sealed end as sealed, expires_at from event_bodies
    where event_id in (${places})`;
  const rows = await quickRead<{ event_id: string; sealed: Buffer | null; expires_at: number | null }>(db, sql, [
    format,
    ...values,
  ]);
  const bodies = new Map<string, Buffer | 'expired'>();
  for (const { event_id: id, sealed, expires_at: at } of rows) {
    if (at === null) bodies.set(id, 'expired');
    else if (sealed !== null && !bodies.has(id)) bodies.set(id, sealed);
  }
  return bodies;
}

/** Keeps the bytes of an event for its term; where somebody else was first theirs stay. Answers what is kept. */
export async function keepBody(
  db: Db,
  body: BodyKey & { readonly environmentId: string; readonly at: number; readonly bytes: string; readonly sealed: Buffer },
): Promise<Buffer | 'expired'> {
  const { eventId, format, environmentId, at, bytes, sealed } = body;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const sql = `insert ${db.dialect === 'sqlite' ? 'or ' : ''}ignore into event_bodies
    (event_id, format, environment_id, made_at, expires_at, sha256, sealed) values (?, ?, ?, ?, ?, ?, ?)`;
  const values = [eventId, format, environmentId, at, at + RESEND_TERM_MS, sha256, sealed];
  const [kept] = await runInGroup(db, [{ sql, values }]);
  return kept === 1 ? sealed : ((await loadBodies(db, { eventIds: [eventId], format })).get(eventId) ?? sealed);
}
