import type { RequestHandler } from 'express';
import type { RouteRow } from '../../core/access.js';
import { CartwrightError } from '../../errors.js';
import { deliveryOf } from '../../flows/checkout/delivery-of.js';
import { intakeCart } from '../../flows/checkout/intake-cart.js';
import { maskRefs } from '../../flows/exchange-row.js';
import { sentence } from '../../flows/price-quote.js';
import { ulid } from '../../ids.js';
import { findCheckout } from '../../store/checkouts.js';
import { openTrace } from '../../store/exchanges.js';
import { loadRuleBook } from '../../store/rule-book.js';
import { encodeCheckout } from '../../wire/json-order.js';
import { decodeCartBody } from '../../wire/json-order-cart.js';
import type { HttpDeps } from '../deps.js';
import { answerPlain, answerRecorded, JSON_TYPE } from './answer.js';
import { callerOf, callOf, type Caller } from './call.js';
import { wishOf } from './idempotency.js';

/** `POST /v1/carts` and what became of a cart; `once` keeps the answer of an Idempotency-Key. */
export function cartRoutes(deps: HttpDeps, once: RequestHandler): RouteRow<RequestHandler>[] {
  const create = { feature: 'integration-methods', right: 'edit' } as const;
  const look = { feature: 'manage-orders', right: 'view' } as const;
  return [
    { method: 'post', path: '/v1/carts', access: create, handlers: [once, postCart(deps)] },
    { method: 'get', path: '/v1/checkouts/:id', access: look, handlers: [getCheckout(deps)] },
  ];
}

function postCart(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const caller = callerOf(req);
    const { environment } = caller.open;
    const { id, at, raw } = callOf(req);
    const read = decodeCartBody(req.body, { merchantId: environment.merchant.id, raw });
    if (!read.ok) throw new CartwrightError(read.code, { detail: sentence(read.faults), faults: read.faults });
    const { cart, warnings } = read;
    const refs = cart.clientRequestId === undefined ? {} : { clientRequestId: cart.clientRequestId };
    const trace = await traceOfCart(deps, caller, { refs, at });
    const book = await loadRuleBook(deps.db, environment.id, caller.version);
    const accepted = { ...caller, environment, book, cart, bytes: null, exchange: { id, at }, trace, once: wishOf(req) };
    const { checkoutId, warnings: told } = await intakeCart(deps, accepted);
    await answerRecorded(deps, req, res, {
      status: 201,
      contentType: JSON_TYPE,
      headers: { Location: `/v1/checkouts/${checkoutId}` },
      body: { checkoutId, url: payUrl(deps, checkoutId) },
      refs: { ...refs, checkoutId },
      faults: [...warnings, ...told],
      trace,
    });
  };
}

/** That of an earlier exchange with the same ClientRequestId; one that is masked in the record joins nothing. */
async function traceOfCart(
  { db }: HttpDeps,
  { open, keys }: Caller,
  { refs, at }: { readonly refs: { readonly clientRequestId?: string }; readonly at: number },
): Promise<string> {
  const { clientRequestId } = refs;
  if (clientRequestId === undefined || maskRefs(refs, keys.mask)['clientRequestId'] !== clientRequestId) return ulid(at);
  return (await openTrace(db, open.environment.id, { clientRequestId, at })) ?? ulid(at);
}

function getCheckout(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { id } = req.params;
    const found = typeof id === 'string' ? await findCheckout(deps.db, id) : null;
    if (found === null || found.environmentId !== callerOf(req).open.environment.id)
      throw new CartwrightError('CHECKOUT_UNKNOWN', { detail: 'This environment has no checkout with this id.' });
    const { open, version } = callerOf(req);
    const delivery = await deliveryOf(deps.db, found, { environment: open.environment, version, at: callOf(req).at });
    const body = encodeCheckout(found, { url: payUrl(deps, found.id), delivery });
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body });
  };
}

const payUrl = ({ config }: HttpDeps, checkoutId: string): string => `${config.publicUrl}/pay/${checkoutId}`;
