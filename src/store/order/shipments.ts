import type { Order } from '../../core/order.js';
import type { Capture, Shipment } from '../../core/shipment.js';
import { quickRead, run, type Db } from '../db.js';
import { minorUnits } from '../engine/minor-units.js';
import { finishWork, type Work } from './gateway-work.js';
import {
  FRESH_WORK,
  rowOfShipment,
  rowsOfShipmentLines,
  shipmentFromRows,
  trackingColumns,
  type ShipmentLineRow,
  type ShipmentRow,
} from './shipment-rows.js';

/** SQLite takes no more values in one statement. */
const LINES_OF_BATCH = 100;

/** The shipments of an order, oldest first. */
export async function listShipments(db: Db, orderId: string): Promise<Shipment[]> {
  const rows = await quickRead<ShipmentRow>(db, 'select * from shipments where order_id = ? order by number', [orderId]);
  if (rows.length === 0) return [];
  const sql = `select l.* from shipment_lines l join shipments s on s.id = l.shipment_id where s.order_id = ? order by l.number`;
  const lines = await quickRead<ShipmentLineRow>(db, sql, [orderId]);
  return rows.map((row) =>
    shipmentFromRows(
      row,
      lines.filter(({ shipment_id: id }) => id === row.id),
    ),
  );
}

/** Writes a shipment of an order, in the transaction that takes its units from the order's lines. */
export async function insertShipment(trx: Db, { id: orderId, environmentId }: Order, shipment: Shipment): Promise<void> {
  const row = { ...rowOfShipment(orderId, shipment), ...FRESH_WORK, environment_id: environmentId };
  const lines = rowsOfShipmentLines(shipment);
  await run(trx, (knex) => knex('shipments').insert(row));
  for (let start = 0; start < lines.length; start += LINES_OF_BATCH) {
    await run(trx, (knex) => knex('shipment_lines').insert(lines.slice(start, start + LINES_OF_BATCH)));
  }
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
