import { CartwrightError } from '../errors.js';
import { runTogether, type Db } from './db.js';
import type { Statement } from './engine/sqlite-writer.js';

const MOST_AT_ONCE = 256;

interface Queued {
  readonly statements: readonly Statement[];
  readonly done: (changed: number[]) => void;
  readonly failed: (error: unknown) => void;
}
interface Queue {
  readonly waiting: Queued[];
  isWorking: boolean;
}

const queues = new WeakMap<Db, Queue>();

/**
 * Statements that belong together, in one commit with those of others who come at the same time; answers how many rows each
 * of them changed, once that is on disk. Not for transactions: whoever has one open would wait for a commit that waits for it.
 */
export function runInGroup(db: Db, statements: readonly Statement[]): Promise<number[]> {
  const queue = queues.get(db) ?? { waiting: [], isWorking: false };
  queues.set(db, queue);
  return new Promise((done, failed) => {
    queue.waiting.push({ statements, done, failed });
    if (!queue.isWorking) void work(db, queue);
  });
}

/** As the recorder: the first waits for those of its turn of the event loop, and the next commit takes what came during this one. */
async function work(db: Db, queue: Queue): Promise<void> {
  queue.isWorking = true;
  await new Promise((go) => setImmediate(go));
  while (queue.waiting.length > 0) await commit(db, queue.waiting.splice(0, MOST_AT_ONCE));
  queue.isWorking = false;
}

async function commit(db: Db, group: readonly Queued[]): Promise<void> {
  try {
    const changed = await runTogether(
      db,
      group.flatMap(({ statements }) => statements),
    );
    let from = 0;
    for (const { statements, done } of group) done(changed.slice(from, (from += statements.length)));
  } catch (error) {
    const isAway = error instanceof CartwrightError && error.code === 'DATABASE_UNAVAILABLE';
    if (group.length === 1 || isAway) for (const { failed } of group) failed(error);
    // one that cannot be written must not keep the others from it
    else for (const one of group) await commit(db, [one]);
  }
}
