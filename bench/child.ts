import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type WriteStream, createWriteStream, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { pinned, SERVER_CORE } from './cores.js';

/** A server process of the bench, on the server's core where nothing else is asked for. */
export interface Child {
  readonly port: number;
  readonly pid: number;
  /** CPU time so far, in microseconds, of all threads. */
  cpu(): number;
  /** Resident memory in MiB. */
  memory(): number;
  /** Stops it in its tracks while another server is measured: nothing it still has to do may disturb that one. */
  pause(): void;
  resume(): void;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

export interface Start {
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly port: number;
  /** Standard output and standard error go here. */
  readonly logFile: string;
  readonly readyPath: string;
  /** Where it counts how much is done and not how fast: on whatever core is free. */
  readonly anyCore?: boolean;
}

/** On a machine that others use as well. */
const START_TIMEOUT_MS = 300_000;
const TICK_US = 10_000;

const running = new Set<ChildProcess>();
// However this process ends: a server that was paused would wait for ever.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a server and waits until it answers 200 on `readyPath`. */
export async function startChild(start: Start): Promise<Child> {
  const [file, ...args] = start.anyCore === true ? start.command : pinned(SERVER_CORE, start.command);
  if (file === undefined) throw new Error('a server needs a command');
  const log = createWriteStream(start.logFile, { flags: 'a' });
  await once(log, 'open');
  const child = spawn(file, args, {
    cwd: start.cwd,
    env: { ...process.env, ...start.env, PORT: String(start.port) },
    stdio: ['ignore', log, log],
  });
  const ended = once(child, 'exit');
  running.add(child);
  void ended.finally(() => running.delete(child));
  await untilReady(child, start);
  return controls(child, start.port, ended, log);
}

/** A port of the loopback address that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port to be had');
  return address.port;
}

async function untilReady(child: ChildProcess, start: Start): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    try {
      if ((await fetch(`http://127.0.0.1:${start.port}${start.readyPath}`)).ok) return;
    } catch {
      // Not listening yet: asked again below.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  const lines = readFileSync(start.logFile, 'utf8').trimEnd().split('\n').slice(-15);
  throw new Error(`${start.command.join(' ')} did not get ready:\n${lines.join('\n')}`);
}

function controls(child: ChildProcess, port: number, ended: Promise<unknown>, log: WriteStream): Child {
  const pid = child.pid ?? 0;
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill('SIGCONT');
    child.kill(signal);
    await ended;
    log.end();
  };
  return {
    port,
    pid,
    cpu: () => cpuOf(pid),
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Fields 14 and 15 of /proc/<pid>/stat, in ticks of 10 ms; the name in field 2 may hold blanks, so count from its bracket. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}
