import { type Connection, createConnection } from 'mysql2/promise';
import type { FloorRow } from './row.js';

const SCHEMA = [
  `create table exchanges (
    seq bigint primary key, id varchar(26) not null, environment_id varchar(40) not null, facet bigint not null, at bigint not null,
    trace varchar(64) not null, attempt bigint not null, duration_ms bigint not null, refs longtext not null, faults longtext not null,
    messages longtext not null, unique key (id), key (environment_id, seq), key (facet, seq))`,
  `create table exchange_ids (environment_id varchar(40) not null, value varchar(128) not null, seq bigint not null, name varchar(40) not null,
    primary key (environment_id, value, seq, name))`,
  'create table exchange_originals (seq bigint primary key, at bigint not null, sealed longblob not null)',
  `create table replay_keys (key_id varchar(20) not null, uuid varchar(128) not null, body_sha256 varchar(64) not null,
    exchange_id varchar(26) not null, expires_at bigint not null, answer longtext not null, primary key (key_id, uuid), key (expires_at))`,
];
const TABLE = 'engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin';
const ENVIRONMENT = '01K0FLOOR0000000000SANDBOX';
const FACET = 190_221_412_311;
const HOUR_MS = 3_600_000;

/** Opens the floor's own MariaDB or MySQL database; one connection, and one round trip for a batch. */
export async function mysqlRows(url: string): Promise<(rows: readonly FloorRow[]) => Promise<void>> {
  const db = await createConnection({ uri: url, multipleStatements: true });
  for (const statement of SCHEMA) await db.query(`${statement} ${TABLE}`);
  return (rows) => write(db, rows);
}

async function write(db: Connection, rows: readonly FloorRow[]): Promise<void> {
  try {
    await db.query(
      `start transaction; insert into replay_keys values ?; insert into exchanges values ?; insert into exchange_ids values ?;
       insert into exchange_originals values ?; commit`,
      [
        rows.map((row) => [row.keyId, row.uuid, row.bodySha256, row.id, row.at + HOUR_MS, row.answer]),
        rows.map((row) => [
          row.seq,
          row.id,
          ENVIRONMENT,
          FACET,
          row.at,
          row.id,
          1,
          row.durationMs,
          JSON.stringify(row.refs),
          '[]',
          row.messages,
        ]),
        rows.flatMap((row) =>
          [['trace', row.id], ...Object.entries(row.refs)].map(([name, value]) => [ENVIRONMENT, value, row.seq, name]),
        ),
        rows.map((row) => [row.seq, row.at, row.sealed]),
      ],
    );
  } catch (error) {
    await db.query('rollback');
    throw error;
  }
}
