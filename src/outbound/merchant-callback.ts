import type { CallbackCause } from '../core/checkout.js';
import type { AllowedPeer } from './address.js';
import type { Answer } from './answer.js';
import { inWords } from './duration.js';
import type { GuardedFetch } from './guarded-fetch.js';
import { startJourney, type Journey, type Reached } from './journey.js';
import type { NetworkCause } from './refusal.js';

export interface CallbackCall {
  readonly endpoint: string;
  readonly body: Buffer | string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly environment: 'sandbox' | 'live';
  readonly allow: readonly AllowedPeer[];
  readonly journey?: Journey;
}

/** What the network says of a call to a merchant's endpoint; whether a 200 is an answer, the codec says. */
export type PostedCallback = { readonly startedAt: number; readonly endedAt: number } & (
  | { readonly ok: true; readonly answer: Answer }
  /** `because` is a sentence for the merchant without its full stop; `answer` is there if one came. */
  | { readonly ok: false; readonly cause: CallbackCause; readonly because: string; readonly answer?: Answer }
);

/** An answer may hold 1 MiB of XML; in a form each byte of it can take three. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** An address that cannot be called is refused like one that may not be. */
const CAUSES: Readonly<Record<NetworkCause, CallbackCause>> = {
  timeout: 'timeout',
  refused: 'refused',
  tls: 'tls',
  'address-forbidden': 'address-forbidden',
  'too-large': 'too-large',
  'url-invalid': 'address-forbidden',
};

/** Posts a form to a merchant's endpoint; anything but 200 is a failure with its cause (protocol 3.1). */
export async function postCallback(
  fetch: GuardedFetch,
  { endpoint, body, headers, timeoutMs, environment, allow, journey }: CallbackCall,
): Promise<PostedCallback> {
  const requireHttps = environment === 'live';
  const limits = { deadlineMs: timeoutMs, maxBytes: MAX_ANSWER_BYTES, environment, allow, requireHttps };
  const followed = journey === undefined ? {} : { journey };
  const { startedAt, endedAt, ...said } = await fetch({ url: endpoint, method: 'POST', headers, body, ...limits, ...followed });
  const clocks = { startedAt, endedAt };
  if (!said.ok) return { ok: false, cause: CAUSES[said.cause], because: `your endpoint ${said.because}`, ...clocks };
  const { status, headers: answered, body: bytes, cut } = said;
  const answer = { status, headers: answered, body: bytes, cut };
  return status === 200 ? { ok: true, answer, ...clocks } : { ok: false, ...failureOf(status), answer, ...clocks };
}

/** An answer that came after its deadline: it counts for nothing, and shows the merchant how late it was. */
export interface LateAnswer {
  readonly endedAt: number;
  readonly lateMs: number;
  readonly answer: Answer;
}
/** `late` is there after a timeout; null where nothing came at all. */
export type PatientCallback = PostedCallback & {
  /** How far the call got by its end or its deadline. */
  readonly reached: readonly Reached[];
  readonly late?: Promise<LateAnswer | null>;
};

/** How long an answer that counts for nothing is still waited for. */
const GRACE_MS = 5_000;

/** The same post with the same deadline; an answer that misses it is waited for a little longer, so that it can be told. */
export async function postPatiently(fetch: GuardedFetch, call: CallbackCall): Promise<PatientCallback> {
  const { timeoutMs } = call;
  const startedMs = performance.now();
  const journey = startJourney();
  const whole = postCallback(fetch, { ...call, journey, timeoutMs: timeoutMs + GRACE_MS });
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<null>((over) => (timer = setTimeout(() => over(null), timeoutMs)));
  const startedAt = Date.now();
  const posted = await Promise.race([whole, deadline]).finally(() => clearTimeout(timer));
  const reached = journey.reached();
  if (posted !== null) return { ...posted, reached };
  const because = `your endpoint did not answer in ${inWords(timeoutMs)}`;
  const late = whole.then(({ endedAt, answer }) =>
    answer === undefined ? null : { endedAt, answer, lateMs: Math.round(performance.now() - startedMs) - timeoutMs },
  );
  return { ok: false, cause: 'timeout', because, startedAt, endedAt: startedAt + timeoutMs, reached, late };
}

function failureOf(status: number): { cause: CallbackCause; because: string } {
  const answered = `your endpoint answered with status ${status}`;
  if (status >= 300 && status < 400)
    return { cause: 'redirect', because: `${answered}, a redirect, and redirects are not followed` };
  if (status >= 400 && status < 500) return { cause: 'http-4xx', because: `${answered}; only 200 is an answer` };
  if (status >= 500 && status < 600) return { cause: 'http-5xx', because: `${answered}; only 200 is an answer` };
  return { cause: 'http-other', because: `${answered}; only 200 is an answer` };
}
