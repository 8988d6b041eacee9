// Ends a test run with `N passed, N failed`, after saying of every part that was left out why it was.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const notes = join(tmpdir(), `cartwright-skipped-${process.ppid}-${process.pid}`);
process.env.CARTWRIGHT_SKIP_NOTES = notes;

export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const reasons = new Set();
    if (existsSync(notes)) {
      for (const file of readdirSync(notes)) reasons.add(readFileSync(join(notes, file), 'utf8').trim());
      rmSync(notes, { recursive: true, force: true });
    }
    for (const reason of reasons) console.log(`left out: ${reason}`);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    console.log(`${results.numPassedTests} passed, ${failed} failed`);
  }
}
