import type { EncodedRow, LongColumns } from '../exchange/row.js';

/** Most batches fit; a larger one gets a piece of its own size. */
const USUAL_BYTES = 1024 * 1024;
const LARGEST_KEPT_BYTES = 16 * 1024 * 1024;
/** A unit of UTF-16 takes at most three bytes of UTF-8. */
const BYTES_OF_UNIT = 3;

/** Where the long columns of a row stand, one behind the other: messages, texts, sealed, answer, terms. */
export interface Place {
  readonly start: number;
  /** In bytes. */
  readonly lengths: Readonly<Record<keyof LongColumns, number>>;
}

/** Takes pieces of memory for batches; `give` brings one back, once the thread has answered. */
export interface BatchPool {
  /** Memory that this thread and the writing one both see: nothing is copied on the way or handed over. */
  pack(rows: readonly EncodedRow[]): { readonly memory: SharedArrayBuffer; readonly places: readonly Place[] };
  give(memory: SharedArrayBuffer): void;
}

/** A pool that keeps one piece for the next batch: there is one on its way at a time, unless a process has two recorders. */
export function openBatchPool(): BatchPool {
  let kept: SharedArrayBuffer | null = null;
  const take = (bytes: number): SharedArrayBuffer => {
    const memory = kept !== null && kept.byteLength >= bytes ? kept : new SharedArrayBuffer(Math.max(bytes, USUAL_BYTES));
    kept = null;
    return memory;
  };
  return {
    pack: (rows) => {
      const memory = take(rows.reduce((sum, { size }) => sum + size * BYTES_OF_UNIT, 0));
      return { memory, places: packInto(Buffer.from(memory), rows) };
    },
    give: (memory) => {
      if (memory.byteLength <= LARGEST_KEPT_BYTES) kept = memory;
    },
  };
}

function packInto(bytes: Buffer, rows: readonly EncodedRow[]): Place[] {
  let at = 0;
  const write = (text: string): number => {
    const length = bytes.write(text, at);
    at += length;
    return length;
  };
  return rows.map(({ long }) => {
    const start = at;
    const messages = write(long.messages);
    const texts = long.texts.reduce((sum, text) => sum + write(text), 0);
    bytes.set(long.sealed, at);
    at += long.sealed.length;
    const lengths = { messages, texts, sealed: long.sealed.length, answer: write(long.answer), terms: write(long.terms) };
    return { start, lengths };
  });
}
