import type { Order } from '../../core/order.js';
import type { Capture, Shipment } from '../../core/shipment.js';
import { run, type Db } from '../db.js';
import { minorUnits } from '../engine/minor-units.js';
import { finishWork, type Work } from './gateway-work.js';
import { insertMove, listMoves, type MoveKind } from './moves.js';
import {
  FRESH_WORK,
  rowOfShipment,
  rowsOfShipmentLines,
  shipmentFromRows,
  trackingColumns,
  type ShipmentLineRow,
  type ShipmentRow,
} from './shipment-rows.js';

const KIND: MoveKind<ShipmentRow, ShipmentLineRow, Shipment> = {
  ...{ moves: 'shipments', lines: 'shipment_lines', owner: 'shipment_id' },
  fromRows: shipmentFromRows,
};

/** The shipments of an order, oldest first. */
export const listShipments = (db: Db, orderId: string): Promise<Shipment[]> => listMoves(db, orderId, KIND);

/** Writes a shipment of an order, in the transaction that takes its units from the order's lines. */
export async function insertShipment(trx: Db, { id: orderId, environmentId }: Order, shipment: Shipment): Promise<void> {
  const row = { ...rowOfShipment(orderId, shipment), ...FRESH_WORK, environment_id: environmentId };
  await insertMove(trx, KIND, { row, lines: rowsOfShipmentLines(shipment) });
}

/** Writes carrier, service, number and date of a shipment anew; its units and its capture never change. */
export async function saveTracking(trx: Db, shipment: Shipment): Promise<void> {
  await run(trx, (knex) => knex('shipments').where('id', shipment.id).update(trackingColumns(shipment)));
}

/** Writes what the gateway said of a capture; false where another process has taken the work meanwhile. */
export function noteCapture(
  trx: Db,
  { work, capture, nextAt }: { readonly work: Work; readonly capture: Capture; readonly nextAt?: number },
): Promise<boolean> {
  const columns = {
    capture_state: capture.state,
    capture_amount: minorUnits(capture.amount),
    capture_reference: capture.reference,
  };
  return finishWork(trx, 'shipments', { work, columns, ...(nextAt === undefined ? {} : { nextAt }) });
}

/** Writes that the merchant has the money of a shipment, whoever may be asking about it. */
export async function settleCaptureByHand(trx: Db, id: string): Promise<void> {
  const settled = { capture_state: 'captured', lease_owner: null, lease_until: 0 };
  await run(trx, (knex) => knex('shipments').where({ id }).update(settled));
}
