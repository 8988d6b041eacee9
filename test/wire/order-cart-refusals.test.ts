import { loadSchemas } from '../../src/wire/xml.js';
import { readOrder, swap } from '../support/order-xml.js';
import { exampleXml } from '../support/wire-examples.js';

const LATE = exampleXml('order', '2009-05-15');
const EARLY = exampleXml('order', '2008-11-30');
const FLAGS = /<CalculateTaxRates>true<[\s\S]*<CalculateShippingRates>true</;
const item = (n: number): string =>
  `<Item><SKU>${n}</SKU><MerchantId>A1EXAMPLESHOP1</MerchantId><Title>t</Title><Price><Amount>1.00</Amount><CurrencyCode>USD</CurrencyCode></Price></Item>`;
const items = (count: number): string =>
  swap(EARLY, /<Items>[\s\S]*<\/Items>/, `<Items>${Array.from({ length: count }, (_, n) => item(n)).join('')}</Items>`);

beforeAll(loadSchemas);

function refused(xml: string | Buffer): string {
  const reading = readOrder(xml);
  if (reading.ok) return 'taken';
  const [first] = reading.faults;
  expect(first).toMatchObject({ severity: 'error', field: 'order-input', help: `/help/${reading.code}` });
  return `${reading.code} ${first!.rule} ${first!.line}:${first!.column} ${first!.path ?? ''}`.trim();
}

describe('a cart is refused, with its place, where', () => {
  test.each<[what: string, expected: string, xml: string]>([
    [
      'a tax rate is in per cent',
      'CART_RATE_RANGE rate-zero-to-one 81:17 TaxTables/TaxTable[1]/TaxRules/TaxRule[1]/Rate',
      swap(LATE, '>0.101<', '>10.1<'),
    ],
    [
      'the rate of the default table is in per cent',
      'CART_RATE_RANGE rate-zero-to-one 70:15 DefaultTaxTable/TaxRules/TaxRule[1]/Rate',
      swap(LATE, '>0.0725<', '>7.25<'),
    ],
    [
      'a discount rate is in per cent',
      'CART_RATE_RANGE discount-rate-above-zero 98:23 Promotions/Promotion[1]/Benefit/DiscountRate',
      swap(LATE, '>0.15<', '>15<'),
    ],
    [
      'a rate is negative',
      'SCHEMA_FAULT rate-zero-to-one 70:15 DefaultTaxTable/TaxRules/TaxRule[1]/Rate',
      swap(LATE, '>0.0725<', '>-0.1<'),
    ],
    [
      'a rate is INF',
      'SCHEMA_FAULT rate-zero-to-one 70:15 DefaultTaxTable/TaxRules/TaxRule[1]/Rate',
      swap(LATE, '>0.0725<', '>INF<'),
    ],
    ['a price is NaN', 'SCHEMA_FAULT amount-not-negative 13:19 Cart/Items/Item[1]/Price/Amount', swap(LATE, '>12.50<', '>NaN<')],
    [
      'a price is negative',
      'SCHEMA_FAULT amount-not-negative 13:19 Cart/Items/Item[1]/Price/Amount',
      swap(LATE, '>12.50<', '>-1.00<'),
    ],
    ['a quantity is 0', 'SCHEMA_FAULT quantity-positive 16:19 Cart/Items/Item[1]/Quantity', swap(LATE, '>2<', '>0<')],
    ['a weight is 0', 'SCHEMA_FAULT weight-above-zero 18:19 Cart/Items/Item[1]/Weight/Amount', swap(LATE, '>0.75<', '>0<')],
    [
      'a day does not exist',
      'SCHEMA_FAULT date-unknown 4:19 ExpirationDate',
      swap(LATE, '>2030-01-15T12:00:00Z<', '>2030-02-30<'),
    ],
    [
      'a moment has no zone',
      'SCHEMA_FAULT date-or-instant 4:19 ExpirationDate',
      swap(LATE, '>2030-01-15T12:00:00Z<', '>2030-01-15T12:00:00<'),
    ],
    [
      'an item names no tax table',
      'SCHEMA_FAULT id-undefined 24:21 Cart/Items/Item[1]/TaxTableId',
      swap(LATE, '>goods<', '>bads<'),
    ],
    [
      'an item names no promotion',
      'SCHEMA_FAULT id-undefined 26:24 Cart/Items/Item[1]/PromotionIds/PromotionId',
      swap(LATE, '>spring<', '>autumn<'),
    ],
    [
      'an item names no method',
      'SCHEMA_FAULT id-undefined 30:29 Cart/Items/Item[1]/ShippingMethodIds/ShippingMethodId[2]',
      swap(LATE, '>air<', '>sea<'),
    ],
    ['the cart names no promotion', 'SCHEMA_FAULT id-undefined 26:22 Cart/CartPromotionId', swap(EARLY, '>spring<', '>autumn<')],
    [
      'two tax tables have one id',
      'SCHEMA_FAULT id-doubled 92:25 TaxTables/TaxTable[2]/TaxTableId',
      swap(
        LATE,
        '</TaxTables>',
        '<TaxTable><TaxTableId>goods</TaxTableId><TaxRules><TaxRule><Rate>0</Rate></TaxRule></TaxRules></TaxTable></TaxTables>',
      ),
    ],
    [
      'two methods have one id',
      'SCHEMA_FAULT id-doubled 125:25 ShippingMethods/ShippingMethod[2]/ShippingMethodId',
      swap(LATE, '<ShippingMethodId>air</ShippingMethodId>\n      <S', '<ShippingMethodId>ground</ShippingMethodId>\n      <S'),
    ],
    [
      'a zip pattern cannot be read',
      'SCHEMA_FAULT zip-pattern 83:24 TaxTables/TaxTable[1]/TaxRules/TaxRule[1]/USZipRegion',
      swap(LATE, '>98100-98199<', '>981**<'),
    ],
    [
      'a zip range ends before it begins',
      'SCHEMA_FAULT zip-range-order 83:24 TaxTables/TaxTable[1]/TaxRules/TaxRule[1]/USZipRegion',
      swap(LATE, '>98100-98199<', '>98199-98100<'),
    ],
    [
      'a state does not exist',
      'SCHEMA_FAULT state-unknown 72:24 DefaultTaxTable/TaxRules/TaxRule[1]/USStateRegion',
      swap(LATE, '>CA</USStateRegion>', '>ZZ</USStateRegion>'),
    ],
    [
      'a postal region has no country',
      'SCHEMA_FAULT postal-region-country 135:9 ShippingMethods/ShippingMethod[2]/IncludedRegions/WorldRegion[1]',
      swap(LATE, '          <CountryCode>CA</CountryCode>\n', ''),
    ],
    [
      'a country does not exist',
      'SCHEMA_FAULT country-unknown 137:24 ShippingMethods/ShippingMethod[2]/IncludedRegions/WorldRegion[1]/CountryCode',
      swap(LATE, '>CA</CountryCode>', '>QQ</CountryCode>'),
    ],
    [
      'a Rate is empty, which would be a silent zero',
      'SCHEMA_FAULT shipping-rate-empty 127:7 ShippingMethods/ShippingMethod[2]/Rate',
      swap(LATE, /<Rate>\s*<ShipmentBased>\s*<Amount>19.99[\s\S]*?<\/Rate>/, '<Rate/>'),
    ],
    [
      'an item is in another currency',
      'CURRENCY_MIXED currency-mixed 49:25 Cart/Items/Item[2]/Price/CurrencyCode',
      swap(LATE, /USD(?=<\/CurrencyCode>\s*<\/Price>\s*<Quantity>1)/, 'EUR'),
    ],
    [
      'a table is in another currency',
      'CURRENCY_MIXED currency-mixed 47:25 Promotions/Promotion[1]/Benefit/FixedAmountDiscount/CurrencyCode',
      swap(EARLY, /USD(?=<\/CurrencyCode>\s*<\/FixedAmountDiscount>)/, 'GBP'),
    ],
    [
      'an item is of another merchant',
      'ITEM_MERCHANT_WRONG item-merchant 9:21 Cart/Items/Item[1]/MerchantId',
      swap(LATE, '>A1EXAMPLESHOP1<', '>A2OTHERSHOP02<'),
    ],
    [
      'the sum of the cart is too large',
      'AMOUNT_TOO_LARGE amount-limit 13:19 Cart/Items/Item[1]/Price/Amount',
      swap(LATE, '>12.50<', '>500000000.00<'),
    ],
    [
      'an amount of a table is too large',
      'AMOUNT_TOO_LARGE amount-limit 46:19 Promotions/Promotion[1]/Benefit/FixedAmountDiscount/Amount',
      swap(EARLY, '>3.00<', '>1000000000.00<'),
    ],
    [
      'a cart that calls back has no SKU',
      'SKU_MISSING sku-missing 7:7 Cart/Items/Item[1]/SKU',
      swap(LATE, '<SKU>MUG-1</SKU>', ''),
    ],
    [
      'a callback has no address',
      'SCHEMA_FAULT callback-endpoint-empty 151:28 OrderCalculationCallbacks/OrderCallbackEndpoint',
      swap(LATE, '>https://shop.example/callbacks<', '><'),
    ],
    [
      'the way back is a script',
      'SCHEMA_FAULT http-url 144:14 ReturnUrl',
      swap(LATE, '>https://shop.example/thanks?cart=1042<', '>javascript:alert(1)<'),
    ],
    [
      'the way back names no host',
      'SCHEMA_FAULT http-url 145:14 CancelUrl',
      swap(LATE, '>https://shop.example/cart<', '>/cart<'),
    ],
    [
      'the account is at a mail address',
      'SCHEMA_FAULT http-url 146:19 YourAccountUrl',
      swap(LATE, '>https://shop.example/account<', '>mailto:a@shop.example<'),
    ],
    [
      'a counting address is a script',
      'SCHEMA_FAULT http-url 169:12 ParameterizedUrls/ParameterizedUrl[1]/Url',
      swap(LATE, '>https://count.example/pixel<', '>javascript:alert(1)<'),
    ],
    [
      'the endpoint is a file',
      'SCHEMA_FAULT http-url 151:28 OrderCalculationCallbacks/OrderCallbackEndpoint',
      swap(LATE, '>https://shop.example/callbacks<', '>file:///etc/passwd<'),
    ],
    [
      'a fact of the order is unknown',
      'SCHEMA_FAULT url-parameter-type 172:15 ParameterizedUrls/ParameterizedUrl[1]/UrlParameter[1]/Type',
      swap(LATE, '>OrderId<', '>CardNumber<'),
    ],
    [
      'there is no item',
      'SCHEMA_FAULT xsd-missing 6:12 Cart/Items/Item',
      swap(EARLY, /<Items>[\s\S]*<\/Items>/, '<Items></Items>'),
    ],
    // 11 before the first item; 10 items of 148, 90 of 149 and 400 of 150 before the 501st: 74,901.
    ['there are 501 items', 'SCHEMA_FAULT xsd-too-many 6:74902 Cart/Items/Item[501]', items(501)],
    [
      'a later element under 2008-11-30 is wrong',
      'SCHEMA_FAULT boolean-word 74:23 DisablePromotionCode',
      swap(EARLY, '</Order>', '<DisablePromotionCode>maybe</DisablePromotionCode></Order>'),
    ],
    [
      'a later element stands twice',
      'SCHEMA_FAULT xsd-doubled 74:50 DisablePromotionCode',
      swap(
        EARLY,
        '</Order>',
        '<DisablePromotionCode>true</DisablePromotionCode><DisablePromotionCode>true</DisablePromotionCode></Order>',
      ),
    ],
  ])('%s', (_what, expected, xml) => {
    expect(refused(xml)).toBe(expected);
  });

  test('the sentence of a rate in per cent says what was meant', () => {
    const reading = readOrder(swap(LATE, '>0.0725<', '>8.25<'));
    expect(!reading.ok && reading.faults[0]!.message).toBe(
      'line 70, column 15: DefaultTaxTable/TaxRules/TaxRule[1]/Rate: expected a rate between 0 and 1 with at most 9 decimal places: 0.0825, not 8.25, got "8.25"',
    );
  });

  test('several things are wrong, all of them told, and the first names the refusal', () => {
    const xml = swap(swap(swap(LATE, '>goods<', '>bads<'), '>A1EXAMPLESHOP1<', '>A2OTHERSHOP02<'), '>98100-98199<', '>981**<');
    const reading = readOrder(xml);
    expect(!reading.ok && [reading.code, ...reading.faults.map(({ rule }) => rule)]).toEqual([
      'SCHEMA_FAULT',
      'zip-pattern',
      'item-merchant',
      'id-undefined',
    ]);
  });

  test('no SKU is fine where nobody is called', () => {
    expect(
      refused(
        swap(
          swap(LATE, '<SKU>MUG-1</SKU>', ''),
          FLAGS,
          '<CalculateTaxRates>false</CalculateTaxRates><CalculateShippingRates>false<',
        ),
      ),
    ).toBe('taken');
  });
});

describe('places hold with', () => {
  const wrong = swap(
    LATE,
    '>TEE-M</SKU>\n        <MerchantId>A1EXAMPLESHOP1<',
    '>TEE-M</SKU>\n        <MerchantId>A2OTHERSHOP02<',
  );
  const expected = 'ITEM_MERCHANT_WRONG item-merchant 45:21 Cart/Items/Item[2]/MerchantId';

  test.each([
    ['LF', wrong, expected],
    ['CRLF', wrong.replaceAll('\n', '\r\n'), expected],
    ['CR', wrong.replaceAll('\n', '\r'), expected],
    ['a byte order mark', `\ufeff${wrong}`, expected],
    // One tab for eight blanks: column 21 - 7.
    ['tabs', wrong.replaceAll('        <', '\t<'), expected.replace('45:21', '45:14')],
    // <!--🎁é--> and a blank are 10 code points, <MerchantId> is 12: column 23.
    [
      'letters outside ASCII',
      wrong.replaceAll('        <MerchantId>A2', '<!--🎁é--> <MerchantId>A2'),
      expected.replace('45:21', '45:23'),
    ],
  ])('%s', (_what, xml, place) => {
    expect(refused(xml)).toBe(place);
  });
});

describe('hostile XML is refused by name', () => {
  test.each<[what: string, xml: string | Buffer, code: string]>([
    ['a document type', LATE.replace('<Order ', '<!DOCTYPE Order [<!ENTITY x "y">]><Order '), 'XML_DOCTYPE_REFUSED'],
    ['an entity of its own', LATE.replace('>Blue mug<', '>&x;<'), 'XML_MALFORMED'],
    ['more than 1 MiB', `${LATE}<!--${'x'.repeat(1024 * 1024)}-->`, 'XML_TOO_LARGE'],
    ['65 levels', LATE.replace('<session>7f3a</session>', '<a>'.repeat(62) + '</a>'.repeat(62)), 'XML_TOO_DEEP'],
    ['Latin-1', Buffer.from(LATE.replace('UTF-8', 'ISO-8859-1'), 'latin1'), 'XML_ENCODING_WRONG'],
    ['an end tag too few', LATE.replace('</Order>', ''), 'XML_MALFORMED'],
    ['another root', LATE.replace(/<(\/?)Order(?=[ >])/g, '<$1Bestellung'), 'ROOT_UNKNOWN'],
    ['a request of another kind', exampleXml('order-calculations-request', '2009-05-15'), 'ROOT_UNKNOWN'],
    ['nothing', '', 'XML_MALFORMED'],
  ])('%s', (_what, xml, code) => {
    const reading = readOrder(xml);
    expect([reading.ok, !reading.ok && reading.code]).toEqual([false, code]);
  });

  test('500 items are read, custom data of any depth up to 64 with them', () => {
    expect(refused(items(500))).toBe('taken');
    expect(refused(LATE.replace('<session>7f3a</session>', '<a>'.repeat(61) + '</a>'.repeat(61)))).toBe('taken');
  });
});
