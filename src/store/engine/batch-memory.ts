import type { EncodedRow, LongColumns } from '../exchange/row.js';

/** Most batches fit; larger ones get a piece of their own size, and no batch keeps more than the last one here. */
const USUAL_BYTES = 1024 * 1024;
const LARGEST_KEPT_BYTES = 8 * 1024 * 1024;

/** Memory that this thread and the writing one both see: nothing of a row is copied on the way or handed over. */
export interface BatchMemory {
  readonly memory: SharedArrayBuffer;
  /** Where each row begins in it; the parts of a row stand one behind the other, in the order of `LONG_COLUMNS`. */
  readonly starts: readonly number[];
}

export const LONG_COLUMNS = ['messages', 'texts', 'sealed', 'answer', 'terms'] as const satisfies readonly (keyof LongColumns)[];

/** Takes pieces of memory for batches and takes them back; `give` once the thread has answered. */
export interface BatchPool {
  pack(rows: readonly EncodedRow[]): BatchMemory;
  give(memory: SharedArrayBuffer): void;
}

/** A pool that keeps one piece for the next batch: there is one in flight at a time, unless a process has two recorders. */
export function openBatchPool(): BatchPool {
  let kept: SharedArrayBuffer | null = null;
  return {
    pack: (rows) => {
      const needed = rows.reduce((sum, { lengths }) => sum + totalOf(lengths), 0);
      const memory = kept !== null && kept.byteLength >= needed ? kept : new SharedArrayBuffer(Math.max(needed, USUAL_BYTES));
      kept = null;
      return { memory, starts: packInto(Buffer.from(memory), rows) };
    },
    give: (memory) => {
      if (memory.byteLength <= LARGEST_KEPT_BYTES) kept = memory;
    },
  };
}

function packInto(bytes: Buffer, rows: readonly EncodedRow[]): number[] {
  let at = 0;
  return rows.map(({ long }) => {
    const start = at;
    at += bytes.write(long.messages, at);
    for (const text of long.texts) at += bytes.write(text, at);
    bytes.set(long.sealed, at);
    at += long.sealed.length;
    at += bytes.write(long.answer, at);
    at += bytes.write(long.terms, at);
    return start;
  });
}

const totalOf = (lengths: EncodedRow['lengths']): number => LONG_COLUMNS.reduce((sum, column) => sum + lengths[column], 0);
