import { readAddressForm, typedAddress, type AddressReading } from '../../src/checkout/address-form.js';
import { COUNTRIES, STATE_GROUPS } from '../../src/checkout/places.js';
import { ADDRESS } from '../support/buyer.js';

const read = (change: Readonly<Record<string, string>> = {}): AddressReading => {
  const fields: Readonly<Record<string, string>> = { ...ADDRESS, ...change };
  return readAddressForm((name) => fields[name] ?? '').reading;
};
const faultsOf = (change: Readonly<Record<string, string>>): string[] => {
  const reading = read(change);
  return reading.state === 'read' ? [] : reading.faults.map(({ field, message }) => `${field}: ${message}`);
};

describe('The address form', () => {
  test('is read into who the buyer is and where it goes; empty fields are left out', () => {
    expect(read()).toEqual({
      state: 'read',
      address: {
        buyer: { email: 'odalys.f@mail.example', name: 'Odalys Ferrante' },
        shipTo: {
          name: 'Odalys Ferrante',
          line1: '1420 Harbour Steps',
          line2: 'Apt 6',
          city: 'Seattle',
          state: 'WA',
          postalCode: '98101',
          country: 'US',
        },
      },
    });
  });

  test('says what each missing field is for', () => {
    expect(faultsOf({ email: '', name: ' ', line1: '', city: '', state: '', postalCode: '', country: '' })).toEqual([
      'email: Enter an e-mail address: the confirmation goes there.',
      'name: Enter the name of who gets the parcel.',
      'line1: Enter the street and number.',
      'city: Enter the city.',
      'country: Choose a country from the list.',
    ]);
    expect(faultsOf({ state: '', postalCode: '' })).toEqual([
      'state: Choose a state from the list.',
      'postalCode: Enter the zip code.',
    ]);
  });

  test.each([
    'odalys',
    'odalys@mail',
    'a b@mail.example',
    'a@b@mail.example',
    'a@mail.example,b@mail.example',
    '<a@mail.example>',
    // nobody could send a confirmation to these
    'a@mail..example',
    'a@-mail.example',
    `${'a'.repeat(65)}@mail.example`,
  ])('refuses %s as an e-mail address and repeats it', (email) => {
    expect(faultsOf({ email })).toEqual([`email: An e-mail address looks like ann@mail.example. You typed "${email}".`]);
  });

  test.each(['98101', '98101-2205', '981012205', '98101 2205'])('takes the zip %s', (postalCode) => {
    expect(faultsOf({ postalCode })).toEqual([]);
  });

  test.each(['9810', 'ABCDE', '98101-22'])('refuses the zip %s and says what one looks like', (postalCode) => {
    expect(faultsOf({ postalCode })).toEqual([
      `postalCode: A zip code has 5 digits, as 98104, or 9, as 98104-2205. You typed "${postalCode}".`,
    ]);
  });

  test('doubts a zip of another state, and reads the address all the same', () => {
    const reading = read({ postalCode: '97201' });
    expect(reading).toMatchObject({ state: 'doubt', address: { shipTo: { state: 'WA', postalCode: '97201' } } });
    expect(faultsOf({ postalCode: '97201' })).toEqual(['postalCode: 97201 is in Oregon, not in Washington.']);
  });

  test('takes military post and territories without a doubt', () => {
    expect(faultsOf({ state: 'AP', city: 'APO', postalCode: '96301' })).toEqual([]);
    expect(faultsOf({ state: 'PR', city: 'San Juan', postalCode: '00901' })).toEqual([]);
  });

  test('asks for no state and no zip abroad, and takes the region that was typed', () => {
    const reading = read({ country: 'CA', state: 'WA', region: 'British Columbia', postalCode: 'V6B 1A1', city: 'Vancouver' });
    expect(reading).toMatchObject({ state: 'read', address: { shipTo: { state: 'British Columbia', country: 'CA' } } });
    expect(faultsOf({ country: 'IE', state: '', region: '', postalCode: '', city: 'Cork' })).toEqual([]);
  });

  test('makes one line of what carries line breaks, and leaves out what XML cannot carry', () => {
    const reading = read({ line1: '1420 Harbour\r\nSteps\u0000\uffff' });
    expect(reading).toMatchObject({ address: { shipTo: { line1: '1420 Harbour Steps' } } });
  });

  test('says how long a field may be', () => {
    expect(faultsOf({ city: 'x'.repeat(61) })).toEqual(['city: This takes at most 60 characters, and 61 were typed.']);
  });

  test('shows a preset address of the cart with its state as a code, and one abroad with its region', () => {
    expect(typedAddress({ name: 'Ann', state: 'Washington', postalCode: '98104' }, undefined)).toMatchObject({
      name: 'Ann',
      state: 'WA',
      region: '',
      country: 'US',
    });
    expect(typedAddress({ state: 'Ontario', country: 'CA' }, undefined)).toMatchObject({ state: '', region: 'Ontario' });
  });
});

describe('The lists of the address form', () => {
  test('have the United States first and every other country once, by its name', () => {
    expect(COUNTRIES[0]).toEqual({ code: 'US', name: 'United States' });
    // ISO 3166 has 249 codes, and XK for Kosovo is in use besides
    expect(COUNTRIES).toHaveLength(250);
    expect(new Set(COUNTRIES.map(({ code }) => code)).size).toBe(250);
    expect(COUNTRIES[1]).toEqual({ code: 'AF', name: 'Afghanistan' });
  });

  test('have 50 states and the district, six territories and three of military post', () => {
    expect(STATE_GROUPS.map(({ label, states }) => [label, states.length])).toEqual([
      ['States', 51],
      ['Territories', 6],
      ['Military post', 3],
    ]);
    const names = STATE_GROUPS.flatMap(({ states }) => states.map(({ name }) => name));
    expect(names).toContain('District of Columbia');
    expect(names).toContain('US Minor Outlying Islands');
    expect(names).toContain('Armed Forces Pacific');
  });
});
