import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { CartwrightError } from '../errors.js';
import { ulid } from '../ids.js';
import type { CheckoutPageDeps } from './deps.js';
import { sendRefusal } from './refuse.js';

/** Answers every address under /pay and /orders that no page stands at. */
export const noSuchPage: RequestHandler = () => {
  throw new CartwrightError('NOT_FOUND');
};

/** A page for every refusal; a fault of ours says only the id under which the log has its cause. */
export function pageErrors({ clock, log }: CheckoutPageDeps): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = asCartwrightError(thrown);
    const ours = error.status >= 500;
    const reference = ours ? ulid(clock()) : null;
    if (ours) log.error('a page of a checkout failed', { request: reference, code: error.code, cause: error.cause ?? error });
    sendRefusal(response, error, { ways: waysOn(request, error), reference });
  };
}

/** Back to the checkout, or the same page again; an order's page has only its own address. */
function waysOn(request: Request, { code, status }: CartwrightError): { label: string; href: string }[] {
  if (status === 404) return [];
  const checkout = /^\/pay\/([0-9a-f]{32})(?:\/|$)/.exec(request.originalUrl.split('?')[0] ?? '')?.[1];
  if (status >= 500 && request.method === 'GET') return [{ label: 'Try again', href: request.originalUrl }];
  if (checkout === undefined) return [];
  return [{ label: code === 'CSRF_MISMATCH' ? 'Open the checkout' : 'Back to the checkout', href: `/pay/${checkout}` }];
}

/** What was thrown while a page or a form was worked on, as an error of the table. */
export function asCartwrightError(thrown: unknown): CartwrightError {
  if (thrown instanceof CartwrightError) return thrown;
  const status = typeof thrown === 'object' && thrown !== null && 'status' in thrown ? thrown.status : 500;
  // what express and its body reader refuse: an address or a form that cannot be decoded, a form that is too large
  if (status === 413) return new CartwrightError('BODY_TOO_LARGE', { cause: thrown });
  if (typeof status === 'number' && status >= 400 && status < 500) return new CartwrightError('REQUEST_FAULT', { cause: thrown });
  return new CartwrightError('INTERNAL_FAULT', { cause: thrown });
}
