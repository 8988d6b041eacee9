import type { Request, RequestHandler, Response } from 'express';
import { CartwrightError } from '../../errors.js';
import { changeEndpoint, createEndpoint } from '../../flows/endpoint/save-endpoint.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken, formField } from '../form-token.js';
import { environmentOf, viewerFor } from '../viewer.js';
import { endpointActionUrl, endpointUrl } from './address.js';
import {
  emptyEndpoint,
  endpointFaults,
  isTypedAs,
  readEndpoint,
  readFormat,
  refusedEndpoint,
  typedEndpoint,
  wishOf,
} from './endpoint-form.js';
import { EndpointFormPage, VERSION_FIELD, type EndpointFormProps } from './endpoint-form-page.js';
import { endpointOf, keysOf } from './endpoint-of.js';
import { keepSecret, waitingSecret } from './secret.js';

/** What a form shows beside what every page of it needs. */
type Shown = Pick<EndpointFormProps, 'existing' | 'typed' | 'faults'>;

/** GET /console/{environment}/endpoints/new?format=… */
export function showNewEndpoint(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const typed = emptyEndpoint(readFormat(request.query['format']));
    response.type('html').send(await formPage(request, response, { deps, shown: { existing: null, typed, faults: [] } }));
  };
}

/** POST /console/{environment}/endpoints/new */
export function doAddEndpoint(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const { id, name } = await environmentOf(request, deps);
    const typed = readEndpoint(request, readFormat(formField(request, 'format')));
    const again = (faults: Shown['faults']): Promise<void> =>
      refuse(request, response, { deps, shown: { existing: null, typed, faults } });
    const faults = endpointFaults(typed);
    if (faults.length > 0) return again(faults);
    try {
      const made = await createEndpoint(deps, id, wishOf(typed, name));
      keepSecret(request, deps, made);
      const next = made.secret === null ? `${endpointUrl(name, made.endpoint.id)}?done=added` : undefined;
      response.redirect(303, next ?? endpointActionUrl(name, made.endpoint.id, 'secret'));
    } catch (error) {
      const refused = refusedEndpoint(error);
      const mine = isDuplicate(error) ? await waitingSecret(request) : null;
      // the first press of the same button has made it: its secret still waits to be shown
      if (mine?.url === typed.url) response.redirect(303, endpointActionUrl(name, mine.endpointId, 'secret'));
      else await again(refused);
    }
  };
}

/** GET /console/{environment}/endpoints/{id}/edit */
export function showEditEndpoint(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const { endpoint } = await endpointOf(request, deps);
    const shown = { existing: endpoint, typed: typedEndpoint(endpoint), faults: [] };
    response.type('html').send(await formPage(request, response, { deps, shown }));
  };
}

/** POST /console/{environment}/endpoints/{id}/edit */
export function doEditEndpoint(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const { environment, endpoint, key } = await endpointOf(request, deps);
    const { name } = environment;
    const typed = readEndpoint(request, endpoint.format);
    const again = (faults: Shown['faults']): Promise<void> =>
      refuse(request, response, { deps, shown: { existing: endpoint, typed, faults } });
    const faults = endpointFaults(typed);
    if (faults.length > 0) return again(faults);
    const version = Number(formField(request, VERSION_FIELD));
    try {
      await changeEndpoint(deps, key, { wish: wishOf(typed, name), version });
      response.redirect(303, `${endpointUrl(name, endpoint.id)}?done=saved`);
    } catch (error) {
      if (!(error instanceof CartwrightError) || error.code !== 'ENDPOINT_CHANGED') return again(refusedEndpoint(error));
      const { endpoint: now } = await endpointOf(request, deps);
      // the first press of the same button has saved it
      if (isTypedAs(now, typed)) response.redirect(303, `${endpointUrl(name, endpoint.id)}?done=saved`);
      else await again([CHANGED]);
    }
  };
}

const CHANGED = {
  field: 'name',
  message: 'Somebody changed this endpoint meanwhile. Your text is still here: save it again if it shall replace that.',
};

const isDuplicate = (error: unknown): boolean => error instanceof CartwrightError && error.code === 'ENDPOINT_DUPLICATE';

interface Scene {
  readonly deps: ConsoleDeps;
  readonly shown: Shown;
}

async function refuse(request: Request, response: Response, scene: Scene): Promise<void> {
  response
    .status(422)
    .type('html')
    .send(await formPage(request, response, scene));
}

async function formPage(request: Request, response: Response, { deps, shown }: Scene): Promise<string> {
  const environment = await environmentOf(request, deps);
  const viewer = viewerFor(request, response, deps, environment.name);
  const keys = await keysOf(deps, environment);
  return renderPage(<EndpointFormPage viewer={viewer} environment={environment.name} keys={keys} {...shown} />);
}
