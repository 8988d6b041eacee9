import type { Request, RequestHandler, Response } from 'express';
import { CartwrightError } from '../errors.js';
import { findHelp } from '../help.js';
import type { Viewer } from '../ui/layout.js';
import { renderPage } from '../ui/render.js';
import type { ConsoleDeps } from './deps.js';
import { HelpCodePage, HelpIndexPage } from './help-page.js';
import { signedInOrNull, viewerFor } from './viewer.js';

/** GET /help */
export function showHelp(deps: ConsoleDeps): RequestHandler {
  return (request, response) => {
    response.type('html').send(renderPage(<HelpIndexPage viewer={viewerOrNull(request, response, deps)} />));
  };
}

/** GET /help/{CODE}: also the `type` of every problem document. */
export function showCode(deps: ConsoleDeps): RequestHandler {
  return (request, response) => {
    const code = String(request.params['code']);
    const page = findHelp(code);
    if (page === null)
      throw new CartwrightError('NOT_FOUND', {
        detail: `There is no code "${code.slice(0, 60)}". The list of all codes is under Help.`,
      });
    response.type('html').send(renderPage(<HelpCodePage viewer={viewerOrNull(request, response, deps)} page={page} />));
  };
}

const viewerOrNull = (request: Request, response: Response, deps: ConsoleDeps): Viewer | null =>
  signedInOrNull(request) === null ? null : viewerFor(request, response, deps, null);
