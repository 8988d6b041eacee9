import type { Address, Region } from './documents.js';

const STATES =
  'Alabama:AL Alaska:AK Arizona:AZ Arkansas:AR California:CA Colorado:CO Connecticut:CT Delaware:DE District_of_Columbia:DC Florida:FL Georgia:GA Hawaii:HI Idaho:ID Illinois:IL Indiana:IN Iowa:IA Kansas:KS Kentucky:KY Louisiana:LA Maine:ME Maryland:MD Massachusetts:MA Michigan:MI Minnesota:MN Mississippi:MS Missouri:MO Montana:MT Nebraska:NE Nevada:NV New_Hampshire:NH New_Jersey:NJ New_Mexico:NM New_York:NY North_Carolina:NC North_Dakota:ND Ohio:OH Oklahoma:OK Oregon:OR Pennsylvania:PA Rhode_Island:RI South_Carolina:SC South_Dakota:SD Tennessee:TN Texas:TX Utah:UT Vermont:VT Virginia:VA Washington:WA West_Virginia:WV Wisconsin:WI Wyoming:WY';
const CODES = new Map(
  STATES.split(' ').map((entry) => {
    const [name = '', code = ''] = entry.split(':');
    return [name.replaceAll('_', ' ').toUpperCase(), code];
  }),
);
const ISLANDS = ['PR', 'GU', 'VI', 'AS', 'MP', 'UM'];
const MILITARY = ['AA', 'AE', 'AP'];
const OUTSIDE_48 = ['AK', 'HI', ...ISLANDS, ...MILITARY];

/** True if a region of an answer covers the address of the request (rule 5 of the reader's profile). */
export function covers(region: Region, address: Address): boolean {
  const country = countryOf(address);
  const state = stateOf(address);
  switch (region.kind) {
    case 'USZipRegion':
      return country === 'US' && address.postalCode !== '' && fiveDigits(region.value) === fiveDigits(address.postalCode);
    case 'USStateRegion':
      return country === 'US' && region.value.toUpperCase() === state;
    case 'WorldRegion':
      return region.value.toUpperCase() === country || region.value.toUpperCase() === address.country.trim().toUpperCase();
    case 'PredefinedRegion':
      if (region.value === 'WorldAll') return true;
      if (country !== 'US') return false;
      if (region.value === 'USContinental48States') return !OUTSIDE_48.includes(state);
      return region.value === 'USAll' || ![...ISLANDS, ...MILITARY].includes(state);
  }
}

function countryOf(address: Address): string {
  const given = address.country.trim().toUpperCase();
  if (given === 'USA' || ISLANDS.includes(given)) return 'US';
  if (given === 'UK') return 'GB';
  if (given !== '') return given;
  return /^\d{5}/.test(address.postalCode) || stateOf(address).length === 2 ? 'US' : '';
}

function stateOf(address: Address): string {
  const country = address.country.trim().toUpperCase();
  if (ISLANDS.includes(country)) return country;
  const given = address.state.trim().toUpperCase().replaceAll('.', '').replace(/\s+/g, ' ');
  return CODES.get(given) ?? given;
}

function fiveDigits(zip: string): string {
  return zip.trim().slice(0, 5);
}

const WIDTHS: readonly string[] = ['USContinental48States', 'USFull50States', 'USAll', 'WorldAll'];

/** The same rules, those that cover least first: zip, state, country, predefined regions by their width. */
export function narrowestFirst<Rule extends { readonly region?: Region }>(rules: readonly Rule[]): Rule[] {
  const width = ({ region }: Rule): number => {
    if (region === undefined) return Number.POSITIVE_INFINITY;
    const kinds = ['USZipRegion', 'USStateRegion', 'WorldRegion'];
    return region.kind === 'PredefinedRegion' ? kinds.length + WIDTHS.indexOf(region.value) : kinds.indexOf(region.kind);
  };
  return [...rules].sort((a, b) => width(a) - width(b));
}
