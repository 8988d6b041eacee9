import type { Dialect } from '../cart.js';
import type { Fault } from '../fault.js';
import type { Policies } from '../policy.js';
import { type PromotedCharge, promoteShipping, type ShippingGain } from '../promotions/shipping-promotion.js';
import type { Line } from '../quote/line.js';
import type { Place } from '../region/place.js';
import { carries, chargeShipping, reaches, readShipment, type ShippingCharge } from '../shipping.js';
import type { Method, ShippingBook } from '../shipping/methods.js';
import { weightWarnings } from '../shipping/offers.js';
import type { TableSource } from '../tables.js';
import { chargeByLevel } from './level-choices.js';
import { compileTableMethod } from './methods.js';

/** What is to be shipped, and the rules of the shop that hold for every table. */
export interface TableShipment {
  readonly lines: readonly Line[];
  readonly place: Place;
  readonly currency: string;
  /** For the weight of items that name none. */
  readonly book: ShippingBook;
  readonly policies: Policies;
  readonly dialect: Dialect;
}

export interface TableOffer {
  readonly charges: readonly PromotedCharge[];
  /** Methods that the tables list, and choices that could carry every line to some address. */
  readonly listed: number;
  readonly usable: number;
  readonly warnings: readonly Fault[];
}

/** Which methods a line may use; null: all of them. */
export type Allowed = ReadonlySet<string> | null;

/**
 * The methods of tables that cover the place and that every line may use, each with its charge (rules 3 and 5 of
 * examples.md). Carts of 2008 may give each line a method of its own: those are matched by service level.
 */
export function offerTableMethods(source: TableSource, shipment: TableShipment, gains: readonly ShippingGain[]): TableOffer {
  const { lines, place, policies, currency } = shipment;
  const listed = source.tables.shippingMethods ?? [];
  const compiled = listed.map((method) => compileTableMethod(method, policies));
  const methods = compiled.filter((method): method is Method => method !== null);
  const allowed = allowedMethods(source, lines);
  const book = { ...shipment.book, currency };
  // a reader of tables spreads by pounds whatever unit the weights came in
  const whole = { ...readShipment(lines, place, book), plainPounds: true };

  const able = methods.filter((method) => carries(method, whole, policies));
  const common = able.filter(({ id }) => allowed.every((ids) => ids === null || ids.has(id)));
  const single = common
    .filter((method) => reaches(method, place))
    .map((method) => chargeShipping(method, whole, policies.flatShippingShare));
  const levels = shipment.dialect === '2008-11-30' ? chargeByLevel(able, common, allowed, { ...shipment, book }) : NO_LEVELS;
  const charges = [...single, ...levels.charges].map((charge: ShippingCharge) =>
    promoteShipping(charge, gains, whole, policies.flatShippingShare),
  );
  const priceless = listed.filter((_, at) => compiled[at] === null).map(({ id }) => withoutRate(id));
  return {
    charges,
    listed: listed.length,
    usable: common.length + levels.usable,
    warnings: [...priceless, ...weightWarnings(whole, charges)],
  };
}

/** Ids that the tables do not define name nothing: lines that an endpoint added name its own methods. */
function allowedMethods({ tables, lines: named }: TableSource, lines: readonly Line[]): Allowed[] {
  const defined = new Set(tables.shippingMethods?.map(({ id }) => id));
  return lines.map(({ item }) => {
    const ids = (named.get(item.id)?.shippingMethodIds ?? []).filter((id) => defined.has(id));
    return ids.length === 0 ? null : new Set(ids);
  });
}

const NO_LEVELS = { charges: [], usable: 0 };

const withoutRate = (id: string): Fault => ({
  rule: 'rate-empty',
  severity: 'warning',
  expected: 'WeightBased, ItemQuantityBased or ShipmentBased',
  got: id,
  message: `The shipping method "${id}" has an empty Rate, so it was not offered. Say ShipmentBased 0.00 where it is free.`,
});
