import { foldCountry, isCountryCode } from './country.js';
import type { PredefinedRegion, RegionDocument } from './settings.js';
import { ASSOCIATED_CODES, foldState, foldText, TERRITORY_CODES } from './states.js';

/** A region ready to be compared with a place. Zips are numbers, both ends inclusive. */
export type Region =
  | { readonly kind: 'zip'; readonly low: number; readonly high: number }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'postal-state'; readonly country: string; readonly text: string }
  | { readonly kind: 'postal-prefix'; readonly country: string; readonly prefix: string }
  | { readonly kind: 'country'; readonly country: string }
  | { readonly kind: 'predefined'; readonly name: PredefinedRegion };

/** What is wrong with a region, ready to become a fault: the field under it, the rule and the sentence. */
export interface RegionProblem {
  readonly field: string;
  readonly rule: string;
  readonly expected: string;
  readonly got: string;
  readonly message: string;
}

export type RegionReading =
  { readonly ok: true; readonly region: Region } | { readonly ok: false; readonly problem: RegionProblem };

const NAMES: ReadonlySet<string> = new Set<PredefinedRegion>(['USContinental48States', 'USFull50States', 'USAll', 'WorldAll']);

/** Reads one region of a settings document; semantics B "zip patterns", "WorldRegion". */
export function readRegion(document: RegionDocument): RegionReading {
  switch (document.kind) {
    case 'zip':
      return readZip(document.zip);
    case 'state':
      return readState(document.state);
    case 'country':
      return readCountry(document.country, document.postalRegion);
    case 'predefined':
      return NAMES.has(document.name)
        ? good({ kind: 'predefined', name: document.name })
        : bad(
            'name',
            'predefined-unknown',
            [...NAMES].join(', '),
            document.name,
            `There is no predefined region "${document.name}".`,
          );
  }
}

/** A region in the words of an explanation: "zips 98100-98199", "WA", "USFull50States". */
export function regionText(document: RegionDocument): string {
  switch (document.kind) {
    case 'zip':
      return `${/[*-]/.test(document.zip.replace(/-\d{4}$/, '')) || /^\d{5}-\d{5}$/.test(document.zip) ? 'zips' : 'zip'} ${document.zip}`;
    case 'state':
      return document.state;
    case 'country':
      return document.postalRegion === undefined ? document.country : `${document.country} ${document.postalRegion}`;
    case 'predefined':
      return document.name;
  }
}

function readZip(text: string): RegionReading {
  const exact = /^(\d{5})(?:-?\d{4})?$/.exec(text);
  if (exact !== null) return good({ kind: 'zip', low: Number(exact[1]), high: Number(exact[1]) });
  const prefix = /^(\d{1,4})\*$/.exec(text)?.[1];
  if (prefix !== undefined) return good({ kind: 'zip', low: Number(prefix.padEnd(5, '0')), high: Number(prefix.padEnd(5, '9')) });
  const range = /^(\d{5})-(\d{5})$/.exec(text);
  if (range === null) {
    const shapes = '98104, 98104-1234, 981* or 98100-98199';
    return bad('zip', 'zip-pattern', shapes, text, `"${text}" is no zip pattern. Write it like ${shapes}.`);
  }
  const [low, high] = [Number(range[1]), Number(range[2])];
  if (low > high)
    return bad(
      'zip',
      'zip-range-order',
      'the lower zip first',
      text,
      `The range ${text} ends before it begins. Put the lower zip first.`,
    );
  return good({ kind: 'zip', low, high });
}

function readState(text: string): RegionReading {
  const state = foldState(text);
  if (state === null) {
    return bad(
      'state',
      'state-unknown',
      'a two-letter American state code',
      text,
      `"${text}" is no American state. Write its two-letter code, such as WA.`,
    );
  }
  return good(ASSOCIATED_CODES.has(state) ? { kind: 'country', country: state } : { kind: 'state', state });
}

function readCountry(text: string, postalRegion: string | undefined): RegionReading {
  const country = foldCountry(text);
  if (text.trim() === '' && postalRegion !== undefined) {
    return bad(
      'country',
      'postal-region-country',
      'a country beside the postal region',
      '',
      'A postal region without a country matches nothing. Name the country.',
    );
  }
  if (!isCountryCode(country)) {
    return bad(
      'country',
      'country-unknown',
      'an ISO 3166 code of two letters',
      text,
      `"${text}" is no country code. Write two letters, such as DE.`,
    );
  }
  if (postalRegion !== undefined) return readPostalRegion(country, postalRegion);
  // an address in Puerto Rico becomes US, state PR: a rule for the country must follow it there
  return good(TERRITORY_CODES.has(country) ? { kind: 'state', state: country } : { kind: 'country', country });
}

function readPostalRegion(country: string, text: string): RegionReading {
  const prefix = /^([^*]+)\*$/.exec(text.trim())?.[1];
  if (prefix !== undefined) return good({ kind: 'postal-prefix', country, prefix: prefix.replace(/\s+/g, '').toUpperCase() });
  if (text.trim() === '' || text.includes('*')) {
    const shapes = 'a state text, or the start of a postal code and one final *';
    return bad('postalRegion', 'postal-region-pattern', shapes, text, `"${text}" is no postal region. Write ${shapes}.`);
  }
  return good({ kind: 'postal-state', country, text: (country === 'US' ? foldState(text) : null) ?? foldText(text) });
}

const good = (region: Region): RegionReading => ({ ok: true, region });
const bad = (field: string, rule: string, expected: string, got: string, message: string): RegionReading => ({
  ok: false,
  problem: { field, rule, expected, got, message },
});
