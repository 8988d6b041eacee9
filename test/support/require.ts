import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Parts of the test run that may be missing on a developer's machine, but not where CARTWRIGHT_REQUIRE names them. */
export type Optional = 'mysql' | 'chromium';

/** Notes that `what` is left out of this run, with the reason; throws where CARTWRIGHT_REQUIRE forbids that. */
export function leaveOut(what: Optional, reason: string): void {
  const required = (process.env['CARTWRIGHT_REQUIRE'] ?? '').split(',');
  if (required.includes(what)) throw new Error(`CARTWRIGHT_REQUIRE names ${what}, but ${reason}`);
  const notes = process.env['CARTWRIGHT_SKIP_NOTES'];
  if (notes === undefined) return;
  mkdirSync(notes, { recursive: true });
  writeFileSync(join(notes, what), `${what}: ${reason}`);
}
