import Database from 'better-sqlite3';
import type { FloorRow } from './row.js';

const SCHEMA = `
  create table exchanges (
    seq integer primary key, id text not null, environment_id text not null, facet integer not null, at integer not null, trace text not null,
    attempt integer not null, duration_ms integer not null, refs text not null, faults text not null, messages text not null);
  create unique index exchanges_by_id on exchanges (id);
  create index exchanges_by_environment on exchanges (environment_id, seq);
  create index exchanges_by_facet on exchanges (facet, seq);
  create table exchange_ids (environment_id text not null, value text not null, seq integer not null, name text not null,
    primary key (environment_id, value, seq, name)) without rowid;
  create table exchange_originals (seq integer primary key, at integer not null, sealed blob not null);
  create table replay_keys (key_id text not null, uuid text not null, body_sha256 text not null, exchange_id text not null,
    expires_at integer not null, answer text not null, primary key (key_id, uuid));
  create index replay_keys_by_expiry on replay_keys (expires_at)`;
const ENVIRONMENT = '01K0FLOOR0000000000SANDBOX';
const FACET = 190_221_412_311;
const HOUR_MS = 3_600_000;

/** Opens the floor's own SQLite file as the product opens its file: WAL, each commit synced in full. */
export function sqliteRows(file: string): (rows: readonly FloorRow[]) => void {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(SCHEMA);
  const exchange = db.prepare(`insert into exchanges values (?, ?, '${ENVIRONMENT}', ${FACET}, ?, ?, 1, ?, ?, '[]', ?)`);
  const id = db.prepare(`insert into exchange_ids values ('${ENVIRONMENT}', ?, ?, ?)`);
  const original = db.prepare('insert into exchange_originals values (?, ?, ?)');
  const replay = db.prepare('insert or ignore into replay_keys values (?, ?, ?, ?, ?, ?)');
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const rollback = db.prepare('rollback');
  const insert = (row: FloorRow): void => {
    const { changes } = replay.run(row.keyId, row.uuid, row.bodySha256, row.id, row.at + HOUR_MS, row.answer);
    if (changes === 0) throw new Error('a UUID came twice');
    exchange.run(row.seq, row.id, row.at, row.id, row.durationMs, JSON.stringify(row.refs), row.messages);
    id.run(row.id, row.seq, 'trace');
    for (const name in row.refs) id.run(row.refs[name], row.seq, name);
    original.run(row.seq, row.at, row.sealed);
  };
  return (rows) => {
    begin.run();
    try {
      for (const row of rows) insert(row);
      commit.run();
    } catch (error) {
      rollback.run();
      throw error;
    }
  };
}
