import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Brings dist/ up to date: what is shipped is what these tests start. */
export function build(): void {
  execFileSync(process.execPath, [join(ROOT, '.config/build.mjs'), '--if-needed']);
}
