import fc from 'fast-check';
import type { Destination } from '../../src/core/cart.js';
import { readPlace } from '../../src/core/region/place.js';
import { readRegion, regionText } from '../../src/core/region.js';
import { findRegion, indexRegions } from '../../src/core/region/region-index.js';
import type { RegionDocument } from '../../src/core/settings.js';
import { paintedAt, paintZips, type ZipSpan } from '../../src/core/region/zip-paint.js';

const zip = (text: string): RegionDocument => ({ kind: 'zip', zip: text });
const state = (code: string): RegionDocument => ({ kind: 'state', state: code });
const country = (code: string, postalRegion?: string): RegionDocument => ({
  kind: 'country',
  country: code,
  ...(postalRegion !== undefined && { postalRegion }),
});
const named = (name: 'USContinental48States' | 'USFull50States' | 'USAll' | 'WorldAll'): RegionDocument => ({
  kind: 'predefined',
  name,
});

function winner(
  documents: readonly RegionDocument[],
  destination: Destination,
  choice: 'most-specific' | 'document-order' = 'most-specific',
  lists = {},
): number {
  const regions = documents.map((document, order) => {
    const read = readRegion(document);
    if (!read.ok) throw new Error(read.problem.message);
    return { region: read.region, order };
  });
  return findRegion(indexRegions(regions, choice, lists), readPlace(destination)!);
}
const seattle = { state: 'WA', postalCode: '98104', country: 'US' };

describe('a region', () => {
  const cases: [RegionDocument, Destination, boolean][] = [
    [zip('98104'), seattle, true],
    [zip('98104'), { ...seattle, postalCode: '98104-9999' }, true],
    [zip('98104-1234'), seattle, true],
    [zip('98105'), seattle, false],
    [zip('9*'), seattle, true],
    [zip('981*'), seattle, true],
    [zip('9810*'), seattle, true],
    [zip('982*'), seattle, false],
    [zip('98104-98104'), seattle, true],
    [zip('98000-98103'), seattle, false],
    [zip('00000-99999'), seattle, true],
    [zip('021*'), { state: 'MA', postalCode: '02108', country: 'US' }, true],
    [zip('94107'), { state: 'CA', postalCode: '94107', country: 'AU' }, false],
    [state('WA'), { country: 'US', state: 'washington' }, true],
    [state('WA'), { country: 'US', postalCode: '98104' }, true],
    [state('CA'), { state: 'CA', country: 'AU' }, false],
    [state('PR'), { country: 'PR' }, true],
    [country('PR'), { country: 'PR' }, true],
    [country('PR'), { country: 'US', state: 'PR' }, true],
    [country('US'), { country: 'PR' }, true],
    [country('USA'), seattle, true],
    [country('UK'), { country: 'GB' }, true],
    [country('PW'), { country: 'US', state: 'PW' }, true],
    [state('PW'), { country: 'PW' }, true],
    [country('DE', 'bayern'), { country: 'DE', state: 'Bayern' }, true],
    [country('DE', '80*'), { country: 'DE', postalCode: '80331' }, true],
    [country('DE', '80*'), { country: 'AT', postalCode: '8010' }, false],
    [country('GB', 'SW1*'), { country: 'UK', postalCode: 'sw1a 1aa' }, true],
    [country('US', 'Washington'), { country: 'US', state: 'WA' }, true],
    [country('US', '981*'), seattle, true],
    [named('USContinental48States'), seattle, true],
    [named('USContinental48States'), { country: 'US', state: 'DC' }, true],
    [named('USContinental48States'), { country: 'US', state: 'AK' }, false],
    [named('USFull50States'), { country: 'US', state: 'HI' }, true],
    [named('USFull50States'), { country: 'PR' }, false],
    [named('USAll'), { country: 'PR' }, true],
    [named('USAll'), { country: 'US', state: 'AE' }, true],
    [named('USAll'), { country: 'US', state: 'UM' }, true],
    [named('USAll'), { country: 'US', state: 'FM' }, false],
    [named('USAll'), { country: 'US' }, true],
    [named('USFull50States'), { country: 'US' }, false],
    [named('USAll'), { country: 'CA' }, false],
    [named('WorldAll'), seattle, true],
    [named('WorldAll'), { country: 'NARNIA' }, true],
  ];
  test.each(cases)('%j covers %j: %s', (region, destination, covers) => {
    expect(winner([region], destination) === 0).toBe(covers);
  });

  test.each<[RegionDocument, string]>([
    [zip('9810'), 'zip-pattern'],
    [zip('981**'), 'zip-pattern'],
    [zip('*'), 'zip-pattern'],
    [zip('98104*'), 'zip-pattern'],
    [zip('98*04'), 'zip-pattern'],
    [zip(' 98104'), 'zip-pattern'],
    [zip('98104-98100'), 'zip-range-order'],
    [state('ZZ'), 'state-unknown'],
    [country('XQ'), 'country-unknown'],
    [country(''), 'country-unknown'],
    [country('', '80*'), 'postal-region-country'],
    [country('DE', '8*0'), 'postal-region-pattern'],
    [country('DE', '*'), 'postal-region-pattern'],
    [country('DE', ' '), 'postal-region-pattern'],
  ])('%j is refused as %s', (region, rule) => {
    expect(readRegion(region)).toMatchObject({ ok: false, problem: { rule } });
  });

  test('is named as people write it', () => {
    expect([zip('98104'), zip('98104-1234'), zip('98100-98199'), zip('981*'), country('DE', '80*')].map(regionText)).toEqual([
      'zip 98104',
      'zip 98104-1234',
      'zips 98100-98199',
      'zips 981*',
      'DE 80*',
    ]);
  });
});

describe('of several regions that cover a place', () => {
  const wide = [
    named('WorldAll'),
    named('USAll'),
    named('USFull50States'),
    named('USContinental48States'),
    country('US'),
    country('US', 'WA'),
    state('WA'),
  ];
  test('the narrowest kind counts: zip, state, postal region, country, 48, 50, USAll, WorldAll', () => {
    const all = [...wide, zip('9*'), zip('90000-98999'), zip('981*'), zip('98100-98104'), zip('98104')];
    for (let left = all.length; left > 0; left -= 1) expect(winner(all.slice(0, left), seattle)).toBe(left - 1);
  });

  test('of two that cover as many zips the first in the document counts, prefix and range alike', () => {
    expect(winner([zip('98100-98199'), zip('981*')], seattle)).toBe(0);
    expect(winner([zip('981*'), zip('98100-98199')], seattle)).toBe(0);
    expect(winner([state('WA'), state('WA')], seattle)).toBe(0);
  });

  test('the first counts under document-order', () => {
    expect(winner([...wide, zip('98104')], seattle, 'document-order')).toBe(0);
    expect(winner([zip('98105'), zip('9*'), zip('98104'), state('WA')], seattle, 'document-order')).toBe(1);
    expect(winner([zip('97*'), named('USAll'), named('WorldAll'), country('US')], seattle, 'document-order')).toBe(1);
  });

  test('a merchant may list the states of a predefined region', () => {
    const lists = { USContinental48States: ['WA', 'PR'] };
    expect(winner([named('USContinental48States')], { country: 'PR' }, 'most-specific', lists)).toBe(0);
    expect(winner([named('USContinental48States')], { country: 'US', state: 'OR' }, 'most-specific', lists)).toBe(-1);
  });
});

describe('painted zips', () => {
  const edge = fc.oneof(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 500, max: 540 }));
  const spans = fc
    .array(fc.tuple(edge, edge), { minLength: 1, maxLength: 60 })
    .map((list): ZipSpan[] => list.map(([a, b], order) => ({ low: Math.min(a, b), high: Math.max(a, b), order })));

  test('answer what a walk over all of them answers', () => {
    fc.assert(
      fc.property(spans, fc.array(edge, { minLength: 20, maxLength: 20 }), fc.boolean(), (list, zips, narrow) => {
        const painted = paintZips(list, narrow);
        const probes = [...zips, ...list.flatMap(({ low, high }) => [low - 1, low, high, high + 1])].filter(
          (one) => one >= 0 && one <= 99_999,
        );
        for (const probe of probes) {
          let best: ZipSpan | null = null;
          for (const span of list) {
            if (probe < span.low || probe > span.high) continue;
            if (best === null || (narrow && span.high - span.low < best.high - best.low)) best = span;
          }
          expect(paintedAt(painted, probe)).toBe(best?.order ?? -1);
        }
      }),
      { numRuns: 60 },
    );
  });
});
