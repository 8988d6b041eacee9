import type { ExchangeRefs, SignatureReport } from '../../core/exchange.js';
import type { Fault } from '../../core/fault.js';
import type { Environment } from '../../core/merchant.js';
import type { OrderCart } from '../../core/order-cart.js';
import type { RuleBook } from '../../core/rule-book.js';
import { CartwrightError } from '../../errors.js';
import { checkCartSignature } from '../../flows/check-cart-signature.js';
import { intakeCart } from '../../flows/checkout/intake-cart.js';
import { limitCarts } from '../../flows/checkout/limit-attempts.js';
import type { SignatureVerdict } from '../../flows/find-signer.js';
import type { EnvironmentKeys } from '../../flows/keyring.js';
import { maskRefs } from '../../flows/exchange-row.js';
import { ulid } from '../../ids.js';
import { openTrace } from '../../store/exchanges.js';
import { ORDER_INPUT_FIELD, type CartPost } from '../../wire/cart-post.js';
import { readHtmlCart } from '../../wire/html-cart.js';
import { readOrderCart, type ReadCart, type RefusedCart } from '../../wire/order-cart.js';
import type { HttpDeps } from '../deps.js';
import type { Reply } from '../protocol/reply.js';
import type { CartArrival, OpenedCart } from './post.js';
import { refusalReply, shopOf } from './refusal.js';

/** What was decided about a posted cart: everything that its row and its answer say. */
export interface CartDecision {
  readonly reply: Reply;
  readonly refs: ExchangeRefs;
  readonly faults: readonly Fault[];
  readonly signature?: SignatureReport;
  readonly trace: string;
  /** The key that it was signed with. */
  readonly keyId?: string | undefined;
}

/** The environment that a cart is for, as of one version. */
export interface CartSurroundings {
  readonly environment: Environment;
  readonly keys: EnvironmentKeys;
  readonly version: number;
  readonly book: RuleBook;
}

/** Goes on where `openCartArrival` ended: key, signature, XML, schema, meaning, expiry. */
export async function decideCart(
  deps: HttpDeps,
  arrival: CartArrival,
  { post, error }: OpenedCart,
  around: CartSurroundings,
): Promise<CartDecision> {
  if (post === null)
    return refuseCart(arrival, around.environment, { error: error ?? new CartwrightError('FORM_FIELD_MISSING') });
  const verdict = await checkCartSignature(post, { ...deps, ...around, policies: around.book.policies, at: arrival.at });
  const signature = verdict.report;
  if (!verdict.ok) return refuseCart(arrival, around.environment, { error: verdict.error, signature });
  arrival.steps.done('Signature verified', noteOf(verdict, post));
  const read = readCart(post, arrival.merchantId);
  if (!read.ok) {
    const refused = new CartwrightError(read.code, { faults: read.faults });
    return refuseCart(arrival, around.environment, { error: refused, signature, refs: read.refs });
  }
  arrival.steps.done('Cart read');
  const { cart, refs } = read;
  if (signature.state !== 'valid' && cart.callbacks !== undefined)
    return refuseCart(arrival, around.environment, { error: endpointUnsigned(), signature, refs, cart });
  return openCheckout(deps, arrival, around, { post, verdict, read });
}

interface Accepted {
  readonly post: CartPost;
  readonly verdict: Extract<SignatureVerdict, { ok: true }>;
  readonly read: ReadCart & { readonly refs: ExchangeRefs };
}

async function openCheckout(
  deps: HttpDeps,
  arrival: CartArrival,
  around: CartSurroundings,
  { post, verdict, read }: Accepted,
): Promise<CartDecision> {
  const { report: signature, key } = verdict;
  const { cart, refs } = read;
  // who posts unsigned may not reach into somebody's trace
  const known = signature.state === 'valid' ? await traceOf(deps, arrival, around, refs) : null;
  const trace = known ?? ulid(arrival.at);
  const opened = await takeCart(deps, arrival, {
    ...around,
    cart,
    bytes: post.form === 'xml' ? post.orderInput.xml : null,
    exchange: { id: arrival.id, at: arrival.at },
    trace,
  });
  const common = { signature, trace, keyId: key?.key.id };
  if (opened instanceof CartwrightError)
    return { ...refuseCart(arrival, around.environment, { error: opened, signature, refs, cart }), ...common };
  arrival.steps.done('Checkout opened');
  const { checkoutId } = opened;
  const faults = [...read.warnings, ...warningsOf(post), ...verdict.warnings, ...opened.warnings];
  const outcome = faults.length === 0 ? 'ok' : 'warned';
  const reply: Reply = { status: 303, contentType: '', headers: { Location: `/pay/${checkoutId}` }, body: '', outcome };
  return { ...common, reply, refs: { ...refs, checkoutId }, faults };
}

/** The trace that the cart joins by its ClientRequestId; an id that is masked in the row joins nothing. */
function traceOf(
  { db }: HttpDeps,
  { at }: CartArrival,
  { environment, keys }: CartSurroundings,
  { clientRequestId }: ExchangeRefs,
): Promise<string | null> {
  if (clientRequestId === undefined) return Promise.resolve(null);
  const stored = maskRefs({ clientRequestId }, keys.mask)['clientRequestId'];
  return stored === clientRequestId ? openTrace(db, environment.id, { clientRequestId, at }) : Promise.resolve(null);
}

const ENDPOINT_PATH = 'OrderCalculationCallbacks/OrderCallbackEndpoint';

/** Else whoever posts a cart could have the buyer's address sent to himself, signed with a key of the shop. */
function endpointUnsigned(): CartwrightError {
  const message =
    'The cart names an endpoint to call back and is not signed. Sign the cart, or leave OrderCalculationCallbacks out: the policy unsignedCarts lets no stranger say where a buyer is told of.';
  const place = { field: ORDER_INPUT_FIELD, path: ENDPOINT_PATH };
  return new CartwrightError('SIGNATURE_MISSING', {
    detail: message,
    faults: [{ rule: 'callbacks-unsigned', severity: 'error', ...place, message }],
  });
}

/** An expired cart, one that was ordered before, or one too many is refused like one that cannot be read. */
async function takeCart(
  deps: HttpDeps,
  { remote, at }: CartArrival,
  cart: Parameters<typeof intakeCart>[1],
): Promise<Awaited<ReturnType<typeof intakeCart>> | CartwrightError> {
  try {
    await limitCarts(deps.db, { remote, at });
    return await intakeCart(deps, cart);
  } catch (error) {
    if (error instanceof CartwrightError && error.status < 500) return error;
    throw error;
  }
}

interface Refused {
  readonly error: CartwrightError;
  readonly signature?: SignatureReport;
  readonly refs?: ExchangeRefs;
  /** As far as it could be read: it knows the way back. */
  readonly cart?: OrderCart;
}

/** A cart that is not taken, with a page for its buyer and the faults for the merchant. */
export function refuseCart(
  arrival: CartArrival,
  environment: Environment | null,
  { error, signature, refs, cart }: Refused,
): CartDecision {
  const rule = error.code.toLowerCase().replaceAll('_', '-');
  const reply = refusalReply(error, {
    exchangeId: arrival.id,
    environment: arrival.environmentName,
    shop: environment?.merchant.name ?? null,
    back: cart?.cancelUrl ?? shopOf(arrival.headers),
  });
  return {
    reply,
    refs: refs ?? {},
    faults: error.faults.length > 0 ? error.faults : [{ rule, severity: 'error', message: error.detail }],
    ...(signature === undefined ? {} : { signature }),
    trace: ulid(arrival.at),
  };
}

function readCart(post: CartPost, merchantId: string): (ReadCart | RefusedCart) & { readonly refs: ExchangeRefs } {
  if (post.form === 'xml') return readOrderCart(post.orderInput.xml, { field: ORDER_INPUT_FIELD, merchantId });
  return { ...readHtmlCart(post.fields, { merchantId }), refs: {} };
}

const warningsOf = (post: CartPost): readonly Fault[] => (post.form === 'xml' ? post.orderInput : post).warnings;

function noteOf({ key }: Accepted['verdict'], post: CartPost): string | undefined {
  if (key !== null) return undefined;
  return post.form === 'xml' && post.orderInput.kind === 'wizard-signed'
    ? 'a button of the wizard'
    : 'unsigned, allowed by policy';
}
