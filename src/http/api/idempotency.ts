import type { Request, RequestHandler } from 'express';
import type { ErrorCode } from '../../errors.js';
import { claimAnswer } from '../../flows/idempotent-answer.js';
import type { StoredAnswer } from '../../store/replay.js';
import type { Wish } from '../../store/wishes.js';
import { answerRecorded, bodyDigest, type ApiAnswer } from './answer.js';
import { callerOf, callOf, pathOf } from './call.js';
import type { HttpDeps } from '../deps.js';

/**
 * Idempotency-Key on a POST or PUT (semantics B): the first request with it does the work, the same body again gets the first
 * answer, another body or a first one that still runs is refused with 409.
 */
export function claimKey(deps: HttpDeps): RequestHandler {
  return async (req, res, next) => {
    const key = req.get('idempotency-key');
    if (key === undefined) {
      next();
      return;
    }
    const call = callOf(req);
    const { open } = callerOf(req);
    const claimed = await claimAnswer(deps, {
      key,
      accessKeyId: open.key.id,
      environmentId: open.environment.id,
      method: req.method,
      url: addressOf(req),
      bodySha256: bodyDigest(req),
      at: call.at,
    });
    if (claimed.state === 'answered') return answerRecorded(deps, req, res, repeatOf(claimed.answer));
    call.claim = claimed.claim;
    next();
  };
}

/** The path as it is meant, and the query where there is one: escaped letters and a bare question mark make no other address. */
function addressOf(req: Request): string {
  const { search } = new URL(req.originalUrl, 'http://localhost');
  return `${decodeURIComponent(pathOf(req))}${search}`;
}

/**
 * The wish of a request with an Idempotency-Key: the same at every try, so that what was done, but whose answer was lost with
 * its process, is found and not done again. Undefined without a key.
 */
export function wishOf(req: Request): Wish | undefined {
  const { claim, at } = callOf(req);
  if (claim === null) return undefined;
  return { id: `${claim.scope} ${bodyDigest(req)}`, environmentId: callerOf(req).open.environment.id, at };
}

function repeatOf({ status, contentType, headers, body }: StoredAnswer): ApiAnswer {
  const { 'Cartwright-Exchange': parent, 'Cartwright-Code': code, ...others } = headers;
  return {
    status,
    contentType,
    headers: others,
    body: JSON.parse(body) as object,
    outcome: 'repeated',
    ...(code === undefined ? {} : { code: code as ErrorCode }),
    ...(parent === undefined ? {} : { parent }),
  };
}
