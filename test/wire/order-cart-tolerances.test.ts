import type { Fault } from '../../src/core/fault.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { swap, takeOrder } from '../support/order-xml.js';
import { exampleXml } from '../support/wire-examples.js';

const LATE = exampleXml('order', '2009-05-15');
const EARLY = exampleXml('order', '2008-11-30');
const CUSTOM = '<ItemCustomData><gift>yes</gift></ItemCustomData>';

beforeAll(loadSchemas);

const told = (warnings: readonly Fault[]): string[] => warnings.map(({ rule, line, column }) => `${rule} ${line}:${column}`);

describe('a cart is read with a warning where', () => {
  test.each<[what: string, expected: string, xml: string]>([
    [
      'ExpirationDate is a moment under 2008-11-30',
      'tolerance-date-time 4:19',
      swap(EARLY, '>2030-01-15<', '>2030-01-15T12:00:00Z<'),
    ],
    ['an amount is whole', 'tolerance-amount 13:19', swap(LATE, '>12.50<', '>12<')],
    ['an amount begins with its point', 'tolerance-amount 13:19', swap(LATE, '>12.50<', '>.5<')],
    ['an amount has an exponent', 'tolerance-amount 13:19', swap(LATE, '>12.50<', '>1.25E1<')],
    ['a rate begins with its point', 'tolerance-number 70:15', swap(LATE, '>0.0725<', '>.0725<')],
    ['a table amount has more places than cents', 'tolerance-amount-places 112:19', swap(LATE, '>4.50<', '>4.495<')],
    ['Weight is empty', 'tolerance-empty-weight 17:9', swap(LATE, /<Weight>[\s\S]*?<\/Weight>/, '<Weight></Weight>')],
    ['PromotionId is empty', 'tolerance-empty-promotion-id 26:11', swap(LATE, '<PromotionId>spring<', '<PromotionId><')],
    [
      'PromotionIds is empty',
      'tolerance-empty-promotion-ids 25:9',
      swap(LATE, /<PromotionIds>[\s\S]*?<\/PromotionIds>/, '<PromotionIds/>'),
    ],
    ['a flag is 1', 'tolerance-boolean 148:24', swap(LATE, '<CalculateTaxRates>true', '<CalculateTaxRates>1')],
    ['a flag is 0', 'tolerance-boolean 149:26', swap(LATE, '<CalculatePromotions>false', '<CalculatePromotions>0')],
    [
      'DisablePromotionCode is 1',
      'tolerance-boolean 166:25',
      swap(LATE, '<DisablePromotionCode>true', '<DisablePromotionCode>1'),
    ],
    [
      'ReturnUrl has no scheme',
      'tolerance-url 144:14',
      swap(LATE, '>https://shop.example/thanks?cart=1042<', '>shop.example/thanks<'),
    ],
    [
      'the link of an item has no scheme',
      'tolerance-url 21:14',
      swap(LATE, '>https://shop.example/mug<', '>//shop.example/mug<'),
    ],
    ['the link of an item is a script', 'link-dropped 21:14', swap(LATE, '>https://shop.example/mug<', '>javascript:alert(1)<')],
    [
      'the link of an image is data',
      'link-dropped 35:18',
      swap(LATE, '>https://shop.example/mug.png<', '>data:image/png;base64,AA==<'),
    ],
    ['the link of an item is a path', 'link-dropped 21:14', swap(LATE, '>https://shop.example/mug<', '>/mug<')],
    ['a SKU is over 40 characters', 'tolerance-sku-length 8:14', swap(LATE, '>MUG-1<', `>${'M'.repeat(41)}<`)],
    ['a title is over 80 characters', 'tolerance-title-length 10:16', swap(LATE, '>Blue mug<', `>${'é'.repeat(81)}<`)],
    [
      'a state is written in full',
      'tolerance-state-name 88:26',
      swap(LATE, '>WA</USStateRegion>', '>Washington</USStateRegion>'),
    ],
    [
      'WorldRegion is the other way round',
      'tolerance-world-region 136:40',
      swap(
        LATE,
        /<PostalRegion>V\*<\/PostalRegion>\s*<CountryCode>CA<\/CountryCode>/,
        '<CountryCode>CA</CountryCode><PostalRegion>V*</PostalRegion>',
      ),
    ],
    [
      'CartCustomData stands before Items',
      'tolerance-order 7:22',
      swap(
        swap(LATE, /\s*<CartCustomData>[\s\S]*<\/CartCustomData>/, ''),
        '    <Items>',
        '<CartCustomData>\n</CartCustomData>    <Items>',
      ),
    ],
    [
      'IsPOBoxSupported stands under 2009-05-15',
      'tolerance-po-box 122:79',
      swap(LATE, '</DisplayableShippingLabel>', '</DisplayableShippingLabel><IsPOBoxSupported>true</IsPOBoxSupported>'),
    ],
    ['an element is unknown', 'element-unknown 16:31', swap(LATE, '<Quantity>2</Quantity>', '<Quantity>2</Quantity><Hazmat/>')],
    ['a tax rule names no region', 'tax-rule-without-region 69:7', swap(LATE, '<USStateRegion>CA</USStateRegion>', '')],
    [
      'amounts are stated',
      'payment-amounts-ignored 62:5',
      swap(LATE, '<CartCustomData>', '<PaymentAmounts><TaxAmount/></PaymentAmounts><CartCustomData>'),
    ],
    [
      'goods of somebody else are wished for',
      'upsell-preferences-ignored 147:3',
      swap(LATE, '<OrderCalculationCallbacks>', '<AmazonUpsellPreferences/><OrderCalculationCallbacks>'),
    ],
    [
      'ShippingAddresses stand under 2008-11-30',
      'tolerance-later-element 74:1',
      swap(EARLY, '</Order>', '<ShippingAddresses><ShippingAddress/></ShippingAddresses></Order>'),
    ],
    [
      'custom data stands under 2008-11-30',
      'tolerance-later-element 24:9',
      swap(EARLY, '      </Item>', `        ${CUSTOM}\n      </Item>`),
    ],
    [
      'no region is included under 2008-11-30',
      'regions-empty 66:7',
      swap(EARLY, '<PredefinedRegion>USAll</PredefinedRegion>', ''),
    ],
  ])('%s: %s', (_what, expected, xml) => {
    const { warnings } = takeOrder(xml);
    expect(told(warnings)).toEqual([expected]);
    expect(warnings[0]).toMatchObject({ severity: 'warning', field: 'order-input' });
  });
});

describe('what was tolerated is read as', () => {
  test('the number that it is', () => {
    const priceOf = (amount: string): bigint => takeOrder(swap(LATE, '>12.50<', `>${amount}<`)).cart.items[0]!.price;
    expect([priceOf('.5'), priceOf('12'), priceOf('1.25E1'), priceOf('1.0500')]).toEqual([
      500_000n,
      12_000_000n,
      12_500_000n,
      1_050_000n,
    ]);
  });

  test('cents rounded half up: 4.495 is 450, and four places for each pound', () => {
    const xml = swap(swap(LATE, '>4.50<', '>4.495<'), '>0.99<', '>0.99005<');
    expect(takeOrder(xml).cart.tables.shippingMethods?.[0]).toMatchObject({ perShipment: 450n, perPound: 9901n });
  });

  test('the moment that it is', () => {
    const { cart } = takeOrder(swap(EARLY, '>2030-01-15<', '>2030-01-15T12:00:00Z<'));
    expect(cart.expirationDate).toBe('2030-01-15T12:00:00Z');
  });

  test('the whole text, and the address with its scheme', () => {
    const { cart } = takeOrder(
      swap(swap(LATE, '>MUG-1<', `>${'M'.repeat(99)}<`), '>https://shop.example/mug<', '>shop.example/mug<'),
    );
    expect(cart.items[0]).toMatchObject({ sku: 'M'.repeat(99), url: 'http://shop.example/mug' });
  });

  test('what later elements say, under 2008-11-30 and before', () => {
    const address =
      '<ShippingAddresses><ShippingAddress><PostalCode>98104</PostalCode><Name>Sample Buyer</Name></ShippingAddress></ShippingAddresses>';
    const label = '<DisplayableShippingLabel>Ground</DisplayableShippingLabel>';
    const tax =
      '<CartTaxAmounts><CartTaxAmount><TaxAmount><Amount>1</Amount><CurrencyCode>USD</CurrencyCode></TaxAmount></CartTaxAmount></CartTaxAmounts>';
    const xml = [
      ['      </Item>', `        ${CUSTOM}</Item>`],
      ['<CartPromotionId>', `${tax}<CartCustomData>c</CartCustomData><CartPromotionId>`],
      ['<IsPOBoxSupported>', `${label}<IsPOBoxSupported>`],
      ['</Order>', `${address}<DisablePromotionCode>1</DisablePromotionCode></Order>`],
    ].reduce((text, [from, to]) => swap(text, from!, to!), EARLY);
    for (const namespace of ['2008-11-30', '2008-06-15']) {
      const { cart, warnings } = takeOrder(xml.replace('2008-11-30', namespace));
      expect(new Set(warnings.map(({ rule }) => rule))).toEqual(
        new Set(['tolerance-later-element', 'tolerance-order', 'tolerance-boolean', 'tolerance-amount']),
      );
      expect(cart).toMatchObject({
        shippingAddresses: [{ name: 'Sample Buyer', postalCode: '98104' }],
        disablePromotionCode: true,
        cartCustomData: `<CartCustomData xmlns="http://payments.amazon.com/checkout/${namespace}/">c</CartCustomData>`,
        tables: { cartTaxAmounts: [{ amount: 100n }], shippingMethods: [{ label: 'Ground', poBoxes: true }] },
      });
      expect(cart.items[0]?.customData).toContain('<gift>yes</gift>');
    }
  });
});
