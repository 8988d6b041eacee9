import { setTimeout as sleep } from 'node:timers/promises';
import { quickRead, runTogether, type Db } from '../db.js';
import type { Statement } from '../engine/sqlite-writer.js';
import { RESEND_TERM_MS } from './bodies.js';

const OF_BATCH = 500;
/** When what a delivery still needs is looked at again: an endpoint can be paused for months. */
const LOOK_AGAIN_MS = 86_400_000;
const NOTHING = Buffer.alloc(0);

interface Ended {
  readonly event_id: string;
  readonly made_at: number;
}

/**
 * Empties the bytes of events whose term is over (semantics D 10), in every format together; those of which a delivery has
 * not ended stay until it has. The rows stay, so that nobody writes them anew. Answers how many events it were.
 */
export async function expireBodies(db: Db, { at, pauseMs }: { readonly at: number; readonly pauseMs: number }): Promise<number> {
  let expired = 0;
  for (;;) {
    const sql = 'select event_id, made_at from event_bodies where expires_at <= ? order by expires_at limit ?';
    const found = await quickRead<Ended>(db, sql, [at, OF_BATCH]);
    if (found.length === 0) return expired;
    const over = found.filter(({ made_at: madeAt }) => madeAt <= at - RESEND_TERM_MS);
    const [emptied = 0] = await runTogether(db, [...empty(over), lookAgain(found, at)]);
    expired += over.length === 0 ? 0 : emptied;
    await sleep(pauseMs);
  }
}

function empty(over: readonly Ended[]): Statement[] {
  if (over.length === 0) return [];
  const sql = `update event_bodies set sealed = ?, expires_at = null
    where event_id in (${places(over)}) and expires_at is not null
      and not exists (select 1 from deliveries d where d.event_id = event_bodies.event_id and d.outcome is null)`;
  return [{ sql, values: [NOTHING, ...idsOf(over)] }];
}

/** What was not emptied: a delivery needs it, or an older process wrote no end of its term. */
function lookAgain(found: readonly Ended[], at: number): Statement {
  const soonest = at + LOOK_AGAIN_MS;
  const sql = `update event_bodies
    set expires_at = case when made_at + ${RESEND_TERM_MS} > ? then made_at + ${RESEND_TERM_MS} else ? end
    where event_id in (${places(found)}) and expires_at <= ?`;
  return { sql, values: [soonest, soonest, ...idsOf(found), at] };
}

const places = (rows: readonly Ended[]): string => rows.map(() => '?').join(', ');
const idsOf = (rows: readonly Ended[]): string[] => rows.map(({ event_id: id }) => id);
