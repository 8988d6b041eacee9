import { matchesItem } from './item-filter.js';
import { type Line, sum } from './quote/line.js';
import { allocate, allocateEvenly, formatMajor, minorPlaces } from './money.js';
import type { Place } from './region/place.js';
import type { Policies } from './policy.js';
import type { Because } from './quote.js';
import { findRegion } from './region/region-index.js';
import type { Method, ShippingBook } from './shipping/methods.js';
import { ceilToPounds, weightCharge } from './weight.js';

/** What every method needs to know of one shipment (one order of the request). */
export interface Shipment {
  readonly lines: readonly Line[];
  readonly place: Place;
  readonly currency: string;
  /** Sum of the principals before promotions: what bands go by. */
  readonly subtotal: bigint;
  readonly units: readonly bigint[];
  readonly unitsInAll: bigint;
  readonly weights: readonly bigint[];
  readonly weightInAll: bigint;
  /** All weights are pounds that the wire's reader sees too: none converted, none by default. */
  readonly plainPounds: boolean;
  /** SKUs that have neither a weight of their own nor a default. */
  readonly weightless: readonly string[];
  readonly someWeightMissing: boolean;
}

/** One part of a shipping charge and how the lines share it. */
export interface ShippingPart {
  readonly kind: 'weight' | 'item' | 'shipment';
  readonly total: bigint;
  readonly shares: readonly bigint[];
  readonly label: string;
}

/** A method's charge for a shipment before shipping promotions. */
export interface ShippingCharge {
  readonly method: Method;
  readonly total: bigint;
  readonly parts: readonly ShippingPart[];
  readonly shares: readonly bigint[];
  /** The rate as the wire says it, in major units; what is absent is not said. */
  readonly said: { readonly weightBased?: string; readonly itemQuantityBased?: string; readonly shipmentBased?: string };
}

/** Gathers what the methods price by; missing weights are the default weight, else 0. */
export function readShipment(lines: readonly Line[], place: Place, book: ShippingBook): Shipment {
  const units = lines.map(({ item }) => BigInt(item.quantity));
  const weights = lines.map(({ weight }, line) => (weight ?? book.defaultWeight ?? 0n) * (units[line] ?? 0n));
  const missing = lines.filter(({ weight }) => weight === null);
  return {
    lines,
    place,
    currency: book.currency,
    subtotal: sum(lines.map(({ principal }) => principal)),
    units,
    unitsInAll: sum(units),
    weights,
    weightInAll: sum(weights),
    plainPounds: lines.every(({ item, weight }) => (weight === null ? book.defaultWeight === null : item.weight?.unit === 'lb')),
    weightless: book.defaultWeight === null ? missing.map(({ item }) => item.sku) : [],
    someWeightMissing: missing.length > 0,
  };
}

/** Whether a method could carry these items anywhere at all. */
export const carries = (method: Method, shipment: Shipment, policies: Policies): boolean =>
  (method.notFor === null || !shipment.lines.some(({ item }) => matchesItem(method.notFor, item))) &&
  !(policies.missingWeight === 'hide-methods' && method.perPound > 0n && shipment.someWeightMissing);

/** Whether a method goes to that place: in an included region, in no excluded one, and to a PO box if it is one. */
export const reaches = (method: Method, place: Place): boolean =>
  (method.poBoxes || !place.poBox) &&
  findRegion(method.include, place) !== -1 &&
  (method.exclude === null || findRegion(method.exclude, place) === -1);

/**
 * Prices a shipment by one method and shares it out (semantics A.1): weight by pounds, items by quantity, the rest evenly,
 * each by largest remainder on its own; what the wire's Rate cannot say becomes one amount per shipment.
 */
export function chargeShipping(method: Method, shipment: Shipment, share: Policies['flatShippingShare']): ShippingCharge {
  const perItem = method.perItem + method.handlingPerItem;
  const flat =
    (method.bands === null ? method.perShipment : bandAmount(method.bands, shipment.subtotal)) + method.handlingPerOrder;
  const charged = method.roundWeightUp ? ceilToPounds(shipment.weightInAll) : shipment.weightInAll;
  const byWeight = method.perPound === 0n ? 0n : weightCharge(method.perPound, charged, minorPlaces(shipment.currency));
  if (!isSayable(method, shipment)) {
    const handling = method.handlingPerItem * shipment.unitsInAll + method.handlingPerOrder;
    const total = clamp(byWeight + method.perItem * shipment.unitsInAll + method.perShipment, method) + handling;
    return resolvedCharge(method, shipment, total, share);
  }
  if (method.perPound === 0n && perItem === 0n) return resolvedCharge(method, shipment, flat, share);
  const parts: ShippingPart[] = [];
  const said: { weightBased?: string; itemQuantityBased?: string; shipmentBased?: string } = {};
  if (method.perPound > 0n) {
    said.weightBased = method.perPoundText;
    const label = `${method.label}: ${method.perPoundText} per lb`;
    parts.push({ kind: 'weight', total: byWeight, shares: allocate(byWeight, shipment.weights), label });
  }
  if (perItem > 0n) {
    said.itemQuantityBased = formatMajor(perItem, shipment.currency);
    const label = `${method.label}: ${said.itemQuantityBased} per item`;
    parts.push({
      kind: 'item',
      total: perItem * shipment.unitsInAll,
      shares: shipment.units.map((count) => perItem * count),
      label,
    });
  }
  if (flat > 0n) {
    said.shipmentBased = formatMajor(flat, shipment.currency);
    parts.push(flatPart(method, shipment, flat, said.shipmentBased, share));
  }
  return {
    method,
    total: byWeight + perItem * shipment.unitsInAll + flat,
    parts,
    shares: sumShares(parts, shipment.lines.length),
    said,
  };
}

/** The same total as one amount per shipment, shared like one. */
export function resolvedCharge(
  method: Method,
  shipment: Shipment,
  total: bigint,
  share: Policies['flatShippingShare'],
): ShippingCharge {
  const text = formatMajor(total, shipment.currency);
  const part = flatPart(method, shipment, total, text, share);
  return { method, total, parts: [part], shares: part.shares, said: { shipmentBased: text } };
}

/** Shares a flat amount evenly, or by value where the policy says so and there is any. */
export const shareFlat = (total: bigint, shipment: Shipment, share: Policies['flatShippingShare']): bigint[] =>
  share === 'even'
    ? allocateEvenly(total, shipment.lines.length)
    : allocate(
        total,
        shipment.lines.map(({ principal }) => principal),
      );

/** Why the lines' shipping is what it is. */
export function shippingBecause(charge: ShippingCharge, line: number): Because[] {
  const because: Because[] = [];
  for (const { kind, shares, label } of charge.parts) {
    const amount = shares[line] ?? 0n;
    if (amount > 0n)
      because.push({ component: 'shipping', label, amount, source: { shippingMethod: charge.method.id, part: kind } });
  }
  return because;
}

function isSayable(method: Method, shipment: Shipment): boolean {
  if (method.minimum !== null || method.maximum !== null) return false;
  return method.perPound === 0n || (!method.roundWeightUp && shipment.plainPounds);
}

function clamp(amount: bigint, { minimum, maximum }: Method): bigint {
  const raised = minimum !== null && amount < minimum ? minimum : amount;
  return maximum !== null && raised > maximum ? maximum : raised;
}

function bandAmount(bands: NonNullable<Method['bands']>, subtotal: bigint): bigint {
  let amount = 0n;
  for (const band of bands) if (band.from <= subtotal) amount = band.amount;
  return amount;
}

function flatPart(
  method: Method,
  shipment: Shipment,
  total: bigint,
  text: string,
  share: Policies['flatShippingShare'],
): ShippingPart {
  return { kind: 'shipment', total, shares: shareFlat(total, shipment, share), label: `${method.label}: ${text} per shipment` };
}

function sumShares(parts: readonly ShippingPart[], lines: number): readonly bigint[] {
  const [first, ...more] = parts;
  if (first !== undefined && more.length === 0) return first.shares;
  return Array.from({ length: lines }, (_, line) => sum(parts.map(({ shares }) => shares[line] ?? 0n)));
}
