import { setTimeout as sleep } from 'node:timers/promises';

/** Ends a pause early; rung while nobody pauses, it ends the next pause at once. */
export interface Alarm {
  ring(): void;
  /** Resolves after `ms`, at a ring, or when `signal` aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export function createAlarm(): Alarm {
  let rung = false;
  let waking: AbortController | null = null;
  return {
    ring: () => {
      rung = true;
      waking?.abort();
    },
    pause: async (ms, signal) => {
      waking = new AbortController();
      // never without giving the others their turn
      await nap(rung ? 0 : ms, AbortSignal.any([signal, waking.signal]));
      waking = null;
      rung = false;
    },
  };
}

async function nap(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal, ref: false });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
