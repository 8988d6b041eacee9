import type { RequestHandler } from 'express';
import type { ErrorCode } from '../../errors.js';
import { CartwrightError } from '../../errors.js';
import { openAnswer } from '../../flows/kept-answer.js';
import { claimIdempotency } from '../../store/idempotency.js';
import type { StoredAnswer } from '../../store/replay.js';
import { answerRecorded, bodyDigest, type ApiAnswer } from './answer.js';
import { callerOf, callOf } from './call.js';
import type { HttpDeps } from '../deps.js';

const RETRY_AFTER_SECONDS = '1';

/**
 * Idempotency-Key on a POST (semantics B): the first request with it does the work, the same body again gets the first
 * answer, another body or a first one that still runs is refused with 409.
 */
export function claimKey(deps: HttpDeps): RequestHandler {
  return async (req, res, next) => {
    const key = req.get('idempotency-key');
    if (key === undefined) {
      next();
      return;
    }
    const { open } = callerOf(req);
    const call = callOf(req);
    const scope = `${open.key.id} ${req.method} ${req.originalUrl} ${key}`;
    const claim = await claimIdempotency(deps.db, { scope, bodySha256: bodyDigest(req), at: call.at });
    switch (claim.state) {
      case 'claimed':
        call.claim = { scope, owner: claim.owner };
        next();
        return;
      case 'answered':
        await answerRecorded(
          deps,
          req,
          res,
          repeatOf(
            openAnswer({ answer: claim.answer, exchangeId: claim.answer.headers['Cartwright-Exchange'] ?? '' }, deps.vault),
          ),
        );
        return;
      case 'busy':
        throw new CartwrightError('IDEMPOTENCY_KEY_BUSY', { headers: { 'Retry-After': RETRY_AFTER_SECONDS } });
      case 'other-body':
        throw new CartwrightError('IDEMPOTENCY_KEY_REUSED', {
          detail: `The Idempotency-Key ${key} came with another body before. Use a new key for each thing that you ask for.`,
        });
    }
  };
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
