import type { RequestHandler } from 'express';
import type { RouteRow } from '../../core/access.js';
import { CartwrightError } from '../../errors.js';
import { endChargeback, openChargeback } from '../../flows/order/open-chargeback.js';
import { encodeChargeback } from '../../wire/json-chargeback.js';
import type { HttpDeps } from '../deps.js';
import { answerPlain, JSON_TYPE } from './answer.js';
import { callerOf } from './call.js';
import { wishOf } from './idempotency.js';
import { orderOf } from './order-of.js';
import { moneyNow, param } from './payments.js';
import { answer, keyOf } from './shipments.js';

interface ChargebackBody {
  readonly reason: string;
  readonly lines?: readonly number[];
}
interface OutcomeBody {
  readonly outcome: 'won' | 'lost';
}

/** Chargebacks of an order; in the sandbox the bank of the buyer is played. */
export function chargebackRoutes(deps: HttpDeps, once: RequestHandler): RouteRow<RequestHandler>[] {
  const look = { feature: 'payments', right: 'view' } as const;
  const play = { feature: 'payments', right: 'edit' } as const;
  const path = '/v1/orders/:id/chargebacks';
  const outcome = `${path}/:chargebackId/outcome`;
  return [
    { method: 'get', path, access: look, handlers: [getChargebacks(deps)] },
    { method: 'post', path, access: play, handlers: [inSandbox, once, postChargeback(deps)] },
    { method: 'post', path: outcome, access: play, handlers: [inSandbox, once, postOutcome(deps)] },
  ];
}

const inSandbox: RequestHandler = (req, _res, next) => {
  if (callerOf(req).open.environment.name !== 'sandbox')
    throw new CartwrightError('CHARGEBACK_LIVE', { detail: 'This key is of the live environment.' });
  next();
};

function getChargebacks(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order, chargebacks } = await orderOf(deps, req);
    const items = chargebacks.map((chargeback) => encodeChargeback(order, chargeback));
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: { items } });
  };
}

function postChargeback(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order } = await orderOf(deps, req);
    const { reason, lines = null } = req.body as ChargebackBody;
    const chargeback = await openChargeback(deps, keyOf(order), { reason, lines, once: wishOf(req) });
    const body = { chargeback: encodeChargeback(order, chargeback), order: await moneyNow(deps, order) };
    await answer(deps, req, res, { isNew: true, body });
  };
}

function postOutcome(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { order } = await orderOf(deps, req);
    const { outcome } = req.body as OutcomeBody;
    const end = { chargebackId: param(req, 'chargebackId'), outcome, once: wishOf(req) };
    const { state, chargeback } = await endChargeback(deps, keyOf(order), end);
    const body = { chargeback: encodeChargeback(order, chargeback), order: await moneyNow(deps, order) };
    await answer(deps, req, res, { isNew: state === 'ended', status: 200, body });
  };
}
