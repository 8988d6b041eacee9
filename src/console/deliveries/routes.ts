import express, { type RequestHandler } from 'express';
import type { Access, RouteRow } from '../../core/access.js';
import type { ConsoleDeps } from '../deps.js';
import {
  askRemove,
  askRotate,
  doPauseEndpoint,
  doRemove,
  doResumeEndpoint,
  doRotate,
  doTestEndpoint,
} from './change-endpoint.js';
import { askSkip, doRetry, doSkip, showDelivery } from './delivery.js';
import { showEndpoint } from './endpoint.js';
import { showEndpoints } from './endpoints.js';
import { doRecover, showRecover } from './recover.js';
import { doAddEndpoint, doEditEndpoint, showEditEndpoint, showNewEndpoint } from './save-endpoint.js';
import { showSecret } from './secret.js';

const VIEW: Access = { feature: 'order-pipeline', right: 'view' };
const CHANGE: Access = { feature: 'order-pipeline', right: 'edit' };
const ENDPOINTS = '/console/:environment/endpoints';
const ENDPOINT = `${ENDPOINTS}/:id`;
const DELIVERY = '/console/:environment/deliveries/:id';
const MOST_FIELDS = 50;
const MAX_FORM_BYTES = 20_000;

/** The pages of "Order notifications": who is told of orders, and how that goes. */
export function deliveryPages(deps: ConsoleDeps): RouteRow<RequestHandler>[] {
  const form = express.urlencoded({ extended: false, limit: MAX_FORM_BYTES, parameterLimit: MOST_FIELDS });
  const look = (path: string, show: RequestHandler, access = VIEW): RouteRow<RequestHandler> => ({
    ...{ method: 'get', path, access },
    handlers: [show],
  });
  const change = (path: string, act: RequestHandler): RouteRow<RequestHandler> => ({
    ...{ method: 'post', path, access: CHANGE },
    handlers: [form, act],
  });
  return [
    look(ENDPOINTS, showEndpoints(deps)),
    look(`${ENDPOINTS}/new`, showNewEndpoint(deps), CHANGE),
    change(`${ENDPOINTS}/new`, doAddEndpoint(deps)),
    look(ENDPOINT, showEndpoint(deps)),
    look(`${ENDPOINT}/edit`, showEditEndpoint(deps), CHANGE),
    change(`${ENDPOINT}/edit`, doEditEndpoint(deps)),
    look(`${ENDPOINT}/secret`, showSecret(deps), CHANGE),
    change(`${ENDPOINT}/test`, doTestEndpoint(deps)),
    change(`${ENDPOINT}/pause`, doPauseEndpoint(deps)),
    change(`${ENDPOINT}/resume`, doResumeEndpoint(deps)),
    look(`${ENDPOINT}/rotate`, askRotate(deps), CHANGE),
    change(`${ENDPOINT}/rotate`, doRotate(deps)),
    look(`${ENDPOINT}/recover`, showRecover(deps), CHANGE),
    change(`${ENDPOINT}/recover`, doRecover(deps)),
    look(`${ENDPOINT}/remove`, askRemove(deps), CHANGE),
    change(`${ENDPOINT}/remove`, doRemove(deps)),
    look(DELIVERY, showDelivery(deps)),
    change(`${DELIVERY}/retry`, doRetry(deps)),
    look(`${DELIVERY}/skip`, askSkip(deps), CHANGE),
    change(`${DELIVERY}/skip`, doSkip(deps)),
  ];
}
