import type { Address, AskedDocument, CartTaxAmount, LineNames, Method, Promotion, Tables, TaxTable } from '../documents.js';
import { exact, type Exact, halfUp, sum, times, toMinor, whole } from '../exact.js';
import type { CartLine } from '../shop.js';

/** From so many different lines on, the shop states its tax instead of saying the rates (2009-05-15). */
const STATES_TAX_FROM = 4;
const BASKET_UNITS = 6;
const RATES: Readonly<Record<string, readonly [rate: string, shippingTaxed: boolean]>> = {
  WA: ['0.0925', true],
  NY: ['0.08875', true],
  CA: ['0.0775', false],
};

/** What `updated-items` adds to a cart. */
export const GIFT_WRAP: CartLine = {
  sku: 'GIFT-WRAP',
  title: 'Gift wrapping',
  price: '3.50',
  category: 'Paper',
  quantity: 1,
};

/**
 * The tables that this shop answers with: prices of its own, unlike those of the demo settings, so that a total tells which
 * of them it came from. Only the kinds that were asked for are there.
 * @param wrapped whether gift wrapping goes along; the lines of the answer name it too.
 */
export function ownPrices(asked: AskedDocument, wrapped: boolean): Tables {
  const { shipping, promotions, tax } = asked.asked;
  const address = asked.orders[0]?.address ?? { addressId: '', state: '', postalCode: '', country: '' };
  const methods = shipping ? methodsTo(address) : undefined;
  const later = asked.namespace.includes('2009-05-15');
  const stated = later && tax && methods !== undefined && !wrapped && asked.items.length >= STATES_TAX_FROM;
  const offers = promotions ? promotionsFor(asked) : undefined;
  const table = tax && !stated ? taxTable(address) : undefined;
  const names = (sku: string): LineNames => ({
    ...(table === undefined ? {} : { taxTableId: table.id }),
    ...(offers?.named.includes(sku) === true ? { promotionId: MUGS.id } : {}),
    ...(methods === undefined ? {} : { methodIds: methods.map(({ id }) => id) }),
  });
  const skus = [...asked.items.map(({ sku }) => sku), ...(wrapped ? [GIFT_WRAP.sku] : [])];
  return {
    ...(table === undefined ? {} : { taxTables: [table] }),
    ...(offers === undefined ? {} : { promotions: offers.promotions }),
    ...(offers?.cart === true ? { cartPromotionId: BASKET.id } : {}),
    ...(methods === undefined ? {} : { methods }),
    ...(stated ? { cartTaxAmounts: statedTax(asked) } : {}),
    lines: new Map(skus.map((sku) => [sku, names(sku)])),
  };
}

/** By bicycle and by courier; nobody cycles to Alaska or Hawaii. */
function methodsTo({ postalCode, state }: Address): Method[] {
  const here = { included: [{ kind: 'USZipRegion', value: postalCode }], excluded: [] } as const;
  const bicycle = { id: 'bicycle', serviceLevel: 'Standard', label: 'By bicycle', ...here };
  const courier = { id: 'courier 1', serviceLevel: 'Expedited', label: 'By courier', ...here };
  const ridden: Method = { ...bicycle, itemQuantityBased: exact('0.75'), shipmentBased: exact('3.10') };
  const driven: Method = { ...courier, weightBased: exact('0.89'), shipmentBased: exact('7.40') };
  return ['AK', 'HI'].includes(state) ? [driven] : [ridden, driven];
}

function taxTable({ postalCode, state }: Address): TaxTable {
  const [rate, shippingTaxed] = RATES[state] ?? ['0', false];
  return {
    id: 'here',
    rules: [{ rate: exact(rate), shippingTaxed, region: { kind: 'USZipRegion', value: postalCode } }],
  };
}

const BASKET: Promotion = { id: 'BASKET', description: 'A full basket, 7.5 % off', rate: exact('0.075') };
const MUGS: Promotion = { id: 'MUGS', description: 'Mugs, 15 % off', rate: exact('0.15') };

/** A full basket is cheaper whole; else mugs are. */
function promotionsFor({ items }: AskedDocument): { promotions: Promotion[]; cart: boolean; named: string[] } {
  const units = sum(items.map(({ quantity }) => quantity));
  if (units >= BigInt(BASKET_UNITS)) return { promotions: [BASKET], cart: true, named: [] };
  const named = items.filter(({ sku }) => sku.startsWith('MUG-')).map(({ sku }) => sku);
  return { promotions: named.length === 0 ? [] : [MUGS], cart: false, named };
}

/** 5 % of what the goods cost; by courier 0.10 more. Any figure would do: it is the shop's word. */
function statedTax({ items, currency }: AskedDocument): CartTaxAmount[] {
  const goods = sum(items.map(({ price, quantity }) => toMinor(times(price, whole(quantity)), currency)));
  const cents = halfUp(times(exact('0.05'), whole(goods)));
  const amount = (minor: bigint): Exact => ({ n: minor, d: 100n });
  return [
    { methodId: 'courier 1', amount: amount(cents + 10n) },
    { serviceLevel: 'Standard', amount: amount(cents) },
  ];
}
