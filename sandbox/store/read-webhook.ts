import type { Charges, Told, ToldLine } from './told.js';

const STEPS: Readonly<Record<string, NonNullable<Told['step']>>> = {
  'order.created': 'new',
  'order.ready_to_ship': 'ready',
  'order.cancelled': 'cancelled',
};

/** As much of a webhook's body as the store books. */
interface Event {
  readonly id: string;
  readonly type: string;
  readonly sequence: number;
  readonly data: {
    readonly order: { readonly orderId: string; readonly currency: string; readonly lines: readonly Line[] };
    readonly shipment?: { readonly capture: { readonly amount: number }; readonly lines: readonly Units[] };
    readonly refund?: { readonly amount: number };
    readonly units?: readonly Units[];
  };
}
interface Line extends Readonly<Record<keyof Charges, number>> {
  readonly itemCode: string;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
}
interface Units {
  readonly itemCode: string;
  readonly units: number;
}

/** Whether money goes back, or what was to go back stays after all. */
const REFUNDS: Readonly<Record<string, bigint>> = { 'refund.issued': 1n, 'refund.refused': -1n, 'refund.undone': -1n };

/** Reads the body of a webhook; a sentence for each fault. */
export function readWebhook(json: string, id: string): Told | { readonly faults: readonly string[] } {
  try {
    const event = JSON.parse(json) as Event;
    if (event.id !== id) return { faults: [`The body is of the event ${event.id} and the header says ${id}.`] };
    return tell(event);
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] };
  }
}

function tell({ id, type, sequence, data: { order, shipment, refund, units } }: Event): Told {
  const back = REFUNDS[type];
  return {
    reference: id,
    type,
    orderId: order.orderId,
    currency: order.currency,
    step: STEPS[type] ?? null,
    sequence,
    lines: order.lines.map(toldLine),
    ...(type === 'shipment.confirmed' && shipment !== undefined
      ? { shipped: { amount: BigInt(shipment.capture.amount), units: unitsOf(shipment.lines) } }
      : {}),
    ...(type === 'order.units_cancelled' && units !== undefined ? { cancelled: unitsOf(units) } : {}),
    ...(back !== undefined && refund !== undefined ? { refunded: back * BigInt(refund.amount) } : {}),
  };
}

function toldLine({ itemCode, sku, title, quantity, ...line }: Line): ToldLine {
  const { principal, principalPromo, shipping, shippingPromo, tax, shippingTax } = line;
  return {
    itemCode,
    sku,
    title,
    units: quantity,
    charges: {
      principal: BigInt(principal),
      principalPromo: BigInt(principalPromo),
      shipping: BigInt(shipping),
      shippingPromo: BigInt(shippingPromo),
      tax: BigInt(tax),
      shippingTax: BigInt(shippingTax),
    },
  };
}

const unitsOf = (lines: readonly Units[]): ReadonlyMap<string, number> =>
  new Map(lines.map(({ itemCode, units }) => [itemCode, units]));
