import type { Refund, RefundLine, RefundState } from '../../core/refund.js';
import type { CaptureState, Shipment, ShipmentLine } from '../../core/shipment.js';
import { minorUnits } from '../engine/minor-units.js';
import { componentsFromRow, rowOfComponents, type ComponentRow } from './component-rows.js';

/** A row of `shipments`, without what only the work on its capture reads. */
export interface ShipmentRow {
  readonly id: string;
  readonly order_id: string;
  readonly number: number;
  readonly at: number;
  readonly ship_date: string;
  readonly carrier: string | null;
  readonly service: string | null;
  readonly tracking_number: string | null;
  readonly caused_by: Shipment['by'];
  readonly capture_state: CaptureState;
  readonly capture_amount: number;
  readonly capture_reference: string | null;
}
export interface ShipmentLineRow extends ComponentRow {
  readonly shipment_id: string;
  readonly number: number;
  readonly units: number;
  readonly captured_units: number;
}

/** A row of `refunds`, without what only the work at the gateway reads. */
export interface RefundRow {
  readonly id: string;
  readonly order_id: string;
  readonly number: number;
  readonly at: number;
  readonly state: RefundState;
  readonly reason: string;
  readonly note: string | null;
  readonly caused_by: Refund['by'];
  readonly amount: number;
  readonly reference: string | null;
  readonly due_at: number;
  readonly attempts: number;
}
export interface RefundLineRow extends ComponentRow {
  readonly refund_id: string;
  readonly number: number;
  readonly units: number;
}

/** Work that nobody has begun, to be begun at once. */
export const FRESH_WORK = { tries: 0, attempts: 0, next_at: 0, lease_owner: null, lease_until: 0 };

/** The columns of a shipment without its lines. */
export function rowOfShipment(orderId: string, shipment: Shipment): ShipmentRow {
  return {
    id: shipment.id,
    order_id: orderId,
    number: shipment.number,
    at: shipment.at,
    ...trackingColumns(shipment),
    caused_by: shipment.by,
    capture_state: shipment.capture.state,
    capture_amount: minorUnits(shipment.capture.amount),
    capture_reference: shipment.capture.reference,
  };
}

/** What a person may still change about a shipment. */
export function trackingColumns({
  shipDate,
  carrier,
  service,
  trackingNumber,
}: Pick<Shipment, 'shipDate' | 'carrier' | 'service' | 'trackingNumber'>): Pick<
  ShipmentRow,
  'ship_date' | 'carrier' | 'service' | 'tracking_number'
> {
  return {
    ship_date: shipDate,
    carrier: carrier ?? null,
    service: service ?? null,
    tracking_number: trackingNumber ?? null,
  };
}

export function rowsOfShipmentLines({ id, lines }: Shipment): ShipmentLineRow[] {
  return lines.map(({ number, units, capturedUnits, captured }) => ({
    ...{ shipment_id: id, number, units, captured_units: capturedUnits },
    ...rowOfComponents(captured),
  }));
}

/** A shipment from its row and those of its lines. */
export function shipmentFromRows(row: ShipmentRow, lines: readonly ShipmentLineRow[]): Shipment {
  return {
    id: row.id,
    number: row.number,
    at: row.at,
    shipDate: row.ship_date,
    ...(row.carrier === null ? {} : { carrier: row.carrier }),
    ...(row.service === null ? {} : { service: row.service }),
    ...(row.tracking_number === null ? {} : { trackingNumber: row.tracking_number }),
    lines: lines.map(shipmentLineFromRow),
    capture: { state: row.capture_state, amount: BigInt(row.capture_amount), reference: row.capture_reference },
    by: row.caused_by,
  };
}

function shipmentLineFromRow(row: ShipmentLineRow): ShipmentLine {
  const { number, units, captured_units: capturedUnits } = row;
  return { number, units, capturedUnits, captured: componentsFromRow(row) };
}

/** The columns of a refund without its lines. */
export function rowOfRefund(orderId: string, refund: Refund): Omit<RefundRow, 'due_at' | 'attempts'> {
  return {
    id: refund.id,
    order_id: orderId,
    number: refund.number,
    at: refund.at,
    state: refund.state,
    reason: refund.reason,
    note: refund.note ?? null,
    caused_by: refund.by,
    amount: minorUnits(refund.amount),
    reference: refund.reference,
  };
}

export function rowsOfRefundLines({ id, lines }: Refund): RefundLineRow[] {
  return lines.map(({ number, units, components }) => ({ refund_id: id, number, units, ...rowOfComponents(components) }));
}

/** A refund from its row and those of its lines. */
export function refundFromRows(row: RefundRow, lines: readonly RefundLineRow[]): Refund {
  return {
    id: row.id,
    number: row.number,
    at: row.at,
    state: row.state,
    reason: row.reason,
    by: row.caused_by,
    lines: lines.map((line): RefundLine => ({ number: line.number, units: line.units, components: componentsFromRow(line) })),
    amount: BigInt(row.amount),
    reference: row.reference,
    ...(row.note === null ? {} : { note: row.note }),
    ...(row.state === 'reserved' && row.attempts === 0 ? { undoUntil: row.due_at } : {}),
  };
}
