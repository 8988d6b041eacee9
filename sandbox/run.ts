import { runCallback } from './callback.js';
import { CALLBACK_USAGE, readOptions } from './options.js';
import { type ExitCode, Stop } from './stop.js';

export const USAGE = `npm run sandbox -- <command> [options]

Plays the other sides of a Cartwright, sharing no code with it.

  callback   a checkout that asks for shipping, promotions and tax, and verifies the answer

"npm run sandbox -- <command> --help" explains a command.`;

export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Runs one command line and answers its exit code. */
export async function run(args: readonly string[], { out, error }: Output): Promise<ExitCode> {
  const [command, ...rest] = args;
  try {
    if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
      out(USAGE);
      return 0;
    }
    if (command !== 'callback') throw new Stop(2, `There is no command "${command}".\n\n${USAGE}`);
    const options = readOptions(rest);
    if (options !== 'help') return await runCallback(options, out);
    out(CALLBACK_USAGE);
    return 0;
  } catch (stopped) {
    if (!(stopped instanceof Stop)) throw stopped;
    error(stopped.message);
    return stopped.exitCode;
  }
}
