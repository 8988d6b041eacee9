import { COUNTRY_CODES, countryName } from '../core/country.js';
import { STATE_NAMES } from '../core/states.js';

export interface NamedCode {
  readonly code: string;
  readonly name: string;
}

const byName = (a: NamedCode, b: NamedCode): number => a.name.localeCompare(b.name, 'en');

/** Every country by its name, the United States first. */
export const COUNTRIES: readonly NamedCode[] = [
  { code: 'US', name: 'United States' },
  ...[...COUNTRY_CODES]
    .filter((code) => code !== 'US')
    .map((code) => ({ code, name: countryName(code) }))
    .sort(byName),
];

/** What an American address may have as its state, in the groups of the list. */
export const STATE_GROUPS: readonly { readonly label: string; readonly states: readonly NamedCode[] }[] = [
  { label: 'States', states: named(STATE_NAMES.states) },
  { label: 'Territories', states: named(STATE_NAMES.territories) },
  { label: 'Military post', states: named(STATE_NAMES.military) },
];

const BY_CODE = new Map(STATE_GROUPS.flatMap(({ states }) => states).map(({ code, name }) => [code, name]));

/** `Washington`; a code that is no state stays as it is. */
export const stateName = (code: string): string => BY_CODE.get(code) ?? code;

function named(names: Readonly<Record<string, string>>): NamedCode[] {
  return Object.entries(names)
    .map(([code, name]) => ({ code, name: inWords(name) }))
    .sort(byName);
}

/** `DISTRICT OF COLUMBIA` as people write it. */
function inWords(name: string): string {
  return name.replace(/\w+/g, (word) =>
    word === 'OF' ? 'of' : word === 'US' ? word : word.charAt(0) + word.slice(1).toLowerCase(),
  );
}
