import { dirname, resolve } from 'node:path';
import type { Config } from '../config.js';
import { openDatabaseVault } from '../flows/open-vault.js';
import type { Vault } from '../vault.js';
import { closeDatabase, openDatabase, type Db } from '../store/db.js';
import { migrate } from '../store/migrate.js';
import { codeOf, StartFault } from './start-fault.js';

/** The folder of the embedded database, where master.key and demo.json live too; null with MySQL. */
export function dataDirectory({ databaseUrl }: Config): string | null {
  return databaseUrl.startsWith('sqlite:') ? dirname(resolve(databaseUrl.replace(/^sqlite:(\/\/)?/, ''))) : null;
}

/** The folder of files that stand beside the database, whatever it is: that of the embedded one, else `data`. */
export const filesDirectory = (config: Config): string => dataDirectory(config) ?? resolve('data');

/** Opens the database and brings its tables up to date; answers the names of the migrations that ran. Throws a StartFault. */
export async function openMigrated(config: Config): Promise<{ db: Db; migrations: string[] }> {
  let db: Db | null = null;
  try {
    db = await openDatabase(config.databaseUrl);
    return { db, migrations: await migrate(db) };
  } catch (error) {
    if (db !== null) await closeQuietly(db);
    throw new StartFault(databaseSentence(error, config), error);
  }
}

/** The vault of an open database. `keyMade` is the key file, if it was made just now. Throws a StartFault. */
export async function openVaultOf(db: Db, config: Config): Promise<{ vault: Vault; keyMade: string | null }> {
  const directory = dataDirectory(config);
  const file = directory === null ? null : resolve(directory, 'master.key');
  let opened;
  try {
    opened = await openDatabaseVault(db, { given: config.masterKey, production: config.production, file });
  } catch (error) {
    throw new StartFault(databaseSentence(error, config), error);
  }
  if (!opened.ok) throw new StartFault(opened.reason);
  return opened;
}

/** The start has failed already: what closing says would only hide the reason. */
async function closeQuietly(db: Db): Promise<void> {
  await closeDatabase(db).catch(() => undefined);
}

/** What knex and its pool say when a connection took too long, before the driver knew why. */
const POOL_TIMEOUT = /timed out for an unknown reason|Timeout acquiring a connection/;

function databaseSentence(error: unknown, config: Config): string {
  const root = rootCause(error);
  const code = codeOf(root);
  const message = root instanceof Error ? root.message : String(root);
  if (/migration directory is corrupt/i.test(message))
    return `${placeOf(config)} was brought up to date by a newer release of Cartwright. Start that release, or restore the backup from before the upgrade.`;
  if (POOL_TIMEOUT.test(message))
    return `${placeOf(config)} was not reached in time: it does not answer, or nobody says in time where its host is. Start the database server, or correct host and port in DATABASE_URL.`;
  const known = config.databaseUrl.startsWith('sqlite:') ? sqliteSentence(code, config) : mysqlSentence(code, config);
  return known ?? `${placeOf(config)} cannot be used: ${firstLine(message)}.`;
}

function sqliteSentence(code: string, config: Config): string | null {
  const place = placeOf(config);
  if (/^(EACCES|EPERM|EROFS)$/.test(code) || /^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code))
    return `${place} cannot be opened for writing. This user needs to read and write the file and its folder, or set DATABASE_URL to another place.`;
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code))
    return `${place} is not a database of Cartwright, or is damaged. Restore it from a backup, or set DATABASE_URL to another file.`;
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return `${place} is held by another program. Stop it, then start again.`;
  if (code === 'ENOSPC' || code === 'SQLITE_FULL')
    return `The disk of ${place.replace('The', 'the')} is full. Make room, then start again.`;
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return `The folder of ${place.replace('The', 'the')} cannot be made, because a file has its name. Set DATABASE_URL to another place.`;
  return null;
}

function mysqlSentence(code: string, config: Config): string | null {
  const place = placeOf(config);
  switch (code) {
    case 'ECONNREFUSED':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return `${place} does not answer. Start the database server, or correct host and port in DATABASE_URL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${place} cannot be found: no machine has this name. Correct the host in DATABASE_URL.`;
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR':
    case 'ER_DBACCESS_DENIED_ERROR':
      return `${place} refuses the user of DATABASE_URL. Correct user and password there, or grant the user all rights on this database.`;
    case 'ER_BAD_DB_ERROR':
      return `${place} does not exist. Make it with: CREATE DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`;
    default:
      return null;
  }
}

/** The store wraps what a driver says; only the driver's code tells what to do. */
function rootCause(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? rootCause(error.cause) : error;
}

/** Names the database without its password. */
function placeOf({ databaseUrl }: Config): string {
  if (databaseUrl.startsWith('sqlite:')) return `The database ${resolve(databaseUrl.replace(/^sqlite:(\/\/)?/, ''))}`;
  const { hostname, port, pathname } = new URL(databaseUrl);
  return `The database ${pathname.slice(1)} at ${hostname}${port === '' ? '' : `:${port}`}`;
}

const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? '').replace(/\.$/, '');
