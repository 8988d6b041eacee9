import type { CallbackCause, CallClocks, CheckoutRefusal, Kind, KindSource } from '../checkout.js';
import type { CheckoutRequest } from '../checkout-quote.js';
import type { SourceName } from '../quote.js';
import type { Tables, TableSource } from '../tables.js';
import { refuseFailedCall } from './refusal.js';
import { openSentence } from './words.js';

/** Where one kind comes from, and what went wrong before it got there. */
export type Origin = TablesOrigin | SettingsOrigin;

export interface TablesOrigin extends Asked {
  readonly from: 'callback' | 'cart';
  readonly tables: TableSource;
}

interface SettingsOrigin extends Asked {
  readonly from: 'settings';
  readonly tables: null;
}

interface Asked {
  readonly kind: Kind;
  readonly failure: Failure | null;
  /** Clocks of the call, failed or not, where the kind was asked of the endpoint. */
  readonly call: CallClocks | null;
}

/** Why the endpoint gave nothing for a kind that it was asked for. */
export interface Failure {
  readonly cause: CallbackCause | null;
  /** Half a sentence: `your endpoint did not answer in 5,000 ms`. */
  readonly because: string;
}

/**
 * The first source that has a kind (product.md 2): the endpoint if the cart asked it, the cart if its element is there, the
 * settings. A failed call stops the checkout unless the cart says ProcessOrderOnCallbackFailure.
 * @param fault what was found wrong with this kind of the answer afterwards.
 */
export function chooseOrigin(kind: Kind, request: CheckoutRequest, fault?: Failure): Origin | CheckoutRefusal {
  const { cart, callback } = request;
  if (cart.callbacks?.[kind] !== true) return nextOrigin(kind, request, null);
  if (fault === undefined && callback?.state === 'answered' && has(kind, callback.source.tables)) {
    return { kind, from: 'callback', tables: callback.source, failure: null, call: callback.call };
  }
  const failure = fault ?? failureOf(kind, callback);
  const origin = nextOrigin(kind, request, failure);
  return cart.callbacks.processOnFailure ? origin : refuseFailedCall(kind, failure, origin.call);
}

/** The source with its reason; after a failure the cause and both clocks of the call stand beside it. */
export function tellSource({ kind, failure, call }: Origin, source: SourceName, sentence: string): KindSource {
  const clocks = call === null ? {} : { call };
  if (failure === null) return { source, because: sentence, ...clocks };
  const came = `so ${kind} came from ${source === 'cart' ? 'the cart' : "the shop's settings"}`;
  const { cause } = failure;
  return {
    source,
    because: `${openSentence(failure.because)}, ${source === 'none' ? NONE[kind] : came}.`,
    ...(cause !== null && { cause }),
    ...clocks,
  };
}

/** Whether the element of a kind is there, even if it is empty. A list of stated taxes without an entry states nothing. */
function has(kind: Kind, tables: Tables): boolean {
  switch (kind) {
    case 'shipping':
      return tables.shippingMethods !== undefined;
    case 'promotions':
      return tables.promotions !== undefined;
    case 'tax':
      return tables.taxTables !== undefined || tables.defaultTaxTable !== undefined || (tables.cartTaxAmounts?.length ?? 0) > 0;
  }
}

function nextOrigin(kind: Kind, { cart, callback }: CheckoutRequest, failure: Failure | null): Origin {
  const call = failure === null ? null : (callback?.call ?? null);
  if (!has(kind, cart.tables)) return { kind, from: 'settings', tables: null, failure, call };
  const tables = { tables: cart.tables, lines: new Map(cart.items.map((item) => [item.id, item])) };
  return { kind, from: 'cart', tables, failure, call };
}

function failureOf(kind: Kind, callback: CheckoutRequest['callback']): Failure {
  if (callback?.state === 'failed') return { cause: callback.cause, because: callback.because };
  if (callback?.state === 'answered') return { cause: 'kind-missing', because: `your endpoint's answer has no ${kind}` };
  return { cause: null, because: 'your endpoint was not asked' };
}

const NONE: Readonly<Record<Kind, string>> = {
  shipping: 'and no other source has shipping',
  promotions: 'and neither the cart nor the shop has promotions, so nothing was taken off',
  tax: 'and neither the cart nor the shop has tax rules, so no tax was added',
};
