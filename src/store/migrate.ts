import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { run, type Db } from './db.js';
import { isTransient } from './engine/retry.js';
import { migrationSource } from './migrations/index.js';

const WAIT_MS = 60_000;
const PAUSE_MS = 250;

// knex makes its own two tables by looking and then creating, which two processes that start together do both at once
const SQLITE_TABLES = [
  'create table if not exists migrations (id integer not null primary key autoincrement, name varchar(255), batch integer, migration_time datetime)',
  'create table if not exists migrations_lock ("index" integer not null primary key autoincrement, is_locked integer)',
  'insert or ignore into migrations_lock ("index", is_locked) values (1, 0)',
];
const MYSQL_TABLES = [
  'create table if not exists migrations (id int unsigned not null auto_increment primary key, name varchar(255), batch int, migration_time timestamp)',
  'create table if not exists migrations_lock (`index` int unsigned not null auto_increment primary key, is_locked int)',
  'insert ignore into migrations_lock (`index`, is_locked) values (1, 0)',
];

/** What knex is told about migrations, here and in knexfile.ts. */
export const MIGRATION_CONFIG: Knex.MigratorConfig = { migrationSource, tableName: 'migrations' };

/** Brings the tables up to date; answers the names of the migrations that ran. Waits while another process does it. */
export function migrate(db: Db): Promise<string[]> {
  return alone(db, async () => ((await db.knex.migrate.latest(MIGRATION_CONFIG)) as [number, string[]])[1]);
}

/** Undoes every migration: each table and what is in it is gone. Only tests and a developer's own database want that. */
export function unmigrate(db: Db): Promise<string[]> {
  return alone(db, async () => ((await db.knex.migrate.rollback(MIGRATION_CONFIG, true)) as [number, string[]])[1]);
}

/** Names of the migrations that this release has and the database has not. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const [, pending] = (await db.knex.migrate.list(MIGRATION_CONFIG)) as [unknown, string[]];
  return pending;
}

async function alone<T>(db: Db, work: () => Promise<T>): Promise<T> {
  for (const statement of db.dialect === 'sqlite' ? SQLITE_TABLES : MYSQL_TABLES) await run(db, (knex) => knex.raw(statement));
  const until = Date.now() + WAIT_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLocked(error)) throw error;
      if (Date.now() > until) {
        const remedy =
          'Another process is changing the tables, or died while it did: look at the tables, then delete the row in migrations_lock.';
        throw new Error(remedy, { cause: error });
      }
      await sleep(PAUSE_MS);
    }
  }
}

function isLocked(error: unknown): boolean {
  return (
    isTransient(error) || (error instanceof Error && (error.name === 'MigrationLocked' || /already locked/i.test(error.message)))
  );
}
