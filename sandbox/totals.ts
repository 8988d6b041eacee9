import type { Address, AnswerDocument, AnsweredItem, AskedDocument, AskedItem, Method, TaxRule } from './documents.js';
import { type Exact, halfUp, plus, spread, sum, times, toMinor, whole, ZERO } from './exact.js';
import { covers } from './regions.js';

/** One line of one choice, in minor units; shipping is net of its promotion, which has no element of its own. */
export interface LineAmounts {
  readonly wireId: string;
  readonly principal: bigint;
  readonly principalPromo: bigint;
  readonly shipping: bigint;
  readonly tax: bigint;
  readonly shippingTax: bigint;
  readonly total: bigint;
}
export interface Choice {
  /** Null where shipping was not asked for. */
  readonly method: Method | null;
  readonly lines: readonly LineAmounts[];
  readonly total: bigint;
  /** True where CartTaxAmounts said the tax: the total is exact, how it falls on the lines is not said. */
  readonly taxGiven: boolean;
}

interface Line {
  readonly item: AskedItem;
  readonly answered: AnsweredItem;
  readonly principal: bigint;
  readonly principalPromo: bigint;
}

/**
 * What each shipping choice costs by the tables of an answer: the reader's profile of docs/protocol.md. One list of
 * choices for each order; the items must be those of the request (checkAnswer).
 * @param moreOff what a claim code takes off the order beside them, spread by what is left of each line.
 */
export function priceByTables(asked: AskedDocument, answer: AnswerDocument, moreOff = 0n): Choice[][] {
  const lines = pairLines(asked, answer);
  const promos = takeMore(lines.flat(), promotionsOf(lines.flat(), asked.currency, answer), moreOff);
  let at = 0;
  return lines.map((order, index) => {
    const priced = order.map((line) => ({ ...line, principalPromo: promos[at++] ?? 0n }));
    return priceOrder(priced, { asked, answer, address: asked.orders[index]?.address ?? NOWHERE });
  });
}

const NOWHERE: Address = { addressId: '', state: '', postalCode: '', country: '' };

/** The lines of each order with what the answer says of them; under 2008-11-30 one SKU may stand for several lines. */
function pairLines(asked: AskedDocument, answer: AnswerDocument): Line[][] {
  return asked.orders.map(({ address, wireIds }) => {
    const answered = new Map(
      answer.orders.find((order) => order.addressId === address.addressId)?.items.map((item) => [item.wireId, item]),
    );
    return asked.items
      .filter((item) => wireIds.includes(item.wireId))
      .map((item) => ({
        item,
        answered: answered.get(item.wireId) ?? { wireId: item.wireId },
        principal: toMinor(times(item.price, whole(item.quantity)), asked.currency),
        principalPromo: 0n,
      }));
  });
}

/** Rule 2. */
function promotionsOf(lines: readonly Line[], currency: string, answer: AnswerDocument): bigint[] {
  const find = (id: string) => answer.promotions?.find((promotion) => promotion.id === id);
  if (answer.cartPromotionId !== undefined) {
    const promotion = find(answer.cartPromotionId);
    const all = sum(lines.map(({ principal }) => principal));
    const total =
      promotion?.rate === undefined
        ? least(toMinor(promotion?.amount ?? ZERO, currency), all)
        : halfUp(times(promotion.rate, whole(all)));
    return spread(
      total,
      lines.map(({ principal }) => whole(principal)),
    );
  }
  return lines.map(({ answered, principal }) => {
    const promotion = answered.promotionId === undefined ? undefined : find(answered.promotionId);
    if (promotion?.rate !== undefined) return halfUp(times(promotion.rate, whole(principal)));
    return least(toMinor(promotion?.amount ?? ZERO, currency), principal);
  });
}

function takeMore(lines: readonly Line[], taken: readonly bigint[], moreOff: bigint): readonly bigint[] {
  if (moreOff === 0n) return taken;
  const left = lines.map(({ principal }, index) => principal - (taken[index] ?? 0n));
  const more = spread(least(moreOff, sum(left)), left.map(whole));
  return taken.map((amount, index) => amount + (more[index] ?? 0n));
}

interface Order {
  readonly asked: AskedDocument;
  readonly answer: AnswerDocument;
  readonly address: Address;
}

function priceOrder(lines: readonly Line[], order: Order): Choice[] {
  if (!order.asked.asked.shipping)
    return [
      priceChoice(
        lines,
        lines.map(() => 0n),
        null,
        order,
      ),
    ];
  return offered(lines, order).map((method) =>
    priceChoice(lines, shippingOf(lines, method, order.asked.currency), method, order),
  );
}

/** Rule 5: the methods that every line names and that cover the address. */
function offered(lines: readonly Line[], { answer, address }: Order): Method[] {
  return (answer.methods ?? []).filter(
    (method) =>
      lines.every(({ answered }) => answered.methodIds?.includes(method.id) === true) &&
      method.included.some((region) => covers(region, address)) &&
      !method.excluded.some((region) => covers(region, address)),
  );
}

/** Rule 3. */
function shippingOf(lines: readonly Line[], method: Method, currency: string): bigint[] {
  const pounds = lines.map(({ item }) => item.pounds ?? ZERO);
  const all = pounds.reduce(plus, ZERO);
  const byWeight = spread(toMinor(times(method.weightBased ?? ZERO, all), currency), pounds);
  const evenly = spread(
    toMinor(method.shipmentBased ?? ZERO, currency),
    lines.map(() => whole(1n)),
  );
  return lines.map(({ item }, index) => {
    const perItem = toMinor(times(method.itemQuantityBased ?? ZERO, whole(item.quantity)), currency);
    return (byWeight[index] ?? 0n) + perItem + (evenly[index] ?? 0n);
  });
}

function priceChoice(lines: readonly Line[], shipping: readonly bigint[], method: Method | null, order: Order): Choice {
  const given = order.answer.cartTaxAmounts === undefined || method === null ? undefined : cartTaxOf(method, order);
  const nets = lines.map(({ principal, principalPromo }, index) => principal - principalPromo + (shipping[index] ?? 0n));
  const shares = given === undefined ? null : spread(given, nets.map(whole));
  const priced = lines.map((line, index): LineAmounts => {
    const ownShipping = shipping[index] ?? 0n;
    const rule = ruleOf(line, order);
    const tax = shares === null ? taxed(rule?.rate, line.principal - line.principalPromo) : (shares[index] ?? 0n);
    const shippingTax = shares === null && rule?.shippingTaxed === true ? taxed(rule.rate, ownShipping) : 0n;
    const { principal, principalPromo } = line;
    const total = principal - principalPromo + ownShipping + tax + shippingTax;
    return { wireId: line.item.wireId, principal, principalPromo, shipping: ownShipping, tax, shippingTax, total };
  });
  return { method, lines: priced, total: sum(priced.map(({ total }) => total)), taxGiven: given !== undefined };
}

/** Rule 4: the rule of the line's table that covers the address. */
function ruleOf({ answered }: Line, { answer, address }: Order): TaxRule | undefined {
  const table = answer.taxTables?.find(({ id }) => id === answered.taxTableId);
  return table?.rules.find((rule) => rule.region !== undefined && covers(rule.region, address));
}

function taxed(rate: Exact | undefined, amount: bigint): bigint {
  return rate === undefined ? 0n : halfUp(times(rate, whole(amount)));
}

/** By ShippingMethodId, else by ServiceLevel, else the one entry with neither; none for a method is a missing kind. */
function cartTaxOf(method: Method, { asked, answer }: Order): bigint {
  const entries = answer.cartTaxAmounts ?? [];
  const entry =
    entries.find(({ methodId }) => methodId === method.id) ??
    entries.find(({ methodId, serviceLevel }) => methodId === undefined && serviceLevel === method.serviceLevel) ??
    entries.find(({ methodId, serviceLevel }) => methodId === undefined && serviceLevel === undefined);
  if (entry === undefined) throw new Error(`CartTaxAmounts has no entry for the method ${method.id}`);
  return toMinor(entry.amount, asked.currency);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
