import type { Dialect } from '../../src/core/cart.js';
import type { Tables } from '../../src/core/tables.js';
import { encodeCalculationRefusal, encodeCalculationResponse } from '../../src/wire/calculation.js';
import { readCallbackAnswer } from '../../src/wire/callback-answer.js';
import type { CallbackExpectation, CallbackReading } from '../../src/wire/callback-types.js';
import { writeCallbackAnswer } from '../../src/wire/envelope.js';
import { bodySignatureHeaders, signBytes } from '../../src/wire/signature.js';
import { loadSchemas } from '../../src/wire/xml.js';
import {
  ALL_TABLES,
  answeredItem,
  answerXml,
  cartXml,
  expectationOf,
  goodOf,
  itemXml,
  KEY_ID,
  postAnswer,
  questionOf,
  SECRET,
  SHIPPING,
  signedAnswer,
  TAX,
  TIMESTAMP,
  UUID,
} from '../support/merchant-callback.js';

const ALL = ['2008-06-15', '2008-08-29', '2008-11-30', '2009-05-15'] as const;

beforeAll(loadSchemas);

const expected = (more: Partial<CallbackExpectation> = {}): CallbackExpectation =>
  expectationOf(questionOf(cartXml('2009-05-15')), more);
const read = (xml: string, more: Partial<CallbackExpectation> = {}): CallbackReading =>
  readCallbackAnswer(signedAnswer(xml), expected(more));
const GOOD = answerXml({ namespace: '2009-05-15' });
const rulesOf = (reading: CallbackReading): string[] => goodOf(reading).warnings.map(({ rule }) => rule);

const zip = { kind: 'zip', low: 98104, high: 98104 } as const;
/** What ALL_TABLES says. */
const TABLES: Tables = {
  taxTables: [{ id: 't', rules: [{ rate: 65_000_000n, shippingTaxed: true, region: zip, regionText: 'zip 98104' }] }],
  promotions: [],
  shippingMethods: [
    {
      id: 'std',
      serviceLevel: 'Standard',
      label: 'Standard',
      perPound: null,
      perItem: null,
      perShipment: 499n,
      included: [{ kind: 'predefined', name: 'USAll' }],
      excluded: [],
      poBoxes: null,
    },
  ],
};
const LINE = { taxTableId: 't', shippingMethodIds: ['std'] };

test.each(ALL)('an answer in %s gives its tables and what each line names', (namespace) => {
  const question = questionOf(cartXml(namespace));
  const reading = goodOf(readCallbackAnswer(signedAnswer(answerXml({ namespace })), expectationOf(question)));
  expect(reading.source.tables).toEqual(TABLES);
  expect([...reading.source.lines]).toEqual([
    ['1', LINE],
    ['2', LINE],
  ]);
  expect(reading.items).toEqual(question.items);
  expect(reading.warnings).toEqual([]);
});

describe('an answer as other plug-ins write it is read', () => {
  const signature = encodeURIComponent(signBytes(SECRET, GOOD));
  const withPlus = encodeURIComponent(GOOD).replaceAll('%20', '+');

  test.each([
    [
      'with the key id first and not encoded',
      `aws-access-key-id=${KEY_ID}&order-calculations-response=${encodeURIComponent(GOOD)}&Signature=${signature}`,
      [],
    ],
    ['with + for blanks', `order-calculations-response=${withPlus}&Signature=${signature}&aws-access-key-id=${KEY_ID}`, []],
    ['without a key id', `order-calculations-response=${withPlus}&Signature=${signature}`, []],
    ['with a field more', `order-calculations-response=${withPlus}&Signature=${signature}&debug=1`, []],
    [
      'behind a byte order mark and before line breaks',
      `\uFEFF\r\nSignature=${signature}&order-calculations-response=${withPlus}\r\n\r\n`,
      ['tolerance-around-form'],
    ],
    [
      'with the id of another key',
      `order-calculations-response=${withPlus}&Signature=${signature}&aws-access-key-id=OTHER`,
      ['answer-key-other'],
    ],
  ])('%s', (_what, body, rules) => {
    expect(rulesOf(readCallbackAnswer(postAnswer(body), expected()))).toEqual(rules);
  });

  test('with a + of the signature that was decoded once too often', () => {
    // a white-space search until the signature has a plus: the vector is found, never assumed
    const xml = Array.from({ length: 200 }, (_, index) => GOOD + ' '.repeat(index)).find((text) =>
      signBytes(SECRET, text).includes('+'),
    )!;
    const body = `order-calculations-response=${encodeURIComponent(xml)}&Signature=${signBytes(SECRET, xml).replaceAll('=', '%3D')}`;
    expect(rulesOf(readCallbackAnswer(postAnswer(body), expected()))).toEqual(['tolerance-blank-in-base64']);
  });

  test('with CRLF and a byte order mark before its XML', () => {
    const xml = `\uFEFF<?xml version="1.0"?>\r\n${GOOD.replaceAll('><', '>\r\n\t<')}\r\n`;
    expect(goodOf(read(xml)).source.tables).toEqual(TABLES);
  });

  test('with white space around ids', () => {
    const items = answeredItem(' MUG-1\n') + answeredItem('TEE-M ');
    expect(rulesOf(read(answerXml({ namespace: '2009-05-15', items, address: '\njklmnopqrs ' })))).toEqual([]);
  });

  test('with a prefix', () => {
    const xml = GOOD.replace(/<(\/?)(?=[A-Z])/g, '<$1cba:').replace(' xmlns=', ' xmlns:cba=');
    expect(goodOf(read(xml)).source.tables).toEqual(TABLES);
  });

  test('with empty PromotionIds, a FixedAmountDiscount of 0 and tables out of order', () => {
    const none = '<PromotionIds><PromotionId></PromotionId></PromotionIds>';
    const items = answeredItem('MUG-1', '2009-05-15', `${none}<TaxTableId>t</TaxTableId>`) + answeredItem('TEE-M');
    const zero =
      '<Promotions><Promotion><PromotionId>none</PromotionId><Benefit><FixedAmountDiscount><Amount>0</Amount><CurrencyCode>USD</CurrencyCode></FixedAmountDiscount></Benefit></Promotion></Promotions>';
    const reading = goodOf(read(answerXml({ namespace: '2009-05-15', items, tables: SHIPPING + zero + TAX })));
    expect(reading.source.tables.promotions).toEqual([{ id: 'none', description: '', benefit: { kind: 'amount', amount: 0n } }]);
    expect(reading.source.lines.get('1')).toEqual({ taxTableId: 't' });
    expect(reading.warnings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['tolerance-order', 'tolerance-empty-promotion-id', 'tolerance-amount']),
    );
  });
});

describe('CartTaxAmounts', () => {
  const amount = '<Amount>2.96</Amount><CurrencyCode>USD</CurrencyCode>';
  const taxed = (inside: string): Tables =>
    goodOf(
      read(
        answerXml({
          namespace: '2009-05-15',
          items: answeredItem('MUG-1', '2009-05-15', '') + answeredItem('TEE-M', '2009-05-15', ''),
          tables: `<Promotions/>${SHIPPING}${inside}`,
        }),
      ),
    ).source.tables;

  test('are taxes of their own, by method, by level or for all', () => {
    const entry = (by: string): string => `<CartTaxAmount>${by}<TaxAmount>${amount}</TaxAmount></CartTaxAmount>`;
    const tables = taxed(
      `<CartTaxAmounts>${entry('<ShippingMethodId>std</ShippingMethodId>')}${entry('<ServiceLevel>TwoDay</ServiceLevel>')}${entry('')}</CartTaxAmounts>`,
    );
    expect(tables.taxTables).toBeUndefined();
    expect(tables.cartTaxAmounts).toEqual([
      { shippingMethodId: 'std', amount: 296n },
      { serviceLevel: 'TwoDay', amount: 296n },
      { amount: 296n },
    ]);
  });

  test.each([
    ['alone', `<CartTaxAmount>${amount}</CartTaxAmount>`, 2],
    ['in its list', `<CartTaxAmounts><CartTaxAmount>${amount}</CartTaxAmount></CartTaxAmounts>`, 1],
  ])('with a bare CartTaxAmount, %s, are read with a warning', (_what, inside, warnings) => {
    expect(taxed(inside).cartTaxAmounts).toEqual([{ amount: 296n }]);
    const xml = answerXml({ namespace: '2009-05-15', tables: `${ALL_TABLES}${inside}` });
    expect(rulesOf(read(xml))).toEqual(Array.from({ length: warnings }, () => 'tolerance-bare-cart-tax'));
  });

  test('with a bare amount keep the method that it is for', () => {
    const inside = `<CartTaxAmounts><CartTaxAmount><ShippingMethodId>std</ShippingMethodId>${amount}</CartTaxAmount></CartTaxAmounts>`;
    expect(taxed(inside).cartTaxAmounts).toEqual([{ shippingMethodId: 'std', amount: 296n }]);
  });

  test('are no element of 2008-11-30', () => {
    const xml = answerXml({ namespace: '2008-11-30', tables: `${ALL_TABLES}<CartTaxAmount>${amount}</CartTaxAmount>` });
    const reading = goodOf(readCallbackAnswer(signedAnswer(xml), expectationOf(questionOf(cartXml('2008-11-30')))));
    expect(reading.source.tables).toEqual(TABLES);
    expect(reading.warnings.map(({ rule }) => rule)).toEqual(['tolerance-later-element']);
  });
});

describe('kinds', () => {
  test('that were not asked for are ignored with a warning, even where their ids lead nowhere', () => {
    const asked = { tax: false, promotions: false, shipping: true };
    const items = answeredItem('MUG-1').replace('>t<', '>nowhere<') + answeredItem('TEE-M');
    const reading = goodOf(
      read(answerXml({ namespace: '2009-05-15', items, tables: `${ALL_TABLES}<CartPromotionId>nowhere</CartPromotionId>` }), {
        asked,
      }),
    );
    expect(reading.source.tables).toEqual({ shippingMethods: TABLES.shippingMethods });
    expect(reading.source.lines.get('1')).toEqual({ shippingMethodIds: ['std'] });
    expect(reading.warnings.map(({ rule, path }) => `${rule} ${path!}`)).toEqual([
      'kind-not-asked TaxTables',
      'kind-not-asked Promotions',
    ]);
  });

  test('of which none was asked for need no tables', () => {
    const xml = answerXml({
      namespace: '2009-05-15',
      items: answeredItem('MUG-1', '2009-05-15', '') + answeredItem('TEE-M', '2009-05-15', ''),
      tables: '',
    });
    expect(goodOf(read(xml, { asked: { tax: false, promotions: false, shipping: false } })).source.tables).toEqual({});
  });

  test('are there where their element is there and empty: empty ShippingMethods refuse the address later', () => {
    const xml = answerXml({
      namespace: '2009-05-15',
      items: answeredItem('MUG-1', '2009-05-15', '') + answeredItem('TEE-M', '2009-05-15', ''),
      tables: '<TaxTables/><Promotions/><ShippingMethods/>',
    });
    expect(goodOf(read(xml)).source.tables).toEqual({ taxTables: [], promotions: [], shippingMethods: [] });
  });
});

test('a line that names no tax table beside lines that do is told', () => {
  const items =
    answeredItem('MUG-1') +
    answeredItem('TEE-M', '2009-05-15', '<ShippingMethodIds><ShippingMethodId>std</ShippingMethodId></ShippingMethodIds>');
  expect(rulesOf(read(answerXml({ namespace: '2009-05-15', items })))).toEqual(['item-untaxed']);
});

describe('lines that share a SKU in an older cart', () => {
  const cart = `<Items>${itemXml('A', '1.00')}${itemXml('B', '1.00')}${itemXml('A', '2.00')}</Items>`;
  const linesOf = (...items: string[]): [string, unknown][] => {
    const xml = answerXml({ namespace: '2008-11-30', items: items.join('') });
    return [
      ...goodOf(readCallbackAnswer(signedAnswer(xml), expectationOf(questionOf(cartXml('2008-11-30', cart))))).source.lines,
    ];
  };
  const b = answeredItem('B', '2008-11-30');

  test('are answered once for all', () => {
    expect(linesOf(answeredItem('A', '2008-11-30'), b)).toEqual([
      ['1', LINE],
      ['2', LINE],
      ['3', LINE],
    ]);
  });

  test('or once each, in their order', () => {
    expect(linesOf(answeredItem('A', '2008-11-30'), b, answeredItem('A', '2008-11-30', ''))).toEqual([
      ['1', LINE],
      ['2', LINE],
      ['3', {}],
    ]);
  });
});

test('an answer without a signature is read with a warning where none is required', () => {
  const body = `order-calculations-response=${encodeURIComponent(GOOD)}&Signature=`;
  expect(rulesOf(readCallbackAnswer(postAnswer(body), expected({ signatureRequired: false })))).toEqual(['answer-unsigned']);
});

test('a body signature is verified over the raw body with UUID and Timestamp of the request', () => {
  const { body } = signedAnswer(GOOD);
  // 2026-01-15T09:30:00Z is 1,768,469,400 s after 1970
  const headers = bodySignatureHeaders(SECRET, { id: UUID, timestampSeconds: 1_768_469_400, body });
  const answer = { body, contentType: '', headers };
  expect(readCallbackAnswer(answer, expected())).toMatchObject({ ok: true });
  expect(readCallbackAnswer(answer, expected({ uuid: 'another' }))).toMatchObject({ cause: 'signature-mismatch' });
  expect(readCallbackAnswer(answer, expected({ timestamp: TIMESTAMP.replace('09:30:00', '09:30:01') }))).toMatchObject({
    cause: 'signature-mismatch',
  });
});

test('a body signature covers the line break behind the form too', () => {
  const body = Buffer.concat([Buffer.from(signedAnswer(GOOD).body), Buffer.from('\n')]);
  const headers = bodySignatureHeaders(SECRET, { id: UUID, timestampSeconds: 1_768_469_400, body });
  expect(rulesOf(readCallbackAnswer({ body, contentType: '', headers }, expected()))).toEqual(['tolerance-around-form']);
});

test('INVALID_SHIPPING_ADDRESS refuses the address with its message', () => {
  const xml = encodeCalculationRefusal('2009-05-15', 'INVALID_SHIPPING_ADDRESS', 'We do not ship to & from there.');
  expect(read(xml)).toEqual({ ok: false, kind: 'address-refused', message: 'We do not ship to & from there.', warnings: [] });
});

describe.each(['2009-05-15', '2008-11-30'] as const)(
  'what our own processor answers in %s is read back to equal tables',
  (namespace: Dialect) => {
    const said = {
      orders: [
        {
          items: [
            { itemId: '1', taxTableId: 'tax-1', promotionId: 'line-1', shippingMethodIds: ['standard', 'two-day'] },
            { itemId: '2', taxTableId: 'tax-2', shippingMethodIds: ['standard', 'two-day'] },
          ],
        },
      ],
      taxTables: [
        { id: 'tax-1', rate: '0.08875', shippingTaxed: true, region: { kind: 'zip', zip: '98104-1234' } },
        { id: 'tax-2', rate: '0', shippingTaxed: false, region: { kind: 'zip', zip: '98104-1234' } },
      ],
      promotions: [{ id: 'line-1', description: 'Ten & off', benefit: { kind: 'amount', amount: '12.15' } }],
      shippingMethods: [
        {
          id: 'standard',
          serviceLevel: 'Standard',
          label: 'Slow',
          weightBased: '0.9905',
          itemQuantityBased: '1',
          shipmentBased: '4.99',
          region: { kind: 'state', state: 'WA' },
          poBoxes: true,
        },
        {
          id: 'two-day',
          serviceLevel: 'TwoDay',
          label: 'Fast',
          shipmentBased: '0.00',
          region: { kind: 'country', country: 'CA' },
          poBoxes: false,
        },
      ],
      cartTaxAmounts: [{ shippingMethodId: 'standard', serviceLevel: 'Standard', amount: '3.05' }],
    } as const;
    const xml = encodeCalculationResponse({
      namespace,
      currency: 'USD',
      orders: [
        {
          addressId: 'jklmnopqrs',
          items: [
            { itemId: '1', wireId: 'MUG-1' },
            { itemId: '2', wireId: 'TEE-M' },
          ],
        },
      ],
      said,
    });
    const late = namespace === '2009-05-15';

    test('without a warning', () => {
      const body = writeCallbackAnswer({ xml, signature: signBytes(SECRET, xml), keyId: KEY_ID });
      const reading = goodOf(readCallbackAnswer(postAnswer(body), expectationOf(questionOf(cartXml(namespace)))));
      expect(reading.warnings).toEqual([]);
      expect([...reading.source.lines]).toEqual([
        ['1', { taxTableId: 'tax-1', promotionId: 'line-1', shippingMethodIds: ['standard', 'two-day'] }],
        ['2', { taxTableId: 'tax-2', shippingMethodIds: ['standard', 'two-day'] }],
      ]);
      expect(reading.source.tables).toEqual({
        taxTables: [
          // 0.08875 is 88,750,000 of 10^9
          { id: 'tax-1', rules: [{ rate: 88_750_000n, shippingTaxed: true, region: zip, regionText: 'zip 98104-1234' }] },
          { id: 'tax-2', rules: [{ rate: 0n, shippingTaxed: false, region: zip, regionText: 'zip 98104-1234' }] },
        ],
        promotions: [{ id: 'line-1', description: 'Ten & off', benefit: { kind: 'amount', amount: 1215n } }],
        shippingMethods: [
          {
            id: 'standard',
            serviceLevel: 'Standard',
            label: late ? 'Slow' : 'Standard',
            // 0.9905 a pound is 9905 ten-thousandths
            perPound: 9905n,
            perItem: 100n,
            perShipment: 499n,
            included: [{ kind: 'state', state: 'WA' }],
            excluded: [],
            poBoxes: late ? null : true,
          },
          {
            id: 'two-day',
            serviceLevel: 'TwoDay',
            label: late ? 'Fast' : 'TwoDay',
            perPound: null,
            perItem: null,
            perShipment: 0n,
            included: [{ kind: 'country', country: 'CA' }],
            excluded: [],
            poBoxes: late ? null : false,
          },
        ],
        ...(late ? { cartTaxAmounts: [{ shippingMethodId: 'standard', serviceLevel: 'Standard', amount: 305n }] } : {}),
      });
    });
  },
);
