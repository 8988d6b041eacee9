/** Where lines end up: standard output, or an array in a test. */
export interface LineTarget {
  write(text: string, done?: (error?: Error | null) => void): unknown;
}

export interface LineWriter {
  write(text: string): void;
  flush(): Promise<void>;
}

/** At most this much text waits for one write. */
const MAX_WAITING_CHARACTERS = 64 * 1024;

/** Collects the lines of one turn of the event loop into one write: a write to a pipe blocks, and costs 5 us each. */
export function createLineWriter(target: LineTarget): LineWriter {
  let waiting = '';
  let scheduled = false;
  const drain = (): void => {
    scheduled = false;
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    target.write(text);
  };
  const write = (text: string): void => {
    waiting += text;
    if (waiting.length >= MAX_WAITING_CHARACTERS) drain();
    else if (!scheduled) {
      scheduled = true;
      setImmediate(drain);
    }
  };
  return {
    write,
    flush: () =>
      new Promise((resolve) => {
        drain();
        target.write('', () => resolve());
      }),
  };
}
