import { expectCheckout } from '../../sandbox/buy/expected.js';
import { planPurchase, type Purchase } from '../../sandbox/buy/plan.js';
import type { Tables } from '../../sandbox/documents.js';
import { exact } from '../../sandbox/exact.js';
import { ADDRESSES, type BuyerAddress } from '../../sandbox/shop/addresses.js';
import { NO_TABLES, type ShopCart } from '../../sandbox/shop/cart.js';
import { writeHtmlFields } from '../../sandbox/shop/html-fields.js';
import { writeJsonCart } from '../../sandbox/shop/json-cart.js';
import { writeOrder } from '../../sandbox/shop/order-document.js';
import type { CartLine } from '../../sandbox/shop.js';
import { quoteCheckout } from '../../src/core/checkout-quote.js';
import type { OrderCart } from '../../src/core/order-cart.js';
import { compileRuleBook } from '../../src/core/rule-book.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { readHtmlCart } from '../../src/wire/html-cart.js';
import { decodeCartBody } from '../../src/wire/json-order-cart.js';
import { readOrderCart } from '../../src/wire/order-cart.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { SHOP_DEMO } from './shop-demo.js';

const { merchantId, sandbox: key } = SHOP_DEMO;
beforeAll(loadSchemas);

const at = (city: string): BuyerAddress => ADDRESSES.find((address) => address.city === city)!;
const line = (sku: string, price: string, quantity: number, pounds?: string): CartLine => ({
  sku,
  title: sku,
  price,
  quantity,
  category: 'x',
  ...(pounds === undefined ? {} : { pounds }),
});

function withoutCallbacks(cart: ShopCart): Omit<ShopCart, 'callbacks'> {
  const { callbacks, ...bare } = cart;
  return callbacks === undefined ? cart : bare;
}

function purchaseOf(lines: readonly CartLine[], more: Partial<ShopCart> = {}): Purchase {
  const planned = planPurchase(1, { faults: [], merchantId, origin: 'http://127.0.0.1:4101' });
  const cart = withoutCallbacks(planned.cart);
  return { ...planned, mode: 'ok', cart: { ...cart, form: 'xml', signed: true, lines, tables: NO_TABLES, ...more } };
}

/** Totals by choice; `answered` is what the shop said. */
function totals(purchase: Purchase, city: string, { code = null, answered }: { code?: string | null; answered?: Tables } = {}) {
  const { refusal, choices } = expectCheckout(purchase, { address: at(city), code, answered });
  return refusal ?? Object.fromEntries([...choices].map(([id, { total }]) => [id, Number(total)]));
}

describe('A purchase from the demo settings', () => {
  const lines = [line('A', '12.50', 2, '0.75'), line('B', '20.00', 1, '1.00')];
  // 45.00, 2.5 lb: Standard 4.99 + 1.25 = 6.24. Seattle taxes all of it with 0.1035, line by line:
  // A 25.00: shipping 0.75 by pounds (1.5 of 2.5) + 2.50 (499 even: 250, 249) = 3.25; 2.5875 -> 2.59, 0.336 -> 0.34
  // B 20.00: shipping 0.50 + 2.49 = 2.99; 2.07, 0.309 -> 0.31. 45.00 + 6.24 + 5.31 = 56.55
  test('adds pounds to the flat amount and taxes shipping in Seattle', () => {
    expect(totals(purchaseOf(lines), 'Seattle')).toMatchObject({ 'settings:standard': 5655 });
  });
  test('offers a PO box Standard alone, and Alaska nothing in two days', () => {
    // no tax in Oregon and Alaska: 45.00 + 6.24, 45.00 + 9.99
    expect(totals(purchaseOf(lines), 'Portland')).toEqual({ 'settings:standard': 5124 });
    expect(totals(purchaseOf(lines), 'Anchorage')).toEqual({ 'settings:standard': 5124, 'settings:expedited': 5499 });
  });
  test('takes 5.00 off with the code below 50.00, and the better of the two above', () => {
    expect(totals(purchaseOf(lines), 'Anchorage', { code: 'WELCOME5' })).toMatchObject({ 'settings:standard': 4624 });
    // 60.00: a tenth is 6.00 and beats 5.00; 1 lb: 5.49. 54.00 + 5.49
    const dear = purchaseOf([line('C', '60.00', 1, '1.00')]);
    expect(totals(dear, 'Anchorage', { code: 'WELCOME5' })).toMatchObject({ 'settings:standard': 5949 });
  });
});

describe('A purchase with tables', () => {
  // protocol/examples.md, 11: A 10.00 (1 lb, T1), B 20.00 (3 lb, default table), 3.00 off the cart, 0.50 a pound + 3.00
  const lines = [line('A', '10.00', 1, '1'), line('B', '20.00', 1, '3')];
  const region = (kind: 'USZipRegion' | 'USStateRegion' | 'PredefinedRegion', value: string) => ({ kind, value });
  const tables: Tables = {
    taxTables: [
      {
        id: 'T1',
        rules: [
          { rate: exact('0.05'), shippingTaxed: false, region: region('PredefinedRegion', 'WorldAll') },
          { rate: exact('0.0725'), shippingTaxed: false, region: region('USStateRegion', 'CA') },
          { rate: exact('0.08625'), shippingTaxed: true, region: region('USZipRegion', '94107') },
        ],
      },
    ],
    defaultTaxTable: {
      id: 'D',
      rules: [{ rate: exact('0.04'), shippingTaxed: false, region: region('PredefinedRegion', 'USAll') }],
    },
    promotions: [
      { id: 'HALF', description: '', rate: exact('0.5') },
      { id: 'OFF3', description: '', amount: exact('3.00') },
    ],
    cartPromotionId: 'OFF3',
    methods: [
      {
        id: 'm',
        serviceLevel: 'Standard',
        label: 'm',
        weightBased: exact('0.50'),
        shipmentBased: exact('3.00'),
        included: [region('PredefinedRegion', 'USFull50States')],
        excluded: [],
      },
    ],
    lines: new Map([['A', { taxTableId: 'T1', promotionId: 'HALF' }]]),
  };

  test('is example 11 to the cent', () => {
    expect(totals(purchaseOf(lines, { tables }), 'San Francisco')).toEqual({ 'cart:m': 3367 });
  });
  test('takes a claim code beside the promotion of the cart', () => {
    // 300 by P 100, 200; then 500 by what is left 900, 1800: 167, 333. Nets 733, 1467: tax 63.2 -> 63 and 17; 58.7 -> 59
    // 22.00 + 5.00 + 0.63 + 0.17 + 0.59 = 28.39
    expect(totals(purchaseOf(lines, { tables }), 'San Francisco', { code: 'WELCOME5' })).toEqual({ 'cart:m': 2839 });
  });
  test('is refused where no method covers the address', () => {
    const methods = tables.methods!.map((method) => ({ ...method, included: [region('USStateRegion', 'WA')] }));
    expect(totals(purchaseOf(lines, { tables: { ...tables, methods } }), 'Austin')).toBe('ADDRESS_NOT_COVERED');
  });
});

describe('A purchase that asks the shop', () => {
  const lines = [line('A', '10.00', 1, '1')];
  const asked = { shipping: true, promotions: false, tax: false };
  const callbacks = { asked, endpoint: 'http://127.0.0.1:4101/callback/x', processOnFailure: true };

  test('falls back to the settings with the cause, or is refused where the cart says so', () => {
    const failing = { ...purchaseOf(lines, { callbacks }), mode: 'not-xml' as const };
    const told = expectCheckout(failing, { address: at('Austin'), code: null, answered: undefined });
    expect(told).toMatchObject({ sources: { shipping: 'settings', tax: 'settings' }, cause: 'xml-malformed', refusal: null });
    const strict = { ...failing, cart: { ...failing.cart, callbacks: { ...callbacks, processOnFailure: false } } };
    expect(totals(strict, 'Austin')).toBe('CALLBACK_FAILED');
  });
  test('is refused by the shop only for the address that it refuses', () => {
    const refusing = { ...purchaseOf(lines, { callbacks }), mode: 'address-refused' as const, address: at('Austin') };
    expect(totals(refusing, 'Austin')).toBe('CALLBACK_ADDRESS_REFUSED');
    const methods = [
      {
        id: 'b',
        serviceLevel: 'Standard',
        label: 'b',
        shipmentBased: exact('1.00'),
        included: [{ kind: 'PredefinedRegion' as const, value: 'WorldAll' }],
        excluded: [],
      },
    ];
    const answered: Tables = { methods, lines: new Map([['A', { methodIds: ['b'] }]]) };
    // 10.00 + 1.00, 0.04 on the goods in New York
    expect(totals(refusing, 'New York', { answered })).toEqual({ 'callback:b': 1140 });
  });
});

describe('Planned purchases', () => {
  const compiled = compileRuleBook(DEMO_SETTINGS);
  if (!compiled.ok) throw new Error('the demo settings are refused');
  const { book } = compiled;

  /** As the service reads the posted cart. */
  function read(cart: ShopCart): OrderCart {
    const context = { merchantId };
    const reading =
      cart.form === 'json'
        ? decodeCartBody(writeJsonCart(cart), context)
        : cart.form === 'html'
          ? readHtmlCart(
              writeHtmlFields(cart, key).map(([name, value]) => ({ name, value })),
              context,
            )
          : readOrderCart(Buffer.from(writeOrder(cart)), context);
    if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
    return reading.cart;
  }

  test('cost what the service says, for two hundred seeds without an endpoint', () => {
    const forms = new Map<string, number>();
    for (let seed = 1; seed <= 200; seed++) {
      const planned = planPurchase(seed, { faults: [], merchantId, origin: 'http://127.0.0.1:4101' });
      const bare = withoutCallbacks(planned.cart);
      const purchase: Purchase = { ...planned, mode: 'ok', cart: { ...bare, signed: true } };
      const { address, code } = purchase;
      const cart = read(purchase.cart);
      const quote = quoteCheckout(
        {
          cart,
          items: cart.items,
          shipTo: address,
          callback: null,
          codes: code === null ? [] : [code],
          at: 0,
          usedUp: new Set(),
          dialect: cart.namespace === '2008-11-30' ? '2008-11-30' : '2009-05-15',
        },
        book,
      );
      const said = quote.ok
        ? Object.fromEntries(quote.options.map(({ choiceId, total }) => [choiceId, Number(total)]))
        : quote.code;
      expect({ seed, said: totals(purchase, address.city, { code }) }).toEqual({ seed, said });
      const outcome = `${purchase.cart.form}${quote.ok ? '' : ' refused'}`;
      forms.set(outcome, (forms.get(outcome) ?? 0) + 1);
    }
    expect([...forms.keys()]).toEqual(expect.arrayContaining(['xml', 'html', 'json', 'xml refused']));
  });

  test('are the same for the same seed, but for their reference', () => {
    const plan = () => planPurchase(7, { faults: ['slow'], merchantId, origin: 'http://x' });
    const bare = ({ cart, ...rest }: Purchase) => ({
      ...rest,
      cart: { ...withoutCallbacks(cart), clientRequestId: '' },
      asked: cart.callbacks?.asked,
    });
    expect(bare(plan())).toEqual(bare(plan()));
  });

  test('have each fault in turn', () => {
    const faults = ['slow', 'huge', 'tls'] as const;
    const modes = [1, 2, 3, 4].map((seed) => planPurchase(seed, { faults, merchantId, origin: 'http://x' }));
    expect(modes.map(({ mode }) => mode)).toEqual(['slow', 'huge', 'tls', 'slow']);
    expect(modes[2]?.cart.callbacks?.endpoint).toMatch(/^https:/);
  });
});
