import { type Db, quickRead, run } from '../../src/store/db.js';

const POLL_MS = 1;
/** So long a kill waits for what it is aimed at. */
const PATIENCE_MS = 5_000;

/** What may be under way when the service dies: rows that only a living process takes further. `:now` is the real clock. */
const UNDER_WAY = {
  placing: "select id from payment_attempts where state in ('started', 'answered') and at > :now - 1000",
  release: 'select id from orders where released_at is null and cancelled_at is null',
  call: 'select scope_sha256 from idempotency_keys where answer is null and lease_until > :now',
  capture: "select id from shipments where capture_state in ('due', 'unknown') and lease_until > :now",
  refund: "select id from refunds where state = 'reserved' and lease_until > :now",
  delivery: 'select id from deliveries where outcome is null and lease_until > :now',
  numbering: 'select id from events where position is null',
} as const;
export type Work = keyof typeof UNDER_WAY;

/** In this order kills are aimed. */
export const AIMS = Object.keys(UNDER_WAY) as Work[];

/** Resolves when the tables show such work under way, or none was seen for a while. */
export async function untilUnderWay(db: Db, work: Work): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    if (await isUnderWay(db, work)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** What a process that is dead by now left undone. */
export async function leftUndone(db: Db): Promise<Work[]> {
  const left = await Promise.all(AIMS.map(async (work) => ((await isUnderWay(db, work)) ? [work] : [])));
  return left.flat();
}

/** Ends what a dead process had taken for a while, as if that while had passed: five minutes for money. */
export async function endLeases(db: Db): Promise<void> {
  for (const table of ['shipments', 'refunds', 'deliveries', 'mails', 'idempotency_keys'])
    await run(db, (knex) => knex(table).where('lease_until', '>', 0).update({ lease_until: 0 }));
  await run(db, (knex) => knex('leases').where('until', '>', 0).update({ until: 0 }));
}

async function isUnderWay(db: Db, work: Work): Promise<boolean> {
  const sql = UNDER_WAY[work].replace(':now', String(Date.now()));
  return (await quickRead(db, `${sql} limit 1`, [])).length > 0;
}
