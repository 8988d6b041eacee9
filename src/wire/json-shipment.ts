import { orderState, type Order } from '../core/order.js';
import type { Shipment } from '../core/shipment.js';
import { encodeComponents } from './json-order.js';

const iso = (at: number): string => new Date(at).toISOString();

/** A shipment as the API and webhooks tell it, its lines with their item codes. */
export function encodeShipment(order: Order, { id, lines, capture, at, ...shipment }: Shipment): object {
  return {
    shipmentId: id,
    ...shipment,
    at: iso(at),
    lines: lines.map(({ number, units, captured }) => ({
      ...nameOf(order, number),
      units,
      captured: encodeComponents(captured),
    })),
    capture: { ...capture, amount: Number(capture.amount) },
  };
}

/** Units of lines, named as people and programs know them. */
export function encodeUnits(order: Order, units: readonly { readonly number: number; readonly units: number }[]): object[] {
  return units.map((line) => ({ ...nameOf(order, line.number), units: line.units }));
}

/** How an order stands: its state, and its units in sum. */
export function encodeProgress(order: Order): object {
  const sum = (count: (line: Order['lines'][number]) => number): number =>
    order.lines.reduce((units, line) => units + count(line), 0);
  return {
    orderId: order.id,
    state: orderState(order),
    units: {
      ordered: sum(({ quantity }) => quantity),
      open: sum(({ quantity, shipped, cancelled }) => quantity - shipped - cancelled),
      shipped: sum(({ shipped }) => shipped),
      cancelled: sum(({ cancelled }) => cancelled),
    },
  };
}

/** How a line of an order is named beside its number. */
export function nameOf({ lines }: Order, number: number): object {
  const line = lines.find((one) => one.number === number);
  return { number, itemCode: line?.itemCode ?? '', sku: line?.sku ?? '' };
}
