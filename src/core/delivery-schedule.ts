import type { EndpointFormat } from './endpoint.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The pauses between twelve attempts, 71 h 42 min 35 s in all (error-console.md 10). */
const TABLE_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  ...[2, 10, 30].map((minutes) => minutes * MINUTE_MS),
  ...[2, 5, 10, 14, 18, 22].map((hours) => hours * HOUR_MS),
];
/** What old stores were promised: daily to the fourteenth day (semantics D 3). 71:42:35 + 11 x 24 h = 335:42:35. */
const DAYS_AFTER_TABLE = 11;
const PAUSES_MS: Readonly<Record<EndpointFormat, readonly number[]>> = {
  webhook: TABLE_MS,
  notification: [...TABLE_MS, ...Array.from({ length: DAYS_AFTER_TABLE }, () => 24 * HOUR_MS)],
};
/** Each pause is between 0.8 and 1.2 of itself. */
const SHORTEST = 0.8;
const JITTER = 0.4;
/** After an answer that says "too fast", or none in time. */
const BREATH_MS = 60 * SECOND_MS;
const REFUSALS_TO_PARK = 3;
const MOST_RETRY_AFTER = 2;

/**
 * How an attempt went. refused: a 4xx that will not change by itself; gone: 410; throttled: 429; slow: no answer in time, or 408;
 * failed: everything else, redirects among it.
 */
export type AttemptResult = 'accepted' | 'refused' | 'gone' | 'throttled' | 'slow' | 'failed';

export interface Attempted {
  readonly format: EndpointFormat;
  readonly result: AttemptResult;
  /** Of this plan, this one included. */
  readonly tries: number;
  /** In a row, this one included. */
  readonly refusals: number;
  /** When the first attempt of the plan was; like `now` by the clock of the environment. */
  readonly beganAt: number;
  readonly now: number;
  /** What the answer asked for; 0 where its date is past. */
  readonly retryAfterMs?: number;
  /** 0 to 1, a random number. */
  readonly jitter: number;
}

export type NextStep =
  { readonly state: 'retry'; readonly at: number } | { readonly state: 'delivered' | 'parked' | 'given_up' | 'switched_off' };

/** The pauses that follow the attempt after these, without jitter, until a delivery is given up: of a webhook's twelfth none. */
export const pausesAfter = (format: EndpointFormat, tries: number): readonly number[] => PAUSES_MS[format].slice(tries);

/** What an answer with this status means; 0 is no answer at all. */
export function resultOf(status: number): AttemptResult {
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 408) return 'slow';
  if (status === 410) return 'gone';
  if (status === 429) return 'throttled';
  return status >= 400 && status < 500 ? 'refused' : 'failed';
}

/**
 * When a delivery is tried again, or how it ended. Only webhooks are switched off by a 410 and parked by their third 4xx in a
 * row: old handlers answer 403 for a clock that is wrong (semantics D 3). The first failure of a webhook at jitter 0.5 is tried
 * again 5 s later, the eleventh 22 h later, the twelfth is the last.
 */
export function nextStep(attempted: Attempted): NextStep {
  const { format, result, refusals, now } = attempted;
  if (result === 'accepted') return { state: 'delivered' };
  if (format === 'webhook' && result === 'gone') return { state: 'switched_off' };
  if (format === 'webhook' && result === 'refused' && refusals >= REFUSALS_TO_PARK) return { state: 'parked' };
  return isOver(attempted) ? { state: 'given_up' } : { state: 'retry', at: now + pauseMs(attempted) };
}

/** The pauses between attempts where nothing asks for others, in milliseconds; what a person is told of the plan. */
export const plannedPauses = (format: EndpointFormat): readonly number[] => PAUSES_MS[format];

/** Answers that ask for hasty retries must not use the plan up within minutes: as long as it could have lasted it goes on. */
function isOver({ format, tries, beganAt, now }: Attempted): boolean {
  const pauses = PAUSES_MS[format];
  const shortestMs = pauses.reduce((sum, pause) => sum + pause, 0) * SHORTEST;
  return tries > pauses.length && now - beganAt >= shortestMs;
}

function pauseMs({ format, tries, result, retryAfterMs, jitter }: Attempted): number {
  const pauses = PAUSES_MS[format];
  const step = pauses[Math.min(tries, pauses.length) - 1] ?? 0;
  const planned = Math.round(step * (SHORTEST + JITTER * jitter));
  const asked = Math.min(retryAfterMs ?? planned, step * MOST_RETRY_AFTER);
  // behind the table there is no step left that could be taken early
  const pause = tries > pauses.length ? Math.max(asked, planned) : asked;
  return result === 'throttled' || result === 'slow' ? Math.max(pause, BREATH_MS) : pause;
}
