import { formatDecimal } from '../money.js';
import type { Policies } from '../policy.js';
import { indexRegions, type RegionIndex } from '../region/region-index.js';
import type { Region } from '../region.js';
import { POUND_PLACES, type Method } from '../shipping/methods.js';
import type { TableMethod } from '../tables.js';

/**
 * A method of a table as the settings know methods, so that one charge serves both. Null where its Rate is empty, which
 * is not "free": such a method has no price and is never offered (semantics A.1).
 */
export function compileTableMethod(
  method: TableMethod,
  { predefinedRegions }: Pick<Policies, 'predefinedRegions'>,
): Method | null {
  const { id, label, serviceLevel, perPound, perItem, perShipment, included, excluded } = method;
  if (perPound === null && perItem === null && perShipment === null) return null;
  const index = (regions: readonly Region[]): RegionIndex =>
    indexRegions(
      regions.map((region, order) => ({ region, order })),
      'most-specific',
      predefinedRegions,
    );
  return {
    id,
    label,
    serviceLevel,
    // 2009-05-15 has no such element: unsaid is no restriction
    poBoxes: method.poBoxes ?? true,
    include: index(included),
    exclude: excluded.length === 0 ? null : index(excluded),
    notFor: null,
    bands: null,
    perShipment: perShipment ?? 0n,
    perPound: perPound ?? 0n,
    perPoundText: formatDecimal(perPound ?? 0n, POUND_PLACES, 2),
    perItem: perItem ?? 0n,
    roundWeightUp: false,
    minimum: null,
    maximum: null,
    handlingPerOrder: 0n,
    handlingPerItem: 0n,
    delivery: null,
  };
}
