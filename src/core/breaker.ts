/** What the breaker of one endpoint remembers; times in epoch milliseconds, 0 where none is set. */
export interface BreakerState {
  /** In a row. */
  readonly failures: number;
  readonly openUntil: number;
  /** One call finds out whether the endpoint is back; the others wait for it until then. */
  readonly probeUntil: number;
}

/** Call; or call as the only one, once `next` is stored in place of the state that was read; or do not call. */
export type Leave =
  | { readonly kind: 'call' }
  | { readonly kind: 'probe'; readonly next: BreakerState }
  | { readonly kind: 'wait'; readonly until: number };

/** The state of an endpoint that was never called, or that answered the last call. */
export const CLOSED: BreakerState = { failures: 0, openUntil: 0, probeUntil: 0 };

const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 600_000;
/** Longer than any deadline of a call, so that a probe whose process died does not keep the breaker open for good. */
const PROBE_MS = 30_000;

/** Whether an endpoint may be called now. */
export function mayCall(state: BreakerState, now: number): Leave {
  if (state.openUntil === 0) return { kind: 'call' };
  const until = Math.max(state.openUntil, state.probeUntil);
  if (now < until) return { kind: 'wait', until };
  return { kind: 'probe', next: { ...state, probeUntil: now + PROBE_MS } };
}

/** One answer closes the breaker, whatever was before. */
export const afterSuccess = (): BreakerState => CLOSED;

/**
 * Counts a failure. The fifth in a row opens the breaker for 30 s, each failed probe for twice as long as before (30 s,
 * 1, 2, 4, 8 min), 10 min at most. Calls that were under way when it opened do not count: they are one outage.
 */
export function afterFailure(state: BreakerState, now: number): BreakerState {
  if (now < state.openUntil) return state;
  const failures = state.failures + 1;
  if (failures < FAILURES_TO_OPEN) return { ...CLOSED, failures };
  return { failures, openUntil: now + pauseMs(failures - FAILURES_TO_OPEN), probeUntil: 0 };
}

/** 2 ** 1000 would be infinite, and infinity is still more than ten minutes. */
const pauseMs = (doublings: number): number => Math.min(FIRST_PAUSE_MS * 2 ** doublings, LONGEST_PAUSE_MS);
