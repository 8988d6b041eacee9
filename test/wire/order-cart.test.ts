import { readFileSync } from 'node:fs';
import { readOrderCart, type OrderCartReading } from '../../src/wire/order-cart.js';
import { loadSchemas, schemaOf } from '../../src/wire/xml.js';
import { CART_NAMESPACES } from '../../src/wire/xml-root.js';
import { exampleXml } from '../support/wire-examples.js';

const LATE = exampleXml('order', '2009-05-15');
const EARLY = exampleXml('order', '2008-11-30');
const MERCHANT = { merchantId: 'A1EXAMPLESHOP1', field: 'order-input' };

beforeAll(loadSchemas);

type Taken = Extract<OrderCartReading, { ok: true }>;

function take(xml: string | Buffer, context: Parameters<typeof readOrderCart>[1] = MERCHANT): Taken {
  const reading = readOrderCart(Buffer.from(xml), context);
  if (!reading.ok) throw new Error(JSON.stringify(reading));
  return reading;
}

describe('an order cart', () => {
  test('of 2009-05-15 gives everything that it says', () => {
    const { cart, warnings, namespace, refs } = take(LATE);
    expect([namespace, refs, warnings]).toEqual(['2009-05-15', { clientRequestId: 'cart-1042' }, []]);
    expect(cart).toEqual({
      form: 'xml',
      namespace: '2009-05-15',
      currency: 'USD',
      clientRequestId: 'cart-1042',
      expirationDate: '2030-01-15T12:00:00Z',
      items: [
        {
          id: '1',
          sku: 'MUG-1',
          merchantId: 'A1EXAMPLESHOP1',
          title: 'Blue mug',
          description: 'Blue mug, boxed',
          price: 12_500_000n,
          quantity: 2,
          weight: { amount: '0.75', unit: 'lb' },
          url: 'https://shop.example/mug',
          category: 'Kitchen',
          condition: 'New',
          taxTableId: 'goods',
          promotionId: 'spring',
          shippingMethodIds: ['ground', 'air'],
          fulfillmentNetwork: 'MERCHANT',
          imageUrl: 'https://shop.example/mug.png',
          customData:
            '<ItemCustomData xmlns="http://payments.amazon.com/checkout/2009-05-15/">\n' +
            '          <engraving xmlns="http://shop.example/ns">For   Zoë &amp; Max</engraving>\n' +
            '        </ItemCustomData>',
        },
        {
          id: '2',
          sku: 'TEE-M',
          merchantId: 'A1EXAMPLESHOP1',
          title: 'T-shirt, medium',
          price: 19_990_000n,
          quantity: 1,
          weight: { amount: '0.40', unit: 'lb' },
          shippingMethodIds: ['ground', 'air'],
        },
      ],
      tables: {
        taxTables: [
          {
            id: 'goods',
            rules: [
              // 0.101 of 10^9
              {
                rate: 101_000_000n,
                shippingTaxed: true,
                region: { kind: 'zip', low: 98100, high: 98199 },
                regionText: 'zips 98100-98199',
              },
              { rate: 65_000_000n, shippingTaxed: true, region: { kind: 'state', state: 'WA' }, regionText: 'WA' },
            ],
          },
        ],
        defaultTaxTable: {
          id: 'everything-else',
          rules: [{ rate: 72_500_000n, shippingTaxed: false, region: { kind: 'state', state: 'CA' }, regionText: 'CA' }],
        },
        promotions: [{ id: 'spring', description: 'Spring sale', benefit: { kind: 'rate', rate: 150_000_000n } }],
        shippingMethods: [
          {
            id: 'ground',
            serviceLevel: 'Standard',
            label: 'Ground, 3 to 5 days',
            // 0.99 in ten-thousandths, 4.50 in cents
            perPound: 9900n,
            perItem: null,
            perShipment: 450n,
            included: [{ kind: 'predefined', name: 'USFull50States' }],
            excluded: [{ kind: 'state', state: 'HI' }],
            poBoxes: null,
          },
          {
            id: 'air',
            serviceLevel: 'TwoDay',
            label: 'TwoDay',
            perPound: null,
            perItem: null,
            perShipment: 1999n,
            included: [
              { kind: 'predefined', name: 'USContinental48States' },
              { kind: 'postal-prefix', country: 'CA', prefix: 'V' },
            ],
            excluded: [],
            poBoxes: null,
          },
        ],
      },
      cartCustomData:
        '<CartCustomData xmlns="http://payments.amazon.com/checkout/2009-05-15/">\n' +
        '      <session>7f3a</session>\n    </CartCustomData>',
      callbacks: {
        tax: true,
        promotions: false,
        shipping: true,
        endpoint: 'https://shop.example/callbacks',
        processOnFailure: true,
      },
      shippingAddresses: [
        {
          name: 'Sample Buyer',
          line1: '1 Example Way',
          city: 'Seattle',
          state: 'WA',
          postalCode: '98104',
          country: 'US',
          phone: '206-555-0100',
        },
      ],
      integratorId: 'A0EXAMPLEVENDOR',
      integratorName: 'Example plug-in 2.1',
      returnUrl: 'https://shop.example/thanks?cart=1042',
      cancelUrl: 'https://shop.example/cart',
      yourAccountUrl: 'https://shop.example/account',
      parameterizedUrls: [
        {
          url: 'https://count.example/pixel',
          parameters: [
            { name: 'order', type: 'OrderId' },
            { name: 'total', type: 'OrderTotal' },
          ],
        },
      ],
      upsellItems: [],
      disablePromotionCode: true,
    });
  });

  test('of 2008-11-30 gives its tables, and PO boxes as it says', () => {
    const { cart, warnings } = take(EARLY);
    expect(warnings).toEqual([]);
    expect(cart).toMatchObject({
      namespace: '2008-11-30',
      expirationDate: '2030-01-15',
      shippingAddresses: [],
      parameterizedUrls: [],
      disablePromotionCode: false,
    });
    expect(cart.callbacks).toBeUndefined();
    expect(cart.tables).toMatchObject({
      cartPromotionId: 'spring',
      promotions: [{ id: 'spring', benefit: { kind: 'amount', amount: 300n } }],
      shippingMethods: [{ id: 'ground', label: 'Standard', perItem: 125n, perShipment: 200n, poBoxes: true }],
    });
    expect(cart.tables.defaultTaxTable).toBeUndefined();
  });

  test.each(['2008-06-15', '2008-08-29'])('of %s is read by the schema of 2008-11-30 in its own namespace', (namespace) => {
    const reading = take(EARLY.replace('2008-11-30', namespace));
    expect([reading.namespace, reading.cart.namespace, reading.warnings]).toEqual([namespace, namespace, []]);
    expect({ ...reading.cart, namespace: null }).toEqual({ ...take(EARLY).cart, namespace: null });
  });

  test('of another namespace is refused, with all four named', () => {
    const reading = readOrderCart(Buffer.from(EARLY.replace('2008-11-30', '2010-01-01')), MERCHANT);
    expect(reading).toMatchObject({ ok: false, code: 'NAMESPACE_UNKNOWN', namespace: null });
    if (!reading.ok) for (const name of CART_NAMESPACES) expect(reading.faults[0]!.message).toContain(name);
  });

  test('of the vector is one mug line of 25.00', () => {
    const xml = readFileSync(new URL('../fixtures/vectors/order-2009-05-15.xml', import.meta.url));
    const { cart } = take(xml, { merchantId: 'A1CARTWRIGHT1' });
    expect(cart).toMatchObject({ clientRequestId: 'cart-1001', currency: 'USD', tables: {} });
    expect(cart.items).toEqual([
      {
        id: '1',
        sku: 'MUG-01',
        merchantId: 'A1CARTWRIGHT1',
        title: 'Café mug & saucer',
        price: 12_500_000n,
        quantity: 2,
      },
    ]);
  });

  test('keeps empty tables apart from tables that are not there', () => {
    const bare = EARLY.replace(/<TaxTables>[\s\S]*<\/ShippingMethods>/, '<Promotions/><ShippingMethods></ShippingMethods>')
      .replace(/<TaxTableId>.*<\/TaxTableId>/, '')
      .replace(/<ShippingMethodIds>[\s\S]*<\/ShippingMethodIds>/, '')
      .replace('<CartPromotionId>spring</CartPromotionId>', '<CartPromotionId/>');
    expect(take(bare).cart.tables).toEqual({ promotions: [], shippingMethods: [] });
  });

  test('offers upsell items under ids of their own', () => {
    const item = /<Item>[\s\S]*?<\/Item>/.exec(EARLY)![0].replaceAll('Item>', 'MerchantUpsellItem>');
    const { cart } = take(EARLY.replace('</Order>', `<MerchantUpsellItems>${item}</MerchantUpsellItems></Order>`));
    expect(cart.upsellItems).toMatchObject([{ id: 'upsell-1', sku: 'MUG-1', price: 12_500_000n }]);
  });

  test('keeps custom data with the prefixes that were in scope', () => {
    const xml = LATE.replace('<Order ', '<Order xmlns:s="urn:shop" xmlns:unused="urn:u" ').replace(
      '<session>7f3a</session>',
      "<s:session a='1'>7f3a</s:session>",
    );
    expect(take(xml).cart.cartCustomData).toBe(
      '<CartCustomData xmlns="http://payments.amazon.com/checkout/2009-05-15/" xmlns:s="urn:shop">\n' +
        "      <s:session a='1'>7f3a</s:session>\n    </CartCustomData>",
    );
  });

  test('that names the default tax table by its id is left to it', () => {
    expect(
      take(LATE.replace('>goods</TaxTableId>\n        <Prom', '>everything-else</TaxTableId>\n        <Prom')).cart.items[0],
    ).not.toHaveProperty('taxTableId');
  });
});

describe('example 11, a cart that brings its own tables', () => {
  const xml = readFileSync(new URL('../fixtures/orders/own-tables.xml', import.meta.url), 'utf8');

  test('is read as its tables say, in document order, a missing IsShippingTaxed as false', () => {
    const { cart, warnings } = take(xml);
    expect(warnings).toEqual([]);
    expect(cart.items).toMatchObject([
      { sku: 'A', price: 10_000_000n, weight: { amount: '1', unit: 'lb' }, taxTableId: 'T1', promotionId: 'HALF' },
      { sku: 'B', price: 20_000_000n, weight: { amount: '3', unit: 'lb' } },
    ]);
    expect(cart.tables).toEqual({
      taxTables: [
        {
          id: 'T1',
          rules: [
            { rate: 50_000_000n, shippingTaxed: false, region: { kind: 'predefined', name: 'WorldAll' }, regionText: 'WorldAll' },
            { rate: 72_500_000n, shippingTaxed: false, region: { kind: 'state', state: 'CA' }, regionText: 'CA' },
            { rate: 86_250_000n, shippingTaxed: true, region: { kind: 'zip', low: 94107, high: 94107 }, regionText: 'zip 94107' },
          ],
        },
      ],
      defaultTaxTable: {
        id: 'T0',
        rules: [{ rate: 40_000_000n, shippingTaxed: false, region: { kind: 'predefined', name: 'USAll' }, regionText: 'USAll' }],
      },
      promotions: [
        { id: 'HALF', description: '', benefit: { kind: 'rate', rate: 500_000_000n } },
        { id: 'OFF3', description: '', benefit: { kind: 'amount', amount: 300n } },
      ],
      cartPromotionId: 'OFF3',
      shippingMethods: [
        {
          id: 'M1',
          serviceLevel: 'Standard',
          label: 'Standard',
          perPound: 5000n,
          perItem: null,
          perShipment: 300n,
          included: [{ kind: 'predefined', name: 'USFull50States' }],
          excluded: [],
          poBoxes: null,
        },
      ],
    });
  });
});

test.each(CART_NAMESPACES)('the schema of %s takes our example cart whole', (namespace) => {
  const xml = (namespace === '2009-05-15' ? LATE : EARLY).replace('2008-11-30', namespace);
  expect(schemaOf(namespace, 'order').judge(Buffer.from(xml))).toEqual({ state: 'valid' });
});
