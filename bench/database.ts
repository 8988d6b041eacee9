import { randomBytes } from 'node:crypto';
import { type Connection, createConnection } from 'mysql2/promise';
import type { Database } from './options.js';

/** A database of its own for one server of one run. */
export interface BenchDatabase {
  /** As `DATABASE_URL` takes it. */
  readonly url: string;
  /** Drops it; a SQLite file goes with the folder that it is in. */
  stop(): Promise<void>;
}

const SERVER = process.env['BENCH_MYSQL'] ?? 'mysql://root@127.0.0.1:3306';

/** A new database: the SQLite file `file`, or a schema of MariaDB or MySQL at BENCH_MYSQL that is dropped afterwards. */
export async function openDatabaseFor(kind: Database, file: string): Promise<BenchDatabase> {
  if (kind === 'sqlite') return { url: `sqlite:${file}`, stop: () => Promise.resolve() };
  const name = `cartwright_bench_${randomBytes(6).toString('hex')}`;
  await onServer((connection) => connection.query(`create database ${name} character set utf8mb4 collate utf8mb4_bin`));
  return { url: `${SERVER}/${name}`, stop: () => onServer((connection) => connection.query(`drop database ${name}`)) };
}

async function onServer(work: (connection: Connection) => Promise<unknown>): Promise<void> {
  const connection = await createConnection({ uri: SERVER }).catch((error: unknown) => {
    throw new Error(`no MySQL or MariaDB answers at ${SERVER} (BENCH_MYSQL names another): ${String(error)}`, { cause: error });
  });
  try {
    await work(connection);
  } finally {
    await connection.end();
  }
}
