import { child, type Element, textOf } from './elements.js';
import type { ReadAddress } from './request.js';

const NAMES: Readonly<Record<string, string>> = {
  WASHINGTON: 'WA',
  CALIFORNIA: 'CA',
  'NEW YORK': 'NY',
  TEXAS: 'TX',
  HAWAII: 'HI',
};
const COUNTRIES: Readonly<Record<string, string>> = { USA: 'US', UK: 'GB' };
const TERRITORIES: ReadonlySet<string> = new Set(['PR', 'GU', 'VI', 'AS', 'MP', 'UM']);
const NOT_CONTINENTAL = ['AK', 'HI'];
const NOT_STATES = ['PR', 'GU', 'VI', 'AS', 'MP', 'UM', 'AA', 'AE', 'AP'];

/** Rule 5: whether the one region of a TaxRule, or of IncludedRegions, holds the address. */
export function covers(holder: Element, address: ReadAddress): boolean {
  const { country, state, zip } = place(address);
  const region = holder.children.find(({ name }) => name.endsWith('Region'));
  if (region === undefined) throw new Error(`${holder.name} has no region`);
  switch (region.name) {
    case 'USZipRegion':
      return country === 'US' && zip !== null && region.text.slice(0, 5) === zip;
    case 'USStateRegion':
      return country === 'US' && region.text === state;
    case 'WorldRegion':
      return textOf(region, 'PostalRegion') === undefined && foldCountry(child(region, 'CountryCode').text) === country;
    case 'PredefinedRegion':
      return coversPredefined(region.text, country, state);
    default:
      throw new Error(`this reader knows no ${region.name}`);
  }
}

function place({ state, postalCode, country }: ReadAddress): { country: string; state: string; zip: string | null } {
  const folded = foldCountry(country);
  const code = NAMES[state.trim().toUpperCase()] ?? state.trim().toUpperCase();
  const zip = /^(\d{5})([- ]?\d{4})?$/.exec(postalCode.trim())?.[1] ?? null;
  if (TERRITORIES.has(folded)) return { country: 'US', state: folded, zip };
  return { country: folded === '' ? 'US' : folded, state: code, zip };
}

/** `USA` and `UK` are written for US and GB, by buyers and in regions alike (semantics B, WorldRegion). */
function foldCountry(text: string): string {
  const named = text.trim().toUpperCase();
  return COUNTRIES[named] ?? named;
}

function coversPredefined(name: string, country: string, state: string): boolean {
  if (name === 'WorldAll') return true;
  if (country !== 'US' || name === 'USAll') return country === 'US';
  const out = name === 'USContinental48States' ? [...NOT_STATES, ...NOT_CONTINENTAL] : NOT_STATES;
  return !out.includes(state);
}
