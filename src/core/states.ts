import type { PredefinedRegion } from './settings.js';

const CONTINENTAL: Record<string, string> = {
  AL: 'ALABAMA',
  AZ: 'ARIZONA',
  AR: 'ARKANSAS',
  CA: 'CALIFORNIA',
  CO: 'COLORADO',
  CT: 'CONNECTICUT',
  DE: 'DELAWARE',
  DC: 'DISTRICT OF COLUMBIA',
  FL: 'FLORIDA',
  GA: 'GEORGIA',
  ID: 'IDAHO',
  IL: 'ILLINOIS',
  IN: 'INDIANA',
  IA: 'IOWA',
  KS: 'KANSAS',
  KY: 'KENTUCKY',
  LA: 'LOUISIANA',
  ME: 'MAINE',
  MD: 'MARYLAND',
  MA: 'MASSACHUSETTS',
  MI: 'MICHIGAN',
  MN: 'MINNESOTA',
  MS: 'MISSISSIPPI',
  MO: 'MISSOURI',
  MT: 'MONTANA',
  NE: 'NEBRASKA',
  NV: 'NEVADA',
  NH: 'NEW HAMPSHIRE',
  NJ: 'NEW JERSEY',
  NM: 'NEW MEXICO',
  NY: 'NEW YORK',
  NC: 'NORTH CAROLINA',
  ND: 'NORTH DAKOTA',
  OH: 'OHIO',
  OK: 'OKLAHOMA',
  OR: 'OREGON',
  PA: 'PENNSYLVANIA',
  RI: 'RHODE ISLAND',
  SC: 'SOUTH CAROLINA',
  SD: 'SOUTH DAKOTA',
  TN: 'TENNESSEE',
  TX: 'TEXAS',
  UT: 'UTAH',
  VT: 'VERMONT',
  VA: 'VIRGINIA',
  WA: 'WASHINGTON',
  WV: 'WEST VIRGINIA',
  WI: 'WISCONSIN',
  WY: 'WYOMING',
};
const FAR: Record<string, string> = { AK: 'ALASKA', HI: 'HAWAII' };
const TERRITORIES: Record<string, string> = {
  AS: 'AMERICAN SAMOA',
  GU: 'GUAM',
  MP: 'NORTHERN MARIANA ISLANDS',
  PR: 'PUERTO RICO',
  UM: 'US MINOR OUTLYING ISLANDS',
  VI: 'VIRGIN ISLANDS',
};
const MILITARY: Record<string, string> = { AA: 'ARMED FORCES AMERICAS', AE: 'ARMED FORCES EUROPE', AP: 'ARMED FORCES PACIFIC' };
/** Countries of their own that American mail writes like states; not part of USAll (semantics B). */
const ASSOCIATED: Record<string, string> = { FM: 'FEDERATED STATES OF MICRONESIA', MH: 'MARSHALL ISLANDS', PW: 'PALAU' };
const ALSO_CALLED: Record<string, string> = {
  'WASHINGTON DC': 'DC',
  'US VIRGIN ISLANDS': 'VI',
  'UNITED STATES MINOR OUTLYING ISLANDS': 'UM',
  MICRONESIA: 'FM',
};

/** Names of what an American address may have as its state, in capitals, in the three groups that people look in. */
export const STATE_NAMES: Readonly<Record<'states' | 'territories' | 'military', Readonly<Record<string, string>>>> = {
  states: { ...CONTINENTAL, ...FAR },
  territories: TERRITORIES,
  military: MILITARY,
};

export const TERRITORY_CODES: ReadonlySet<string> = new Set(Object.keys(TERRITORIES));
export const ASSOCIATED_CODES: ReadonlySet<string> = new Set(Object.keys(ASSOCIATED));
export const MILITARY_CODES: ReadonlySet<string> = new Set(Object.keys(MILITARY));

const NAMED = { ...CONTINENTAL, ...FAR, ...TERRITORIES, ...MILITARY, ...ASSOCIATED };
const CODES = new Map([
  ...Object.keys(NAMED).map((code): [string, string] => [code, code]),
  ...Object.entries(NAMED).map(([code, name]): [string, string] => [name, code]),
  ...Object.entries(ALSO_CALLED),
]);

/** What each predefined region covers unless the merchant's policies say otherwise; WorldAll covers everything. */
export const PREDEFINED_STATES: Readonly<Record<Exclude<PredefinedRegion, 'WorldAll'>, readonly string[]>> = {
  USContinental48States: Object.keys(CONTINENTAL),
  USFull50States: Object.keys({ ...CONTINENTAL, ...FAR }),
  USAll: Object.keys({ ...CONTINENTAL, ...FAR, ...TERRITORIES, ...MILITARY }),
};

/** Upper case, no dots, single blanks: "  n. Carolina" is "N CAROLINA". */
export const foldText = (text: string): string =>
  text
    .replace(/[.,]/g, ' ')
    .replace(/\b([A-Za-z])\s+(?=[A-Za-z]\b)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase();

/** Code of an American state, district, territory or military post by code or full name; null if it is none. */
export function foldState(text: string): string | null {
  const quick = CODES.get(text);
  return quick ?? CODES.get(foldText(text)) ?? null;
}
