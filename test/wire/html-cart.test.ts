import { readHtmlCart } from '../../src/wire/html-cart.js';
import type { OrderCart } from '../../src/core/order-cart.js';
import { formFields } from '../support/form-fields.js';

const MERCHANT = 'A1EXAMPLESHOP1';
const ONE = {
  currency_code: 'USD',
  item_merchant_id_1: MERCHANT,
  item_title_1: 'Blue mug',
  item_price_1: '12.50',
  item_quantity_1: '2',
};
const METHOD = {
  shipping_method_service_level_1: 'standard',
  shipping_method_region_1: 'us_all',
  shipping_method_price_type_1: 'weight_based',
  shipping_method_price_per_shipment_amount_1: '4.50',
  shipping_method_price_per_unit_rate_1: '0.99',
};

const read = (values: Readonly<Record<string, string>>): ReturnType<typeof readHtmlCart> =>
  readHtmlCart(formFields(values), { merchantId: MERCHANT });
function take(values: Readonly<Record<string, string>>): OrderCart {
  const reading = read(values);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.cart;
}
const without = (values: Readonly<Record<string, string>>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
const refusal = (values: Readonly<Record<string, string>>): unknown => {
  const reading = read(values);
  return reading.ok ? 'taken' : [reading.code, reading.faults[0]?.field, reading.faults[0]?.rule];
};

describe('an HTML cart', () => {
  test('gives the cart that an XML cart would be, from every field', () => {
    expect(
      take({
        ...ONE,
        aws_access_key_id: 'CWVECTORKEY000000001',
        merchant_signature: 'K5CTeyPcMap4iANANiOrmLLRFZg=',
        item_sku_1: 'MUG-1',
        item_description_1: 'Blue mug, boxed',
        item_weight_1: '.75',
        item_weight_unit_1: 'LB',
        item_category_1: 'Kitchen',
        item_url_1: 'https://shop.example/mug',
        item_image_url_1: 'shop.example/mug.png',
        item_tax_rate_1: '0.101',
        item_tax_state_region_1: 'WA',
        item_promotion_1: '0.15',
        item_promotion_type_1: 'discount_rate',
        'item_1.custom_attribute_2.colour': 'a < b',
        'item_1.custom_attribute_1.size': 'M',
        item_merchant_id_2: MERCHANT,
        item_title_2: 'T-shirt',
        item_price_2: '19.99',
        item_quantity_2: '1',
        item_weight_2: '400',
        weight_unit: 'g',
        tax_rate: '0.0725',
        tax_state_region: 'California',
        is_shipping_taxed: 'yes',
        shipping_method_service_level_1: 'two_day',
        shipping_method_region_1: 'us_continental_48_states',
        shipping_method_price_type_1: 'item_quantity_based',
        shipping_method_price_per_shipment_amount_1: '4.50',
        shipping_method_price_per_unit_rate_1: '1.25',
        cart_promotion_1: '3.00',
        cart_promotion_type_1: 'fixed_amount_off',
        return_url: 'https://shop.example/thanks',
        cancel_url: 'https://shop.example/cart',
        your_account_url: 'https://shop.example/account',
      }),
    ).toEqual({
      form: 'html',
      namespace: null,
      currency: 'USD',
      items: [
        {
          id: '1',
          sku: 'MUG-1',
          merchantId: MERCHANT,
          title: 'Blue mug',
          description: 'Blue mug, boxed',
          price: 12_500_000n,
          quantity: 2,
          weight: { amount: '0.75', unit: 'lb' },
          category: 'Kitchen',
          url: 'https://shop.example/mug',
          imageUrl: 'http://shop.example/mug.png',
          taxTableId: 'item-1',
          promotionId: 'item-1',
          customData:
            '<ItemCustomData xmlns="http://payments.amazon.com/checkout/2009-05-15/">' +
            '<CustomAttribute><Name>size</Name><Value>M</Value></CustomAttribute>' +
            '<CustomAttribute><Name>colour</Name><Value>a &lt; b</Value></CustomAttribute></ItemCustomData>',
        },
        {
          id: '2',
          sku: '',
          merchantId: MERCHANT,
          title: 'T-shirt',
          price: 19_990_000n,
          quantity: 1,
          weight: { amount: '400', unit: 'g' },
        },
      ],
      tables: {
        taxTables: [
          {
            id: 'item-1',
            rules: [{ rate: 101_000_000n, shippingTaxed: true, region: { kind: 'state', state: 'WA' }, regionText: 'WA' }],
          },
        ],
        defaultTaxTable: {
          id: 'default',
          rules: [{ rate: 72_500_000n, shippingTaxed: true, region: { kind: 'state', state: 'CA' }, regionText: 'California' }],
        },
        promotions: [
          { id: 'item-1', description: '', benefit: { kind: 'rate', rate: 150_000_000n } },
          { id: 'cart', description: '', benefit: { kind: 'amount', amount: 300n } },
        ],
        cartPromotionId: 'cart',
        shippingMethods: [
          {
            id: 'method-1',
            serviceLevel: 'TwoDay',
            label: 'TwoDay',
            perPound: null,
            perItem: 125n,
            perShipment: 450n,
            included: [{ kind: 'predefined', name: 'USContinental48States' }],
            excluded: [],
            poBoxes: null,
          },
        ],
      },
      shippingAddresses: [],
      returnUrl: 'https://shop.example/thanks',
      cancelUrl: 'https://shop.example/cart',
      yourAccountUrl: 'https://shop.example/account',
      parameterizedUrls: [],
      upsellItems: [],
      disablePromotionCode: false,
    });
  });

  test('with nothing but the required fields brings no tables', () => {
    expect(take(ONE).tables).toEqual({});
  });

  test.each([
    ['standard', 'Standard'],
    ['expedited', 'Expedited'],
    ['one_day', 'OneDay'],
    ['OneDay', 'OneDay'],
    ['two_day', 'TwoDay'],
  ])('knows the service level %s', (word, level) => {
    expect(take({ ...ONE, ...METHOD, shipping_method_service_level_1: word }).tables.shippingMethods?.[0]?.serviceLevel).toBe(
      level,
    );
  });

  test.each([
    ['us_all', 'USAll'],
    ['us_full_50_states', 'USFull50States'],
    ['us_continental_48_states', 'USContinental48States'],
    ['world_all', 'WorldAll'],
  ])('knows the region %s', (word, name) => {
    const { shippingMethods } = take({ ...ONE, ...METHOD, shipping_method_region_1: word }).tables;
    expect(shippingMethods?.[0]?.included).toEqual([{ kind: 'predefined', name }]);
  });

  test.each([
    // 0.99 in ten-thousandths for each pound, in cents for each item
    ['weight_based', { perShipment: 450n, perPound: 9900n, perItem: null }],
    ['item_quantity_based', { perShipment: 450n, perPound: null, perItem: 99n }],
  ])('adds the parts of the price type %s', (type, parts) => {
    const { shippingMethods } = take({ ...ONE, ...METHOD, shipping_method_price_type_1: type }).tables;
    expect(shippingMethods?.[0]).toMatchObject(parts);
  });

  test('takes the price type shipment_based with no price for each unit, or with 0', () => {
    const flat = { ...ONE, ...METHOD, shipping_method_price_type_1: 'shipment_based' };
    const parts = { perShipment: 450n, perPound: null, perItem: null };
    expect(take({ ...flat, shipping_method_price_per_unit_rate_1: '0' }).tables.shippingMethods?.[0]).toMatchObject(parts);
    expect(take({ ...flat, shipping_method_price_per_unit_rate_1: '' }).tables.shippingMethods?.[0]).toMatchObject(parts);
  });

  test.each([
    ['yes', true],
    ['true', true],
    ['1', true],
    ['no', false],
    ['FALSE', false],
    ['0', false],
  ])('reads is_shipping_taxed=%s', (word, taxed) => {
    const { defaultTaxTable } = take({ ...ONE, tax_rate: '0.1', tax_state_region: 'WA', is_shipping_taxed: word }).tables;
    expect(defaultTaxTable?.rules[0]?.shippingTaxed).toBe(taxed);
  });

  test('counts fields that no cart has in one warning', () => {
    const reading = read({ form_key: 'x', paymentaction: 'Sale', ...ONE });
    expect(reading.ok && reading.warnings).toEqual([
      {
        rule: 'field-unknown',
        severity: 'warning',
        field: 'form_key',
        got: 'form_key',
        message: 'form_key: 2 fields are not of a cart and were ignored: form_key, paymentaction',
      },
    ]);
  });

  test('tells what it tolerated', () => {
    const reading = read({
      ...ONE,
      item_price_1: '1.25E1',
      item_sku_1: 'M'.repeat(41),
      item_title_1: 'é'.repeat(81),
      item_url_1: 'javascript:alert(1)',
      cart_promotion_1: '1.4985',
      cart_promotion_type_1: 'fixed_amount_off',
      returnUrl: 'shop.example/thanks',
      continue_shopping_URL: 'https://shop.example/',
    });
    if (!reading.ok) throw new Error(JSON.stringify(reading));
    expect(reading.warnings.map(({ rule, field }) => `${rule} ${field}`).sort()).toEqual([
      'link-dropped item_url_1',
      'tolerance-amount item_price_1',
      'tolerance-amount-places cart_promotion_1',
      'tolerance-field-name continue_shopping_URL',
      'tolerance-field-name returnUrl',
      'tolerance-sku-length item_sku_1',
      'tolerance-title-length item_title_1',
      'tolerance-url returnUrl',
    ]);
    expect(reading.cart).toMatchObject({
      returnUrl: 'http://shop.example/thanks',
      cancelUrl: 'https://shop.example/',
      items: [{ price: 12_500_000n, sku: 'M'.repeat(41), title: 'é'.repeat(81) }],
      // 149.85 cents
      tables: { promotions: [{ benefit: { kind: 'amount', amount: 150n } }] },
    });
    expect(reading.cart.items[0]).not.toHaveProperty('url');
  });

  test('takes a discount of 0 as no promotion, by either type', () => {
    for (const type of ['fixed_amount_off', 'discount_rate'])
      expect(take({ ...ONE, cart_promotion_1: '0', cart_promotion_type_1: type }).tables.promotions?.[0]?.benefit).toEqual({
        kind: 'amount',
        amount: 0n,
      });
  });
});

describe('an HTML cart is refused, with its field named, where', () => {
  test.each<[what: string, values: Record<string, string>, expected: unknown]>([
    ['the currency is missing', without(ONE, 'currency_code'), ['FORM_FIELD_MISSING', 'currency_code', 'field-missing']],
    [
      'the merchant is missing',
      without(ONE, 'item_merchant_id_1'),
      ['FORM_FIELD_MISSING', 'item_merchant_id_1', 'field-missing'],
    ],
    ['the title is missing', without(ONE, 'item_title_1'), ['FORM_FIELD_MISSING', 'item_title_1', 'field-missing']],
    ['the price is missing', without(ONE, 'item_price_1'), ['FORM_FIELD_MISSING', 'item_price_1', 'field-missing']],
    ['the quantity is empty', { ...ONE, item_quantity_1: ' ' }, ['FORM_FIELD_MISSING', 'item_quantity_1', 'field-missing']],
    ['there is no item', { currency_code: 'USD' }, ['FORM_FIELD_MISSING', 'item_title_1', 'field-missing']],
    ['a number is left out', { ...ONE, item_title_3: 'Shirt' }, ['FORM_FIELD_MISSING', 'item_title_3', 'field-gap']],
    [
      'custom data belongs to no item',
      { ...ONE, 'item_3.custom_attribute_1.size': 'M' },
      ['FORM_FIELD_MISSING', 'item_3.custom_attribute_1.size', 'field-gap'],
    ],
    ['the currency is in small letters', { ...ONE, currency_code: 'usd' }, ['FORM_FIELD_WRONG', 'currency_code', 'field-wrong']],
    ['the price is negative', { ...ONE, item_price_1: '-1.00' }, ['FORM_FIELD_WRONG', 'item_price_1', 'field-wrong']],
    ['the price is INF', { ...ONE, item_price_1: 'INF' }, ['FORM_FIELD_WRONG', 'item_price_1', 'field-wrong']],
    ['the price is NaN', { ...ONE, item_price_1: 'NaN' }, ['FORM_FIELD_WRONG', 'item_price_1', 'field-wrong']],
    ['the price has a comma', { ...ONE, item_price_1: '1,250.00' }, ['FORM_FIELD_WRONG', 'item_price_1', 'field-wrong']],
    ['the price has seven places', { ...ONE, item_price_1: '1.0000001' }, ['FORM_FIELD_WRONG', 'item_price_1', 'field-wrong']],
    ['the price is a milliard', { ...ONE, item_price_1: '1000000000' }, ['AMOUNT_TOO_LARGE', 'item_price_1', 'amount-limit']],
    [
      'the sum is above 999,999,999.99',
      { ...ONE, item_price_1: '1000.01', item_quantity_1: '999999' },
      ['AMOUNT_TOO_LARGE', 'item_price_1', 'amount-limit'],
    ],
    ['the quantity is 0', { ...ONE, item_quantity_1: '0' }, ['FORM_FIELD_WRONG', 'item_quantity_1', 'field-wrong']],
    ['the quantity is half', { ...ONE, item_quantity_1: '1.5' }, ['FORM_FIELD_WRONG', 'item_quantity_1', 'field-wrong']],
    ['the weight is 0', { ...ONE, item_weight_1: '0' }, ['FORM_FIELD_WRONG', 'item_weight_1', 'field-wrong']],
    ['the unit is unknown', { ...ONE, weight_unit: 'constructor' }, ['FORM_FIELD_WRONG', 'weight_unit', 'field-wrong']],
    [
      'an item is of another merchant',
      { ...ONE, item_merchant_id_1: 'A2OTHERSHOP02' },
      ['ITEM_MERCHANT_WRONG', 'item_merchant_id_1', 'item-merchant'],
    ],
    ['a title is endless', { ...ONE, item_title_1: 'x'.repeat(2001) }, ['FORM_FIELD_WRONG', 'item_title_1', 'field-wrong']],
    [
      'a tax rate is in per cent',
      { ...ONE, tax_rate: '8.25', tax_state_region: 'WA' },
      ['CART_RATE_RANGE', 'tax_rate', 'rate-zero-to-one'],
    ],
    ['a tax rate has no state', { ...ONE, tax_rate: '0.0825' }, ['FORM_FIELD_MISSING', 'tax_state_region', 'field-missing']],
    [
      'a state has no tax rate',
      { ...ONE, item_tax_state_region_1: 'WA' },
      ['FORM_FIELD_MISSING', 'item_tax_rate_1', 'field-missing'],
    ],
    [
      'a state does not exist',
      { ...ONE, tax_rate: '0.1', tax_state_region: 'ZZ' },
      ['FORM_FIELD_WRONG', 'tax_state_region', 'field-wrong'],
    ],
    [
      'is_shipping_taxed is neither',
      { ...ONE, is_shipping_taxed: 'maybe' },
      ['FORM_FIELD_WRONG', 'is_shipping_taxed', 'field-wrong'],
    ],
    [
      'a discount rate is in per cent',
      { ...ONE, item_promotion_1: '15', item_promotion_type_1: 'discount_rate' },
      ['CART_RATE_RANGE', 'item_promotion_1', 'rate-zero-to-one'],
    ],
    [
      'a promotion has no type',
      { ...ONE, cart_promotion_1: '3' },
      ['FORM_FIELD_MISSING', 'cart_promotion_type_1', 'field-missing'],
    ],
    [
      'a promotion is of an unknown type',
      { ...ONE, cart_promotion_1: '3', cart_promotion_type_1: 'percent' },
      ['FORM_FIELD_WRONG', 'cart_promotion_type_1', 'field-wrong'],
    ],
    [
      'a cart has two promotions of its own',
      {
        ...ONE,
        cart_promotion_1: '3',
        cart_promotion_type_1: 'fixed_amount_off',
        cart_promotion_2: '1',
        cart_promotion_type_2: 'fixed_amount_off',
      },
      ['FORM_FIELD_WRONG', 'cart_promotion_2', 'cart-promotion-one'],
    ],
    [
      'a service level is unknown',
      { ...ONE, ...METHOD, shipping_method_service_level_1: 'tostring' },
      ['FORM_FIELD_WRONG', 'shipping_method_service_level_1', 'field-wrong'],
    ],
    [
      'a region is unknown',
      { ...ONE, ...METHOD, shipping_method_region_1: 'mars' },
      ['FORM_FIELD_WRONG', 'shipping_method_region_1', 'field-wrong'],
    ],
    [
      'a price type is missing',
      { ...ONE, ...without(METHOD, 'shipping_method_price_type_1') },
      ['FORM_FIELD_MISSING', 'shipping_method_price_type_1', 'field-missing'],
    ],
    [
      'a method has no price, which would be a silent zero',
      { ...ONE, ...METHOD, shipping_method_price_per_shipment_amount_1: '', shipping_method_price_per_unit_rate_1: '' },
      ['FORM_FIELD_MISSING', 'shipping_method_price_per_unit_rate_1', 'field-missing'],
    ],
    [
      'a flat method has a price for each unit',
      { ...ONE, ...METHOD, shipping_method_price_type_1: 'shipment_based' },
      ['FORM_FIELD_WRONG', 'shipping_method_price_per_unit_rate_1', 'field-wrong'],
    ],
    [
      'a price by weight is for each kilogram',
      { ...ONE, ...METHOD, weight_unit: 'kg' },
      ['FORM_FIELD_WRONG', 'shipping_method_price_per_unit_rate_1', 'weight-unit-pound'],
    ],
    [
      'the methods do not count from 1',
      { ...ONE, shipping_method_region_2: 'us_all' },
      ['FORM_FIELD_MISSING', 'shipping_method_region_2', 'field-gap'],
    ],
    [
      'the way back is a script',
      { ...ONE, return_url: 'javascript:alert(1)' },
      ['FORM_FIELD_WRONG', 'return_url', 'field-wrong'],
    ],
    ['the way back names no host', { ...ONE, cancel_url: '/cart' }, ['FORM_FIELD_WRONG', 'cancel_url', 'field-wrong']],
  ])('%s', (_what, values, expected) => {
    expect(refusal(values)).toEqual(expected);
  });

  test('it has 501 items', () => {
    const items = Array.from({ length: 501 }, (_, index) => ({
      [`item_merchant_id_${index + 1}`]: MERCHANT,
      [`item_title_${index + 1}`]: 'Mug',
      [`item_price_${index + 1}`]: '1.00',
      [`item_quantity_${index + 1}`]: '1',
    }));
    expect(refusal(Object.assign({ currency_code: 'USD' }, ...items) as Record<string, string>)).toEqual([
      'FORM_FIELD_WRONG',
      'item_title_501',
      'item-limit',
    ]);
    expect(take(Object.assign({ currency_code: 'USD' }, ...items.slice(0, 500)) as Record<string, string>).items).toHaveLength(
      500,
    );
  });

  test('a rate in per cent, with the sentence that says what was meant', () => {
    const reading = read({ ...ONE, tax_rate: '8.25', tax_state_region: 'WA' });
    expect(!reading.ok && reading.faults[0]).toMatchObject({
      message: 'tax_rate: expected a rate between 0 and 1 with at most 9 decimal places: 0.0825, not 8.25, got "8.25"',
      help: '/help/CART_RATE_RANGE',
    });
  });
});
