import type { Request, RequestHandler, Response } from 'express';
import { CartwrightError } from '../../errors.js';
import { pauseEndpoint, removeEndpoint, resumeEndpoint } from '../../flows/endpoint/hold-endpoint.js';
import { rotateSecret } from '../../flows/endpoint/save-endpoint.js';
import { testEndpoint } from '../../flows/endpoint/test-endpoint.js';
import type { Wish } from '../../store/wishes.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken, formField } from '../form-token.js';
import { formWish } from '../once.js';
import { viewerFor } from '../viewer.js';
import { deliveryUrl, endpointActionUrl, endpointsUrl, endpointUrl } from './address.js';
import { AskPage, type AskPageProps } from './ask-page.js';
import type { EndpointDone } from './endpoint-done.js';
import { VERSION_FIELD } from './endpoint-form-page.js';
import { endpointOf, type EndpointOfPage } from './endpoint-of.js';
import { keepSecret, waitingSecret } from './secret.js';
import { settledDelivery } from './settled-delivery.js';

/** POST /console/{environment}/endpoints/{id}/test: the delivery with its answer, if that comes soon. */
export function doTestEndpoint(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const { environment, endpoint, key } = await endpointOf(request, deps);
    const { name } = environment;
    if (endpoint.offAt !== null) {
      response.redirect(303, `${endpointUrl(name, endpoint.id)}?done=off`);
      return;
    }
    const once = formWish(request, { ...key, now: deps.clock() });
    const { deliveryId } = await testEndpoint(deps, key, once);
    const hasAnswer = await settledDelivery(deps, { environmentId: environment.id, id: deliveryId });
    response.redirect(303, `${deliveryUrl(name, deliveryId)}${hasAnswer ? '' : '?done=tested'}`);
  };
}

/** POST /console/{environment}/endpoints/{id}/pause */
export const doPauseEndpoint = (deps: ConsoleDeps): RequestHandler =>
  doAtOnce(deps, async ({ key }, once) => ((await pauseEndpoint(deps, key, once)).pausedAt === null ? 'changed' : 'paused'));

/** POST /console/{environment}/endpoints/{id}/resume: also switches on again. */
export const doResumeEndpoint = (deps: ConsoleDeps): RequestHandler =>
  doAtOnce(deps, async ({ key, endpoint }, once) => {
    const { pausedAt, offAt } = await resumeEndpoint(deps, key, once);
    if (pausedAt !== null || offAt !== null) return 'changed';
    return endpoint.offAt === null ? 'resumed' : 'switched-on';
  });

function doAtOnce(deps: ConsoleDeps, change: (page: EndpointOfPage, once: Wish) => Promise<EndpointDone>): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const page = await endpointOf(request, deps);
    const done = await change(page, formWish(request, { ...page.key, now: deps.clock() }));
    response.redirect(303, `${endpointUrl(page.environment.name, page.endpoint.id)}?done=${done}`);
  };
}

/** GET /console/{environment}/endpoints/{id}/rotate */
export function askRotate(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const page = await endpointOf(request, deps);
    const { oldSecretUntil } = page.endpoint;
    const overlaps = oldSecretUntil !== null && oldSecretUntil > deps.clock();
    const texts = [
      'A fresh secret is made and shown once. For 24 hours deliveries carry a signature of both, the fresh one and that of now.',
      ...(overlaps ? ['The secret was rotated less than 24 hours ago: the one before that stops signing at once.'] : []),
    ];
    ask(request, response, { deps, page, asked: { step: 'Rotate', verb: 'Rotate the secret', texts, isDanger: false } });
  };
}

/** POST /console/{environment}/endpoints/{id}/rotate */
export function doRotate(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const { environment, endpoint, key } = await endpointOf(request, deps);
    const { name } = environment;
    try {
      keepSecret(request, deps, await rotateSecret(deps, key, { version: Number(formField(request, VERSION_FIELD)) }));
    } catch (error) {
      if (!(error instanceof CartwrightError) || error.code !== 'ENDPOINT_CHANGED') throw error;
      // the first press of the same button has rotated it
      if ((await waitingSecret(request))?.endpointId !== endpoint.id) {
        response.redirect(303, `${endpointUrl(name, endpoint.id)}?done=changed`);
        return;
      }
    }
    response.redirect(303, endpointActionUrl(name, endpoint.id, 'secret'));
  };
}

/** GET /console/{environment}/endpoints/{id}/remove */
export function askRemove(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const page = await endpointOf(request, deps);
    const texts = [
      'Nothing is sent to it any more, and the record of what was sent is removed with it. The exchanges stay in the error console.',
      'To stop for a while, pause it instead.',
    ];
    ask(request, response, { deps, page, asked: { step: 'Remove', verb: 'Remove the endpoint', texts, isDanger: true } });
  };
}

/** POST /console/{environment}/endpoints/{id}/remove; an endpoint that is gone already is removed. */
export function doRemove(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const { environment, key } = await endpointOf(request, deps);
    await removeEndpoint(deps, key);
    response.redirect(303, `${endpointsUrl(environment.name)}?done=removed`);
  };
}

interface Asked {
  readonly deps: ConsoleDeps;
  readonly page: EndpointOfPage;
  readonly asked: Pick<AskPageProps, 'step' | 'verb' | 'texts' | 'isDanger'>;
}

function ask(request: Request, response: Response, { deps, page: { environment, endpoint }, asked }: Asked): void {
  const { name } = environment;
  const page = (
    <AskPage
      {...asked}
      viewer={viewerFor(request, response, deps, name)}
      environment={name}
      endpoint={endpoint}
      title={`${asked.step} ${endpoint.name}?`}
      action={endpointActionUrl(name, endpoint.id, asked.step === 'Rotate' ? 'rotate' : 'remove')}
      fields={{ [VERSION_FIELD]: String(endpoint.version) }}
      back={endpointUrl(name, endpoint.id)}
    />
  );
  response.type('html').send(renderPage(page));
}
