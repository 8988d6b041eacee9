import type { Config } from '../config.js';
import type { Db } from '../store/db.js';
import type { Vault } from '../vault.js';
import type { Arguments } from './arguments.js';

/** What a command may use. The vault is opened, and its key made, only where it is asked for. */
export interface CommandContext {
  readonly config: Config;
  readonly db: Db;
  readonly vault: () => Promise<Vault>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** One line for the person at the terminal. */
  readonly say: (line: string) => void;
}

/** One thing that `npx cartwright` does. */
export interface Command {
  /** The words that call it: `merchant create`. */
  readonly words: string;
  /** What follows them in the help text. */
  readonly takes: string;
  readonly does: string;
  run(context: CommandContext, given: Arguments): Promise<void>;
}
