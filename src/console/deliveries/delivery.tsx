import type { Request, RequestHandler } from 'express';
import { deliveryState, type Delivery } from '../../core/delivery.js';
import type { Environment } from '../../core/merchant.js';
import { CartwrightError } from '../../errors.js';
import { retryDelivery, skipDelivery } from '../../flows/delivery/change-delivery.js';
import { holdingOf } from '../../flows/delivery/holding.js';
import { endpointOf } from '../../flows/endpoint/save-endpoint.js';
import { nowOf } from '../../flows/order/order-time.js';
import { ulid } from '../../ids.js';
import { findDelivery, listAttempts, listDeliveries, loadExpired } from '../../store/deliveries.js';
import { findEvent } from '../../store/event/read.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken } from '../form-token.js';
import { formWish, ONCE_FIELD } from '../once.js';
import { environmentOf, viewerFor } from '../viewer.js';
import { deliveryActionUrl, deliveryUrl } from './address.js';
import { AskPage } from './ask-page.js';
import { readDeliveryDone, type DeliveryDone } from './delivery-done.js';
import { DeliveryPage } from './delivery-page.js';
import { settledDelivery } from './settled-delivery.js';

/** More than an order has events that wait. */
const MOST_BEFORE = 200;

/** GET /console/{environment}/deliveries/{id} */
export function showDelivery(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const { environment, delivery } = await deliveryOf(request, deps);
    const endpoint = await endpointOf(deps, { environmentId: environment.id, id: delivery.endpointId });
    const event = await findEvent(deps.db, delivery.eventId);
    if (event === null) throw unknown();
    const now = await nowOf(deps, environment.id);
    const page = (
      <DeliveryPage
        viewer={viewerFor(request, response, deps, environment.name)}
        environment={environment.name}
        delivery={delivery}
        state={deliveryState(delivery, await holdingOf(deps.db, endpoint), { now: deps.clock(), environmentNow: now })}
        event={event}
        endpoint={endpoint}
        attempts={await listAttempts(deps.db, delivery.id)}
        before={await earlierOf(deps, delivery)}
        isExpired={delivery.outcome !== null && (await loadExpired(deps.db, delivery.eventId))}
        zone={environment.merchant.zone}
        now={now}
        once={ulid(deps.clock())}
        done={readDeliveryDone(request.query['done'])}
      />
    );
    response.type('html').send(renderPage(page));
  };
}

/** POST /console/{environment}/deliveries/{id}/retry: the delivery with its answer, if that comes soon. */
export function doRetry(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const { environment, key } = await deliveryOf(request, deps);
    const done = await refusedAs(retryDelivery(deps, key, formWish(request, { ...key, now: deps.clock() })), 'retried');
    const hasAnswer = done === 'retried' && (await settledDelivery(deps, key));
    response.redirect(303, `${deliveryUrl(environment.name, key.id)}${hasAnswer ? '' : `?done=${done}`}`);
  };
}

/** GET /console/{environment}/deliveries/{id}/skip: says what the store will miss. */
export function askSkip(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const { environment, delivery } = await deliveryOf(request, deps);
    const { name } = environment;
    const endpoint = await endpointOf(deps, { environmentId: environment.id, id: delivery.endpointId });
    const gap =
      endpoint.format === 'webhook'
        ? 'The next delivery of this order carries the header webhook-gap with the id of this one, so that the store knows what it misses.'
        : 'Order notifications cannot say that one is missing: the store must do without this one.';
    const page = (
      <AskPage
        viewer={viewerFor(request, response, deps, name)}
        environment={name}
        endpoint={endpoint}
        step="Skip"
        title={`Skip ${delivery.kind}?`}
        texts={['It is not tried again, and what waits behind it of this order goes on.', gap]}
        action={deliveryActionUrl(name, delivery.id, 'skip')}
        fields={{ [ONCE_FIELD]: ulid(deps.clock()) }}
        verb="Skip this delivery"
        isDanger
        back={deliveryUrl(name, delivery.id)}
      />
    );
    response.type('html').send(renderPage(page));
  };
}

/** POST /console/{environment}/deliveries/{id}/skip */
export function doSkip(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const { environment, key } = await deliveryOf(request, deps);
    const done = await refusedAs(skipDelivery(deps, key, formWish(request, { ...key, now: deps.clock() })), 'skipped');
    response.redirect(303, `${deliveryUrl(environment.name, key.id)}?done=${done}`);
  };
}

/** The word of what was done, or of what kept it from being done. */
async function refusedAs(work: Promise<void>, done: DeliveryDone): Promise<DeliveryDone> {
  try {
    await work;
    return done;
  } catch (error) {
    const code = error instanceof CartwrightError ? error.code : null;
    if (code === 'DELIVERY_BUSY') return 'busy';
    if (code === 'DELIVERY_ENDED') return 'ended';
    if (code === 'DELIVERY_EXPIRED') return 'expired';
    if (code === 'ENDPOINT_OFF') return 'off';
    throw error;
  }
}

/** Those of its order that it waits for, the first of them first. */
async function earlierOf(
  { db }: ConsoleDeps,
  { environmentId, endpointId, orderId, sequence, outcome }: Delivery,
): Promise<Delivery[]> {
  if (orderId === null || outcome !== null) return [];
  const search = { endpointId, orderId, outcomes: ['open'] as const };
  const { items } = await listDeliveries(db, environmentId, { search, limit: MOST_BEFORE });
  return items.filter((other) => other.sequence < sequence).sort((a, b) => a.sequence - b.sequence);
}

interface DeliveryOfPage {
  readonly environment: Environment;
  readonly delivery: Delivery;
  readonly key: { readonly environmentId: string; readonly id: string };
}

async function deliveryOf(request: Request, deps: ConsoleDeps): Promise<DeliveryOfPage> {
  const environment = await environmentOf(request, deps);
  const key = { environmentId: environment.id, id: String(request.params['id']) };
  const delivery = await findDelivery(deps.db, key.environmentId, key.id);
  if (delivery === null) throw unknown();
  return { environment, delivery, key };
}

const unknown = (): CartwrightError =>
  new CartwrightError('DELIVERY_UNKNOWN', { detail: 'This environment has no delivery with this id.' });
