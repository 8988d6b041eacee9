import type { LineUnits } from './captures.js';
import type { Shipment } from './shipment.js';

/** A shipment as a message tells it. */
export interface ToldShipment {
  /** Null: all units that were open. */
  readonly units: readonly LineUnits[] | null;
  /** YYYY-MM-DD; absent: today. */
  readonly shipDate?: string;
  readonly trackingNumber?: string;
}

/**
 * The shipment that a message tells of once more: the same units, day and tracking number (semantics C, "Also"); or null.
 * Where the message names no day, its tracking number says enough, so that a repeat after midnight is known too; where it
 * names no units, a shipment that left none open is meant.
 */
export function findKnownShipment(
  told: ToldShipment,
  { shipments, today, isOpen }: { readonly shipments: readonly Shipment[]; readonly today: string; readonly isOpen: boolean },
): Shipment | null {
  const isSame = (shipment: Shipment): boolean =>
    shipment.trackingNumber === told.trackingNumber && isSameDay(told, shipment, today) && hasSameUnits(told, shipment);
  if (told.units === null && isOpen) return null;
  return shipments.findLast(isSame) ?? null;
}

function isSameDay({ shipDate, trackingNumber }: ToldShipment, shipment: Shipment, today: string): boolean {
  if (shipDate === undefined && trackingNumber !== undefined) return true;
  return shipment.shipDate === (shipDate ?? today);
}

function hasSameUnits({ units }: ToldShipment, { lines }: Shipment): boolean {
  if (units === null) return true;
  const left = lines.filter((line) => line.units > 0);
  return (
    units.length === left.length &&
    units.every((told) => left.some(({ number, units: gone }) => number === told.number && gone === told.units))
  );
}
