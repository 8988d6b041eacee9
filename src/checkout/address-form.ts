import type { Buyer, ShipTo } from '../core/checkout.js';
import { isCountryCode } from '../core/country.js';
import { isMailAddress } from '../core/mailbox.js';
import type { PresetAddress } from '../core/order-cart.js';
import { stateOfZip, zipFitsState } from '../core/region/zip-states.js';
import { foldState } from '../core/states.js';
import type { FieldFault } from '../ui/form-field.js';
import { stateName } from './places.js';

/** Fields of the address form with what a person may type at most; `region` is the state outside of the United States. */
export const LONGEST = {
  email: 254,
  name: 80,
  line1: 100,
  line2: 100,
  line3: 100,
  city: 60,
  state: 60,
  region: 60,
  postalCode: 20,
  country: 2,
  phone: 30,
} as const;

export type AddressField = keyof typeof LONGEST;
/** What stands in the fields, as typed. */
export type TypedAddress = Readonly<Record<AddressField, string>>;

export interface ReadAddress {
  readonly buyer: Buyer;
  readonly shipTo: ShipTo;
}

export type AddressReading =
  | { readonly state: 'read'; readonly address: ReadAddress }
  | { readonly state: 'faults'; readonly faults: readonly FieldFault[] }
  /** It may be right all the same: the buyer corrects it or keeps it. */
  | { readonly state: 'doubt'; readonly address: ReadAddress; readonly faults: readonly FieldFault[] };

/** A name on the internet: the mailer would also write to `ann@mail`. */
const WITH_DOMAIN = /\.[^.]{2,}$/;
const ZIP = /^\d{5}(?:[- ]?\d{4})?$/;
type Check = (text: string, american: boolean) => string | null;
const needed =
  (sentence: string): Check =>
  (text) =>
    text === '' ? sentence : null;

/** What each field must hold: null is good, else the sentence for the buyer. */
const CHECKS: Readonly<Partial<Record<AddressField, Check>>> = {
  email: (text) =>
    text === ''
      ? 'Enter an e-mail address: the confirmation goes there.'
      : isMailAddress(text) && WITH_DOMAIN.test(text)
        ? null
        : `An e-mail address looks like ann@mail.example. You typed "${text}".`,
  name: needed('Enter the name of who gets the parcel.'),
  line1: needed('Enter the street and number.'),
  city: needed('Enter the city.'),
  country: (text) => (isCountryCode(text) ? null : 'Choose a country from the list.'),
  state: (text, american) => (american && foldState(text) === null ? 'Choose a state from the list.' : null),
  postalCode: (text, american) => {
    if (!american || ZIP.test(text)) return null;
    return text === '' ? 'Enter the zip code.' : `A zip code has 5 digits, as 98104, or 9, as 98104-2205. You typed "${text}".`;
  },
  phone: (text) => (text === '' || /\d/.test(text) ? null : `A phone number has digits. You typed "${text}".`),
};

/** Reads the posted fields; every fault says what is expected, and repeats what was typed where that helps. */
export function readAddressForm(field: (name: string) => string): { typed: TypedAddress; reading: AddressReading } {
  const names = Object.keys(LONGEST) as AddressField[];
  const typed = Object.fromEntries(names.map((name) => [name, plain(field(name))])) as Record<AddressField, string>;
  const faults = findFaults(typed);
  if (faults.length > 0) return { typed, reading: { state: 'faults', faults } };
  const address = addressOf(typed);
  const doubts = findDoubts(address.shipTo);
  return { typed, reading: doubts.length === 0 ? { state: 'read', address } : { state: 'doubt', address, faults: doubts } };
}

/** The fields of an address as they are shown again; of a preset one what the cart says of it. */
export function typedAddress(shipTo: PresetAddress | undefined, buyer: Buyer | undefined): TypedAddress {
  const country = shipTo?.country ?? 'US';
  const state = shipTo?.state ?? '';
  const american = country === 'US';
  return {
    email: buyer?.email ?? '',
    name: shipTo?.name ?? buyer?.name ?? '',
    line1: shipTo?.line1 ?? '',
    line2: shipTo?.line2 ?? '',
    line3: shipTo?.line3 ?? '',
    city: shipTo?.city ?? '',
    state: american ? (foldState(state) ?? '') : '',
    region: american ? '' : state,
    postalCode: shipTo?.postalCode ?? '',
    country,
    phone: shipTo?.phone ?? buyer?.phone ?? '',
  };
}

function findFaults(typed: TypedAddress): FieldFault[] {
  const american = typed.country === 'US';
  return (Object.keys(LONGEST) as AddressField[]).flatMap((field) => {
    const [text, most] = [typed[field], LONGEST[field]];
    const message =
      text.length > most
        ? `This takes at most ${most} characters, and ${text.length} were typed.`
        : (CHECKS[field]?.(text, american) ?? null);
    return message === null ? [] : [{ field, message }];
  });
}

/** A zip that its state does not have: one of the two is probably a slip. */
function findDoubts({ country, state = '', postalCode = '' }: ShipTo): FieldFault[] {
  if (country !== 'US' || zipFitsState(postalCode.slice(0, 5), state)) return [];
  const home = stateOfZip(postalCode.slice(0, 5));
  const where = home === null ? 'in no state that we know' : `in ${stateName(home)}`;
  return [{ field: 'postalCode', message: `${postalCode} is ${where}, not in ${stateName(state)}.` }];
}

function addressOf(typed: TypedAddress): ReadAddress {
  const american = typed.country === 'US';
  // an API of a shop that posts this form may send the state of any country as `state`
  const state = american ? (foldState(typed.state) ?? '') : typed.region === '' ? typed.state : typed.region;
  const phone = typed.phone === '' ? {} : { phone: typed.phone };
  return {
    buyer: { email: typed.email, name: typed.name, ...phone },
    shipTo: {
      name: typed.name,
      line1: typed.line1,
      ...(typed.line2 === '' ? {} : { line2: typed.line2 }),
      ...(typed.line3 === '' ? {} : { line3: typed.line3 }),
      city: typed.city,
      ...(state === '' ? {} : { state }),
      ...(typed.postalCode === '' ? {} : { postalCode: typed.postalCode }),
      country: typed.country,
      ...phone,
    },
  };
}

/** One line without control characters and what XML cannot carry: the address goes into the request to the shop. */
const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '')
    .trim();
