import type { AllowedPeer } from './address.js';
import type { Answer } from './answer.js';
import type { GuardedFetch } from './guarded-fetch.js';
import type { NetworkCause } from './refusal.js';

export interface DeliveryPost {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly environment: 'sandbox' | 'live';
  readonly allow: readonly AllowedPeer[];
}

/** What a store said to a delivery. Only the status counts; what else it answers is kept for whoever looks into it. */
export type DeliveryAnswer = { readonly startedAt: number; readonly endedAt: number } & (
  | {
      readonly ok: true;
      readonly answer: Answer;
      /** How long the store wants to be left alone; 0 where its date is past, absent where it said nothing readable. */
      readonly retryAfterMs?: number;
    }
  /** `because` is the end of a sentence whose subject is the store: "did not answer in 15 s". */
  | { readonly ok: false; readonly cause: NetworkCause; readonly because: string }
);

/** For everything: less than a breaker gives its probe, and than a claim lasts. */
export const DELIVERY_TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const SECOND_MS = 1_000;

/** Posts a delivery; whatever the store does is an outcome, never an exception. */
export async function postDelivery(
  fetch: GuardedFetch,
  { url, body, headers, environment, allow }: DeliveryPost,
): Promise<DeliveryAnswer> {
  const requireHttps = environment === 'live';
  const limits = { deadlineMs: DELIVERY_TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES, statusIsEnough: true };
  const said = await fetch({ url, method: 'POST', headers, body, ...limits, environment, allow, requireHttps });
  const { startedAt, endedAt } = said;
  if (!said.ok) return { ok: false, cause: said.cause, because: said.because, startedAt, endedAt };
  const { status, headers: answered, body: bytes, cut } = said;
  const retryAfterMs = readRetryAfter(answered['retry-after'], endedAt);
  const answer = { status, headers: answered, body: bytes, cut };
  return { ok: true, answer, startedAt, endedAt, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
}

/** Seconds, or a date; null for neither. */
function readRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND_MS;
  // Date.parse takes far more for a date than HTTP does: "-5" would be a year
  const date = /^[A-Z][a-z]{2,8}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
