import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { ROOT } from './built.js';

/** Below the tree, so that packages are found from there. */
const FOLDER = join(ROOT, 'node_modules/.cache/cartwright-children');

/**
 * One file of JavaScript with all that a program of ours imports of ours; answers its path. A process starts from it in a
 * quarter of the time that it takes to read and compile hundreds of TypeScript files, and crash tests start hundreds of processes.
 */
export async function bundle(program: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, program)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    plugins: [ownAddresses],
  });
  // main.ts is the name of more than one
  const file = join(FOLDER, `${program.replaceAll('/', '-').replace(/\.ts$/, '')}.mjs`);
  mkdirSync(FOLDER, { recursive: true });
  // put in place whole: another worker may be starting the same program
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, outputFiles[0]?.contents ?? '');
  renameSync(aside, file);
  return file;
}

/** Files look for schemas and threads beside themselves, so that each goes on saying where it was written. */
const ownAddresses: Plugin = {
  name: 'own-addresses',
  setup: (building) => {
    building.onLoad({ filter: /\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }));
  },
};

/** Starts a bundled program; what it says on standard output is read, its complaints are shown. */
export const startBundled = (file: string, argument: string): ChildProcess =>
  spawn(process.execPath, [file, argument], { stdio: ['ignore', 'pipe', 'inherit'] });

/** How a process ended that may die by a step of its own (dying.ts). */
export interface Death {
  readonly killed: boolean;
  /** Steps that a process that lived has counted. */
  readonly steps: number;
  readonly out: string;
}

/** Runs a bundled program with its task as JSON; throws where it ended by anything but its last line or SIGKILL. */
export async function runDying(file: string, task: unknown): Promise<Death> {
  const child = startBundled(file, JSON.stringify(task));
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`${basename(file)} ended with ${code ?? signal ?? ''}`);
  return { killed: signal === 'SIGKILL', steps: Number(/^steps (\d+)$/m.exec(out)?.[1] ?? 0), out };
}
