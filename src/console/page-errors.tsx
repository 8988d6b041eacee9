import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { CartwrightError, helpPath } from '../errors.js';
import { ulid } from '../ids.js';
import { renderPage } from '../ui/render.js';
import type { ConsoleDeps } from './deps.js';
import { MessagePage } from './message-page.js';

/** Answers every address of the console that no page stands at. */
export const noSuchPage: RequestHandler = () => {
  throw new CartwrightError('NOT_FOUND', {
    detail: 'No page stands at this address. It may have been mistyped, or the link is old.',
  });
};

/** A page for every refusal; a fault of ours says only the id under which the log has its cause. */
export function pageErrors(deps: ConsoleDeps): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = asCartwrightError(thrown);
    const ours = error.status >= 500;
    const requestId = ours ? ulid(deps.clock()) : null;
    if (ours)
      deps.log.error('a page failed', { request: requestId, route: routeOf(request), code: error.code, cause: causeOf(thrown) });
    for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
    const page = (
      <MessagePage
        title={ours ? 'This page could not be loaded' : error.title}
        text={
          ours ? `${error.title}. Nothing is lost: what was recorded stays, and exchanges go on being recorded.` : error.detail
        }
        code={error.code}
        help={helpPath(error.code)}
        requestId={requestId}
        action={
          ours && request.method === 'GET'
            ? { label: 'Try again', href: request.originalUrl }
            : { label: 'Go to the console', href: '/console' }
        }
      />
    );
    response.status(error.status).type('html').send(renderPage(page));
  };
}

function asCartwrightError(thrown: unknown): CartwrightError {
  if (thrown instanceof CartwrightError) return thrown;
  const status = typeof thrown === 'object' && thrown !== null && 'status' in thrown ? thrown.status : 500;
  // what express and its body reader refuse: an address or a form that cannot be decoded, a form that is too large
  if (status === 413) return new CartwrightError('BODY_TOO_LARGE', { cause: thrown });
  if (typeof status === 'number' && status >= 400 && status < 500) return new CartwrightError('REQUEST_FAULT', { cause: thrown });
  return new CartwrightError('INTERNAL_FAULT', { cause: thrown });
}

const causeOf = (thrown: unknown): unknown => (thrown instanceof CartwrightError ? (thrown.cause ?? thrown) : thrown);

/** The pattern of the address, not its text: an id or a search is nobody's business in a log. */
function routeOf(request: Request): string {
  const route = request.route as { readonly path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : '';
}
