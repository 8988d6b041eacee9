import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './built.js';

const WAIT_MS = 60_000;

export interface Ended {
  /** The exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A program of ours in a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<Ended>;
  /** Resolves when standard output matches; throws with everything it said where it ends or takes too long. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
}

/** Starts `dist/<program>` (call `build` before) with nothing in its environment but what is given and what Node needs. */
export function startProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd = ROOT,
): Running {
  return startNode([`${ROOT}dist/${program}`, ...args], env, cwd);
}

/** Starts Node with these arguments, in the same bare environment. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = ROOT): Running {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  let over = false;
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      over = true;
      resolve({ code, out, err });
    });
  });
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (let waited = 0; waited < WAIT_MS && !over; waited += 20) {
      const match = pattern.exec(out);
      if (match !== null) return match;
      await sleep(20);
    }
    const match = pattern.exec(out);
    if (match !== null) return match;
    throw new Error(`${args.join(' ')} never said ${String(pattern)}. It said:\n${out}\n${err}`);
  };
  return { child, out: () => out, err: () => err, ended, says };
}

/** Runs `dist/<program>` (call `build` before) to its end. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd = ROOT,
): Promise<Ended> {
  return startProgram(program, args, env, cwd).ended;
}
