/** Work that goes on after an answer has left, and that shutdown waits for. */
export interface Background {
  /** Begins it; a failure is told by its name, as nobody waits for the outcome. */
  start(name: string, work: () => Promise<void>): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** @param failed is told what went wrong: a person may have to look, and nobody else learns of it. */
export function createBackground(failed: (name: string, error: unknown) => void): Background {
  const running = new Set<Promise<void>>();
  return {
    start: (name, work) => {
      const run: Promise<void> = work()
        .catch((error: unknown) => failed(name, error))
        .finally(() => running.delete(run));
      running.add(run);
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
