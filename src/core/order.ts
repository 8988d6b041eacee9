import type { Weight } from './cart.js';
import type { CheckoutOption, Kind, KindSource, ShipTo, Buyer } from './checkout.js';
import type { DeliveryDates } from './delivery-dates.js';
import type { Components } from './quote.js';
import type { ServiceLevel } from './settings.js';

/** Derived from units and release, never stored (semantics C). */
export type OrderState = 'pending' | 'unshipped' | 'partially_shipped' | 'shipped' | 'cancelled';

/** What the gateway said of the authorisation. */
export type PaymentState = 'authorised' | 'pending' | 'declined' | 'needs_authentication' | 'voided' | 'not_needed' | 'manual';

/** The states with which an order may be released: held by the gateway, nothing to pay, or paid outside of any gateway. */
export const CLEARED_STATES: readonly PaymentState[] = ['authorised', 'not_needed', 'manual'];

export interface Payment {
  readonly gateway: 'test' | 'manual' | 'none';
  readonly state: PaymentState;
  /** Authorised minor units; 0 for an order of 0.00. */
  readonly amount: bigint;
  /** The gateway's own id; null before it answered. */
  readonly reference: string | null;
  readonly multipleCaptures: boolean;
  /** How long the gateway holds it; absent where that does not run out. */
  readonly holdMs?: number;
  /** For buyers: `Test card that is approved`, `You will get an invoice`. */
  readonly label: string;
}

/** A line with its frozen components and its units: ordered = open + shipped + cancelled. */
export interface OrderLine extends Components {
  readonly number: number;
  /** 14 digits. */
  readonly itemCode: string;
  readonly itemId: string;
  readonly sku: string;
  readonly title: string;
  /** Major units as in the cart: "12.50". */
  readonly unitPrice: string;
  readonly quantity: number;
  readonly shipped: number;
  readonly cancelled: number;
  readonly total: bigint;
  readonly because: CheckoutOption['lines'][number]['because'];
  readonly imageUrl?: string;
  readonly description?: string;
  readonly category?: string;
  readonly condition?: string;
  /** Of one unit. */
  readonly weight?: Weight;
  readonly fulfillmentNetwork?: string;
  readonly customData?: string;
}

export interface OrderEvent {
  readonly number: number;
  readonly at: number;
  readonly kind:
    | 'placed'
    | 'payment_cleared'
    | 'payment_failed'
    | 'released'
    | 'cancelled'
    | 'units_cancelled'
    | 'cancel_asked'
    | 'expiring'
    | 'shipped'
    | 'shipment_changed'
    | 'captured'
    | 'capture_refused'
    | 'payment_retried'
    | 'refunded'
    | 'refund_settled'
    | 'refund_refused'
    | 'refund_undone'
    | 'chargeback';
  readonly by: 'buyer' | 'merchant' | 'cartwright' | 'gateway';
  /** One sentence. */
  readonly text: string;
}

export interface Order {
  /** 3-7-7 digits. */
  readonly id: string;
  readonly environmentId: string;
  readonly checkoutId: string;
  readonly trace: string;
  readonly clientRequestId?: string;
  readonly placedAt: number;
  /** The buyer may cancel before this. */
  readonly windowEndsAt: number;
  readonly releasedAt: number | null;
  readonly cancelledAt: number | null;
  readonly cancelReason: string | null;
  /** When the buyer asked the shop to cancel, his window being over; null where he did not. */
  readonly cancelAskedAt: number | null;
  /** When the merchant was warned that the 30 days end soon. */
  readonly expiryWarnedAt: number | null;
  /** The sentence of a capture or a renewal that was refused: nothing more is shipped until it is solved. */
  readonly paymentProblem: string | null;
  /** When the gateway lets go of what it holds; absent where it does not, or once a renewal was refused. */
  readonly heldUntil?: number;
  readonly currency: string;
  readonly total: bigint;
  readonly totals: Components;
  readonly buyer: Buyer;
  readonly shipTo: ShipTo;
  readonly methodId: string;
  readonly serviceLevel: ServiceLevel;
  readonly shippingLabel: string;
  /** As promised when it was placed. */
  readonly delivery?: DeliveryDates;
  readonly sources: Readonly<Record<Kind, KindSource>>;
  readonly codes: readonly { readonly code: string; readonly promotionId: string; readonly name: string }[];
  readonly lines: readonly OrderLine[];
  readonly payment: Payment;
  readonly cartCustomData?: string;
  readonly integratorId?: string;
  readonly integratorName?: string;
  readonly returnUrl?: string;
  readonly version: number;
}

/** What an order is, from its units and its release. */
export function orderState({ releasedAt, cancelledAt, lines }: Pick<Order, 'releasedAt' | 'cancelledAt' | 'lines'>): OrderState {
  const ordered = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const shipped = lines.reduce((sum, line) => sum + line.shipped, 0);
  const open = lines.reduce((sum, { quantity, cancelled, shipped: gone }) => sum + quantity - cancelled - gone, 0);
  if (open === 0 && shipped === 0) return 'cancelled';
  if (releasedAt === null && cancelledAt === null) return 'pending';
  if (open === ordered || shipped === 0) return 'unshipped';
  return open === 0 ? 'shipped' : 'partially_shipped';
}
