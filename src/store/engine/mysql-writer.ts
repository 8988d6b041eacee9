import { createConnection, type Connection } from 'mysql2/promise';
import { idValue, type EncodedRow, type WriteResult } from '../exchange/row.js';
import type { Json } from './json.js';
import { mysqlOptions, MYSQL_SESSION } from './mysql.js';
import type { StoredAnswer } from '../replay.js';
import { isDuplicate, isLost, isUnavailable, withRetries } from './retry.js';

const SEQ_TRIES = 200;
/** Whoever waits for an exchange to be written waits for the answer to a request. */
const RETRY_MS = 3_000;
const LOCK_WAIT_S = 2;

/** Writes batches of exchanges to MySQL over a connection of its own, in two round trips a batch. */
export interface MysqlWriter {
  record(rows: readonly EncodedRow[]): Promise<WriteResult[]>;
  close(): Promise<void>;
}
interface LostRow {
  readonly body_sha256: string;
  readonly exchange_id: string;
  readonly answer: Json<StoredAnswer | null>;
}
interface StoredClaim extends Omit<LostRow, 'answer'> {
  readonly key_id: string;
  readonly uuid: string;
  /** Left out where the claim is of this batch: its answer need not travel back. */
  readonly answer: Json<StoredAnswer | null> | null;
}

// `insert ignore` would cut values that are too long; this keeps every other error an error
const CLAIM = `start transaction;
  insert into replay_keys (key_id, uuid, body_sha256, exchange_id, expires_at, answer) values ? on duplicate key update key_id = replay_keys.key_id;
  select key_id, uuid, body_sha256, exchange_id, case when exchange_id in (?) then null else answer end as answer
    from replay_keys where (key_id, uuid) in (?)`;
const INSERT_FACETS = `insert into facets (id, environment_id, direction, kind, party, outcome, status, code, speed) values ?
  on duplicate key update id = facets.id`;
// long texts travel as bytes in hexadecimal, which costs less than escaping their quotes
const INSERT_EXCHANGES = `insert into exchanges
  (seq, trace, id, environment_id, facet, at, parent, attempt, duration_ms, refs, faults, bytes, messages, texts) values ?`;
const INSERT_IDS = `insert into exchange_ids (environment_id, value, seq, name) values ? on duplicate key update seq = exchange_ids.seq`;
const INSERT_ORIGINALS = 'insert into exchange_originals (seq, sealed) values ?';
const INSERT_UNINDEXED = 'insert into unindexed (seq, words) values ?';

/** The connection opens with the first batch, and again after it was lost. */
export function openMysqlWriter(url: string): MysqlWriter {
  let connection: Promise<Connection> | null = null;
  const knownFacets = new Set<number>();

  const write = async (rows: readonly EncodedRow[]): Promise<WriteResult[]> => {
    connection ??= connect(url);
    try {
      return await writeBatch(await connection, rows, knownFacets);
    } catch (error) {
      await (await connection.catch(() => null))?.rollback().catch(() => undefined);
      if (isLost(error)) {
        const broken = connection;
        connection = null;
        void broken.then((one) => one.destroy()).catch(() => undefined);
      }
      throw error;
    }
  };
  const one = async (row: EncodedRow): Promise<WriteResult> => {
    for (let seq = row.seq; ; seq++) {
      try {
        const [result] = await withRetries(() => write([{ ...row, seq }]), RETRY_MS);
        return result ?? failed(new Error('no answer for the row'));
      } catch (error) {
        if (isUnavailable(error) || isUnavailable((error as Error).cause)) throw error;
        if (!isDuplicate(error) || seq - row.seq >= SEQ_TRIES) return failed(error);
        if (connection !== null && (await isStored(await connection, row.id))) return 'recorded';
      }
    }
  };

  return {
    record: async (rows) => {
      try {
        return await withRetries(() => write(rows), RETRY_MS);
      } catch (error) {
        if (isUnavailable(error) || isUnavailable((error as Error).cause)) throw error;
      }
      const results: WriteResult[] = [];
      for (const row of rows) results.push(await one(row));
      return results;
    },
    close: async () => {
      if (connection !== null) await (await connection.catch(() => null))?.end();
      connection = null;
    },
  };
}

async function connect(url: string): Promise<Connection> {
  // several statements in one trip: every value in them is escaped by the driver
  const connection = await createConnection({ ...mysqlOptions(url), multipleStatements: true });
  connection.on('error', () => undefined);
  const patience = [`set session innodb_lock_wait_timeout = ${LOCK_WAIT_S}`, `set session lock_wait_timeout = ${LOCK_WAIT_S}`];
  await connection.query([...MYSQL_SESSION, ...patience].join(';'));
  return connection;
}

/** The replay keys first; their winners, and the rows that have none, are written and committed in the second trip. */
async function writeBatch(connection: Connection, rows: readonly EncodedRow[], knownFacets: Set<number>): Promise<WriteResult[]> {
  const lost = await claimReplays(connection, rows);
  const winners = rows.filter((row) => !lost.has(row.id));
  const facets = new Map(winners.filter(({ facet }) => !knownFacets.has(facet.id)).map(({ facet }) => [facet.id, facet.values]));
  const { sql, values } = insertsOf(winners, [...facets.values()]);
  await connection.query(rows.some(({ replay }) => replay !== null) ? sql : `start transaction;${sql}`, values);
  for (const id of facets.keys()) knownFacets.add(id);
  return rows.map((row) => {
    const stored = lost.get(row.id);
    return stored === undefined ? 'recorded' : { lost: stored };
  });
}

/** Inserts the keys or finds them taken, and answers who lost: to a request of before, or to an earlier one of this batch. */
async function claimReplays(connection: Connection, rows: readonly EncodedRow[]): Promise<Map<string, LostRow>> {
  const claims = rows.flatMap((row) => (row.replay === null ? [] : [{ id: row.id, ...row.replay, answer: row.long.answer }]));
  if (claims.length === 0) return new Map();
  // in one order everywhere, so that two processes with the same keys wait for each other instead of deadlocking
  const sorted = claims.toSorted((a, b) => compare(a.keyId, b.keyId) || compare(a.uuid, b.uuid));
  const ids = claims.map(({ id }) => id);
  const [answers] = await connection.query(CLAIM, [
    sorted.map(({ keyId, uuid, bodySha256, id, expiresAt, answer }) => [keyId, uuid, bodySha256, id, expiresAt, answer]),
    ids,
    sorted.map(({ keyId, uuid }) => [keyId, uuid]),
  ]);
  const stored = new Map(((answers as unknown[])[2] as StoredClaim[]).map((row) => [pair(row.key_id, row.uuid), row]));
  const own = new Map(claims.map((claim) => [claim.id, claim.answer]));
  const lost = new Map<string, LostRow>();
  for (const claim of claims) {
    const winner = stored.get(pair(claim.keyId, claim.uuid));
    if (winner === undefined) throw new Error('a replay key that was just written is not there');
    if (winner.exchange_id === claim.id) continue;
    lost.set(claim.id, { ...winner, answer: winner.answer ?? own.get(winner.exchange_id) ?? '' });
  }
  return lost;
}

function insertsOf(rows: readonly EncodedRow[], facets: readonly (readonly unknown[])[]): { sql: string; values: unknown[] } {
  const parts: [sql: string, rows: readonly (readonly unknown[])[]][] = [
    [INSERT_FACETS, facets],
    [INSERT_EXCHANGES, rows.map((row) => [row.seq, row.trace, ...row.values, ...longValues(row)])],
    [INSERT_IDS, rows.flatMap(idRows)],
    [INSERT_ORIGINALS, rows.flatMap((row) => (row.long.sealed.length === 0 ? [] : [[row.seq, row.long.sealed]]))],
    [INSERT_UNINDEXED, rows.map(({ seq, words }) => [seq, words])],
  ];
  const filled = parts.filter(([, some]) => some.length > 0);
  return { sql: [...filled.map(([sql]) => sql), 'commit'].join(';'), values: filled.map(([, some]) => some) };
}

function longValues({ long, shortBytes }: EncodedRow): (number | Buffer)[] {
  const [messages, texts] = [Buffer.from(long.messages), Buffer.from(long.texts.join(''))];
  const bytes = shortBytes + messages.length + texts.length + long.sealed.length + Buffer.byteLength(long.answer);
  return [bytes, messages, texts];
}

function idRows({ seq, environmentId, trace, ids }: EncodedRow): (string | number)[][] {
  return [[environmentId, idValue(trace), seq, 'trace'], ...ids.map(([name, value]) => [environmentId, value, seq, name])];
}

async function isStored(connection: Connection, id: string): Promise<boolean> {
  const [found] = await connection.query('select 1 from exchanges where id = ?', [id]);
  return (found as unknown[]).length > 0;
}

function failed(error: unknown): WriteResult {
  const { message, code } = error as { message?: unknown; code?: unknown };
  return { failed: { message: String(message), code: String(code) } };
}

const pair = (keyId: string, uuid: string): string => `${keyId} ${uuid}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
