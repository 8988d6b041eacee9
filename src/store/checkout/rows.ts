import type { Checkout, CheckoutState, Choices } from '../../core/checkout.js';
import type { OrderCart } from '../../core/order-cart.js';
import { fromExactJson, toExactJson } from '../engine/exact-json.js';
import { fromJson, toJson, type Json } from '../engine/json.js';

/** The beginning of a ClientRequestId is enough to find it by; the whole of it stands in the document. */
const CLIENT_REQUEST_LENGTH = 128;

/** A row of `checkouts`. */
export interface CheckoutRow {
  readonly id: string;
  readonly environment_id: string;
  readonly state: CheckoutState;
  readonly trace: string;
  readonly cart_exchange_id: string;
  readonly cart: Json<OrderCart>;
  readonly cart_sha256: string;
  readonly choices: Json<Choices>;
  readonly version: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly expires_at: number | null;
  readonly session_sha256: string | null;
  readonly order_id: string | null;
}

/** A checkout as it is stored: with the session that has it, null while nobody claimed it. */
export type StoredCheckout = Checkout & { readonly sessionSha256: string | null; readonly updatedAt: number };

/** The columns of a checkout that nobody has claimed. */
export function rowOfCheckout(checkout: Checkout): CheckoutRow & { readonly client_request: string | null } {
  return {
    id: checkout.id,
    environment_id: checkout.environmentId,
    state: checkout.state,
    trace: checkout.trace,
    cart_exchange_id: checkout.cartExchangeId,
    client_request: clientRequestKey(checkout.cart.clientRequestId),
    cart: toExactJson(checkout.cart),
    cart_sha256: checkout.cartSha256,
    choices: toJson(checkout.choices),
    version: checkout.version,
    created_at: checkout.createdAt,
    updated_at: checkout.createdAt,
    expires_at: checkout.expiresAt,
    session_sha256: null,
    order_id: null,
  };
}

/** A row as a checkout. */
export function checkoutFromRow(row: CheckoutRow): StoredCheckout {
  return {
    id: row.id,
    environmentId: row.environment_id,
    state: row.state,
    trace: row.trace,
    cartExchangeId: row.cart_exchange_id,
    cart: fromExactJson(row.cart),
    cartSha256: row.cart_sha256,
    choices: fromJson(row.choices),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
    ...(row.order_id === null ? {} : { orderId: row.order_id }),
    sessionSha256: row.session_sha256,
  };
}

/** What a ClientRequestId is looked up by; null where there is none. */
export function clientRequestKey(clientRequestId: string | undefined): string | null {
  return clientRequestId === undefined || clientRequestId === '' ? null : clientRequestId.slice(0, CLIENT_REQUEST_LENGTH);
}
