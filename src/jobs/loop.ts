import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import { createAlarm } from './alarm.js';

/** Something that is done again and again beside the requests. */
export interface Job {
  readonly name: string;
  /** Pause after a run that left nothing to do. */
  readonly everyMs: number;
  /** Pause after any run, for what comes one by one to be done together; none where it is left out. */
  readonly restMs?: number;
  /** One step, short enough to wait for at shutdown. `more`: the next step follows at once. */
  run(): Promise<'done' | 'more'>;
  /** Where there may be work before the pause is over: has `wake` called then, and answers how to end that. */
  listen?(wake: () => void): () => void;
  /** What must not wait for the next start. */
  atStop?(): Promise<void>;
}

export interface JobContext {
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface RunningJobs {
  /** Resolves when every job has ended its step. */
  stop(): Promise<void>;
}

/** After a failed step, so that a database that is down is not asked ten times a second. */
const PAUSE_AFTER_FAILURE_MS = 5_000;

/** Starts the loops of all jobs; each goes on after a failed step, which is told in the log once until it works again. */
export function startLoops(jobs: readonly Job[], context: JobContext): RunningJobs {
  const stopping = new AbortController();
  const loops = jobs.map((job) => loop(job, context, stopping.signal));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function loop(job: Job, context: JobContext, signal: AbortSignal): Promise<void> {
  const step = stepper(job, context);
  const alarm = createAlarm();
  const stopListening = job.listen?.(() => alarm.ring());
  while (!signal.aborted) {
    const outcome = await step();
    if (outcome === 'failed') await createAlarm().pause(Math.max(job.everyMs, PAUSE_AFTER_FAILURE_MS), signal);
    else {
      if (job.restMs !== undefined) await createAlarm().pause(job.restMs, signal);
      await alarm.pause(outcome === 'more' ? 0 : job.everyMs, signal);
    }
  }
  stopListening?.();
  if (job.atStop !== undefined) await stepper({ ...job, run: () => last(job) }, context)();
}

function stepper(job: Job, { log, metrics }: JobContext): () => Promise<'done' | 'more' | 'failed'> {
  let failing = false;
  return async () => {
    const startedMs = performance.now();
    const seconds = (): number => (performance.now() - startedMs) / 1000;
    try {
      const outcome = await job.run();
      metrics.job(job.name, 'ok', seconds());
      if (failing) log.info(`The job ${job.name} works again.`);
      failing = false;
      return outcome;
    } catch (error) {
      metrics.job(job.name, 'failed', seconds());
      // A person is needed only if it stays so: the metric counts every failure, the log says when it began.
      if (!failing) log.warn(`The job ${job.name} failed and will be tried again.`, { error });
      failing = true;
      return 'failed';
    }
  };
}

async function last(job: Job): Promise<'done'> {
  await job.atStop?.();
  return 'done';
}
