import type { Socket } from 'node:net';
import { Client, errors, type buildConnector } from 'undici';
import type { AllowedPeer } from './address.js';
import { readAnswer, type Answer } from './answer.js';
import { dial } from './dial.js';
import { inWords } from './duration.js';
import type { Journey } from './journey.js';
import { reachableAddresses } from './reachable.js';
import { codeOf, refusalIn, type NetworkCause } from './refusal.js';
import { resolveName, type Resolve } from './resolve.js';
import { readTarget, type Target } from './target.js';

export interface GuardedRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | null;
  /** For everything together: name, connection, TLS, answer and the whole of its body. */
  readonly deadlineMs: number;
  /** Of the answer's body. */
  readonly maxBytes: number;
  /** A status that came in time is an answer, even where its body does not end in time, or never. */
  readonly statusIsEnough?: boolean;
  readonly environment: 'sandbox' | 'live';
  /** Counts in the sandbox only. */
  readonly allow: readonly AllowedPeer[];
  /** The live environment calls only https in any case. */
  readonly requireHttps: boolean;
  /** Follows the call; left out where nobody asks how far it got. */
  readonly journey?: Journey;
}

type Outcome =
  | ({ readonly ok: true } & Answer)
  /** `because` is the end of a sentence whose subject is the other side: "did not answer in 5,000 ms". */
  | { readonly ok: false; readonly cause: NetworkCause; readonly because: string };

/** With both ends of the call, in epoch milliseconds. */
export type GuardedAnswer = Outcome & { readonly startedAt: number; readonly endedAt: number };

export type GuardedFetch = (request: GuardedRequest) => Promise<GuardedAnswer>;

/** What takes the place of the network's own in tests; nothing in here switches a check off. */
interface Surroundings {
  readonly resolve: Resolve;
  readonly clock: () => number;
  /** PEM certificates of authorities in place of those that Node trusts. */
  readonly authorities?: readonly string[];
}

const OWN_HEADERS = { 'user-agent': 'Cartwright', 'accept-encoding': 'identity' };

/**
 * Makes the only way out of Cartwright. Every call resolves its name anew, checks every address, and dials one that was
 * checked; it follows no redirect, keeps no connection and no cookie, and ends at its deadline. Whatever the other side
 * does is an outcome, never an exception.
 */
export function createGuardedFetch(surroundings: Partial<Surroundings> = {}): GuardedFetch {
  const around = { resolve: resolveName, clock: Date.now, ...surroundings };
  return async (request) => {
    const startedAt = around.clock();
    const reading = readTarget(request.url, { requireHttps: request.requireHttps || request.environment === 'live' });
    const outcome = reading.ok ? await ask(reading.target, request, around) : reading;
    return { ...outcome, startedAt, endedAt: around.clock() };
  };
}

/** One client for one call, so that no connection outlives the check of its address. */
async function ask(target: Target, request: GuardedRequest, around: Surroundings): Promise<Outcome> {
  const { method, headers, body, deadlineMs, maxBytes, statusIsEnough = false } = request;
  const ending = new AbortController();
  const client = new Client(target.origin, {
    connect: connector(() => connectTo(target, request, { ...around, signal: ending.signal })),
    pipelining: 0,
    // The deadline is for everything together.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const timer = setTimeout(() => {
    ending.abort();
    void client.destroy();
  }, deadlineMs);
  try {
    const answer = await client.request({ path: target.path, method, headers: { ...OWN_HEADERS, ...headers }, body });
    const read = await readAnswer(answer, { maxBytes, statusIsEnough });
    request.journey?.reach('answered');
    return { ok: true, ...read };
  } catch (error) {
    return ending.signal.aborted ? refuse('timeout', `did not answer in ${inWords(deadlineMs)}`) : outcomeOf(error);
  } finally {
    clearTimeout(timer);
    // Also ends a look-up or a handshake that is still under way.
    ending.abort();
    await client.destroy();
  }
}

async function connectTo(
  target: Target,
  request: GuardedRequest,
  around: Surroundings & { readonly signal: AbortSignal },
): Promise<Socket> {
  const allow = request.environment === 'sandbox' ? request.allow : [];
  const addresses = await reachableAddresses(target, { ...around, allow });
  request.journey?.reach('resolved');
  return dial(target, { ...around, addresses, journey: request.journey });
}

/** undici asks by callback, and would resolve and dial by itself if it were given less. */
const connector =
  (connect: () => Promise<Socket>): buildConnector.connector =>
  (_options, done) => {
    connect().then(
      (socket) => done(null, socket),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  };

function outcomeOf(error: unknown): Outcome {
  const known = refusalIn(error);
  if (known !== null) return refuse(known.refusal, known.because);
  const code = codeOf(error);
  // A header that cannot be sent is a mistake of ours.
  if (code === 'UND_ERR_INVALID_ARG') throw error;
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return refuse('too-large', 'answered with headers of more than 16 KiB');
  if (error instanceof errors.HTTPParserError) return refuse('refused', 'answered with something that is not HTTP');
  return refuse('refused', `closed the connection before the answer was whole (${code || 'no reason given'})`);
}

const refuse = (cause: NetworkCause, because: string): Outcome => ({ ok: false, cause, because });
