import type { RequestHandler } from 'express';
import { nowOf } from '../../flows/order/order-time.js';
import { loadEndpointHealth } from '../../store/endpoint/health.js';
import { listEndpoints } from '../../store/endpoints.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { environmentOf, viewerFor } from '../viewer.js';
import { keysOf } from './endpoint-of.js';
import { EndpointListPage, type ShownEndpoint } from './list-page.js';

const DAY_MS = 86_400_000;

/** GET /console/{environment}/endpoints */
export function showEndpoints(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const environment = await environmentOf(request, deps);
    const now = await nowOf(deps, environment.id);
    const endpoints: ShownEndpoint[] = [];
    for (const endpoint of await listEndpoints(deps.db, environment.id))
      endpoints.push({ endpoint, ...(await loadEndpointHealth(deps.db, endpoint.id, now - DAY_MS)) });
    const page = (
      <EndpointListPage
        viewer={viewerFor(request, response, deps, environment.name)}
        environment={environment.name}
        endpoints={endpoints}
        now={now}
        hasKey={(await keysOf(deps, environment)).length > 0}
        wasRemoved={request.query['done'] === 'removed'}
      />
    );
    response.type('html').send(renderPage(page));
  };
}
