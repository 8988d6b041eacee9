import { setTimeout as sleep } from 'node:timers/promises';
import { CartwrightError } from '../../errors.js';

const ATTEMPTS = 12;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 400;
/** No further attempt begins after this long. */
const RETRY_MS = 10_000;

/** MariaDB and MySQL: deadlock, lock wait timeout, lost certification, node not ready. SQLite: another writer. */
const CONFLICTS = new Set<unknown>([1213, 1205, 1180, 1047, 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_BUSY_TIMEOUT']);
const LOST = new Set<unknown>([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_CONNECTION_KILLED',
  1053,
  1040,
  1927,
]);
/** The database is there but takes no writes. */
const CLOSED =
  /^(SQLITE_(FULL|READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB|LOCKED)|ER_OPTION_PREVENTS_STATEMENT|ER_DISK_FULL|ER_RECORD_FILE_FULL)/;
const DUPLICATE = new Set<unknown>([
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_ROWID',
  'ER_DUP_ENTRY',
]);

/**
 * Does `work`, and does it again after a conflict or a lost connection, with a growing random pause. After a connection
 * lost at COMMIT nobody knows whether it counted, so `work` must be right when done twice: its ids are made outside.
 * No attempt begins after `forMs`. Throws DATABASE_UNAVAILABLE when the database stays away.
 */
export async function withRetries<T>(work: () => PromiseLike<T>, forMs = RETRY_MS): Promise<T> {
  const until = performance.now() + forMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error)) throw isUnavailable(error) ? unavailable(error) : error;
      if (attempt >= ATTEMPTS || performance.now() > until) throw unavailable(error);
      await sleep(Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS) * (0.5 + Math.random()));
    }
  }
}

/** Whether doing it again can help: a conflict with another writer or a lost connection. */
export function isTransient(error: unknown): boolean {
  return isLost(error) || codes(error).some((code) => CONFLICTS.has(code));
}

/** Whether the connection is gone. mysql2 gives no code where a command finds its connection closed. */
export function isLost(error: unknown): boolean {
  return (
    codes(error).some((code) => LOST.has(code)) ||
    (error instanceof Error && error.message.includes('connection is in closed state'))
  );
}

/** Whether a row with this key was there before. */
export function isDuplicate(error: unknown): boolean {
  return codes(error).some((code) => DUPLICATE.has(code));
}

/** Whether the database as a whole is out of reach, full or read-only. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Error && error.name === 'KnexTimeoutError') return true;
  return isTransient(error) || codes(error).some((code) => typeof code === 'string' && CLOSED.test(code));
}

/** The refusal for a database that cannot be read or written now; the cause stays for the log. */
export function unavailable(cause: unknown): CartwrightError {
  return new CartwrightError('DATABASE_UNAVAILABLE', {
    detail: 'The database cannot be used at the moment. Nothing was done; try again.',
    headers: { 'Retry-After': '2' },
    cause,
  });
}

function codes(error: unknown): unknown[] {
  if (typeof error !== 'object' || error === null) return [];
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  return [code, errno];
}
