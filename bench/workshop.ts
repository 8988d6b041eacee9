import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transpileServers } from './transpile.js';

/** What one run of a bench has in hand: a folder of its own and everything that has to be ended when it is over. */
export interface Workshop {
  readonly folder: string;
  /** Folder of the bench's own servers as JavaScript. */
  readonly servers: string;
  /** Given to the product's `node`, from `--node-option`: `--cpu-prof`, for one. */
  readonly nodeOptions: readonly string[];
  /** Ends what `started` gives when the run is over, in whatever way it ends. */
  keep<T extends Ending>(started: Promise<T>): Promise<T>;
  /** One line about how far the run has come, on standard error. */
  tell(line: string): void;
  close(): Promise<void>;
}

export interface Ending {
  stop(): Promise<void>;
}

export function openWorkshop(nodeOptions: readonly string[]): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'cartwright-bench-'));
  const kept: Ending[] = [];
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    servers: transpileServers(),
    nodeOptions,
    keep: async (started) => {
      const ending = await started;
      kept.push(ending);
      return ending;
    },
    tell: (line) => void process.stderr.write(`${line}\n`),
    close: async () => {
      for (const ending of kept.toReversed()) {
        // One that cannot be ended must not keep the others running.
        await ending.stop().catch((error: unknown) => {
          console.error(error);
        });
      }
    },
  };
}
