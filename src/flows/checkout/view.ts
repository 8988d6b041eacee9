import type { Checkout, CheckoutOption, CheckoutQuote, CheckoutRefusal } from '../../core/checkout.js';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Merchant } from '../../core/merchant.js';
import type { Order } from '../../core/order.js';
import type { OrderCart, OrderCartItem } from '../../core/order-cart.js';
import type { ShopFront } from '../../core/shop-front.js';
import type { StoredCheckout } from '../../store/checkouts.js';

/** A checkout as its buyer sees it at this moment. */
export interface CheckoutView {
  readonly checkout: StoredCheckout;
  readonly merchant: Merchant;
  readonly environment: EnvironmentName;
  readonly front: ShopFront;
  /** The lines that are priced; before there is an address, those of the cart with what was taken of the upsell. */
  readonly items: readonly OrderCartItem[];
  /** Null before there is an address, where the caller wanted no price, and once the order is placed. */
  readonly quote: CheckoutQuote | CheckoutRefusal | null;
  /** What the buyer chose, if it is still offered by the same source (semantics D 14). */
  readonly chosen: CheckoutOption | null;
  readonly order: Order | null;
}

export type OpenedCheckout =
  | { readonly state: 'yours'; readonly view: CheckoutView }
  /** The session has another one open of the same cart: go there. */
  | { readonly state: 'instead'; readonly id: string }
  | { readonly state: 'taken' }
  /** Nobody's, and who asks is not to claim it: without a session nobody can be known again. */
  | { readonly state: 'unclaimed' }
  | { readonly state: 'unknown' }
  /** The cart is past its date, or the buyer went back to the shop. */
  | { readonly state: 'expired'; readonly cart: OrderCart; readonly because: 'date' | 'cancelled' }
  | { readonly state: 'placed'; readonly view: CheckoutView };

/** `changed`: another tab saved first, or the checkout is no longer open. Open it again. */
export type ChangedCheckout =
  CheckoutView | { readonly state: 'changed' } | { readonly state: 'throttled'; readonly retryAfterMs: number };

/** Whether a change gave a view and not a reason why there is none. */
export const isView = (changed: ChangedCheckout): changed is CheckoutView => 'checkout' in changed;

/** The choice of the buyer among those of a quote; one of another source, or one that is gone, is none. */
export function chosenOf({ choices }: Pick<Checkout, 'choices'>, quote: CheckoutView['quote']): CheckoutOption | null {
  if (quote === null || !quote.ok) return null;
  return quote.options.find(({ choiceId }) => choiceId === choices.choiceId) ?? null;
}
