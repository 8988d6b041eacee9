import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { closeDatabase, openDatabase, type Db } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { leaveOut } from './require.js';

const MYSQL_URL = process.env['CARTWRIGHT_TEST_MYSQL'] ?? 'mysql://root@127.0.0.1:3306/';

/** A fresh, migrated database of its own; closed and removed when the suite ends. */
export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  /** Another connection to the same database, as another process would have it; closed with the suite. */
  readonly another: () => Promise<Db>;
}
export type OpenDatabase = (options?: { readonly migrated?: boolean }) => Promise<TestDatabase>;

const mysqlAway = await whyMysqlIsAway();
if (mysqlAway !== null) leaveOut('mysql', mysqlAway);

/**
 * Describes a suite once for each database: SQLite in a temporary file always, MySQL where one answers. `open` makes a
 * fresh database at each call; call it in `beforeAll` and share it where the tests can.
 */
export function eachDatabase(name: string, suite: (open: OpenDatabase, dialect: Db['dialect']) => void): void {
  describe(`${name} on SQLite`, () => suite(opener(sqliteUrl), 'sqlite'));
  if (mysqlAway === null) describe(`${name} on MySQL`, () => suite(opener(mysqlUrl), 'mysql'));
}

interface Place {
  readonly url: string;
  readonly remove: () => Promise<void>;
}

function opener(makePlace: () => Promise<Place>): OpenDatabase {
  const opened: Db[] = [];
  const places: Place[] = [];
  afterAll(async () => {
    for (const db of opened) await closeDatabase(db);
    for (const place of places) await place.remove();
  });
  const connect = async (url: string): Promise<Db> => {
    const db = await openDatabase(url);
    opened.push(db);
    return db;
  };
  return async ({ migrated = true } = {}) => {
    const place = await makePlace();
    places.push(place);
    const db = await connect(place.url);
    if (migrated) await migrate(db);
    return { db, url: place.url, another: () => connect(place.url) };
  };
}

async function sqliteUrl(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'cartwright-test-'));
  return { url: `sqlite:${join(folder, 'test.db')}`, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}

async function mysqlUrl(): Promise<Place> {
  const name = `cartwright_test_${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`;
  await onServer(`create database ${name} character set utf8mb4 collate utf8mb4_bin`);
  return { url: new URL(`/${name}`, MYSQL_URL).href, remove: () => onServer(`drop database if exists ${name}`) };
}

async function onServer(sql: string): Promise<void> {
  const connection = await mysql.createConnection({ uri: MYSQL_URL, connectTimeout: 10_000 });
  await connection.query(sql);
  await connection.end();
}

async function whyMysqlIsAway(): Promise<string | null> {
  try {
    await onServer('select 1');
    return null;
  } catch (error) {
    return `nothing answers at ${new URL(MYSQL_URL).host} (${String((error as { code?: unknown }).code)})`;
  }
}
