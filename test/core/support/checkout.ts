import type { CallbackResult, CallClocks, CheckoutOption, CheckoutQuote, CheckoutRefusal } from '../../../src/core/checkout.js';
import { type CheckoutRequest, quoteCheckout } from '../../../src/core/checkout-quote.js';
import type { CartCallbacks, OrderCart, OrderCartItem } from '../../../src/core/order-cart.js';
import { readRegion, type Region, regionText } from '../../../src/core/region.js';
import type { RegionDocument, ServiceLevel } from '../../../src/core/settings.js';
import type { LineTables, TableMethod, TablePromotion, Tables, TableTaxRule, TaxTable } from '../../../src/core/tables.js';
import { bookOf, item, type ItemInWords, micros, type Shop } from './build.js';

/** 1250 of "12.50": digits only, independent of core. */
export const cents = (text: string): bigint => micros(text) / 10_000n;

export function region(document: RegionDocument): Region {
  const read = readRegion(document);
  if (!read.ok) throw new Error(read.problem.message);
  return read.region;
}

/** A rate of up to 9 places per 10^9. */
export const rateOf = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
};

export const taxRule = (where: RegionDocument, rate: string, shippingTaxed = false): TableTaxRule => ({
  rate: rateOf(rate),
  shippingTaxed,
  region: region(where),
  regionText: regionText(where),
});
export const taxTable = (id: string, ...rules: TableTaxRule[]): TaxTable => ({ id, rules });

export const rateOff = (id: string, rate: string): TablePromotion => ({
  id,
  description: id,
  benefit: { kind: 'rate', rate: rateOf(rate) },
});
export const amountOff = (id: string, amount: string): TablePromotion => ({
  id,
  description: id,
  benefit: { kind: 'amount', amount: cents(amount) },
});

/** A method called like its level that goes to the 50 states; perPound "0.50" has up to 4 places. */
export const tableMethod = (
  serviceLevel: ServiceLevel,
  rate: { perPound?: string; perItem?: string; perShipment?: string },
  more: Partial<TableMethod> = {},
): TableMethod => ({
  id: serviceLevel.toLowerCase(),
  serviceLevel,
  label: serviceLevel,
  perPound: rate.perPound === undefined ? null : micros(rate.perPound) / 100n,
  perItem: rate.perItem === undefined ? null : cents(rate.perItem),
  perShipment: rate.perShipment === undefined ? null : cents(rate.perShipment),
  included: [region({ kind: 'predefined', name: 'USFull50States' })],
  excluded: [],
  poBoxes: null,
  ...more,
});

export const orderItem = (words: ItemInWords, index: number, named: LineTables = {}): OrderCartItem => ({
  ...item(words, index),
  merchantId: 'A1EXAMPLESHOP1',
  ...named,
});

/** A cart in US dollars; `named` says which tables each line names. */
export const cartOf = (
  items: readonly ItemInWords[],
  tables: Tables = {},
  named: readonly LineTables[] = [],
  more: Partial<OrderCart> = {},
): OrderCart => ({
  form: 'xml',
  namespace: '2009-05-15',
  currency: 'USD',
  items: items.map((words, index) => orderItem(words, index, named[index])),
  tables,
  shippingAddresses: [],
  parameterizedUrls: [],
  upsellItems: [],
  disablePromotionCode: false,
  ...more,
});

export const asks = (kinds: Partial<CartCallbacks>): CartCallbacks => ({
  tax: false,
  promotions: false,
  shipping: false,
  endpoint: 'https://shop.example/callback',
  processOnFailure: true,
  ...kinds,
});

export const CALL: CallClocks = { sentAt: 1_000, endedAt: 1_400, deadlineMs: 5_000, exchangeId: 'X1' };

/** An answer with these tables; every line names what `named` says of it. */
export const answered = (cart: OrderCart, tables: Tables, named: readonly LineTables[] = []): CallbackResult => ({
  state: 'answered',
  source: { tables, lines: new Map(cart.items.map(({ id }, index) => [id, named[index] ?? {}])) },
  items: cart.items,
  call: CALL,
  warnings: [],
});

export const failed = (cause: Extract<CallbackResult, { state: 'failed' }>['cause'], because: string): CallbackResult => ({
  state: 'failed',
  cause,
  because,
  call: CALL,
});

export const ask = (
  cart: OrderCart,
  shipTo: CheckoutRequest['shipTo'],
  more: Partial<CheckoutRequest> = {},
): CheckoutRequest => ({
  cart,
  items: cart.items,
  shipTo,
  callback: null,
  codes: [],
  at: Date.UTC(2026, 10, 23),
  usedUp: new Set(),
  dialect: '2009-05-15',
  ...more,
});

/** The checkout's quote; a refusal fails the test with its sentence. */
export function checkoutOf(request: CheckoutRequest, shop: Shop = {}): CheckoutQuote {
  const result = quoteCheckout(request, bookOf(shop));
  if (!result.ok) throw new Error(`${result.code}: ${result.because}`);
  return result;
}

export function refusedCheckout(request: CheckoutRequest, shop: Shop = {}): CheckoutRefusal {
  const result = quoteCheckout(request, bookOf(shop));
  if (result.ok) throw new Error('priced, not refused');
  return result;
}

/** The choice of a level, else the cheapest. */
export function choice({ options }: CheckoutQuote, level?: string): CheckoutOption {
  const option = level === undefined ? options[0] : options.find(({ serviceLevel }) => serviceLevel === level);
  if (option === undefined) throw new Error('no such choice');
  return option;
}
