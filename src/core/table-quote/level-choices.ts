import { type Line, sum } from '../quote/line.js';
import { chargeShipping, reaches, readShipment, type ShippingCharge, type ShippingPart } from '../shipping.js';
import type { Method } from '../shipping/methods.js';
import type { Allowed, TableShipment } from './shipping.js';

export interface LevelCharges {
  readonly charges: readonly ShippingCharge[];
  /** Service levels that every line could use at some address. */
  readonly usable: number;
}

/**
 * Choices for carts whose lines name different methods of one service level (protocol 4, "items with different methods"):
 * each method is a shipment of the lines that use it, and the amounts add up. Levels with a method for all lines have none.
 */
export function chargeByLevel(
  able: readonly Method[],
  common: readonly Method[],
  allowed: readonly Allowed[],
  shipment: TableShipment,
): LevelCharges {
  const levels = [...new Set(able.map(({ serviceLevel }) => serviceLevel))].filter((level) =>
    common.every(({ serviceLevel }) => serviceLevel !== level),
  );
  let usable = 0;
  const charges = levels.flatMap((level) => {
    const ofLevel = able.filter(({ serviceLevel }) => serviceLevel === level);
    if (pickMethods(ofLevel, allowed) === null) return [];
    usable += 1;
    const picked = pickMethods(
      ofLevel.filter((method) => reaches(method, shipment.place)),
      allowed,
    );
    return picked === null ? [] : addUp(picked, shipment);
  });
  return { charges, usable };
}

/** The first method that each line may use; lines that may use all travel with the first line that may not. */
function pickMethods(methods: readonly Method[], allowed: readonly Allowed[]): Method[] | null {
  const own = allowed.map((ids) => (ids === null ? undefined : methods.find(({ id }) => ids.has(id))));
  if (own.some((method, line) => method === undefined && allowed[line] !== null)) return null;
  const first = own.find((method) => method !== undefined);
  return first === undefined ? null : own.map((method) => method ?? first);
}

/** One charge of several shipments, its parts spread over all lines of the cart. */
function addUp(picked: readonly Method[], { lines, place, book, policies }: TableShipment): ShippingCharge[] {
  const methods = [...new Set(picked)];
  const [first] = methods;
  if (first === undefined) return [];
  const parts = methods.flatMap((method) => {
    const places = picked.flatMap((one, at) => (one === method ? [at] : []));
    const own = places.flatMap((at): Line[] => lines.slice(at, at + 1));
    const group = { ...readShipment(own, place, book), plainPounds: true };
    const { parts: grouped } = chargeShipping(method, group, policies.flatShippingShare);
    return grouped.map((part): ShippingPart => ({ ...part, shares: scatter(part.shares, places, lines.length) }));
  });
  const labels = [...new Set(methods.map(({ label }) => label))];
  const method = { ...first, id: methods.map(({ id }) => id).join('+'), label: labels.join(' and ') };
  const shares = lines.map((_, line) => sum(parts.map((part) => part.shares[line] ?? 0n)));
  return [{ method, total: sum(parts.map(({ total }) => total)), parts, shares, said: {} }];
}

function scatter(shares: readonly bigint[], places: readonly number[], lines: number): bigint[] {
  const all = new Array<bigint>(lines).fill(0n);
  places.forEach((place, at) => (all[place] = shares[at] ?? 0n));
  return all;
}
