import { LEAST_AGE_MS } from '../../core/order-expiry.js';
import type { Order, OrderEvent, OrderLine, Payment, PaymentState } from '../../core/order.js';
import { clientRequestKey } from '../checkout/rows.js';
import { fromExactJson, toExactJson } from '../engine/exact-json.js';
import type { Json } from '../engine/json.js';
import { minorUnits } from '../engine/minor-units.js';
import { componentsFromRow, rowOfComponents, type ComponentRow } from './component-rows.js';

/** What was frozen at placing and is only read whole; optional members are absent where the order has none. */
type OrderDocument = Pick<
  Order,
  'totals' | 'buyer' | 'shipTo' | 'methodId' | 'serviceLevel' | 'shippingLabel' | 'sources' | 'codes'
> &
  Pick<Order, 'delivery' | 'clientRequestId' | 'cartCustomData' | 'integratorId' | 'integratorName' | 'returnUrl'>;
type LineDocument = Pick<OrderLine, 'itemId' | 'sku' | 'title' | 'unitPrice' | 'because'> &
  Pick<OrderLine, 'imageUrl' | 'description' | 'category' | 'condition' | 'weight' | 'fulfillmentNetwork' | 'customData'>;

/** A row of `orders`. */
export interface OrderRow {
  readonly id: string;
  readonly environment_id: string;
  readonly checkout_id: string;
  readonly trace: string;
  readonly client_request: string | null;
  readonly placed_at: number;
  readonly window_ends_at: number;
  readonly released_at: number | null;
  readonly cancelled_at: number | null;
  readonly cancel_reason: string | null;
  readonly cancel_asked_at: number | null;
  readonly expiry_warned_at: number | null;
  readonly payment_problem: string | null;
  readonly held_until: number | null;
  /** When it is looked at next whether the order waits for too long; null while nobody waits. */
  readonly overdue_at: number | null;
  readonly currency: string;
  readonly total: number;
  readonly document: Json<OrderDocument>;
  readonly gateway: Payment['gateway'];
  readonly payment_state: PaymentState;
  readonly payment_amount: number;
  readonly payment_reference: string | null;
  readonly multiple_captures: number;
  readonly payment_label: string;
  readonly version: number;
}
/** A row of `order_lines`. The line's total is not in it: it is the sum of the components. */
export interface LineRow extends ComponentRow {
  readonly order_id: string;
  readonly number: number;
  readonly item_code: string;
  readonly quantity: number;
  readonly shipped: number;
  readonly cancelled: number;
  readonly document: Json<LineDocument>;
}
/** A row of `order_events`. */
export interface EventRow {
  readonly number: number;
  readonly at: number;
  readonly kind: OrderEvent['kind'];
  readonly caused_by: OrderEvent['by'];
  readonly text: string;
}

/** The columns of an order without its lines. */
export function rowOfOrder(order: Order): OrderRow {
  const { payment } = order;
  return {
    id: order.id,
    environment_id: order.environmentId,
    checkout_id: order.checkoutId,
    trace: order.trace,
    client_request: clientRequestKey(order.clientRequestId),
    placed_at: order.placedAt,
    window_ends_at: order.windowEndsAt,
    released_at: order.releasedAt,
    cancelled_at: order.cancelledAt,
    cancel_reason: order.cancelReason,
    cancel_asked_at: order.cancelAskedAt,
    expiry_warned_at: order.expiryWarnedAt,
    payment_problem: order.paymentProblem,
    held_until: order.heldUntil ?? null,
    overdue_at: order.releasedAt === null ? null : order.releasedAt + LEAST_AGE_MS,
    currency: order.currency,
    total: minorUnits(order.total),
    document: toExactJson(documentOf(order)),
    gateway: payment.gateway,
    payment_state: payment.state,
    payment_amount: minorUnits(payment.amount),
    payment_reference: payment.reference,
    multiple_captures: payment.multipleCaptures ? 1 : 0,
    payment_label: payment.label,
    version: order.version,
  };
}

/** The columns of the lines of an order. */
export function rowsOfLines({ id, lines }: Order): LineRow[] {
  return lines.map((line) => ({
    order_id: id,
    number: line.number,
    item_code: line.itemCode,
    quantity: line.quantity,
    shipped: line.shipped,
    cancelled: line.cancelled,
    ...rowOfComponents(line),
    document: toExactJson(lineDocumentOf(line)),
  }));
}

/** An order from its row and those of its lines, in the order of their numbers. */
export function orderFromRows(row: OrderRow, lines: readonly LineRow[]): Order {
  return {
    id: row.id,
    environmentId: row.environment_id,
    checkoutId: row.checkout_id,
    trace: row.trace,
    placedAt: row.placed_at,
    windowEndsAt: row.window_ends_at,
    releasedAt: row.released_at,
    cancelledAt: row.cancelled_at,
    cancelReason: row.cancel_reason,
    cancelAskedAt: row.cancel_asked_at,
    expiryWarnedAt: row.expiry_warned_at,
    paymentProblem: row.payment_problem,
    ...(row.held_until === null ? {} : { heldUntil: row.held_until }),
    currency: row.currency,
    total: BigInt(row.total),
    ...fromExactJson(row.document),
    lines: lines.map(lineFromRow),
    payment: {
      gateway: row.gateway,
      state: row.payment_state,
      amount: BigInt(row.payment_amount),
      reference: row.payment_reference,
      multipleCaptures: row.multiple_captures === 1,
      label: row.payment_label,
    },
    version: row.version,
  };
}

/** A row as an event. */
export function eventFromRow({ caused_by: by, number, at, kind, text }: EventRow): OrderEvent {
  return { number, at, kind, by, text };
}

function lineFromRow(row: LineRow): OrderLine {
  const components = componentsFromRow(row);
  const { principal, principalPromo, shipping, shippingPromo, tax, shippingTax } = components;
  return {
    number: row.number,
    itemCode: row.item_code,
    ...fromExactJson(row.document),
    quantity: row.quantity,
    shipped: row.shipped,
    cancelled: row.cancelled,
    ...components,
    total: principal - principalPromo + (shipping - shippingPromo) + tax + shippingTax,
  };
}

function documentOf(order: Order): OrderDocument {
  const { totals, buyer, shipTo, methodId, serviceLevel, shippingLabel, sources, codes } = order;
  const { delivery, clientRequestId, cartCustomData, integratorId, integratorName, returnUrl } = order;
  return {
    ...{ totals, buyer, shipTo, methodId, serviceLevel, shippingLabel, sources, codes },
    ...(delivery === undefined ? {} : { delivery }),
    ...(clientRequestId === undefined ? {} : { clientRequestId }),
    ...(cartCustomData === undefined ? {} : { cartCustomData }),
    ...(integratorId === undefined ? {} : { integratorId }),
    ...(integratorName === undefined ? {} : { integratorName }),
    ...(returnUrl === undefined ? {} : { returnUrl }),
  };
}

function lineDocumentOf(line: OrderLine): LineDocument {
  const { itemId, sku, title, unitPrice, because } = line;
  const { imageUrl, description, category, condition, weight, fulfillmentNetwork, customData } = line;
  return {
    ...{ itemId, sku, title, unitPrice, because },
    ...(imageUrl === undefined ? {} : { imageUrl }),
    ...(description === undefined ? {} : { description }),
    ...(category === undefined ? {} : { category }),
    ...(condition === undefined ? {} : { condition }),
    ...(weight === undefined ? {} : { weight }),
    ...(fulfillmentNetwork === undefined ? {} : { fulfillmentNetwork }),
    ...(customData === undefined ? {} : { customData }),
  };
}
