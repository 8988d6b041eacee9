import type { StoreClient } from '../store/client.js';
import { Lost } from '../buy/next-page.js';

const SECOND = 1_000;
const POLL_MS = 60;
/** Longer than an attempt whose answer never comes, and what follows it. */
const PATIENCE_MS = 45_000;
/** After a failed attempt the next one is due at least 5 s and at most a minute later by the clock of the environment. */
const NUDGE_S = 90;
/** Where the clock may not go far: three are a minute, and an attempt that hangs for 15 s leaves enough of them. */
const SHORT_NUDGE_S = 25;
const NUDGE_AFTER_MS = 1_500;

/** Moves the clock of the environment; throws where it does not let itself be moved. */
export async function advance(client: StoreClient, duration: string): Promise<void> {
  const { status, text } = await client.ask('POST', '/clock', { advance: duration });
  if (status !== 200) throw new Lost(`The clock was not moved: POST /clock answers ${status}: ${text.slice(0, 200)}`);
}

interface Waiting {
  readonly what: string;
  readonly nudge: StoreClient | null;
  /** The clock must not reach that far from where it was, or what is waited for is over. */
  readonly within?: number;
  /** For an outage, on top of what waiting takes without one. */
  readonly patienceMs: number;
}

/** Waits until something is so. With a nudge the clock is moved on now and then, so that nobody waits for a second attempt. */
export async function until(isSo: () => boolean | Promise<boolean>, waiting: Waiting): Promise<void> {
  const { what, nudge, within = Infinity, patienceMs } = waiting;
  const started = Date.now();
  const mostMs = PATIENCE_MS + patienceMs;
  const step = within === Infinity ? NUDGE_S : SHORT_NUDGE_S;
  let left = Math.floor((within - mostMs) / (step * SECOND));
  let nudged = started;
  while (!(await isSo())) {
    const now = Date.now();
    if (now - started > mostMs) throw new Lost(`Waited ${mostMs / 1000} s in vain: ${what}`);
    if (nudge !== null && left > 0 && now - nudged > NUDGE_AFTER_MS) {
      await advance(nudge, `PT${step}S`);
      nudged = now;
      left -= 1;
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}
