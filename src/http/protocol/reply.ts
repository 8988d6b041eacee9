import type { ServerResponse } from 'node:http';
import type { Outcome } from '../../core/exchange.js';
import type { ErrorCode } from '../../errors.js';
import type { FormField } from '../../flows/stored-message.js';
import type { HttpDeps } from '../deps.js';
import type { Arrival } from './arrival.js';

/** An answer of an address of the protocol, complete but for the headers that every one carries. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly outcome: Outcome;
  readonly code?: ErrorCode;
  /** The decoded fields of a form answer, as they are recorded. */
  readonly fields?: readonly FormField[];
}

/** An answer that may leave, and what the log says about it. */
export interface Settled {
  readonly reply: Reply;
  readonly trace?: string | undefined;
  readonly keyId?: string | undefined;
  /** What a person must know, for the log: a mistake of ours, or settings that cannot be used. */
  readonly cause?: unknown;
}

/** Absent where there is no body, as for a 303. */
export const typeHeader = ({ contentType }: Pick<Reply, 'contentType'>): Record<string, string> =>
  contentType === '' ? {} : { 'Content-Type': contentType };

/** The header that every answer with a code carries. */
export const codeHeader = ({ code }: Pick<Reply, 'code'>): Record<string, string> =>
  code === undefined ? {} : { 'Cartwright-Code': code };

/** Straight to the socket: `res.send` would hash the body for an ETag that nobody asks for. */
export function sendReply(res: ServerResponse, { id, received }: Arrival, reply: Reply): void {
  if (received.state === 'cut-short') return;
  res
    .writeHead(reply.status, {
      'Content-Length': Buffer.byteLength(reply.body),
      'Cache-Control': 'no-store',
      'Cartwright-Exchange': id,
      ...typeHeader(reply),
      ...codeHeader(reply),
      ...(received.state === 'whole' ? {} : { Connection: 'close' }),
      ...reply.headers,
    })
    .end(reply.body);
}

/** The answer has left: one line for the log, one count for the metrics. `route` is the pattern of the address. */
export function tellReply(
  deps: Pick<HttpDeps, 'log' | 'metrics'>,
  route: string,
  arrival: Arrival,
  { reply, trace, keyId, cause }: Settled,
): void {
  const ms = performance.now() - arrival.steps.startedMs;
  deps.metrics.request(route, reply.outcome, ms / 1000);
  deps.log.request({
    method: arrival.method,
    route,
    status: arrival.received.state === 'cut-short' ? 0 : reply.status,
    ms: Math.round(ms * 10) / 10,
    code: reply.code,
    outcome: reply.outcome,
    exchange: arrival.id,
    trace,
    merchant: arrival.merchantId.slice(0, 40),
    environment: arrival.environmentName,
    keyId,
    remote: arrival.remote,
    bytesIn: arrival.received.body.length,
    bytesOut: reply.body.length,
    ...(cause === undefined ? {} : { cause }),
  });
}
