import { type Db, quickRead, run } from '../../src/store/db.js';
import { type Calls, VERBS, type Verb } from './calls.js';

const POLL_MS = 1;
/** So long a kill waits for what it is aimed at. */
const PATIENCE_MS = 3_000;
const DAY_MS = 86_400_000;
/** Clocks are put forward and back in between. */
const ROUND_MS = 3 * 3_600_000;

/** The clock of the environment that a column names; `:now` is the real one. */
const clockOf = (column: string): string =>
  `(:now + coalesce((select c.offset_ms from environment_clocks c where c.environment_id = ${column}), 0))`;
/** The gateway is to be asked now, whether or not somebody is at it: the moment in which he is would be too short to meet. */
const atGateway = (table: 'shipments' | 'refunds', state: string, more: string): string =>
  `select w.id from ${table} w join orders o on o.id = w.order_id where w.${state} and ${more}`;
const CAPTURING = "capture_state in ('due', 'unknown')";
const paidBy = (method: string): string => `o.payment_reference like '${method}-%'`;
const releasedBefore = (days: number): string =>
  `closed_at is null and released_at <= ${clockOf('orders.environment_id')} - ${days * DAY_MS + ROUND_MS}`;

/** What may be under way when the service dies: rows that only a living process takes further. */
const IN_TABLES = {
  placing: "select id from payment_attempts where state in ('started', 'answered') and at > :now - 1000",
  release: `select id from orders where released_at is null and cancelled_at is null and window_ends_at <= ${clockOf('orders.environment_id')}`,
  call: 'select scope_sha256 from idempotency_keys where answer is null and lease_until > :now',
  capture: `select id from shipments where ${CAPTURING} and lease_until > :now`,
  'refused capture': atGateway('shipments', CAPTURING, `w.tries = 0 and ${paidBy('test_capture_refused')}`),
  'capture tried again': atGateway('shipments', CAPTURING, 'w.tries > 0'),
  refund: "select id from refunds where state = 'reserved' and lease_until > :now",
  'refused refund': atGateway(
    'refunds',
    "state = 'reserved'",
    `w.due_at <= ${clockOf('w.environment_id')} and ${paidBy('test_refund_refused')}`,
  ),
  voiding: "select id from orders where payment_state = 'authorised' and cancelled_at is not null",
  warning: `select id from orders where ${releasedBefore(23)} and expiry_warned_at is null and not (${releasedBefore(30)})`,
  expiry: `select id from orders where ${releasedBefore(30)}`,
  delivery: 'select id from deliveries where outcome is null and lease_until > :now',
  'paused delivery': `select d.id from endpoints e join deliveries d on d.endpoint_id = e.id
    where e.paused_at is not null and d.outcome is null and d.next_at <= ${clockOf('e.environment_id')}`,
  recovery: `select d.id from endpoints e join deliveries d on d.endpoint_id = e.id
    where d.outcome is null and d.tries = 0 and exists (select 1 from delivery_attempts a where a.delivery_id = d.id)`,
  numbering: 'select id from events where position is null',
} as const;

type Rows = keyof typeof IN_TABLES;
/** Rows that are there, or a call of the merchant or a buyer that has no answer. */
export type Work = Rows | `call: ${Verb}`;

const ROWS = Object.keys(IN_TABLES) as Rows[];
/** Everything that a kill can be aimed at. */
export const AIMS: readonly Work[] = [...ROWS, ...VERBS.map((verb) => `call: ${verb}` as const)];

/** Where work is looked for. */
export interface Sight {
  readonly db: Db;
  readonly calls: Calls;
}

/** Resolves when one of these is under way, or none was seen for a while. */
export async function untilUnderWay({ db, calls }: Sight, works: readonly Work[]): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    for (const work of works) {
      const verb = verbOf(work);
      if (verb === null ? await isThere(db, work as Rows) : calls.open[verb] > 0) return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** What a process that is dead by now left undone; `before` is how many calls had been cut off before it died. */
export async function leftUndone({ db, calls }: Sight, before: Calls['cut']): Promise<Work[]> {
  const rows = await Promise.all(ROWS.map(async (work) => ((await isThere(db, work)) ? [work] : [])));
  return [...rows.flat(), ...VERBS.flatMap((verb) => (calls.cut[verb] > before[verb] ? [`call: ${verb}` as const] : []))];
}

const LEASED = ['shipments', 'refunds', 'deliveries', 'mails'] as const;
/** Each lease that was there, by table and row: until when. */
export type Leases = ReadonlyMap<string, number>;

/** Every lease that is held at this moment. */
export async function leasesHeld(db: Db): Promise<Leases> {
  const tables = [
    ...LEASED.map((table) => ({ table, key: 'id', until: 'lease_until' })),
    { table: 'idempotency_keys', key: 'scope_sha256', until: 'lease_until' },
    { table: 'leases', key: 'name', until: 'until' },
  ];
  const held = new Map<string, number>();
  for (const { table, key, until } of tables) {
    const open = table === 'idempotency_keys' ? ' and answer is null' : '';
    const sql = `select ${key} as id, ${until} as until from ${table} where ${until} > ?${open}`;
    for (const row of await quickRead<{ id: string; until: number }>(db, sql, [Date.now()]))
      held.set(`${table} ${row.id}`, row.until);
  }
  return held;
}

/**
 * Ends leases that are held as they were, as if their time had passed: five minutes for money. What a process that lives had is
 * over by then, or has been prolonged.
 */
export async function endLeases(db: Db, held: Leases): Promise<void> {
  for (const [name, until] of held) {
    const [table = '', id = ''] = name.split(' ');
    const [key, column] =
      table === 'leases' ? ['name', 'until'] : [table === 'idempotency_keys' ? 'scope_sha256' : 'id', 'lease_until'];
    await run(db, (knex) =>
      knex(table)
        .where({ [key]: id, [column]: until })
        .update({ [column]: 0 }),
    );
  }
}

async function isThere(db: Db, work: Rows): Promise<boolean> {
  const sql = IN_TABLES[work].replaceAll(':now', String(Date.now()));
  return (await quickRead(db, `${sql} limit 1`, [])).length > 0;
}

function verbOf(work: Work): Verb | null {
  return VERBS.find((verb) => work === `call: ${verb}`) ?? null;
}
