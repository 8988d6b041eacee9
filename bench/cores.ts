import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Core of the server under test, and core of the load. Only where the machine has two and knows `taskset`. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** The command line that starts `command` on one core, or `command` itself. */
export function pinned(core: number, command: readonly string[]): readonly string[] {
  return canPin ? ['taskset', '-c', String(core), ...command] : command;
}

/** Moves this process with all its threads to the core of the load. */
export function pinThisProcess(): void {
  if (canPin) execFileSync('taskset', ['-a', '-c', '-p', String(LOAD_CORE), String(process.pid)], { stdio: 'ignore' });
}
