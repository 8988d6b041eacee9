import type { ErrorRequestHandler, RequestHandler } from 'express';
import { CartwrightError } from '../errors.js';
import type { HttpDeps } from './deps.js';
import { problemOf, PROBLEM_TYPE } from './problem.js';

/** Nothing answered so far. */
export const nothingHere: RequestHandler = (req) => {
  throw new CartwrightError('NOT_FOUND', { detail: `There is nothing at ${req.path.slice(0, 200)}.` });
};

/** The last word outside of the API: a problem document, whatever happened. */
export function answerAnyError({ config, log }: Pick<HttpDeps, 'config' | 'log'>): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    if (res.headersSent) {
      next(thrown);
      return;
    }
    const error = thrown instanceof CartwrightError ? thrown : clientError(thrown);
    if (error.code === 'INTERNAL_FAULT')
      log.error('A request failed.', { method: req.method, path: req.path, cause: error.cause });
    for (const [name, value] of Object.entries(error.headers)) res.setHeader(name, value);
    res.setHeader('Cartwright-Code', error.code);
    res
      .status(error.status)
      .type(PROBLEM_TYPE)
      .send(JSON.stringify(problemOf(error, { publicUrl: config.publicUrl })));
  };
}

/** Express itself refuses addresses that cannot be decoded. */
function clientError(thrown: unknown): CartwrightError {
  if (thrown instanceof URIError)
    return new CartwrightError('NOT_FOUND', {
      detail: 'The address cannot be decoded: a "%" must stand before two hexadecimal digits.',
    });
  return new CartwrightError('INTERNAL_FAULT', { cause: thrown });
}
