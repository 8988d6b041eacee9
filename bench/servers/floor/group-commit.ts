/** At most this many rows in one transaction. */
const BATCH_ROWS = 256;

/**
 * One queue: nothing waits when idle, and the next batch is what queued during the last commit. `commit` writes a batch in
 * one transaction and either does all of it or throws.
 */
export function groupCommit<Row>(commit: (rows: readonly Row[]) => void | Promise<void>): (row: Row) => Promise<void> {
  let queue: { readonly row: Row; readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = [];
  let running = false;

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.slice(0, BATCH_ROWS);
      queue = queue.slice(BATCH_ROWS);
      try {
        const done = commit(batch.map(({ row }) => row));
        if (done !== undefined) await done;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  };

  return (row) =>
    new Promise((resolve, reject) => {
      queue.push({ row, resolve, reject });
      if (running) return;
      running = true;
      // After the posts that have arrived already: they share the commit.
      setImmediate(() => void drain());
    });
}
