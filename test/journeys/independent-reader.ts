import { cents, decimal, halfUp, spread, sum, times, whole } from './reader/exact.js';
import { child, type Element, maybe, textOf } from './reader/elements.js';
import { type Answer, must, type NamedIds, readAnswer, type Refusal } from './reader/answer.js';
import { type AskedLine, type AskedRequest, readPrice } from './reader/request.js';
import { covers } from './reader/coverage.js';

export { type AskedRequest, readRequest } from './reader/request.js';

/** A line in cents, as rules 1 to 4 of examples.md give it; where CartTaxAmounts says the tax, all of it stands in `tax`. */
export interface ReadLine {
  /** CallbackOrderItemId; under 2008-11-30 the place in the cart, from 1. */
  readonly id: string;
  readonly principal: bigint;
  readonly principalPromo: bigint;
  /** Shipping less ShippingPromo: answers speak net. */
  readonly shipping: bigint;
  readonly tax: bigint;
  readonly shippingTax: bigint;
}

export interface ReadOption {
  /** Null where shipping was not asked for. */
  readonly methodId: string | null;
  readonly lines: readonly ReadLine[];
  readonly total: bigint;
  /** Tax of the option from CartTaxAmounts; null where the tables say it. */
  readonly cartTax: bigint | null;
}

export type ReadAnswer =
  | { readonly priced: true; readonly orders: readonly { readonly options: readonly ReadOption[] }[] }
  | ({ readonly priced: false } & Refusal);

/**
 * What a checkout makes of an answer: rules 1 to 5 of "Reading the tables" (examples.md), CartTaxAmounts by semantics A.3.4.
 * It knows the two documents and nothing of src. Throws what a checkout would call a faulty answer.
 */
export async function readCalculation(asked: AskedRequest, responseXml: string): Promise<ReadAnswer> {
  const answer = await readAnswer(responseXml, asked);
  if ('code' in answer) return { priced: false, ...answer };
  const promos = readPromos(asked, answer);
  const orders = asked.orders.map((_, place) => ({ options: readOptions(asked, answer, promos, place) }));
  return { priced: true, orders };
}

/** PrincipalPromo of every line of the cart (rule 2). */
function readPromos({ lines, currency }: AskedRequest, answer: Answer): ReadonlyMap<string, bigint> {
  const discount = (id: string, of: bigint): bigint => {
    const benefit = child(answer.promotions?.get(id) ?? absent(id), 'Benefit');
    const rate = textOf(benefit, 'DiscountRate');
    const amount = maybe(benefit, 'FixedAmountDiscount');
    must((rate === undefined) !== (amount === null), `the promotion ${id} is not of one kind`);
    const wanted = amount === null ? halfUp(times(decimal(rate ?? ''), whole(of))) : readPrice(amount, currency);
    must(amount === null || wanted > 0n, `the promotion ${id} takes nothing off`);
    return wanted < of ? wanted : of;
  };
  const principals = lines.map(({ principal }) => principal);
  if (answer.cartPromotionId === undefined) {
    return new Map(
      lines.map(({ id, wireId, principal }) => {
        const promotionId = answer.orders.map(({ items }) => items.get(wireId)).find((item) => item !== undefined)?.promotionId;
        return [id, promotionId === undefined ? 0n : discount(promotionId, principal)];
      }),
    );
  }
  const shares = spread(discount(answer.cartPromotionId, sum(principals)), principals.map(whole));
  return new Map(lines.map(({ id }, line) => [id, shares[line] ?? 0n]));
}

/** The choices of one order: methods that cover the address and that every item names (rule 5). */
function readOptions(asked: AskedRequest, answer: Answer, promos: ReadonlyMap<string, bigint>, place: number): ReadOption[] {
  const { address } = asked.orders[place] ?? absent('order');
  const { items } = answer.orders[place] ?? absent('order');
  const lines = asked.lines.filter(({ wireId }) => items.has(wireId));
  const rules = lines.map(({ wireId }) => ruleOf(answer, items.get(wireId), (rule) => covers(rule, address)));
  if (answer.methods === null)
    return [readOption(lines, { rules, promos, shares: lines.map(() => 0n), methodId: null, cartTax: null })];
  const offered = [...answer.methods].filter(
    ([id, method]) =>
      covers(child(method, 'IncludedRegions'), address) && [...items.values()].every(({ methodIds }) => methodIds.includes(id)),
  );
  must(offered.length > 0, `order ${place + 1} has no shipping choice`);
  const levels = offered.map(([, method]) => child(method, 'ServiceLevel').text);
  must(
    asked.date !== '2008-11-30' || new Set(levels).size === levels.length,
    'two methods of one level, which 2008-11-30 has no label for',
  );
  return offered.map(([methodId, method]) => {
    const shares = readShipping(child(method, 'Rate'), lines, asked.currency);
    const cartTax = answer.cartTaxAmounts === null ? null : readCartTax(answer.cartTaxAmounts, methodId, method, asked.currency);
    return readOption(lines, { rules, promos, shares, methodId, cartTax });
  });
}

interface Parts {
  readonly rules: readonly (Element | null)[];
  readonly promos: ReadonlyMap<string, bigint>;
  readonly shares: readonly bigint[];
  readonly methodId: string | null;
  readonly cartTax: bigint | null;
}

/** Rule 4, or the amount of CartTaxAmounts in its place, spread by what the lines cost. */
function readOption(lines: readonly AskedLine[], { rules, promos, shares, methodId, cartTax }: Parts): ReadOption {
  const bare = lines.map(({ id, principal }, line) => ({
    id,
    principal,
    principalPromo: promos.get(id) ?? 0n,
    shipping: shares[line] ?? 0n,
  }));
  const net = bare.map(({ principal, principalPromo, shipping }) => principal - principalPromo + shipping);
  const taxes = cartTax === null ? null : spread(cartTax, net.map(whole));
  const read = bare.map((line, at): ReadLine => {
    if (taxes !== null) return { ...line, tax: taxes[at] ?? 0n, shippingTax: 0n };
    const rule = rules[at] ?? null;
    const rate = decimal(rule === null ? '0' : child(rule, 'Rate').text);
    const shippingTaxed = rule !== null && textOf(rule, 'IsShippingTaxed') === 'true';
    return {
      ...line,
      tax: halfUp(times(rate, whole(line.principal - line.principalPromo))),
      shippingTax: shippingTaxed ? halfUp(times(rate, whole(line.shipping))) : 0n,
    };
  });
  const total = sum(net) + sum(read.map(({ tax, shippingTax }) => tax + shippingTax));
  return { methodId, lines: read, total, cartTax };
}

/** The rule of an item's table that covers the address; null where there is none, which is tax 0. */
function ruleOf(answer: Answer, item: NamedIds | undefined, isCovering: (rule: Element) => boolean): Element | null {
  if (item?.taxTableId === undefined) return null;
  const table = answer.taxTables?.get(item.taxTableId) ?? absent(item.taxTableId);
  const { children } = child(table, 'TaxRules');
  must(children.length === 1, 'a resolved table has one rule');
  return children.find(isCovering) ?? null;
}

/** Rule 3: net shipping of every line. */
function readShipping(rate: Element, lines: readonly AskedLine[], currency: string): bigint[] {
  must(rate.children.length > 0, 'an empty Rate is not free');
  const [weight, item, shipment] = ['WeightBased', 'ItemQuantityBased', 'ShipmentBased'].map((name) => maybe(rate, name));
  const byWeight = weight == null ? null : readWeight(weight, lines, currency);
  const each = item == null ? 0n : readPrice(item, currency);
  const flat = shipment == null ? 0n : readPrice(shipment, currency);
  const even = spread(
    flat,
    lines.map(() => whole(1n)),
  );
  return lines.map(({ quantity }, line) => (byWeight?.[line] ?? 0n) + each * quantity + (even[line] ?? 0n));
}

function readWeight(weight: Element, lines: readonly AskedLine[], currency: string): bigint[] {
  must(child(weight, 'CurrencyCode').text === currency, `WeightBased is not in ${currency}`);
  const pounds = lines.map((line) => line.pounds ?? absent('weight in pounds under a WeightBased rate'));
  const perPound = decimal(child(weight, 'Amount').text);
  const exact = pounds.map((one) => times(times(perPound, one), whole(100n)));
  const total = halfUp(exact.reduce((a, b) => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d }), whole(0n)));
  return spread(total, pounds);
}

/** A.3.4: by ShippingMethodId, else by ServiceLevel, else the one entry with neither; none is a missing kind, never 0. */
function readCartTax(entries: readonly Element[], methodId: string, method: Element, currency: string): bigint {
  const level = child(method, 'ServiceLevel').text;
  const found =
    entries.find((entry) => textOf(entry, 'ShippingMethodId') === methodId) ??
    entries.find((entry) => maybe(entry, 'ShippingMethodId') === null && textOf(entry, 'ServiceLevel') === level) ??
    entries.find((entry) => maybe(entry, 'ShippingMethodId') === null && maybe(entry, 'ServiceLevel') === null);
  const amount = child(found ?? absent(`tax for ${methodId}`), 'TaxAmount');
  must(child(amount, 'CurrencyCode').text === currency, `CartTaxAmounts is not in ${currency}`);
  return cents(child(amount, 'Amount').text);
}

function absent(what: string): never {
  throw new Error(`the answer has no ${what}`);
}
