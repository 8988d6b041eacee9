import { setTimeout as sleep } from 'node:timers/promises';
import { startLoops, type Job } from '../../src/jobs/loop.js';
import { createLog } from '../../src/log.js';
import { createMetrics } from '../../src/metrics.js';

function context(): { log: ReturnType<typeof createLog>; metrics: ReturnType<typeof createMetrics>; text: () => string } {
  let text = '';
  const target = { write: (chunk: string, done?: () => void) => ((text += chunk), done?.()) };
  return { log: createLog({ level: 'info', json: true, target }), metrics: createMetrics(), text: () => text };
}

async function until(happened: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!happened()) {
    if (Date.now() > end) throw new Error('it did not happen within 10 s');
    await sleep(5);
  }
}

describe('background jobs', () => {
  test('run again after their pause, and at once while there is more to do', async () => {
    let runs = 0;
    const job: Job = { name: 'a', everyMs: 3_600_000, run: async () => (++runs < 5 ? 'more' : 'done') };
    const loops = startLoops([job], context());
    await until(() => runs === 5);
    await sleep(20);
    await loops.stop();
    expect(runs).toBe(5);
  });

  test('are woken from their pause, by a call during their step too, and not any more once they have stopped', async () => {
    let runs = 0;
    let wake: () => void = () => undefined;
    let listening = false;
    const job: Job = {
      name: 'a',
      everyMs: 3_600_000,
      run: async () => {
        if (++runs === 2) wake();
        return 'done';
      },
      listen: (call) => {
        wake = call;
        listening = true;
        return () => (listening = false);
      },
    };
    const loops = startLoops([job], context());
    await until(() => runs === 1);
    wake();
    await until(() => runs === 3);
    expect(listening).toBe(true);
    await loops.stop();
    expect([runs, listening]).toEqual([3, false]);
  });

  test('stop waits for the step that is running, and does the last step', async () => {
    const happened: string[] = [];
    let begun = false;
    const job: Job = {
      name: 'a',
      everyMs: 1,
      run: async () => {
        begun = true;
        await sleep(50);
        happened.push('step');
        return 'done';
      },
      atStop: async () => {
        happened.push('last');
      },
    };
    const loops = startLoops([job], context());
    await until(() => begun);
    await loops.stop();
    expect(happened).toEqual(['step', 'last']);
  });

  test('a job that fails is told once, counted each time, and does not stop the others', async () => {
    const around = context();
    let failed = 0;
    let fine = 0;
    const failing: Job = {
      name: 'failing',
      everyMs: 1,
      run: async () => {
        failed++;
        throw new Error('no database');
      },
      atStop: () => Promise.reject(new Error('still none')),
    };
    const loops = startLoops([failing, { name: 'fine', everyMs: 1, run: async () => (fine++, 'done') }], around);
    await until(() => failed >= 1 && fine >= 5);
    await loops.stop();
    await around.log.flush();
    expect(around.text().match(/The job failing failed/g)?.length).toBeGreaterThanOrEqual(1);
    expect(await around.metrics.scrape()).toMatch(/cartwright_job_seconds_count\{job="failing",outcome="failed"\} [12]/);
  });
});
