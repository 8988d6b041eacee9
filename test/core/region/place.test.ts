import type { Destination } from '../../../src/core/cart.js';
import { readPlace } from '../../../src/core/region/place.js';
import { foldState, foldText } from '../../../src/core/states.js';
import { stateOfZip, zipFitsState } from '../../../src/core/region/zip-states.js';

describe('states', () => {
  test.each([
    ['WA', 'WA'],
    ['wa', 'WA'],
    ['Wa.', 'WA'],
    ['W.A.', 'WA'],
    [' washington ', 'WA'],
    ['Washington, D.C.', 'DC'],
    ['D.C.', 'DC'],
    ['N. Y.', 'NY'],
    ['new  york', 'NY'],
    ['Puerto Rico', 'PR'],
    ['U.S. Virgin Islands', 'VI'],
    ['AE', 'AE'],
    ['Bayern', null],
    ['XX', null],
    ['constructor', null],
  ])('%j is %s', (text, code) => {
    expect(foldState(text)).toBe(code);
  });

  test('text is folded to capitals without dots', () => {
    expect(foldText('  Nordrhein-Westfalen. ')).toBe('NORDRHEIN-WESTFALEN');
  });

  test.each([
    ['98104', 'WA'],
    ['00501', 'NY'],
    ['00901', 'PR'],
    ['00802', 'VI'],
    ['02108', 'MA'],
    ['06390', 'NY'],
    ['06510', 'CT'],
    ['09012', 'AE'],
    ['20001', 'DC'],
    ['20101', 'VA'],
    ['34002', 'AA'],
    ['73301', 'TX'],
    ['83414', 'ID'],
    ['88510', 'TX'],
    ['96201', 'AP'],
    ['96701', 'HI'],
    ['96799', 'AS'],
    ['96910', 'GU'],
    ['96950', 'MP'],
    ['96960', 'MH'],
    ['99501', 'AK'],
    ['00000', null],
  ])('%s lies in %s', (zip, code) => {
    expect(stateOfZip(zip)).toBe(code);
  });

  test('a zip fits every state that shares its first three digits', () => {
    expect(zipFitsState('83414', 'WY')).toBe(true);
    expect(zipFitsState('98104', 'OR')).toBe(false);
    expect(zipFitsState('00001', 'OR')).toBe(true); // never given out: nothing to contradict
  });
});

describe('a place', () => {
  const cases: [name: string, destination: Destination, expected: object | null][] = [
    [
      'zip and state',
      { state: 'WA', postalCode: '98104', country: 'US' },
      { country: 'US', state: 'WA', zip: 98104, said: { kind: 'zip', zip: '98104' } },
    ],
    [
      'ZIP+4 verbatim',
      { postalCode: '98104-1234', country: 'US' },
      { state: 'WA', zip: 98104, said: { kind: 'zip', zip: '98104-1234' } },
    ],
    [
      'nine digits',
      { postalCode: '021081234', country: 'US' },
      { state: 'MA', zip: 2108, said: { kind: 'zip', zip: '021081234' } },
    ],
    [
      'a full state name',
      { state: 'Washington', country: 'USA' },
      { country: 'US', state: 'WA', zip: -1, said: { kind: 'state', state: 'WA' } },
    ],
    [
      'a territory by country',
      { country: 'PR', state: 'San Juan', postalCode: '00901' },
      { country: 'US', state: 'PR', zip: 901 },
    ],
    ['a territory by country alone', { country: 'GU' }, { country: 'US', state: 'GU', said: { kind: 'state', state: 'GU' } }],
    [
      'a country of its own',
      { country: 'US', state: 'PW', postalCode: '96940' },
      { country: 'PW', state: null, zip: -1, said: { kind: 'zip', zip: '96940' } },
    ],
    [
      'UK',
      { country: 'UK', postalCode: 'sw1a 1aa' },
      { country: 'GB', state: null, zip: -1, postalCode: 'SW1A1AA', said: { kind: 'country', country: 'UK' } },
    ],
    [
      'a German zip',
      { country: 'DE', state: 'Bayern', postalCode: '80331' },
      { country: 'DE', state: null, zip: -1, stateText: 'BAYERN', said: { kind: 'country', country: 'DE' } },
    ],
    [
      'AU with a state and a zip that look American',
      { country: 'AU', state: 'CA', postalCode: '94107' },
      { country: 'AU', state: null, zip: -1 },
    ],
    ['no country, American state', { state: 'Oregon' }, { country: 'US', state: 'OR' }],
    ['no country, American zip', { postalCode: '97201' }, { country: 'US', state: 'OR' }],
    ['no country, nothing American', { state: 'Bayern', postalCode: 'D-80331' }, null],
    ['nothing', {}, null],
    ['blanks only', { country: ' ', state: '', postalCode: '  ' }, null],
    ['US alone', { country: 'US' }, { country: 'US', state: null, zip: -1, said: { kind: 'country', country: 'US' } }],
    [
      'a postal code that is no zip',
      { country: 'US', state: 'WA', postalCode: 'ABC' },
      { state: 'WA', zip: -1, said: { kind: 'state', state: 'WA' } },
    ],
  ];
  test.each(cases)('%s', (_, destination, expected) => {
    const place = readPlace(destination);
    if (expected === null) expect(place).toBeNull();
    else expect(place).toMatchObject(expected);
  });

  test('names a state that its zip contradicts, and a state that does not exist', () => {
    expect(readPlace({ state: 'OR', postalCode: '98104', country: 'US' })).toMatchObject({
      state: 'OR',
      zip: 98104,
      stateAgainstZip: true,
      warnings: [{ rule: 'state-zip-conflict', severity: 'warning' }],
    });
    expect(readPlace({ state: 'Wash', postalCode: '98104', country: 'US' })).toMatchObject({
      state: 'WA',
      warnings: [{ rule: 'state-unknown' }],
    });
  });

  test.each<[string, boolean]>([
    ['PO Box 45', true],
    ['P.O. Box 45', true],
    ['p o box 45', true],
    ['POBox45', true],
    ['P. O. BOX A', true],
    ['Suite 4, P.O.Box 12', true],
    ['POB 45', true],
    ['P.O.B. 45', true],
    ['Post Office Box 45', true],
    ['Postal Box 3', true],
    ['PSC 3 Box 1234, APO AE', true],
    ['12 Main Street PMB 45', false],
    ['RR 2 Box 15', false],
    ['12 Boxwood Lane', false],
    ['12 Po Boxwood Lane', false],
    ['12 Pobst Road', false],
    ['Depot Box Street 9', false],
  ])('%s is a PO box: %s', (line, poBox) => {
    for (const key of ['line1', 'line2', 'line3']) expect(readPlace({ country: 'US', [key]: line })?.poBox).toBe(poBox);
  });

  test('military mail is a PO box by its state, its zip or its city', () => {
    expect(readPlace({ country: 'US', state: 'AE', postalCode: '09012' })?.poBox).toBe(true);
    expect(readPlace({ country: 'US', postalCode: '96201' })?.poBox).toBe(true);
    for (const city of ['APO', 'fpo', 'D.P.O.']) expect(readPlace({ country: 'US', city })?.poBox).toBe(true);
    expect(readPlace({ country: 'US', city: 'Apopka', state: 'FL' })?.poBox).toBe(false);
  });
});
