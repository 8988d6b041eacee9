import type Sqlite from 'better-sqlite3';
import knex, { type Knex } from 'knex';
import type { Connection } from 'mysql2';
import { MYSQL_SESSION, mysqlOptions } from './engine/mysql.js';
import { withRetries } from './engine/retry.js';
import type { Statement } from './engine/sqlite-writer.js';
import { configureSqlite, openSqliteSide, sqliteFile, type SqliteSide } from './engine/sqlite.js';

const MYSQL_CONNECTIONS = 10;
const ACQUIRE_TIMEOUT_MS = 5_000;
/** knex prints on the console; what matters is thrown as well, and logged by whoever catches it. */
const SILENT = { warn: () => undefined, error: () => undefined, deprecate: () => undefined, debug: () => undefined };
/** Else the message of a failed statement has its values in it, a buyer's street among them, and messages are logged. */
const NO_VALUES_IN_ERRORS = { compileSqlOnError: false };

/** A database, or a transaction in it: store functions take either as their first argument. */
export interface Db {
  readonly dialect: 'sqlite' | 'mysql';
  readonly url: string;
  /** Used inside src/store only. */
  readonly knex: Knex;
  /** The database itself, also from inside a transaction: what caches hang on. */
  readonly root: Db;
  readonly sqlite: SqliteSide | null;
}

/** Opens `sqlite:./data/cartwright.db` or `mysql://user:password@host:3306/name`. Throws a sentence for any other scheme. */
export async function openDatabase(url: string): Promise<Db> {
  const db = connect(url);
  try {
    await run(db, (client) => client.raw('select 1'));
    return db;
  } catch (error) {
    await closeDatabase(db);
    throw error;
  }
}

/** Closes every connection, after what is being written has been. */
export async function closeDatabase(db: Db): Promise<void> {
  await db.sqlite?.close();
  await db.knex.destroy();
}

/**
 * One transaction, done again from its start after a conflict or a lost connection, COMMIT included. Inside another
 * transaction it is part of that one.
 */
export function transaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  if (db.root !== db) return work(db);
  return withRetries(() =>
    db.knex.transaction(async (trx) => {
      if (db.dialect === 'sqlite') {
        // knex begins deferred; a transaction that reads and then writes would fail beside another writer instead of waiting.
        await trx.raw('rollback');
        await trx.raw('begin immediate').catch(async (error: unknown) => {
          // knex is going to roll back and must find something to roll back, or its own failure hides this one
          await trx.raw('begin');
          throw error;
        });
      }
      return work({ ...db, knex: trx });
    }),
  );
}

/**
 * Work inside a transaction whose changes stay only where its answer is one to keep: an expected refusal in the middle of it
 * undoes what came before, without an exception. Not for use within itself.
 */
export async function keepWhere<T>(trx: Db, isKept: (answer: T) => boolean, work: () => Promise<T>): Promise<T> {
  await trx.knex.raw('savepoint undoable');
  const answer = await work();
  await trx.knex.raw(isKept(answer) ? 'release savepoint undoable' : 'rollback to savepoint undoable');
  return answer;
}

/** One statement, with the retries of a transaction where it stands alone. */
export function run<T>(db: Db, statement: (knex: Knex) => PromiseLike<T>): Promise<T> {
  return db.root === db ? withRetries(() => statement(db.knex)) : Promise.resolve(statement(db.knex));
}

/**
 * Rows of a query that stands alone, by the shortest way: prepared on SQLite's reading connection, one round trip on
 * MySQL. Outside of transactions only: it does not see what one of them has not committed.
 */
export async function quickRead<Row>(db: Db, sql: string, values: readonly (string | number | null)[]): Promise<Row[]> {
  if (db.root !== db) return rowsOf<Row>(db, await db.knex.raw(sql, values));
  const { sqlite } = db;
  if (sqlite === null) return withRetries(async () => rowsOf<Row>(db, await db.knex.raw(sql, values)));
  try {
    return sqlite.read<Row>(sql, ...values);
  } catch {
    // Only now: a promise more at each read would cost as much as the read itself.
    return withRetries(() => Promise.resolve(sqlite.read<Row>(sql, ...values)));
  }
}

function connect(url: string): Db {
  if (url.startsWith('sqlite:')) return openSqlite(url);
  if (/^(mysql|mariadb):\/\//.test(url)) return openMysql(url);
  throw new Error(`DATABASE_URL must start with sqlite: or mysql://, not with "${url.slice(0, url.indexOf(':') + 1)}"`);
}

/**
 * Statements that belong together, in one transaction; on SQLite in the writing thread, so that nobody waits for them. Answers
 * how many rows each of them changed.
 */
export async function runTogether(db: Db, statements: readonly Statement[]): Promise<number[]> {
  if (db.sqlite !== null && db.root === db) {
    const { writer } = db.sqlite;
    return withRetries(() => writer.run(statements));
  }
  return transaction(db, async ({ knex }) => {
    const counts: number[] = [];
    let leading = 0;
    for (const { sql, values, isDependent = false } of statements) {
      const isIdle = isDependent && leading === 0;
      const changed = isIdle ? 0 : changedBy(db, await knex.raw(sql, values as unknown as Knex.Value[]));
      counts.push(changed);
      if (!isDependent) leading = changed;
    }
    return counts;
  });
}

// better-sqlite3 answers a raw statement with what it changed, mysql2 with [result, fields]
function changedBy(db: Db, answer: unknown): number {
  if (db.dialect === 'sqlite') return (answer as { readonly changes: number }).changes;
  return (answer as readonly { readonly affectedRows: number }[])[0]?.affectedRows ?? 0;
}

// better-sqlite3 answers a raw query with its rows, mysql2 with [rows, fields]
function rowsOf<Row>(db: Db, answer: unknown): Row[] {
  return (db.dialect === 'sqlite' ? answer : (answer as unknown[])[0]) as Row[];
}

function openSqlite(url: string): Db {
  const file = sqliteFile(url);
  const client = knex({
    client: 'better-sqlite3',
    ...NO_VALUES_IN_ERRORS,
    connection: { filename: file },
    useNullAsDefault: true,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    log: SILENT,
    pool: { min: 1, max: 1, afterCreate: prepareSqlite },
  });
  return rooted({ dialect: 'sqlite', url, knex: client, sqlite: openSqliteSide(file) });
}

function openMysql(url: string): Db {
  const client = knex({
    client: 'mysql2',
    ...NO_VALUES_IN_ERRORS,
    connection: mysqlOptions(url),
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    log: SILENT,
    pool: { min: 0, max: MYSQL_CONNECTIONS, afterCreate: prepareMysql },
  });
  return rooted({ dialect: 'mysql', url, knex: client, sqlite: null });
}

function rooted(parts: Omit<Db, 'root'>): Db {
  const db: Omit<Db, 'root'> & { root?: Db } = { ...parts };
  db.root = db as Db;
  return db.root;
}

function prepareSqlite(connection: Sqlite.Database, done: (error: Error | null, connection: Sqlite.Database) => void): void {
  configureSqlite(connection);
  done(null, connection);
}

function prepareMysql(connection: Connection, done: (error: Error | null, connection: Connection) => void): void {
  const [first, ...rest] = MYSQL_SESSION;
  const say = (sql: string, others: readonly string[]): void => {
    connection.query(sql, (error) => {
      const [next, ...after] = others;
      if (error !== null || next === undefined) done(error, connection);
      else say(next, after);
    });
  };
  say(first, rest);
}
