import { cartExpiry } from '../../core/expiry.js';
import type { Fault } from '../../core/fault.js';
import type { Environment } from '../../core/merchant.js';
import type { OrderCart } from '../../core/order-cart.js';
import type { RuleBook } from '../../core/rule-book.js';
import { CartwrightError } from '../../errors.js';
import { createCheckout, createCheckoutOnce, type NewCheckout } from '../../store/checkouts.js';
import { findOrderByClientRequest } from '../../store/orders.js';
import { findWish, type Wish } from '../../store/wishes.js';
import type { EnvironmentKeys } from '../keyring.js';
import { sha256 } from '../stored-message.js';
import type { CheckoutDeps } from './deps.js';

const ID_BYTES = 16;

/** A cart that was read and may be trusted. */
export interface AcceptedCart {
  readonly environment: Environment;
  readonly keys: EnvironmentKeys;
  readonly version: number;
  readonly book: RuleBook;
  readonly cart: OrderCart;
  /** The XML as it was posted; null for HTML and JSON carts. */
  readonly bytes: Buffer | null;
  readonly exchange: { readonly id: string; readonly at: number };
  readonly trace: string;
  /** Sent again it is the checkout that it made first, whatever became of that. */
  readonly once?: Wish | undefined;
}

/**
 * Makes the unclaimed checkout of a cart; whose it is decides the GET that follows (semantics B, "The same cart again"). Throws
 * CART_EXPIRED and, where the policy says so, CART_ORDERED_ALREADY.
 */
export async function intakeCart(
  { db, random }: Pick<CheckoutDeps, 'db' | 'random'>,
  accepted: AcceptedCart,
): Promise<{ readonly checkoutId: string; readonly warnings: readonly Fault[] }> {
  const { environment, cart, bytes, exchange, trace, book, once } = accepted;
  const before = await findWish<string>(db, once);
  if (before !== null) return { checkoutId: before, warnings: [] };
  const expiresAt = expiryOf(cart, environment);
  if (expiresAt !== null && expiresAt <= exchange.at) throw expired(cart, environment);
  const warnings = await warnOfOrdered(db, { environmentId: environment.id, cart, policies: book.policies });
  const id = Buffer.from(random(ID_BYTES)).toString('hex');
  const fresh: NewCheckout = {
    id,
    environmentId: environment.id,
    trace,
    cartExchangeId: exchange.id,
    cart,
    cartBytes: bytes,
    cartSha256: sha256(bytes ?? bytesOf(cart, id)),
    choices: { codes: [], upsell: [] },
    createdAt: exchange.at,
    expiresAt,
  };
  const checkoutId = once === undefined ? (await createCheckout(db, fresh)).id : await createCheckoutOnce(db, once, fresh);
  return { checkoutId, warnings };
}

/**
 * A ClientRequestId that has an order: refused or told, as the policy says. Asked once more when the order is placed, as two
 * checkouts may have been begun before there was an order.
 */
export async function warnOfOrdered(
  db: CheckoutDeps['db'],
  { environmentId, cart, policies }: { environmentId: string; cart: OrderCart; policies: RuleBook['policies'] },
): Promise<readonly Fault[]> {
  const { clientRequestId = '' } = cart;
  const earlier = clientRequestId === '' ? null : await findOrderByClientRequest(db, environmentId, clientRequestId);
  if (earlier === null || earlier.cancelledAt !== null) return [];
  const message = `The order ${earlier.id} has the ClientRequestId of this cart.`;
  if (policies.clientRequestIdReuse === 'refuse') throw new CartwrightError('CART_ORDERED_ALREADY', { detail: message });
  return [{ rule: 'client-request-id-reused', severity: 'warning', message: `${message} Send a new one with each cart.` }];
}

const expiryOf = ({ expirationDate }: OrderCart, { merchant }: Environment): number | null =>
  expirationDate === undefined ? null : cartExpiry(expirationDate, merchant.zone);

function expired({ expirationDate = '' }: OrderCart, { merchant }: Environment): CartwrightError {
  const zone = /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(expirationDate) ? '' : ` in ${merchant.zone}`;
  return new CartwrightError('CART_EXPIRED', {
    detail: `The cart was good until ${expirationDate}${zone}. Make a fresh cart in the shop.`,
  });
}

/** What makes two HTML carts the same. Of JSON carts each is its own: the merchant's server asked for each. */
function bytesOf(cart: OrderCart, id: string): string {
  if (cart.form === 'json') return id;
  return JSON.stringify(cart, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
