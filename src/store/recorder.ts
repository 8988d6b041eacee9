import { CartwrightError } from '../errors.js';
import type { Db } from './db.js';
import { encodeRow, type Beside, type EncodedRow, type ExchangeRow, type WriteResult } from './exchange/row.js';
import { joinsOf, openTrace, type JoiningIds } from './exchange/trace.js';
import { openMysqlWriter } from './engine/mysql-writer.js';
import type { Statement } from './engine/sqlite-writer.js';
import { runInGroup } from './group-commit.js';
import { storedReplay, type ReplayClaim, type StoredReplay } from './replay.js';
import { unavailable } from './engine/retry.js';

export type { ExchangeRow } from './exchange/row.js';
export type { JoiningIds } from './exchange/trace.js';
export type { ReplayClaim, StoredAnswer, StoredReplay } from './replay.js';

const MAX_BATCH_ROWS = 256;
const MAX_BATCH_SIZE = 4 * 1024 * 1024;
const MAX_QUEUED = 1_000;
const MAX_WAIT_MS = 2_000;

/** Writes exchanges, each before its answer leaves, many to a commit (contracts.md, Group commit). */
export interface Recorder {
  /**
   * Resolves once the row is on disk: `recorded`, or, where another request had the same key and UUID first, what that one
   * left; then nothing was written. Throws OVERLOADED, DATABASE_UNAVAILABLE or SHUTTING_DOWN; then nothing was written
   * either, or nobody knows (a connection lost at the very commit).
   */
  record(row: ExchangeRow, replay?: ReplayClaim): Promise<'recorded' | StoredReplay>;
  /**
   * The same for a row that may belong to an earlier trace (contracts.md, Trace); answers in which it was put. On SQLite it is
   * looked for in the transaction that writes the row.
   */
  recordInTrace(row: ExchangeRow, ids: JoiningIds, replay?: ReplayClaim): Promise<{ readonly trace: string } | StoredReplay>;
  /**
   * The same together with statements, on SQLite in one commit, on MySQL in one right behind that of the row; answers how many rows
   * each of them changed. Where it throws nobody knows what of them was done: they must be right when done twice.
   */
  recordWith(row: ExchangeRow, along: readonly Statement[]): Promise<number[]>;
  /** Rows that wait for the commit before theirs. */
  readonly queued: number;
  /** Takes nothing more, and resolves once everything taken is on disk. */
  close(): Promise<void>;
}

export interface RecorderOptions {
  /** Told of each commit: how many rows, how long. */
  readonly onCommit?: (rows: number, ms: number) => void;
}

interface Queued {
  readonly row: EncodedRow;
  readonly since: number;
  readonly done: (result: Written) => void;
  readonly failed: (error: Error) => void;
}
type Written = 'recorded' | { readonly joined: string } | { readonly changed: number[] } | StoredReplay;
interface Writer {
  record(rows: readonly EncodedRow[]): Promise<WriteResult[]>;
  close(): Promise<void>;
}

/**
 * One queue for the process. A row that finds it idle waits for the rows of the same turn of the event loop and no longer: of
 * sixteen posts that arrive together the first would else be a commit of its own. The next batch is what came during a commit.
 */
export function createRecorder(db: Db, { onCommit }: RecorderOptions = {}): Recorder {
  const writer = writerOf(db);
  // SQLite takes the words with the row; on MySQL they are a hundred rows more, which the job writes
  const cutWords = db.sqlite !== null;
  const queue: Queued[] = [];
  let working: Promise<void> | null = null;
  let closed = false;

  const commit = async (batch: readonly Queued[]): Promise<void> => {
    const began = performance.now();
    const results = await writer.record(batch.map(({ row }) => row)).catch(failure);
    batch.forEach((one, index) => settle(one, Array.isArray(results) ? results[index] : results));
    onCommit?.(batch.length, performance.now() - began);
  };
  const work = async (): Promise<void> => {
    await new Promise((go) => setImmediate(go));
    while (queue.length > 0) {
      await commit(takeBatch(queue));
      refuseLate(queue);
    }
    working = null;
  };
  const giveUp = setInterval(() => refuseLate(queue), MAX_WAIT_MS / 10);
  giveUp.unref();

  const write = (row: ExchangeRow, beside: Beside): Promise<Written> => {
    if (closed) return Promise.reject(new CartwrightError('SHUTTING_DOWN'));
    if (queue.length >= MAX_QUEUED) return Promise.reject(overloaded(`${MAX_QUEUED} exchanges wait to be written`));
    return new Promise((done, failed) => {
      queue.push({ row: encodeRow(row, beside, { cutWords }), since: performance.now(), done, failed });
      working ??= work();
    });
  };

  return {
    record: async (row, replay) => {
      const written = await write(row, { claim: replay });
      return written === 'recorded' || !('exchangeId' in written) ? 'recorded' : written;
    },
    recordInTrace: async (row, ids, replay) => {
      const ask = { at: row.at, ...ids };
      const joined = db.sqlite === null ? await openTrace(db, row.environmentId, ask) : null;
      const joining = joined === null ? row : { ...row, trace: joined };
      const written = await write(joining, { claim: replay, joins: db.sqlite === null ? [] : joinsOf(ask) });
      if (written === 'recorded' || 'changed' in written) return { trace: joining.trace };
      return 'joined' in written ? { trace: written.joined } : written;
    },
    recordWith: async (row, along) => {
      if (along.length === 0 || db.sqlite === null) {
        await write(row, {});
        return along.length === 0 ? [] : runInGroup(db, along);
      }
      const written = await write(row, { along });
      return written !== 'recorded' && 'changed' in written ? written.changed : [];
    },
    get queued() {
      return queue.length;
    },
    close: async () => {
      closed = true;
      while (working !== null) await working;
      clearInterval(giveUp);
      await writer.close();
    },
  };
}

function writerOf(db: Db): Writer {
  if (db.sqlite === null) return openMysqlWriter(db.url);
  const { writer } = db.sqlite;
  // the thread belongs to the database, which closes it
  return { record: (rows) => writer.record(rows), close: () => Promise.resolve() };
}

function takeBatch(queue: Queued[]): Queued[] {
  let size = 0;
  let rows = 0;
  for (const { row } of queue) {
    size += row.size;
    if (rows > 0 && (size > MAX_BATCH_SIZE || rows >= MAX_BATCH_ROWS)) break;
    rows++;
  }
  return queue.splice(0, rows);
}

function settle({ done, failed }: Queued, result: WriteResult | Error | undefined): void {
  const outcome = outcomeOf(result);
  if (outcome instanceof Error) failed(outcome);
  else done(outcome);
}

function outcomeOf(result: WriteResult | Error | undefined): Written | Error {
  if (result === 'recorded' || result instanceof Error) return result;
  if (result === undefined) return unavailable(new Error('the writer answered fewer rows than it was given'));
  if ('joined' in result || 'changed' in result) return result;
  if ('failed' in result) return unavailable(Object.assign(new Error(result.failed.message), { code: result.failed.code }));
  return storedReplay(result.lost) ?? unavailable(new Error('a replay key was found without its answer'));
}

function failure(error: unknown): Error {
  return error instanceof CartwrightError ? error : unavailable(error);
}

function refuseLate(queue: Queued[]): void {
  const before = performance.now() - MAX_WAIT_MS;
  const late = queue.findIndex(({ since }) => since >= before);
  const refused = queue.splice(0, late === -1 ? queue.length : late);
  for (const { failed } of refused) failed(overloaded('it waited 2 seconds for the database'));
}

function overloaded(reason: string): CartwrightError {
  return new CartwrightError('OVERLOADED', {
    detail: `The exchange was not written: ${reason}. Try again in a moment.`,
    headers: { 'Retry-After': '2' },
  });
}
