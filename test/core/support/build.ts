import type { CartItem, Destination, Dialect } from '../../../src/core/cart.js';
import type { Quote, QuoteOption, QuoteRefusal, QuoteRequest } from '../../../src/core/quote.js';
import { quote } from '../../../src/core/quote.js';
import { compileRuleBook, type RuleBook } from '../../../src/core/rule-book.js';
import type {
  PolicyDocument,
  PromotionSettings,
  RegionDocument,
  SettingsDocuments,
  ShippingMethodDocument,
  TaxDocument,
  TaxRuleDocument,
} from '../../../src/core/settings.js';

/** A shop in US dollars in few words. */
export interface Shop {
  readonly methods?: readonly ShippingMethodDocument[];
  readonly rules?: readonly TaxRuleDocument[];
  readonly classes?: TaxDocument['classes'];
  readonly promotions?: readonly PromotionSettings[];
  readonly policies?: PolicyDocument;
  readonly defaultWeight?: SettingsDocuments['shipping']['defaultWeight'];
  readonly handlingDays?: number;
}

export const US: RegionDocument = { kind: 'predefined', name: 'USFull50States' };
export const WORLD: RegionDocument = { kind: 'predefined', name: 'WorldAll' };
export const state = (code: string): RegionDocument => ({ kind: 'state', state: code });
export const zip = (text: string): RegionDocument => ({ kind: 'zip', zip: text });

export const documents = (shop: Shop): SettingsDocuments => ({
  shipping: {
    currency: 'USD',
    methods: shop.methods ?? [],
    ...(shop.defaultWeight && { defaultWeight: shop.defaultWeight }),
    ...(shop.handlingDays !== undefined && { handlingDays: shop.handlingDays }),
  },
  taxes: { rules: shop.rules ?? [], ...(shop.classes && { classes: shop.classes }) },
  promotions: { promotions: shop.promotions ?? [] },
  policies: shop.policies ?? {},
});

export function bookOf(shop: Shop): RuleBook {
  const compiled = compileRuleBook(documents(shop));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults, null, 1));
  return compiled.book;
}

/** A method with id and label after its level, in 50 states. */
export const method = (
  serviceLevel: ShippingMethodDocument['serviceLevel'],
  rate: ShippingMethodDocument['rate'],
  more: Partial<ShippingMethodDocument> = {},
): ShippingMethodDocument => ({
  id: serviceLevel.toLowerCase(),
  label: serviceLevel,
  serviceLevel,
  rate,
  regions: { include: [US] },
  ...more,
});

export type ItemInWords = [
  sku: string,
  price: string,
  quantity?: number,
  pounds?: string | undefined,
  category?: string | undefined,
];

/** 12.50 as 12_500_000n, by hand: digits only, independent of core. */
export function micros(price: string): bigint {
  const [whole = '0', fraction = ''] = price.split('.');
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
}

export const item = ([sku, price, quantity = 1, pounds, category]: ItemInWords, index: number): CartItem => ({
  id: String(index + 1),
  sku,
  title: sku,
  price: micros(price),
  quantity,
  ...(pounds !== undefined && { weight: { amount: pounds, unit: 'lb' as const } }),
  ...(category !== undefined && { category }),
});

export interface Ask extends Partial<Omit<QuoteRequest, 'orders'>> {
  readonly dialect?: Dialect;
}

export const request = (items: readonly ItemInWords[], destination: Destination, ask: Ask = {}): QuoteRequest => ({
  currency: 'USD',
  orders: [{ items: items.map(item), destination }],
  codes: [],
  asked: { shipping: true, promotions: true, tax: true },
  dialect: '2009-05-15',
  at: Date.UTC(2026, 10, 23),
  ...ask,
});

export const address = (code: string, postalCode: string): Destination => ({ state: code, postalCode, country: 'US' });

/** The quote; a refusal fails the test with its sentence. */
export function priced(shop: Shop, asked: QuoteRequest): Quote {
  const result = quote(asked, bookOf(shop));
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result;
}

export function refused(shop: Shop, asked: QuoteRequest): QuoteRefusal {
  const result = quote(asked, bookOf(shop));
  if (result.ok) throw new Error('priced, not refused');
  return result;
}

export const onlyOption = (of: Quote, level?: string): QuoteOption => {
  const options = of.orders[0]?.options ?? [];
  const option = level === undefined ? options[0] : options.find(({ serviceLevel }) => serviceLevel === level);
  if (option === undefined) throw new Error('no such option');
  return option;
};

/** P, PP, S, SP, T, ST of each line as numbers. */
export const rows = (option: QuoteOption): number[][] =>
  option.lines.map((line) =>
    [line.principal, line.principalPromo, line.shipping, line.shippingPromo, line.tax, line.shippingTax].map(Number),
  );
