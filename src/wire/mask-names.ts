import type { MaskSpan } from '../core/exchange.js';
import type { Span } from './mask-paint.js';

/** Fields that hold what must not be stored, by their name in lower case without `_`, `-` and digits' separators. */
const FIELDS: Readonly<Record<string, MaskSpan['what']>> = {
  addressfieldone: 'street',
  addressfieldtwo: 'street',
  addressfieldthree: 'street',
  line1: 'street',
  line2: 'street',
  line3: 'street',
  address1: 'street',
  address2: 'street',
  street: 'street',
  streetaddress: 'street',
  phone: 'phone',
  phonenumber: 'phone',
  buyerphonenumber: 'phone',
  email: 'e-mail',
  emailaddress: 'e-mail',
  buyeremail: 'e-mail',
  buyeremailaddress: 'e-mail',
  buyername: 'name',
  recipientname: 'name',
  fullname: 'name',
  firstname: 'name',
  lastname: 'name',
  cardnumber: 'card number',
  creditcardnumber: 'card number',
  cvv: 'card number',
  cvc: 'card number',
  securitycode: 'card number',
  password: 'secret',
  secret: 'secret',
  secretaccesskey: 'secret',
  authorization: 'secret',
  sessionid: 'session',
  cookie: 'session',
};
/** A map: of an object every name would be asked that all objects have, `constructor` for one. */
export const KNOWN_FIELDS: ReadonlyMap<string, MaskSpan['what']> = new Map(Object.entries(FIELDS));
/** Where a bare `Name` is a person's. */
export const PEOPLE = new Set(['shippingaddress', 'billingaddress', 'address', 'buyer', 'recipient', 'customer', 'shipto']);

/** By length and first letter of a name as it is compared: 1 where a known one has them, which tells nearly every other at a glance. */
const SHAPES = new Uint8Array(40 * 256);
for (const name of [...KNOWN_FIELDS.keys(), ...PEOPLE, 'name']) SHAPES[shapeOf(name.length, name.charCodeAt(0))] = 1;

/** Whether a known name has this length and this first letter; of a name without `_` and `-`. */
export const isKnownShape = (length: number, firstLetter: number): boolean => SHAPES[shapeOf(length, firstLetter)] === 1;

function shapeOf(length: number, firstLetter: number): number {
  return length * 256 + (firstLetter | 0x20);
}

/** The value of a form field with a known name. */
export function findFieldValue(fieldName: string, raw: string): Span[] {
  const what = KNOWN_FIELDS.get(plainName(fieldName));
  const spans: Span[] = [];
  if (what !== undefined) pushTrimmed(raw, { start: 0, end: raw.length, what }, spans);
  return spans;
}

/** What a field of this name holds; `inPerson` where it stands inside an address or a buyer. */
export function whatIs(plain: string, inPerson: boolean): Span['what'] | undefined {
  return KNOWN_FIELDS.get(plain) ?? (plain === 'name' && inPerson ? 'name' : undefined);
}

/** Names compare without case, `_` and `-`. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

/** Without the white space around the value; nothing if there is only white space. */
export function pushTrimmed(text: string, part: { start: number; end: number; what: Span['what'] }, into: Span[]): void {
  const raw = text.slice(part.start, part.end);
  const value = raw.trim();
  if (value === '') return;
  const start = part.start + raw.length - raw.trimStart().length;
  into.push({ start, end: start + value.length, what: part.what, value });
}
