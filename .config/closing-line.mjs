// Ends a test run with `N passed, N failed`, after saying of every part that was left out why it was.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Tests leave a note here for each part that they leave out (test/support/require.ts).
const notes = join(tmpdir(), `cartwright-left-out-${process.pid}`);
process.env.CARTWRIGHT_SKIP_NOTES = notes;

export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const reasons = existsSync(notes) ? readdirSync(notes).map((file) => readFileSync(join(notes, file), 'utf8').trim()) : [];
    rmSync(notes, { recursive: true, force: true });
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const left = results.numPendingTests;
    // At exit, so that it stands behind the summary of jest.
    process.on('exit', () => {
      for (const reason of reasons) process.stdout.write(`left out: ${reason}\n`);
      process.stdout.write(`${results.numPassedTests} passed, ${failed} failed${left > 0 ? `, ${left} skipped` : ''}\n`);
    });
  }
}
