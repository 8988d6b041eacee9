import type { Environment } from '../../core/merchant.js';
import type { ExchangeFacts } from '../../flows/exchange-row.js';
import type { WireMessage } from '../../flows/stored-message.js';
import type { ExchangeRow, JoiningIds } from '../../store/recorder.js';
import type { Decision } from './decision.js';
import type { Arrival, OpenedArrival } from './post.js';
import type { Reply } from './reply.js';

/** One post, what was decided about it, and where its row belongs. */
export interface Account {
  readonly arrival: Arrival;
  readonly opened: OpenedArrival;
  readonly environment: Environment;
  readonly decision: Decision;
  readonly trace: string;
  readonly parent?: string;
  /** SHA-256 of the body, hex. */
  readonly digest: string;
}

/** Everything that the row of a callback says. Whoever went away half way got no answer: status 0. */
export function callbackFacts({ arrival, opened, environment, decision, trace, parent, digest }: Account): ExchangeFacts {
  const { reply } = decision;
  const unanswered = arrival.received.state === 'cut-short';
  return {
    id: arrival.id,
    seq: arrival.seq,
    environment,
    at: arrival.at,
    direction: 'in',
    kind: decision.kind,
    party: 'checkout',
    trace,
    parent,
    outcome: unanswered ? 'failed' : reply.outcome,
    status: unanswered ? 0 : reply.status,
    code: reply.code,
    durationMs: performance.now() - arrival.steps.startedMs,
    refs: decision.refs,
    faults: decision.faults,
    request: requestMessage(arrival, opened, digest),
    response: unanswered ? NO_ANSWER : responseMessage(arrival, reply),
    steps: arrival.steps.list(reply.outcome === 'refused' || reply.outcome === 'failed'),
    signature: decision.signature,
    calculation: decision.calculation ?? [],
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
  { fields }: OpenedArrival,
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

function responseMessage({ id }: Arrival, reply: Reply): WireMessage {
  return {
    start: String(reply.status),
    headers: { 'Content-Type': reply.contentType, 'Cartwright-Exchange': id, ...codeHeader(reply), ...reply.headers },
    contentType: reply.contentType,
    original: reply.body,
    ...(reply.fields === undefined ? {} : { fields: reply.fields }),
  };
}

/** The header that every answer with a code carries. */
export const codeHeader = ({ code }: Pick<Reply, 'code'>): Record<string, string> =>
  code === undefined ? {} : { 'Cartwright-Code': code };

/**
 * The ids by which an exchange may join an earlier trace (contracts.md). A stranger must not reach into somebody's trace, and
 * an id that is masked in the row joins nothing, as another one may look the same.
 */
export function joiningIds({ joins, refs }: Decision, row: Pick<ExchangeRow, 'refs'>): JoiningIds {
  if (joins === 'none') return {};
  const unmasked = (name: string): string => (row.refs[name] === refs[name] ? (refs[name] ?? '') : '');
  const callbackReferenceId = unmasked('callbackReferenceId');
  return joins === 'both' ? { callbackReferenceId, clientRequestId: unmasked('clientRequestId') } : { callbackReferenceId };
}
