import type { Account } from '../signed-posts.js';
import { type Calls, tracked, type Verb } from './calls.js';

/** Programs that are hasty take the machine from a service that starts. */
const AGAIN_AFTER_MS = 200;
/** In this time a call has to have an answer, whatever crashes come between, and however busy the machine is. */
const PATIENCE_MS = 600_000;
/** The first request with the key may still be under way, or have died a moment ago. */
const BUSY = 'IDEMPOTENCY_KEY_BUSY';

/** A program of the merchant, with what happened to its connections. */
export interface Caller {
  readonly port: number;
  readonly account: Pick<Account, 'keyId' | 'secret'>;
  readonly did: { broken: number; again: number };
  readonly calls: Calls;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** What it is counted as, where kills are aimed at such calls. */
  readonly verb?: Verb;
  /** The Idempotency-Key, the same for as long as the call goes on. */
  readonly key?: string;
  readonly body?: object;
}

/** The last answer to a call; `body` is what its JSON says, `{}` where it says nothing. */
export interface Answered {
  readonly status: number;
  /** Of a problem document; empty elsewhere. */
  readonly code: string;
  readonly body: unknown;
}

/** Calls the API until it answers for good: after a broken connection, 408, 429, 503 and a busy key the same is sent again. */
export async function callUntilAnswered(caller: Caller, call: Call): Promise<Answered> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const answered = await send(caller, call);
    if (answered === null) caller.did.broken++;
    else if (isLater(answered)) caller.did.again++;
    else return answered;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
  }
  throw new Error(`${call.method} ${call.path} got no answer in ${PATIENCE_MS / 1000} s`);
}

/** Null where the connection broke before the whole answer was there. */
async function send({ port, account, calls }: Caller, { method, path, verb, key, body }: Call): Promise<Answered | null> {
  const authorization = `Basic ${Buffer.from(`${account.keyId}:${account.secret}`).toString('base64')}`;
  const headers = {
    authorization,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  };
  try {
    const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const { answer, text } = await tracked(calls, verb, () => fetched(`http://127.0.0.1:${port}${path}`, sent));
    return {
      status: answer.status,
      code: answer.headers.get('cartwright-code') ?? '',
      body: text === '' ? {} : (JSON.parse(text) as unknown),
    };
  } catch {
    return null;
  }
}

async function fetched(address: string, sent: RequestInit): Promise<{ readonly answer: Response; readonly text: string }> {
  const answer = await fetch(address, sent);
  return { answer, text: await answer.text() };
}

/** 408: on a busy machine the service waited too long for the request, and did nothing. */
const isLater = ({ status, code }: Answered): boolean => [408, 429, 503].includes(status) || code === BUSY;
