import type { Destination } from '../cart.js';
import { foldCountry } from '../country.js';
import type { Fault } from '../fault.js';
import { isPostOfficeBox } from './po-box.js';
import type { SaidRegion } from '../quote.js';
import { ASSOCIATED_CODES, foldState, foldText, TERRITORY_CODES } from '../states.js';
import { stateOfZip, zipFitsState } from './zip-states.js';

/** A destination as rules see it: codes folded, the zip cut to five digits (semantics B, "US regions"). */
export interface Place {
  readonly country: string;
  /** American state code; null abroad and where it cannot be told. */
  readonly state: string | null;
  /** First five digits as a number, -1 where there is no American zip. */
  readonly zip: number;
  /** State text and postal code for PostalRegion: folded, the code without blanks. */
  readonly stateText: string;
  readonly postalCode: string;
  readonly poBox: boolean;
  /** How an answer names it. */
  readonly said: SaidRegion;
  readonly stateAgainstZip: boolean;
  readonly warnings: readonly Fault[];
}

/** ZIP or ZIP+4, with or without hyphen; the first five digits are what rules compare. */
const ZIP = /^(\d{5})(?:[- ]?\d{4})?$/;

/** Reads a destination; null if it names no country and neither its state nor its zip is American. */
export function readPlace(destination: Destination): Place | null {
  const givenState = destination.state?.trim() ?? '';
  const givenCode = destination.postalCode?.trim() ?? '';
  const givenCountry = destination.country?.trim() ?? '';
  const folded = givenState === '' ? null : foldState(givenState);
  const zip = ZIP.exec(givenCode)?.[1] ?? null;

  let country = givenCountry === '' ? '' : foldCountry(givenCountry);
  if (country === '' && folded === null && (zip === null || stateOfZip(zip) === null)) return null;
  let state = folded;
  if (TERRITORY_CODES.has(country)) [state, country] = [country, 'US'];
  if (country === '') country = 'US';
  if (country === 'US' && state === null && zip !== null) state = stateOfZip(zip);
  // an old checkout compares with what it sent, so an answer names Palau as the American address that it was written as
  const said = saidRegion(country === 'US', zip === null ? null : givenCode, state, country, givenCountry);
  if (country === 'US' && state !== null && ASSOCIATED_CODES.has(state)) country = state;

  const american = country === 'US';
  const stateAgainstZip = american && state !== null && zip !== null && !zipFitsState(zip, state);
  return {
    country,
    state: american ? state : null,
    zip: american && zip !== null ? Number(zip) : -1,
    stateText: american && state !== null ? state : foldText(givenState),
    postalCode: givenCode.replace(/\s+/g, '').toUpperCase(),
    poBox: isPostOfficeBox(destination, american ? state : null),
    said,
    stateAgainstZip,
    warnings: placeWarnings({ american, stateAgainstZip, givenState, givenCode, folded, state }),
  };
}

/** A.1 "region": the postal code verbatim, else the state, else the country. */
function saidRegion(
  american: boolean,
  code: string | null,
  state: string | null,
  country: string,
  givenCountry: string,
): SaidRegion {
  if (american && code !== null) return { kind: 'zip', zip: code };
  if (american && state !== null) return { kind: 'state', state };
  return { kind: 'country', country: /^[A-Z]{2}$/.test(givenCountry) && !american ? givenCountry : country };
}

function placeWarnings(seen: {
  american: boolean;
  stateAgainstZip: boolean;
  givenState: string;
  givenCode: string;
  folded: string | null;
  state: string | null;
}): Fault[] {
  if (!seen.american) return [];
  const warnings: Fault[] = [];
  if (seen.stateAgainstZip) {
    warnings.push({
      rule: 'state-zip-conflict',
      severity: 'warning',
      expected: `a postal code in ${seen.state ?? ''}`,
      got: seen.givenCode,
      message: `The postal code ${seen.givenCode} does not lie in ${seen.state ?? ''}; both were used as given. Check the address.`,
    });
  }
  if (seen.givenState !== '' && seen.folded === null) {
    warnings.push({
      rule: 'state-unknown',
      severity: 'warning',
      expected: 'a two-letter state code or its full name',
      got: seen.givenState,
      message:
        seen.state === null
          ? `"${seen.givenState}" is no American state, so only rules for the whole country were used. Send the two-letter code.`
          : `"${seen.givenState}" is no American state; ${seen.state} was used, after the postal code. Send the two-letter code.`,
    });
  }
  return warnings;
}
