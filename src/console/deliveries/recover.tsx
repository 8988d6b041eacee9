import type { Request, RequestHandler, Response } from 'express';
import { instantInZone, wallInZone } from '../../core/zone.js';
import { CartwrightError } from '../../errors.js';
import { recoverEndpoint } from '../../flows/endpoint/recover-endpoint.js';
import { ulid } from '../../ids.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken, formField } from '../form-token.js';
import { formWish } from '../once.js';
import { queryText } from '../paging.js';
import { viewerFor } from '../viewer.js';
import { endpointUrl } from './address.js';
import { endpointOf, type EndpointOfPage } from './endpoint-of.js';
import { RecoverPage, SINCE_FIELD } from './recover-page.js';

const DAY_MS = 86_400_000;
const WALL = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/;

/** GET /console/{environment}/endpoints/{id}/recover?since=…: counts, sends nothing. */
export function showRecover(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const page = await endpointOf(request, deps);
    const typed = queryText(request.query, SINCE_FIELD).trim();
    await answer(request, response, { deps, page, typed, status: 200 });
  };
}

/** POST /console/{environment}/endpoints/{id}/recover */
export function doRecover(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const page = await endpointOf(request, deps);
    const typed = formField(request, SINCE_FIELD).trim();
    const since = readWall(typed, page.environment.merchant.zone);
    if (since === null) {
      await answer(request, response, { deps, page, typed, status: 422 });
      return;
    }
    const back = endpointUrl(page.environment.name, page.endpoint.id);
    try {
      await recoverEndpoint(deps, page.key, {
        since,
        dryRun: false,
        once: formWish(request, { ...page.key, now: deps.clock() }),
      });
      response.redirect(303, `${back}?done=recovered`);
    } catch (error) {
      const code = error instanceof CartwrightError ? error.code : null;
      if (code !== 'ENDPOINT_OFF' && code !== 'DELIVERY_EXPIRED') throw error;
      response.redirect(303, `${back}?done=${code === 'ENDPOINT_OFF' ? 'off' : 'expired'}`);
    }
  };
}

interface Scene {
  readonly deps: ConsoleDeps;
  readonly page: EndpointOfPage;
  readonly typed: string;
  readonly status: number;
}

async function answer(request: Request, response: Response, { deps, page, typed, status }: Scene): Promise<void> {
  const { environment, endpoint, key, now } = page;
  const { zone } = environment.merchant;
  const since = typed === '' ? null : readWall(typed, zone);
  const isWrong = since === null && (typed !== '' || status !== 200);
  const html = renderPage(
    <RecoverPage
      viewer={viewerFor(request, response, deps, environment.name)}
      environment={environment.name}
      endpoint={endpoint}
      since={typed === '' ? writeWall(now - DAY_MS, zone) : typed}
      fault={isWrong ? `Write day and time, such as ${writeWall(now - DAY_MS, zone)}. You wrote “${typed}”.` : null}
      preview={since === null ? null : await recoverEndpoint(deps, key, { since, dryRun: true })}
      zone={zone}
      now={now}
      once={ulid(deps.clock())}
    />,
  );
  response
    .status(isWrong ? 422 : status)
    .type('html')
    .send(html);
}

/** The instant at which the clocks of a zone show this; null for what is no time of the calendar. */
function readWall(text: string, zone: string): number | null {
  const [, day = '', time = ''] = WALL.exec(text) ?? [];
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(`${day}T${time}`)) return null;
  return instantInZone(wall, zone);
}

const writeWall = (instant: number, zone: string): string =>
  new Date(wallInZone(instant, zone)).toISOString().slice(0, '2026-11-23T09:30'.length).replace('T', ' ');
