import type { RequestHandler } from 'express';
import { deliveryState } from '../../core/delivery.js';
import { holdingOf } from '../../flows/delivery/holding.js';
import { ulid } from '../../ids.js';
import { listDeliveries } from '../../store/deliveries.js';
import { loadEndpointHealth } from '../../store/endpoint/health.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { viewerFor } from '../viewer.js';
import { readHistoryPlace, SHOWN, type HistoryPlace } from './address.js';
import { endpointOf, keysOf, type EndpointOfPage } from './endpoint-of.js';
import { readEndpointDone } from './endpoint-done.js';
import { EndpointPage } from './endpoint-page.js';
import type { HistoryProps } from './history-card.js';

const PAGE_ROWS = 50;
const DAY_MS = 86_400_000;

/** GET /console/{environment}/endpoints/{id}?shown=…&order=… */
export function showEndpoint(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const scene = await endpointOf(request, deps);
    const { environment, endpoint, now } = scene;
    const place = readHistoryPlace(request.query);
    const page = (
      <EndpointPage
        {...await historyOf(deps, scene, place)}
        viewer={viewerFor(request, response, deps, environment.name)}
        shown={{ endpoint, ...(await loadEndpointHealth(deps.db, endpoint.id, now - DAY_MS)) }}
        hasKey={(await keysOf(deps, environment)).length > 0}
        once={ulid(deps.clock())}
        done={readEndpointDone(request.query['done'])}
      />
    );
    response.type('html').send(renderPage(page));
  };
}

async function historyOf(
  deps: ConsoleDeps,
  { environment, endpoint, now: environmentNow }: EndpointOfPage,
  place: HistoryPlace,
): Promise<HistoryProps> {
  const outcomes = SHOWN[place.shown];
  const { items, next } = await listDeliveries(deps.db, environment.id, {
    search: {
      endpointId: endpoint.id,
      ...(place.orderId === '' ? {} : { orderId: place.orderId }),
      ...(outcomes === undefined ? {} : { outcomes }),
    },
    limit: PAGE_ROWS,
    ...(place.cursor === undefined ? {} : { cursor: place.cursor }),
  });
  const holding = await holdingOf(deps.db, endpoint);
  const clocks = { now: deps.clock(), environmentNow };
  const rows = items.map((delivery) => ({ delivery, state: deliveryState(delivery, holding, clocks) }));
  const { zone } = environment.merchant;
  return { environment: environment.name, endpointId: endpoint.id, place, rows, next, zone, now: environmentNow };
}
