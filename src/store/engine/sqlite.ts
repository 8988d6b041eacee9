import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openSqliteWriter, type SqliteWriter } from './sqlite-writer.js';

/**
 * How long a connection waits for another writer. Short, because this wait holds up the event loop: `withRetries` does the
 * rest of the waiting. The writing thread has a longer one of its own.
 */
const BUSY_TIMEOUT_MS = 50;

const MAX_PREPARED = 256;
/** Each commit empties the reader's cache; pages that are mapped need not be read again. */
const MAPPED_BYTES = 256 * 1024 * 1024;

/** What SQLite has beside knex: a connection that only reads, and one in a thread of its own that writes exchanges. */
export interface SqliteSide {
  readonly file: string;
  /** Sees what is committed by anyone, at once; never waits, never writes. Statements are prepared once. */
  read<Row>(sql: string, ...values: readonly unknown[]): Row[];
  readonly writer: SqliteWriter;
  close(): Promise<void>;
}

/** The file that `sqlite:./data/cartwright.db` names; its folder is made where it is missing. */
export function sqliteFile(url: string): string {
  const file = resolve(url.replace(/^sqlite:(\/\/)?/, ''));
  mkdirSync(dirname(file), { recursive: true });
  return file;
}

/**
 * Settings that every connection needs. `synchronous` comes after WAL: on a second open it otherwise reads 1 (NORMAL),
 * and an answered exchange could be lost with the power.
 */
export function configureSqlite(connection: Sqlite.Database): void {
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // copying the log is the business of the writing thread, unless that is never at work
  connection.pragma('wal_autocheckpoint = 10000');
}

/** Opens the reader and prepares the writer, whose thread starts with the first write. */
export function openSqliteSide(file: string): SqliteSide {
  const reader = new Sqlite(file);
  configureSqlite(reader);
  reader.pragma('query_only = ON');
  reader.pragma(`mmap_size = ${MAPPED_BYTES}`);
  const statements = new Map<string, Sqlite.Statement>();
  const writer = openSqliteWriter(file);
  return {
    file,
    read: <Row>(sql: string, ...values: readonly unknown[]) => {
      const statement = statements.get(sql) ?? reader.prepare(sql);
      if (statements.size >= MAX_PREPARED) statements.clear();
      statements.set(sql, statement);
      return statement.all(...values) as Row[];
    },
    writer,
    close: async () => {
      await writer.close();
      statements.clear();
      reader.close();
    },
  };
}
