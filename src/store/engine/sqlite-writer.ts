import { Worker } from 'node:worker_threads';
import type { EncodedRow, WriteResult } from '../exchange/row.js';
import { openBatchPool, type Place } from './batch-memory.js';
import { unavailable } from './retry.js';

const BUSY_TIMEOUT_MS = 2_000;

export interface Statement {
  readonly sql: string;
  /** On MySQL a value may be a list of rows, for `values ?`. */
  readonly values: readonly (string | number | null | Uint8Array | readonly (readonly (string | number)[])[])[];
  /** Left out, and counted as 0 rows, where the last one before that does not depend changed nothing. */
  readonly isDependent?: boolean;
}

/** SQLite's writing thread. Jobs are done one after the other, each in one transaction that is on disk when it is answered. */
export interface SqliteWriter {
  record(rows: readonly EncodedRow[]): Promise<WriteResult[]>;
  /** Answers how many rows each statement changed. */
  run(statements: readonly Statement[]): Promise<number[]>;
  /** A setting of its connection. */
  pragma(name: string): Promise<unknown>;
  close(): Promise<void>;
}

type Job =
  | { readonly kind: 'record'; readonly rows: readonly ThreadRow[]; readonly memory: SharedArrayBuffer }
  | { readonly kind: 'run'; readonly statements: readonly Statement[] }
  | { readonly kind: 'pragma'; readonly name: string }
  | { readonly kind: 'close' };
/** A row as the thread takes it: its long columns stand in the memory of the batch. */
type ThreadRow = Omit<EncodedRow, 'long' | 'words' | 'size'> & { readonly place: Place | undefined };
interface Answer {
  readonly job: number;
  readonly result?: unknown;
  readonly failed?: { readonly message: string; readonly code: string };
}
interface Waiting {
  readonly done: (result: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** The thread starts with its first job, and again should it ever die. It keeps the process alive only while it works. */
export function openSqliteWriter(file: string): SqliteWriter {
  const pool = openBatchPool();
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let jobs = 0;

  const settle = (answer: Answer): void => {
    const one = waiting.get(answer.job);
    waiting.delete(answer.job);
    if (waiting.size === 0) worker?.unref();
    if (answer.failed === undefined) one?.done(answer.result);
    else one?.failed(Object.assign(new Error(answer.failed.message), { code: answer.failed.code }));
  };
  const lost = (gone: Worker, cause: unknown): void => {
    if (worker !== gone) return;
    worker = null;
    for (const one of waiting.values()) one.failed(unavailable(cause));
    waiting.clear();
  };
  const start = (): Worker => {
    const workerData = { cartwrightWriter: true, file, busyTimeoutMs: BUSY_TIMEOUT_MS };
    const started = new Worker(new URL('./sqlite-thread.mjs', import.meta.url), { workerData });
    started.on('message', settle);
    started.on('error', (error) => lost(started, error));
    started.on('exit', () => lost(started, new Error('the writing thread ended')));
    return started;
  };
  const ask = <T>(job: Job): Promise<T> =>
    new Promise((done, failed) => {
      worker ??= start();
      worker.ref();
      waiting.set(++jobs, { done: done as (result: unknown) => void, failed });
      worker.postMessage({ job: jobs, ...job });
    });

  return {
    record: async (rows) => {
      const { memory, places } = pool.pack(rows);
      const sent = rows.map((row, index) => threadRow(row, places[index]));
      const results = await ask<WriteResult[]>({ kind: 'record', rows: sent, memory });
      // not given back where the thread was lost: it may be reading still
      pool.give(memory);
      return results;
    },
    run: (statements) => ask({ kind: 'run', statements }),
    pragma: (name) => ask({ kind: 'pragma', name }),
    close: async () => {
      if (worker === null) return;
      const ended = worker;
      await ask({ kind: 'close' });
      await ended.terminate();
    },
  };
}

function threadRow(row: EncodedRow, place: Place | undefined): ThreadRow {
  const { seq, id, environmentId, facet, trace, joins, values, ids, shortBytes, replay, along } = row;
  return { seq, id, environmentId, facet, trace, joins, values, ids, place, shortBytes, replay, along };
}
