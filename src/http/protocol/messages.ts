import type { Environment } from '../../core/merchant.js';
import type { ExchangeFacts } from '../../flows/exchange-row.js';
import type { FormField, WireMessage } from '../../flows/stored-message.js';
import type { Arrival } from './arrival.js';
import { codeHeader, typeHeader, type Reply } from './reply.js';

/** One post, what it was answered, and where its row belongs. */
export interface Answered {
  readonly arrival: Arrival;
  readonly fields: readonly FormField[];
  readonly environment: Environment;
  readonly reply: Reply;
  /** SHA-256 of the body, hex. */
  readonly digest: string;
}

/** What the row of every post to the protocol says. Whoever went away half way got no answer: status 0. */
export function postFacts({
  arrival,
  fields,
  environment,
  reply,
  digest,
}: Answered): Omit<ExchangeFacts, 'kind' | 'party' | 'trace' | 'refs' | 'faults'> {
  const unanswered = arrival.received.state === 'cut-short';
  return {
    id: arrival.id,
    seq: arrival.seq,
    environment,
    at: arrival.at,
    direction: 'in',
    outcome: unanswered ? 'failed' : reply.outcome,
    status: unanswered ? 0 : reply.status,
    code: reply.code,
    durationMs: performance.now() - arrival.steps.startedMs,
    request: requestMessage(arrival, fields, digest),
    response: unanswered ? NO_ANSWER : responseMessage(arrival, reply),
    steps: arrival.steps.list(reply.outcome === 'refused' || reply.outcome === 'failed'),
    remote: arrival.remote,
  };
}

const NO_ANSWER: WireMessage = {
  start: 'no answer: the sender was gone',
  headers: {},
  contentType: '',
  original: Buffer.alloc(0),
};

/** The post as it was on the wire. */
export function requestMessage(
  { method, url, headers, received }: Arrival,
  fields: readonly FormField[],
  digest: string,
): WireMessage {
  const announced = Number(headers['content-length'] ?? 0);
  return {
    start: `${method} ${url.slice(0, 2000)}`,
    headers,
    contentType: headers['content-type'] ?? '',
    original: received.body,
    length: Math.max(announced, received.body.length),
    sha256: digest,
    ...(fields.length === 0 ? {} : { fields }),
  };
}

/** In the order in which they are stored. */
function answerHeaders(id: string, reply: Reply): Record<string, string> {
  const headers = typeHeader(reply);
  headers['Cartwright-Exchange'] = id;
  return Object.assign(headers, codeHeader(reply), reply.headers);
}

function responseMessage({ id }: Arrival, reply: Reply): WireMessage {
  return {
    start: String(reply.status),
    headers: answerHeaders(id, reply),
    contentType: reply.contentType,
    original: reply.body,
    ...(reply.fields === undefined ? {} : { fields: reply.fields }),
  };
}
