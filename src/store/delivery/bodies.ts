import { createHash } from 'node:crypto';
import { quickRead, type Db } from '../db.js';
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

/** The sealed bytes that every attempt sends, null before the first one, or `expired` once the term of the event is over. */
export async function loadBody(db: Db, { eventId, format }: BodyKey): Promise<Buffer | 'expired' | null> {
  const sql = 'select case when format = ? then sealed end as sealed, expires_at from event_bodies where event_id = ?';
  const rows = await quickRead<{ sealed: Buffer | null; expires_at: number | null }>(db, sql, [format, eventId]);
  if (rows.some(({ expires_at: at }) => at === null)) return 'expired';
  return rows.find(({ sealed }) => sealed !== null)?.sealed ?? null;
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
  return kept === 1 ? sealed : ((await loadBody(db, body)) ?? sealed);
}
