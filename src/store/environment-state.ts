import type { EnvironmentName } from '../core/exchange.js';
import type { Environment } from '../core/merchant.js';
import { quickRead, type Db } from './db.js';
import type { Json } from './engine/json.js';
import { storedReplay, type StoredAnswer, type StoredReplay } from './replay.js';

interface StateRow extends EnvironmentRow {
  readonly body_sha256: string | null;
  readonly exchange_id: string | null;
  readonly answer: Json<StoredAnswer> | null;
}
interface EnvironmentRow {
  readonly environment_id: string;
  readonly name: EnvironmentName;
  readonly merchant_id: string;
  readonly merchant_name: string;
  readonly currency: string;
  readonly zone: string;
  readonly version: number;
}

/** What a request needs to know before anything else: whose it is, whether caches are stale, whether it came before. */
export interface EnvironmentState {
  readonly environment: Environment;
  /** Rises with every change of a key or of the settings, in any process. */
  readonly version: number;
  readonly replay: StoredReplay | null;
}

const ENVIRONMENT = 'e.id as environment_id, e.name, m.id as merchant_id, m.name as merchant_name, m.currency, m.zone, e.version';
const STATE = `select ${ENVIRONMENT},
    r.body_sha256, r.exchange_id, r.answer
  from environments e
  join merchants m on m.id = e.merchant_id
  left join replay_keys r on r.key_id = ? and r.uuid = ?
  where e.merchant_id = ? and e.name = ?`;

/**
 * Read once for each request, one round trip. Not cached: on SQLite three look-ups by key cost 10 us, less than it would to
 * find out whether they are still true, and so a key that any process revoked is dead at once. Null: no such merchant.
 */
export async function readState(
  db: Db,
  ask: {
    readonly merchantId: string;
    readonly name: EnvironmentName;
    readonly replay?: { readonly keyId: string; readonly uuid: string };
  },
): Promise<EnvironmentState | null> {
  const [row] = await quickRead<StateRow>(db, STATE, [ask.replay?.keyId ?? '', ask.replay?.uuid ?? '', ask.merchantId, ask.name]);
  return row === undefined ? null : { ...stateFromRow(row), replay: storedReplay(row) };
}

/** The same for what belongs to an environment already, such as a checkout; null where the merchant was removed. */
export async function readStateOf(db: Db, environmentId: string): Promise<Omit<EnvironmentState, 'replay'> | null> {
  const sql = `select ${ENVIRONMENT} from environments e join merchants m on m.id = e.merchant_id where e.id = ?`;
  const [row] = await quickRead<EnvironmentRow>(db, sql, [environmentId]);
  return row === undefined ? null : stateFromRow(row);
}

function stateFromRow(row: EnvironmentRow): Omit<EnvironmentState, 'replay'> {
  return {
    environment: {
      id: row.environment_id,
      name: row.name,
      merchant: { id: row.merchant_id, name: row.merchant_name, currency: row.currency, zone: row.zone },
    },
    version: row.version,
  };
}
