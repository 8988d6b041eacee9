import type { EnvironmentName } from '../core/exchange.js';
import { CartwrightError } from '../errors.js';
import { maskError } from '../flows/mask-error.js';
import { ruleBookInForce } from '../flows/rule-book-in-force.js';
import { readState } from '../store/environment-state.js';
import type { HttpDeps } from './deps.js';
import { decideCart, refuseCart, type CartDecision } from './intake/decision.js';
import { CART_STEPS, keyIdOf, openCartArrival, type CartArrival, type OpenedCart } from './intake/post.js';
import { recordBrokenCart, recordCart, recordStrayCart, type CartOwner } from './intake/record.js';
import type { ProtocolHandler, ProtocolRow } from './protocol.js';
import { arrive } from './protocol/arrival.js';
import { sendReply, tellReply, type Settled } from './protocol/reply.js';

/** The address that shops post carts to, and its sandbox twin (protocol 2.1). */
export function checkoutRoutes(deps: HttpDeps): ProtocolRow[] {
  const access = { feature: 'protocol', right: 'edit' } as const;
  return [
    { method: 'all', path: '/checkout/:merchantId', access, handlers: [takePost(deps, 'live')] },
    { method: 'all', path: '/sandbox/checkout/:merchantId', access, handlers: [takePost(deps, 'sandbox')] },
  ];
}

/** Reads, decides, records, and only then sends the buyer on; the log line follows the answer. */
function takePost(deps: HttpDeps, environmentName: EnvironmentName): ProtocolHandler {
  const route = environmentName === 'live' ? '/checkout/:merchantId' : '/sandbox/checkout/:merchantId';
  return async (req, res, merchantId) => {
    const arrival = await arrive(deps, req, { environmentName, merchantId, steps: CART_STEPS });
    const settled = await settle(deps, arrival);
    sendReply(res, arrival, settled.reply);
    tellReply(deps, route, arrival, settled);
  };
}

async function settle(deps: HttpDeps, arrival: CartArrival): Promise<Settled> {
  const opened = openCartArrival(arrival);
  if (opened.error === null) arrival.steps.done('Form decoded');
  let owner: CartOwner | null = null;
  try {
    const state = await readState(deps.db, { merchantId: arrival.merchantId, name: arrival.environmentName });
    if (state === null) return await settleUnknown(deps, arrival, opened);
    const { environment, version } = state;
    owner = { environment, keys: await deps.keyring.keysOf(environment, version) };
    // settings that cannot be used stop no cart that brings its own tables; where they are needed, the checkout says so
    const { book } = await ruleBookInForce(deps.db, environment.id, version);
    const decision = await decideCart(deps, arrival, opened, { ...owner, version, book });
    return (await floodOf(deps, arrival, decision)) ?? (await recordCart(deps, arrival, opened, { ...owner, decision }));
  } catch (error) {
    return settleFailure(deps, arrival, opened, { owner, cause: error });
  }
}

async function settleUnknown(deps: HttpDeps, arrival: CartArrival, opened: OpenedCart): Promise<Settled> {
  const detail = `There is no merchant ${/^[A-Z0-9]{1,40}$/.test(arrival.merchantId) ? arrival.merchantId : 'of this id'}. Copy the address again from the console.`;
  const mask = await deps.keyring.maskFor(keyIdOf(opened.post));
  const error = maskError(opened.error ?? new CartwrightError('MERCHANT_UNKNOWN', { detail }), mask);
  const decision = refuseCart(arrival, null, { error });
  return (await floodOf(deps, arrival, decision)) ?? recordStrayCart(deps, arrival, opened, decision);
}

/** The answer instead of a refusal where one address had too many, and to one cart too many: logged, but no longer recorded. */
async function floodOf({ limiter }: HttpDeps, arrival: CartArrival, { reply }: CartDecision): Promise<Settled | null> {
  if (reply.status === 429) return { reply };
  if (reply.status !== 403 && reply.status !== 404) return null;
  const error = await limiter.count(arrival.remote);
  return error === null ? null : { reply: refuseCart(arrival, null, { error }).reply };
}

const RETRY_AFTER = { 'Retry-After': '5' };

/** 503 and 500: told in the log; a mistake of ours is recorded too, if that is still possible. */
function settleFailure(
  deps: HttpDeps,
  arrival: CartArrival,
  opened: OpenedCart,
  { owner, cause }: { readonly owner: CartOwner | null; readonly cause: unknown },
): Settled | Promise<Settled> {
  const environment = owner?.environment ?? null;
  if (cause instanceof CartwrightError && cause.status === 503) {
    const { reply } = refuseCart(arrival, environment, { error: cause });
    const away = cause.code === 'DATABASE_UNAVAILABLE' ? { cause: cause.cause ?? cause } : {};
    return { reply: { ...reply, headers: { ...RETRY_AFTER, ...reply.headers } }, ...away };
  }
  const detail = 'Something went wrong on our side. The log has the cause under this exchange id.';
  const decision = refuseCart(arrival, environment, { error: new CartwrightError('INTERNAL_FAULT', { detail, cause }) });
  return owner === null
    ? { reply: decision.reply, cause }
    : recordBrokenCart(deps, arrival, opened, { ...owner, decision, cause });
}
