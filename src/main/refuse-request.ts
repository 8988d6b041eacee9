import type { IncomingMessage, ServerResponse } from 'node:http';
import { ERRORS, helpPath, type ErrorCode } from '../errors.js';
import { encodeCalculationRefusal } from '../wire/calculation.js';
import { writeCallbackAnswer } from '../wire/envelope.js';

const RETRY_AFTER_SECONDS = 5;
const REASONS: Readonly<Record<'starting' | 'stopping', { code: ErrorCode; detail: string }>> = {
  starting: {
    code: 'DATABASE_UNAVAILABLE',
    detail: 'Cartwright is starting: the database is being opened and brought up to date.',
  },
  stopping: { code: 'SHUTTING_DOWN', detail: 'Cartwright is shutting down. Send the same request again in a few seconds.' },
};

/**
 * The answer while the application is not there: 503 with Retry-After. A callback gets the `Error` document that old
 * checkouts understand (semantics B), unsigned, as no key was verified. The process is alive all the while: /healthz says so.
 */
export function refuseRequest(request: IncomingMessage, response: ServerResponse, when: 'starting' | 'stopping'): void {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  request.resume();
  if (path === '/healthz') {
    answer(response, 200, 'text/plain; charset=utf-8', 'ok\n', {});
    return;
  }
  const { code, detail } = REASONS[when];
  const headers = { 'Retry-After': String(RETRY_AFTER_SECONDS), 'Cartwright-Code': code };
  if (/^(?:\/sandbox)?\/callbacks\//.test(path)) {
    const xml = encodeCalculationRefusal('2008-11-30', 'SERVICE_UNAVAILABLE', detail);
    answer(response, 503, 'application/x-www-form-urlencoded; charset=UTF-8', writeCallbackAnswer({ xml }), headers);
    return;
  }
  const { status, title } = ERRORS[code];
  const problem = { type: helpPath(code), title, status, detail, code, help: helpPath(code) };
  answer(response, status, 'application/problem+json', JSON.stringify(problem), headers);
}

function answer(response: ServerResponse, status: number, type: string, body: string, headers: Record<string, string>): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, {
    ...headers,
    'Content-Type': type,
    'Content-Length': length,
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(body);
}
