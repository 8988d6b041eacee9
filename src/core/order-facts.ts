import type { Chargeback, ChargebackState } from './chargeback.js';
import { orderState, type Order, type OrderState, type PaymentState } from './order.js';
import { LEAST_AGE_MS, orderExpiry } from './order-expiry.js';
import type { Refund, RefundState } from './refund.js';
import { remainingLines } from './refund/remaining.js';
import type { CaptureState, Shipment } from './shipment.js';

/** What the table looks at beside the state; of a shipment, refund or chargeback the one that the event is about. */
export interface OrderFacts {
  readonly state: OrderState;
  readonly payment: PaymentState;
  readonly windowOver: boolean;
  /** The 30 days are over. */
  readonly expired: boolean;
  /** The buyer has asked to cancel. */
  readonly asked: boolean;
  /** The very same message was taken before: these units, this day, this tracking number, this refund. */
  readonly known: boolean;
  /** A capture was refused and is not solved. */
  readonly problem: boolean;
  /** A gateway that captures only once has not answered yet: what is open may be captured or not. */
  readonly capturing: boolean;
  /** Money was captured, whatever became of it. */
  readonly captured: boolean;
  /** Some of it is neither refunded nor charged back. */
  readonly refundable: boolean;
  readonly capture: CaptureState | null;
  readonly refund: RefundState | null;
  readonly chargeback: ChargebackState | null;
}

/** An order with everything that became of it, oldest first. */
export interface Affairs {
  readonly order: Order;
  readonly shipments: readonly Shipment[];
  readonly refunds: readonly Refund[];
  readonly chargebacks: readonly Chargeback[];
}

/** What an event is about; absent where it is about none. */
export interface EventAbout {
  /** Epoch milliseconds by the clock of the environment. */
  readonly now: number;
  /** IANA zone of the merchant. */
  readonly zone: string;
  readonly known?: boolean;
  readonly shipment?: Shipment | null;
  readonly refund?: Refund | null;
  readonly chargeback?: Chargeback | null;
}

/** The facts that the table of events looks at. */
export function factsOf(affairs: Affairs, { now, zone, known = false, ...about }: EventAbout): OrderFacts {
  const { order, shipments } = affairs;
  const captures = shipments.map(({ capture }) => capture.state);
  return {
    state: orderState(order),
    payment: order.payment.state,
    windowOver: now >= order.windowEndsAt,
    expired: isExpired(order, now, zone),
    asked: order.cancelAskedAt !== null,
    known,
    problem: order.paymentProblem !== null,
    capturing: !order.payment.multipleCaptures && captures.some((state) => state === 'due' || state === 'unknown'),
    captured: shipments.some(({ capture }) => capture.state === 'captured' && capture.amount > 0n),
    refundable: remainingLines(affairs).some(({ net }) => net > 0n),
    capture: about.shipment?.capture.state ?? null,
    refund: about.refund?.state ?? null,
    chargeback: about.chargeback?.state ?? null,
  };
}

const isExpired = ({ releasedAt }: Order, now: number, zone: string): boolean =>
  releasedAt !== null && now - releasedAt >= LEAST_AGE_MS && now >= orderExpiry(releasedAt, zone).cancelAt;
