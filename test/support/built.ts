import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LOCK = join(tmpdir(), `cartwright-build-${createHash('sha256').update(ROOT).digest('hex').slice(0, 12)}`);
/** A build takes some seconds; a lock older than this belongs to a process that is gone. */
const STALE_MS = 120_000;
const PAUSE_MS = 100;

/** Brings dist/ up to date, one test process at a time: what is shipped is what is started. */
export function build(): void {
  while (!locked()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  try {
    execFileSync(process.execPath, [join(ROOT, '.config/build.mjs'), '--if-needed']);
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function locked(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    const since = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > STALE_MS) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}
