import type { EnvironmentName } from '../core/exchange.js';
import type { Environment } from '../core/merchant.js';
import { quickRead, type Db } from './db.js';

interface StateRow {
  readonly environment_id: string;
  readonly name: EnvironmentName;
  readonly merchant_id: string;
  readonly merchant_name: string;
  readonly currency: string;
  readonly zone: string;
  readonly version: number;
}

/** What a request needs to know before anything else: whose it is, and whether caches are stale. */
export interface EnvironmentState {
  readonly environment: Environment;
  /** Rises with every change of a key or of the settings, in any process. */
  readonly version: number;
}

/** Which environment: that of a merchant in the live or the sandbox world. */
export interface EnvironmentAddress {
  readonly merchantId: string;
  readonly name: EnvironmentName;
}

const STATE = `select e.id as environment_id, e.name, m.id as merchant_id, m.name as merchant_name, m.currency, m.zone, e.version
  from environments e
  join merchants m on m.id = e.merchant_id`;

/**
 * Read anew for each request, one round trip, so that a key that any process revoked is dead at once: on SQLite two look-ups
 * by key cost less than it would to find out whether they are still true. Null: no such merchant.
 */
export async function readState(db: Db, { merchantId, name }: EnvironmentAddress): Promise<EnvironmentState | null> {
  const [row] = await quickRead<StateRow>(db, `${STATE} where e.merchant_id = ? and e.name = ?`, [merchantId, name]);
  return row === undefined ? null : stateFromRow(row);
}

/** The same for what belongs to an environment already, such as a checkout; null where the merchant was removed. */
export async function readStateOf(db: Db, environmentId: string): Promise<EnvironmentState | null> {
  const [row] = await quickRead<StateRow>(db, `${STATE} where e.id = ?`, [environmentId]);
  return row === undefined ? null : stateFromRow(row);
}

function stateFromRow(row: StateRow): EnvironmentState {
  const merchant = { id: row.merchant_id, name: row.merchant_name, currency: row.currency, zone: row.zone };
  return { environment: { id: row.environment_id, name: row.name, merchant }, version: row.version };
}

type Turn = Map<string, Promise<EnvironmentState | null>>;
const turns = new WeakMap<Db, Turn>();

/**
 * The same for posts that have just been read from their sockets: those of one turn of the event loop share a reading. Whatever
 * arrives in a turn was sent before the turn began, so that nobody who saw a change acknowledged can meet a reading of before it.
 */
export function readStateOfTurn(db: Db, address: EnvironmentAddress): Promise<EnvironmentState | null> {
  const turn = turns.get(db) ?? startTurn(db);
  const key = `${address.name} ${address.merchantId}`;
  const known = turn.get(key);
  if (known !== undefined) return known;
  const reading = readState(db, address);
  turn.set(key, reading);
  return reading;
}

function startTurn(db: Db): Turn {
  const turn: Turn = new Map();
  turns.set(db, turn);
  setImmediate(() => turns.delete(db));
  return turn;
}
