import { readCallbackAnswer } from '../../src/wire/callback-answer.js';
import type { CallbackExpectation, CallbackReading } from '../../src/wire/callback-types.js';
import { loadSchemas } from '../../src/wire/xml.js';
import {
  ALL_TABLES,
  answerXml,
  cartXml,
  expectationOf,
  goodOf,
  itemXml,
  MERCHANT,
  questionOf,
  signedAnswer,
} from '../support/merchant-callback.js';

beforeAll(loadSchemas);

const METHODS = '<ShippingMethodIds><ShippingMethodId>std</ShippingMethodId></ShippingMethodIds>';
const remove = (sku: string): string => `<UpdatedCartItem><SKU>${sku}</SKU><UpdateType>REMOVE</UpdateType></UpdatedCartItem>`;
/** A line to add; the parts are those of an Item. */
const add = (
  sku: string,
  more: { price?: string; quantity?: string; merchant?: string; tables?: string; currency?: string } = {},
): string =>
  `<UpdatedCartItem><SKU>${sku}</SKU><MerchantId>${more.merchant ?? MERCHANT}</MerchantId><Title>${sku}</Title>` +
  `<Price><Amount>${more.price ?? '1.00'}</Amount><CurrencyCode>${more.currency ?? 'USD'}</CurrencyCode></Price><Quantity>${more.quantity ?? '1'}</Quantity>` +
  `${more.tables ?? METHODS}<UpdateType>ADD</UpdateType></UpdatedCartItem>`;

function read(updates: string, more: Partial<CallbackExpectation> = {}): CallbackReading {
  const xml = answerXml({ namespace: '2009-05-15', updates: `<UpdatedCartItems>${updates}</UpdatedCartItems>` });
  return readCallbackAnswer(signedAnswer(xml), expectationOf(questionOf(cartXml('2009-05-15')), more));
}
const skusOf = (updates: string): string[] => goodOf(read(updates)).items.map(({ sku }) => sku);

test('a shop that has no rates states its tax as a line of its own', () => {
  // as CSC writes it: the line of the last answer is removed, though no request ever has it, and a new one is added
  const reading = goodOf(read(remove('taxes') + add('taxes', { price: '2.31' })));
  expect(reading.items.map(({ id, sku }) => [id, sku])).toEqual([
    ['1', 'MUG-1'],
    ['2', 'TEE-M'],
    ['added-1', 'taxes'],
  ]);
  expect(reading.items[2]).toEqual({
    id: 'added-1',
    sku: 'taxes',
    merchantId: MERCHANT,
    title: 'taxes',
    price: 2_310_000n,
    quantity: 1,
    shippingMethodIds: ['std'],
  });
  expect(reading.source.lines.get('added-1')).toEqual({ shippingMethodIds: ['std'] });
  expect(reading.warnings).toEqual([]);
});

describe('updates', () => {
  test('remove before they add, whatever their place', () => {
    expect(skusOf(add('MUG-1', { quantity: '3' }) + remove('MUG-1'))).toEqual(['TEE-M', 'MUG-1']);
    expect(goodOf(read(add('MUG-1', { quantity: '3' }) + remove('MUG-1'))).items[1]?.quantity).toBe(3);
  });

  test('take a removed line out of what names tables', () => {
    expect([...goodOf(read(remove(' MUG-1'))).source.lines.keys()]).toEqual(['2']);
  });

  test('add a line beside one of the same SKU', () => {
    expect(skusOf(add('TEE-M'))).toEqual(['MUG-1', 'TEE-M', 'TEE-M']);
  });

  test('may replace the whole cart', () => {
    expect(skusOf(remove('MUG-1') + remove('TEE-M') + add('BUNDLE'))).toEqual(['BUNDLE']);
  });

  test('name the same methods in any order and as often as they like', () => {
    expect(
      skusOf(
        add('X', {
          tables: METHODS.replace('</ShippingMethodIds>', '<ShippingMethodId>std</ShippingMethodId></ShippingMethodIds>'),
        }),
      ),
    ).toHaveLength(3);
  });

  test('name no methods where shipping is not asked for', () => {
    expect(
      goodOf(read(add('X', { tables: '' }), { asked: { tax: true, promotions: true, shipping: false } })).items,
    ).toHaveLength(3);
  });

  test('may name methods that nothing defines where shipping is not asked for', () => {
    const tables = '<ShippingMethodIds><ShippingMethodId>nowhere</ShippingMethodId></ShippingMethodIds>';
    const reading = goodOf(read(add('X', { tables }), { asked: { tax: true, promotions: true, shipping: false } }));
    expect(reading.source.lines.get('added-1')).toEqual({});
  });

  test('give their lines ids that no line of the cart has', () => {
    const { items } = expectationOf(questionOf(cartXml('2009-05-15')));
    const taken = items.map((entry) => ({ ...entry, item: { ...entry.item, id: `added-${entry.item.id}` } }));
    expect(goodOf(read(add('X'), { items: taken })).items.map(({ id }) => id)).toEqual(['added-1', 'added-2', 'added--1']);
  });

  test('are no element of 2008-11-30: ignored with a warning', () => {
    const xml = answerXml({ namespace: '2008-11-30', updates: `<UpdatedCartItems>${remove('MUG-1')}</UpdatedCartItems>` });
    const reading = goodOf(readCallbackAnswer(signedAnswer(xml), expectationOf(questionOf(cartXml('2008-11-30')))));
    expect(reading.items).toHaveLength(2);
    expect(reading.warnings.map(({ rule }) => rule)).toEqual(['tolerance-later-element']);
  });
});

describe('updates-invalid is the cause of', () => {
  test.each([
    ['an unknown UpdateType', add('X').replace('ADD', 'UPDATE'), 'update-type', 'UpdateType'],
    ['a missing UpdateType', add('X').replace('<UpdateType>ADD</UpdateType>', ''), 'xsd-missing', 'UpdateType'],
    ['a negative price', add('X', { price: '-1.00' }), 'amount-not-negative', 'Price/Amount'],
    ['a quantity of none', add('X', { quantity: '0' }), 'quantity-positive', 'Quantity'],
    ['another currency', add('X', { currency: 'EUR' }), 'currency-mixed', 'Price/CurrencyCode'],
    ['another merchant', add('X', { merchant: 'A1ANOTHERSHOP1' }), 'item-merchant', 'MerchantId'],
    ['a line without a price', add('X').replace(/<Price>.*<\/Price>/, ''), 'update-incomplete', 'Price'],
    ['a line without a SKU', add('X').replace('<SKU>X</SKU>', ''), 'update-incomplete', 'SKU'],
    ['a removal without a SKU', remove(''), 'update-incomplete', 'SKU'],
    ['a line without the methods of the others', add('X', { tables: '' }), 'update-methods', ''],
    ['a cart beyond 999,999,999.99', add('X', { price: '999999999.00' }), 'amount-limit', 'Price/Amount'],
  ])('%s', (_what, updates, rule, path) => {
    const reading = read(updates);
    if (reading.ok || reading.kind !== 'failed') throw new Error('it was read');
    const at = `Response/CallbackOrders/CallbackOrder[1]/UpdatedCartItems/UpdatedCartItem[1]${path === '' ? '' : `/${path}`}`;
    expect(reading.cause).toBe('updates-invalid');
    expect(reading.faults[0]).toMatchObject({ rule, path: at });
    expect(reading.because).toMatch(
      /^your answer changes the cart in a way that cannot be followed: line 1, column \d+: Response\//,
    );
  });

  test.each([
    ['a cart with nothing left', remove('MUG-1') + remove('TEE-M'), 'nothing is left in the cart'],
    ['a cart of 501 lines', add('X').repeat(499), 'the cart would have 501 lines; at most 500 are handled'],
  ])('%s', (_what, updates, sentence) => {
    const reading = read(updates);
    expect(reading).toMatchObject({ cause: 'updates-invalid', because: expect.stringContaining(sentence) });
  });
});

test('a cart of 500 lines after its updates is read', () => {
  expect(skusOf(add('X').repeat(498))).toHaveLength(500);
});

test('an added line that names a table which is not defined fails by that', () => {
  expect(read(add('X', { tables: `<TaxTableId>nowhere</TaxTableId>${METHODS}` }))).toMatchObject({ cause: 'ids-undefined' });
});

test('the lines of the request are not changed by an answer: the next request is the same', () => {
  const question = questionOf(cartXml('2009-05-15', `<Items>${itemXml('MUG-1', '12.50')}</Items>`));
  const before = JSON.stringify(expectationOf(question).items.map(({ wireId }) => wireId));
  const xml = answerXml({
    namespace: '2009-05-15',
    items: '<CallbackOrderItem><CallbackOrderItemId>MUG-1</CallbackOrderItemId></CallbackOrderItem>',
    updates: `<UpdatedCartItems>${remove('taxes')}${add('taxes', { tables: '' })}</UpdatedCartItems>`,
    tables: ALL_TABLES,
  });
  expect(goodOf(readCallbackAnswer(signedAnswer(xml), expectationOf(question))).items).toHaveLength(2);
  expect(JSON.stringify(expectationOf(question).items.map(({ wireId }) => wireId))).toBe(before);
});
