import type { Place } from './place.js';
import type { Policies } from '../policy.js';
import type { Region } from '../region.js';
import type { PredefinedRegion } from '../settings.js';
import { PREDEFINED_STATES } from '../states.js';
import { paintedAt, type PaintedZips, paintedStates, paintZips } from './zip-paint.js';

/** From narrow to wide, which is their order of precedence. */
const PREDEFINED: readonly PredefinedRegion[] = ['USContinental48States', 'USFull50States', 'USAll', 'WorldAll'];

export interface IndexedRegion {
  readonly region: Region;
  /** Place in the document; what a look-up answers. */
  readonly order: number;
}

/** Regions arranged so that a look-up costs the same for one as for 50,000. */
export interface RegionIndex {
  readonly mostSpecific: boolean;
  readonly zips: PaintedZips | null;
  /** States that have zip rules of their own: without a postal code they can only be priced coarsely. */
  readonly zipStates: ReadonlySet<string>;
  readonly states: ReadonlyMap<string, number>;
  /** Key `country|STATE TEXT`. */
  readonly postalStates: ReadonlyMap<string, number>;
  /** Key `country|PREFIX`. */
  readonly postalPrefixes: ReadonlyMap<string, number>;
  readonly countries: ReadonlyMap<string, number>;
  readonly predefined: readonly {
    readonly order: number;
    readonly states: ReadonlySet<string> | null;
    readonly allUs: boolean;
  }[];
}

/** Arranges regions; `most-specific` and `document-order` are the two choices of the policy taxRuleChoice. */
export function indexRegions(
  regions: readonly IndexedRegion[],
  choice: Policies['taxRuleChoice'],
  lists: Policies['predefinedRegions'],
): RegionIndex {
  const newMap = (): Map<string, number> => new Map();
  const maps = { states: newMap(), postalStates: newMap(), postalPrefixes: newMap(), countries: newMap() };
  const spans = [];
  const predefined = new Map<PredefinedRegion, number>();
  for (const { region, order } of regions) {
    switch (region.kind) {
      case 'zip':
        spans.push({ low: region.low, high: region.high, order });
        break;
      case 'state':
        keepFirst(maps.states, region.state, order);
        break;
      case 'postal-state':
        keepFirst(maps.postalStates, `${region.country}|${region.text}`, order);
        break;
      case 'postal-prefix':
        keepFirst(maps.postalPrefixes, `${region.country}|${region.prefix}`, order);
        break;
      case 'country':
        keepFirst(maps.countries, region.country, order);
        break;
      case 'predefined':
        keepFirst(predefined, region.name, order);
    }
  }
  const mostSpecific = choice === 'most-specific';
  const zips = spans.length === 0 ? null : paintZips(spans, mostSpecific);
  return {
    ...maps,
    mostSpecific,
    zips,
    zipStates: zips === null ? new Set() : paintedStates(zips),
    predefined: PREDEFINED.flatMap((name): RegionIndex['predefined'][number][] => {
      const order = predefined.get(name);
      if (order === undefined) return [];
      if (name === 'WorldAll') return [{ order, states: null, allUs: true }];
      const own = lists[name];
      return [{ order, states: new Set(own ?? PREDEFINED_STATES[name]), allUs: name === 'USAll' && own === undefined }];
    }),
  };
}

/** Order of the region that counts at this place, -1 if none covers it. */
export function findRegion(index: RegionIndex, place: Place): number {
  let first = -1;
  for (const look of LOOKS) {
    const order = look(index, place);
    if (order === -1) continue;
    if (index.mostSpecific) return order;
    if (first === -1 || order < first) first = order;
  }
  return first;
}

/** zip, state, postal region, country, predefined: semantics B, "tax rule choice". */
const LOOKS: readonly ((index: RegionIndex, place: Place) => number)[] = [
  (index, place) => (index.zips === null || place.zip === -1 ? -1 : paintedAt(index.zips, place.zip)),
  (index, place) => (place.state === null ? -1 : (index.states.get(place.state) ?? -1)),
  findPostal,
  (index, place) => index.countries.get(place.country) ?? -1,
  findPredefined,
];

function findPostal(index: RegionIndex, place: Place): number {
  let first = -1;
  if (index.postalStates.size > 0) first = index.postalStates.get(`${place.country}|${place.stateText}`) ?? -1;
  if (index.postalPrefixes.size === 0) return first;
  for (let length = 1; length <= place.postalCode.length; length += 1) {
    const order = index.postalPrefixes.get(`${place.country}|${place.postalCode.slice(0, length)}`) ?? -1;
    if (order !== -1 && (first === -1 || order < first)) first = order;
  }
  return first;
}

function findPredefined(index: RegionIndex, place: Place): number {
  let first = -1;
  for (const { order, states, allUs } of index.predefined) {
    const covers = states === null || (place.country === 'US' && (place.state === null ? allUs : states.has(place.state)));
    if (!covers) continue;
    if (index.mostSpecific) return order;
    if (first === -1 || order < first) first = order;
  }
  return first;
}

function keepFirst<K>(map: Map<K, number>, key: K, order: number): void {
  const known = map.get(key);
  if (known === undefined || order < known) map.set(key, order);
}
