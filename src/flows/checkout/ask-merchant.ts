import { randomUUID } from 'node:crypto';
import type { CallbackResult, Checkout, ShipTo } from '../../core/checkout.js';
import type { CartCallbacks, OrderCartItem } from '../../core/order-cart.js';
import { loadCallbackAnswer, saveCallbackAnswer } from '../../store/checkout/callback-answers.js';
import { loadCartBytes } from '../../store/checkouts.js';
import { writeCallbackRequest, type WrittenRequest } from '../../wire/callback-request.js';
import type { CallbackQuestion } from '../../wire/callback-types.js';
import { sha256 } from '../stored-message.js';
import { callMerchant } from './call-merchant.js';
import type { CheckoutDeps } from './deps.js';
import { leaveToCall, type Endpoint } from './endpoint-breaker.js';
import { recordNoCall } from './record-call.js';
import type { Surroundings } from './surroundings.js';

const MINUTE_MS = 60_000;
/** An order takes no answer that is older, whatever the pages may reuse (semantics B, "merchant callback"). */
const OLDEST_FOR_ORDER_MS = 10 * MINUTE_MS;
const REFUSED_ADDRESS_MS = MINUTE_MS;
/** A buyer who goes from page to page waits for a silent endpoint once; the order itself asks it again. */
const FAILURE_FOR_PAGES_MS = MINUTE_MS;
const ADDRESS_ID_LETTERS = 10;
/** Ids of addresses were recorded as letters from j on (protocol 3.3). */
const LETTERS = 'jklmnopqrs';

/** What is asked of the cart's endpoint, for whom and how urgently. */
export interface Asking {
  readonly checkout: Checkout;
  readonly callbacks: CartCallbacks;
  readonly items: readonly OrderCartItem[];
  readonly shipTo: ShipTo;
  readonly purpose: 'page' | 'placing';
  readonly around: Surroundings;
}

/** A request that is ready, and the endpoint that it is for. */
export interface Prepared extends Asking {
  readonly question: CallbackQuestion;
  readonly written: WrittenRequest;
  readonly endpoint: Endpoint;
}

/**
 * What the cart's own endpoint says to this cart and this address: an answer that is in hand where its input is the same, else
 * one call, unless the breaker or a missing key speak against it. Never throws for what the endpoint does.
 */
export async function askMerchant(deps: CheckoutDeps, asking: Asking): Promise<CallbackResult> {
  const prepared = await prepare(deps, asking);
  const inputSha256 = inputOf(prepared);
  const kept = await reuse(deps, asking, inputSha256);
  if (kept !== null) return kept;
  const name = `${asking.checkout.id} ${inputSha256}`;
  const asked = deps.underWay.get(name) ?? askAndKeep(deps, prepared, inputSha256).finally(() => deps.underWay.delete(name));
  deps.underWay.set(name, asked);
  return asked;
}

async function askAndKeep(deps: CheckoutDeps, prepared: Prepared, inputSha256: string): Promise<CallbackResult> {
  const result = await askAnew(deps, prepared);
  await keep(deps, prepared, { inputSha256, result });
  return result;
}

async function prepare(deps: CheckoutDeps, asking: Asking): Promise<Prepared> {
  const { checkout, callbacks, items, shipTo, around } = asking;
  const question: CallbackQuestion = {
    cart: checkout.cart,
    source: await loadCartBytes(deps.db, checkout.id),
    callbackReferenceId: `1-${randomUUID()}`,
    addressId: addressId(deps.random(ADDRESS_ID_LETTERS)),
    shipTo,
    items,
  };
  const endpoint = { environmentId: around.environment.id, endpointSha256: sha256(callbacks.endpoint) };
  return { ...asking, question, written: writeCallbackRequest(question), endpoint };
}

/** Everything that an answer depends on; the version of the environment stands for its settings and keys. */
const inputOf = ({ written, callbacks, around }: Prepared): string =>
  sha256([around.version, callbacks.endpoint, written.input].join('\n'));

async function reuse(
  { db, clock }: CheckoutDeps,
  { checkout, purpose, around }: Asking,
  inputSha256: string,
): Promise<CallbackResult | null> {
  const { callbackAtPlacing } = around.book.policies;
  if (purpose === 'placing' && callbackAtPlacing === 'always') return null;
  const at = clock();
  const kept = await loadCallbackAnswer(db, { checkoutId: checkout.id, inputSha256, at });
  if (purpose === 'page' || kept === null) return kept;
  return kept.state === 'failed' || at - kept.call.endedAt > OLDEST_FOR_ORDER_MS ? null : kept;
}

async function askAnew(deps: CheckoutDeps, prepared: Prepared): Promise<CallbackResult> {
  const [key] = prepared.around.keys.active.values();
  if (key === undefined) {
    const because = 'your environment has no active access key to sign the call with';
    return recordNoCall(deps, prepared, { cause: 'no-key', because });
  }
  const leave = await leaveToCall(deps.db, prepared.endpoint, deps.clock());
  if (leave.allowed) return callMerchant(deps, prepared, key);
  const because = `your endpoint failed several times in a row and is not called before ${new Date(leave.until).toISOString()}`;
  return recordNoCall(deps, prepared, { cause: 'breaker-open', because });
}

/** An order never reuses a failure, and a call that was not made is decided anew each time (ADR 13). */
async function keep(
  { db, clock }: CheckoutDeps,
  prepared: Prepared,
  { inputSha256, result }: { readonly inputSha256: string; readonly result: CallbackResult },
): Promise<void> {
  const forMs = keptForMs(prepared, result);
  if (forMs === 0) return;
  const { id: checkoutId, environmentId } = prepared.checkout;
  await saveCallbackAnswer(db, { checkoutId, environmentId, inputSha256, result, expiresAt: clock() + forMs });
}

function keptForMs({ around, callbacks }: Prepared, result: CallbackResult): number {
  const reuseMs = around.book.policies.callbackReuseMinutes * MINUTE_MS;
  switch (result.state) {
    case 'answered':
      return reuseMs;
    case 'address-refused':
      return Math.min(reuseMs, REFUSED_ADDRESS_MS);
    case 'failed':
      // where a failure stops the checkout, "try again" must ask again
      return result.call === undefined || !callbacks.processOnFailure ? 0 : FAILURE_FOR_PAGES_MS;
  }
}

const addressId = (bytes: Uint8Array): string => Array.from(bytes, (byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
