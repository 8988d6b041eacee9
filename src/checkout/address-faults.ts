import type { Fault } from '../core/fault.js';
import { LONGEST, type AddressField, type AddressReading, type TypedAddress } from './address-form.js';

/** What a field must hold, in words that say nothing of what was typed. */
const EXPECTED: Readonly<Partial<Record<string, string>>> = {
  email: 'an e-mail address with a whole domain',
  name: 'a name',
  line1: 'street and number',
  city: 'a city',
  state: 'a state of the list',
  postalCode: '5 digits, or 9, of the state',
  country: 'a country of the list',
  phone: 'a number with digits',
};

/**
 * The faults of an address for the merchant: what was typed stands in `got` alone, where it is masked by its field. A doubt that
 * the buyer confirmed is a warning.
 */
export function addressFaults(typed: TypedAddress, reading: AddressReading, severity: Fault['severity']): Fault[] {
  if (reading.state === 'read') return [];
  return reading.faults.map(({ field }): Fault => {
    const got = typed[field as AddressField];
    const most = LONGEST[field as AddressField];
    const expected = got.length > most ? `at most ${most} characters` : (EXPECTED[field] ?? 'another value');
    const rule = reading.state === 'doubt' ? 'zip-of-other-state' : `address-${got === '' ? 'missing' : 'wrong'}`;
    return { rule, severity, field, expected, ...(got === '' ? {} : { got }), message: `${field}: expected ${expected}.` };
  });
}
