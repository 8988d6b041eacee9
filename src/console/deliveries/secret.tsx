import type { Request, RequestHandler } from 'express';
import type { WithSecret } from '../../flows/endpoint/save-endpoint.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { reloadSession } from '../session.js';
import { viewerFor } from '../viewer.js';
import { endpointUrl } from './address.js';
import { endpointOf } from './endpoint-of.js';
import { SecretPage } from './secret-page.js';

const context = (endpointId: string): string => `console secret ${endpointId}`;

/** Keeps a fresh secret sealed in the session until the next page shows it. */
export function keepSecret(request: Request, { vault }: ConsoleDeps, { endpoint, secret }: WithSecret): void {
  if (secret === null) return;
  const sealed = vault.seal(secret, context(endpoint.id)).toString('base64');
  request.session.secret = { endpointId: endpoint.id, url: endpoint.url, sealed };
}

/** The endpoint whose secret waits to be shown, written by another press of the same button; null where there is none. */
export async function waitingSecret(request: Request): Promise<{ readonly endpointId: string; readonly url: string } | null> {
  await reloadSession(request);
  return request.session.secret ?? null;
}

/** GET /console/{environment}/endpoints/{id}/secret: once; afterwards the endpoint, which says so. */
export function showSecret(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const { environment, endpoint } = await endpointOf(request, deps);
    const { name } = environment;
    const waiting = request.session.secret;
    if (waiting?.endpointId !== endpoint.id) {
      response.redirect(303, `${endpointUrl(name, endpoint.id)}?done=shown`);
      return;
    }
    delete request.session.secret;
    const page = (
      <SecretPage
        viewer={viewerFor(request, response, deps, name)}
        environment={name}
        endpoint={endpoint}
        secret={deps.vault.open(Buffer.from(waiting.sealed, 'base64'), context(endpoint.id)).toString('utf8')}
        zone={environment.merchant.zone}
      />
    );
    response.type('html').send(renderPage(page));
  };
}
