import type { AnswerDocument, AskedDocument, AskedItem, Kind, Method, Tables, TaxTable } from '../documents.js';
import { exact, sum, times, toMinor, whole } from '../exact.js';
import { narrowestFirst } from '../regions.js';
import { MODES } from '../shop/modes.js';
import { GIFT_WRAP } from '../shop/own-prices.js';
import type { CartLine } from '../shop.js';
import { type Choice, priceByTables } from '../totals.js';
import type { BuyerAddress } from '../shop/addresses.js';
import { DEMO_METHODS, demoPromotion, demoTaxTable, WELCOME5_CENTS } from './demo-settings.js';
import { isFailure, type Purchase } from './plan.js';

export type SourceName = 'callback' | 'cart' | 'settings';

/** What a checkout must offer for an address, or why it must refuse it. */
export interface Expectation {
  readonly refusal: string | null;
  readonly sources: Readonly<Record<Kind, SourceName>>;
  /** Of kinds that were asked for in vain. */
  readonly cause: string | null;
  readonly lines: readonly CartLine[];
  /** By choice id, `<source>:<method id>`. */
  readonly choices: ReadonlyMap<string, Choice>;
}

/**
 * What this sandbox thinks of a purchase, by its own arithmetic: each kind from the answer of the shop, the tables of the cart
 * or the demo settings, in this order.
 * @param answered what the shop's endpoint answered rightly; undefined where it did not.
 */
export function expectCheckout(
  purchase: Purchase,
  at: { address: BuyerAddress; code: string | null; answered: Tables | undefined },
): Expectation {
  const { cart, mode } = purchase;
  const { callbacks } = cart;
  const failed = isFailure(purchase);
  const sourceOf = (kind: Kind): SourceName => {
    if (callbacks?.asked[kind] === true && !failed) return 'callback';
    return brings(kind, cart.tables) ? 'cart' : 'settings';
  };
  const sources = { shipping: sourceOf('shipping'), promotions: sourceOf('promotions'), tax: sourceOf('tax') };
  const lines = mode === 'updated-items' && callbacks !== undefined ? [...cart.lines, GIFT_WRAP] : cart.lines;
  const said = { sources, cause: failed ? MODES[mode].cause : null, lines };
  const refuse = (refusal: string): Expectation => ({ ...said, refusal, choices: new Map() });
  if (cart.form !== 'json' && !cart.signed) return refuse('SIGNATURE_MISSING');
  if (failed && callbacks?.processOnFailure !== true) return refuse('CALLBACK_FAILED');
  // the mode refuses whatever address it is asked for; the buyer's second one is asked for in another mode
  if (callbacks !== undefined && mode === 'address-refused' && at.address === purchase.address)
    return refuse('CALLBACK_ADDRESS_REFUSED');
  const choices = priceCheckout(purchase, { ...at, sources, lines });
  if (choices.size > 0) return { ...said, refusal: null, choices };
  return refuse(sources.shipping === 'callback' ? 'CALLBACK_ADDRESS_REFUSED' : 'ADDRESS_NOT_COVERED');
}

/** Whether the element of a kind is in the cart, even if no entry of it covers the address. */
function brings(kind: Kind, { methods, promotions, taxTables, defaultTaxTable }: Tables): boolean {
  if (kind === 'shipping') return methods !== undefined;
  return kind === 'promotions' ? promotions !== undefined : (taxTables ?? defaultTaxTable) !== undefined;
}

interface Pricing {
  readonly address: BuyerAddress;
  readonly code: string | null;
  readonly answered: Tables | undefined;
  readonly sources: Expectation['sources'];
  readonly lines: readonly CartLine[];
}

function priceCheckout({ cart }: Purchase, pricing: Pricing): Map<string, Choice> {
  const { address, code, sources, lines } = pricing;
  const tablesOf = (kind: Kind): Tables | undefined =>
    sources[kind] === 'callback' ? pricing.answered : sources[kind] === 'cart' ? cart.tables : undefined;
  const asked = askedFor(lines, address, cart.currency);
  const goods = sum(asked.items.map(({ price, quantity }) => toMinor(times(price, whole(quantity)), cart.currency)));
  const promotions = tablesOf('promotions') ?? settingsPromotions(goods, code);
  const moreOff = sources.promotions === 'settings' || code === null ? 0n : WELCOME5_CENTS;
  const tax = taxOf(tablesOf('tax') ?? { defaultTaxTable: demoTaxTable(address), lines: new Map() });
  const shipping = tablesOf('shipping') ?? { methods: DEMO_METHODS, lines: new Map() };
  const methods = (shipping.methods ?? []).filter((method) => !address.poBox || method.poBoxes !== false);
  const answer: AnswerDocument = {
    namespace: '',
    orders: [{ addressId: '', items: lines.map(({ sku }) => ({ wireId: sku, ...names(sku, { tax, promotions, shipping }) })) }],
    taxTables: tax.tables,
    promotions: promotions.promotions ?? [],
    methods,
    ...(promotions.cartPromotionId === undefined ? {} : { cartPromotionId: promotions.cartPromotionId }),
    ...(tax.stated === undefined ? {} : { cartTaxAmounts: tax.stated }),
  };
  const [choices = []] = priceByTables(asked, answer, moreOff);
  return new Map(choices.map((choice) => [`${sources.shipping}:${choice.method?.id ?? ''}`, choice]));
}

function settingsPromotions(goods: bigint, code: string | null): Tables {
  const promotion = demoPromotion(goods, code);
  if (promotion === undefined) return { promotions: [], lines: new Map() };
  return { promotions: [promotion], cartPromotionId: promotion.id, lines: new Map() };
}

interface Tax {
  readonly tables: readonly TaxTable[];
  readonly idOf: (sku: string) => string | undefined;
  readonly stated: Tables['cartTaxAmounts'];
}

/** The default table for lines that name none; in each table the rule that covers least comes first. */
function taxOf({ taxTables = [], defaultTaxTable, cartTaxAmounts, lines }: Tables): Tax {
  const all = defaultTaxTable === undefined ? taxTables : [...taxTables, defaultTaxTable];
  return {
    tables: all.map(({ id, rules }) => ({ id, rules: narrowestFirst(rules) })),
    idOf: (sku) => lines.get(sku)?.taxTableId ?? defaultTaxTable?.id,
    stated: cartTaxAmounts,
  };
}

function names(sku: string, { tax, promotions, shipping }: { tax: Tax; promotions: Tables; shipping: Tables }) {
  const taxTableId = tax.idOf(sku);
  const promotionId = promotions.lines.get(sku)?.promotionId;
  const ids = (methods: readonly Method[] = []): string[] => methods.map(({ id }) => id);
  return {
    ...(taxTableId === undefined ? {} : { taxTableId }),
    ...(promotionId === undefined ? {} : { promotionId }),
    methodIds: shipping.lines.get(sku)?.methodIds ?? ids(shipping.methods),
  };
}

function askedFor(lines: readonly CartLine[], address: BuyerAddress, currency: string): AskedDocument {
  const items = lines.map(({ sku, title, price, quantity, pounds }): AskedItem => {
    const count = BigInt(quantity);
    const weight = pounds === undefined ? null : times(exact(pounds), whole(count));
    return { wireId: sku, sku, title, price: exact(price), quantity: count, pounds: weight };
  });
  const { state, postalCode, country } = address;
  return {
    namespace: '',
    callbackReferenceId: '',
    asked: { shipping: true, promotions: true, tax: true },
    currency,
    items,
    orders: [{ address: { addressId: '', state, postalCode, country }, wireIds: lines.map(({ sku }) => sku) }],
  };
}
