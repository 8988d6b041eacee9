import type { Db } from '../db.js';
import { offsetOf } from '../environment-clock.js';
import type { Statement } from '../engine/sqlite-writer.js';
import { runInGroup } from '../group-commit.js';
import { deliveriesBy, IS_BEHIND } from './rows.js';

/** Of what is due of an endpoint, so many are looked at for those that are not behind another of their order. */
export const LOOKED_AT = 200;

/** At the latest then what was held back is looked at again, whatever became of what it waits for. */
const LOOK_AGAIN_MS = 10 * 60_000;

/**
 * What is due of an endpoint at `?` of its environment's clock and not being sent at `?` of the real one, the first of it:
 * as many as are looked at. No more is ever read, however much waits.
 */
export const firstDue = (db: Pick<Db, 'dialect'>, columns: string): string => `(select ${columns} from ${deliveriesBy(db, 'due')}
  where d.endpoint_id = ? and d.outcome is null and d.next_at <= ? and d.lease_until <= ? order by d.next_at, d.id limit ${LOOKED_AT})`;

interface At {
  readonly id: string;
  readonly environmentId: string;
  /** By the real clock. */
  readonly at: number;
}

/**
 * Puts off what is due first and is behind another of its order until that is due or its lease is over, so that it does not
 * stand before what can be sent. A hint, as every such time: the end of what it waits for takes it back. Answers how many
 * there were.
 */
export async function holdBack(db: Db, { id, environmentId, at }: At): Promise<number> {
  const offset = await offsetOf(db, environmentId);
  const now = at + offset;
  const ofHead = { latest: now + LOOK_AGAIN_MS, at, offset };
  const due = [id, now, at];
  const [held = 0] = await runInGroup(db, [putOff(db, ofHead, due)]);
  return held;
}

interface OfHead {
  readonly latest: number;
  readonly at: number;
  readonly offset: number;
}
type Due = readonly (string | number)[];

const putOff = (db: Db, ofHead: OfHead, due: Due): Statement =>
  db.dialect === 'sqlite' ? onSqlite(db, ofHead, due) : onMysql(db, ofHead, due);

function onSqlite(db: Db, { latest, at, offset }: OfHead, due: Due): Statement {
  const sql = `update deliveries as d set next_at = max(d.next_at, min(?, (
      select max(h.next_at, case when h.lease_until > ? then h.lease_until + ? else 0 end) from deliveries h
      where h.endpoint_id = d.endpoint_id and h.order_id = d.order_id and h.sequence < d.sequence and h.outcome is null
      order by h.sequence limit 1)))
    where d.id in ${firstDue(db, 'd.id')} and ${IS_BEHIND}`;
  return { sql, values: [latest, at, offset, ...due] };
}

/** MySQL looks into a table that it changes only as a join. */
function onMysql(db: Db, { latest, at, offset }: OfHead, due: Due): Statement {
  const sql = `update deliveries d join ${firstDue(db, 'd.id')} f on f.id = d.id
    join deliveries h on h.endpoint_id = d.endpoint_id and h.order_id = d.order_id and h.sequence < d.sequence and h.outcome is null
    set d.next_at = greatest(d.next_at, least(?, greatest(h.next_at, case when h.lease_until > ? then h.lease_until + ? else 0 end)))
    where d.outcome is null`;
  return { sql, values: [...due, latest, at, offset] };
}
