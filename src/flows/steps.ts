import type { Step } from '../core/exchange.js';

/** Names the steps of the work on one exchange and measures each. */
export interface StepClock<Name extends string = string> {
  /** In milliseconds of `performance.now()`. */
  readonly startedMs: number;
  done(name: Name, note?: string): void;
  /** The steps so far, and every later one as failed (the first) or not reached. */
  list(failed: boolean): Step[];
}

/** Starts the clock; `names` are all steps in their order. */
export function startSteps<Name extends string>(names: readonly Name[], startedMs = performance.now()): StepClock<Name> {
  const steps: Step[] = [];
  let last = startedMs;
  return {
    startedMs,
    done: (name, note) => {
      const now = performance.now();
      steps.push({ name, state: 'done', ms: hundredths(now - last), ...(note === undefined ? {} : { note }) });
      last = now;
    },
    list: (failed) => {
      const missing = names.slice(steps.length);
      return [
        ...steps,
        ...missing.map((name, index): Step => ({ name, state: failed && index === 0 ? 'failed' : 'not reached' })),
      ];
    },
  };
}

const hundredths = (ms: number): number => Math.round(ms * 100) / 100;
