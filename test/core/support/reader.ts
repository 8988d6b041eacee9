import type { CartItem, Destination } from '../../../src/core/cart.js';
import type { Said } from '../../../src/core/quote.js';

/**
 * A reader of the tables by rules 1-5 of examples.md: what an old checkout would make of an answer. It knows the cart, the
 * address and `said`, and shares no arithmetic with src: decimals are read as fractions of integers and rounded here.
 */
export interface ReadLine {
  readonly p: bigint;
  readonly pp: bigint;
  readonly net: bigint;
  readonly t: bigint;
  readonly st: bigint;
}
export interface ReadOption {
  readonly methodId: string | null;
  readonly lines: readonly ReadLine[];
  /** Tax of the option from CartTaxAmounts; null where the tables say it. */
  readonly cartTax: bigint | null;
}

interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

const decimal = (text: string): Fraction => {
  const at = text.indexOf('.');
  if (at === -1) return { n: BigInt(text), d: 1n };
  return { n: BigInt(text.slice(0, at) + text.slice(at + 1)), d: 10n ** BigInt(text.length - at - 1) };
};
/** Half up: floor(x + 1/2). */
const round = ({ n, d }: Fraction): bigint => (n * 2n + d) / (d * 2n);
const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
const whole = (n: bigint): Fraction => ({ n, d: 1n });
const cents = (text: string): bigint => round(times(decimal(text), whole(100n)));
const add = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);

/** Largest remainder by repeated search for the largest fraction; the earlier line among equals. */
function spread(total: bigint, weights: readonly bigint[]): bigint[] {
  const all = add(weights);
  if (all === 0n)
    return spread(
      total,
      weights.map(() => 1n),
    );
  const parts = weights.map((weight) => (total * weight) / all);
  const rests = weights.map((weight) => (total * weight) % all);
  for (let left = total - add(parts); left > 0n; left -= 1n) {
    let best = -1;
    rests.forEach((rest, line) => {
      if (best === -1 || rest > rests[best]!) best = line;
    });
    parts[best]! += 1n;
    rests[best] = -1n;
  }
  return parts;
}

/** All options that the tables offer to one order; one without a method where shipping was not asked for. */
export function readTables(said: Said, items: readonly CartItem[], destination: Destination, order = 0): ReadOption[] {
  const saidItems = said.orders[order]!.items;
  expectNames(said);
  const p = items.map(({ price, quantity }) => round({ n: price * BigInt(quantity) * 100n, d: 1_000_000n }));
  const pp = readPromotions(said, saidItems, p);
  const rules = saidItems.map(({ taxTableId }) => {
    const table = said.taxTables?.find(({ id }) => id === taxTableId);
    return table !== undefined && covers(table.region, destination) ? table : null;
  });
  const t = p.map((principal, line) => round(times(decimal(rules[line]?.rate ?? '0'), whole(principal - pp[line]!))));
  if (said.shippingMethods === undefined) {
    return [
      {
        methodId: null,
        cartTax: null,
        lines: p.map((principal, line) => ({ p: principal, pp: pp[line]!, net: 0n, t: t[line]!, st: 0n })),
      },
    ];
  }
  const offered = said.shippingMethods.filter(
    ({ id, region }) =>
      covers(region, destination) && saidItems.every(({ shippingMethodIds }) => shippingMethodIds?.includes(id)),
  );
  return offered.map((method) => {
    const net = readShipping(method, items);
    const lines = p.map((principal, line) => {
      const rule = rules[line];
      const st = rule?.shippingTaxed === true ? round(times(decimal(rule.rate), whole(net[line]!))) : 0n;
      return { p: principal, pp: pp[line]!, net: net[line]!, t: t[line]!, st };
    });
    const entry = said.cartTaxAmounts?.find(({ shippingMethodId }) => shippingMethodId === method.id);
    if (said.cartTaxAmounts !== undefined && entry === undefined) throw new Error(`CartTaxAmounts has no entry for ${method.id}`);
    return { methodId: method.id, lines, cartTax: entry === undefined ? null : cents(entry.amount) };
  });
}

function readPromotions(said: Said, items: Said['orders'][number]['items'], p: readonly bigint[]): bigint[] {
  const find = (id: string): NonNullable<Said['promotions']>[number]['benefit'] =>
    said.promotions!.find((one) => one.id === id)!.benefit;
  if (said.cartPromotionId !== undefined) {
    const benefit = find(said.cartPromotionId);
    const all = add(p);
    const wanted = benefit.kind === 'rate' ? round(times(decimal(benefit.rate), whole(all))) : cents(benefit.amount);
    return spread(wanted < all ? wanted : all, p);
  }
  return items.map(({ promotionId }, line) => {
    if (promotionId === undefined) return 0n;
    const benefit = find(promotionId);
    const wanted = benefit.kind === 'rate' ? round(times(decimal(benefit.rate), whole(p[line]!))) : cents(benefit.amount);
    return wanted < p[line]! ? wanted : p[line]!;
  });
}

function readShipping(method: NonNullable<Said['shippingMethods']>[number], items: readonly CartItem[]): bigint[] {
  if (method.weightBased === undefined && method.itemQuantityBased === undefined && method.shipmentBased === undefined) {
    throw new Error('an empty Rate is not free');
  }
  const net = items.map(() => 0n);
  const take = (shares: readonly bigint[]): void => shares.forEach((share, line) => (net[line]! += share));
  if (method.weightBased !== undefined) {
    const millionths = items.map(({ weight, quantity }) => {
      if (weight !== undefined && weight.unit !== 'lb') throw new Error('WeightBased with a weight that is not in pounds');
      return weight === undefined ? 0n : round(times(decimal(weight.amount), whole(1_000_000n))) * BigInt(quantity);
    });
    const price = times(decimal(method.weightBased), whole(100n));
    take(spread(round(times(price, { n: add(millionths), d: 1_000_000n })), millionths));
  }
  if (method.itemQuantityBased !== undefined) {
    const each = cents(method.itemQuantityBased);
    take(items.map(({ quantity }) => each * BigInt(quantity)));
  }
  if (method.shipmentBased !== undefined)
    take(
      spread(
        cents(method.shipmentBased),
        items.map(() => 1n),
      ),
    );
  return net;
}

/** Rule 5, for the regions that a resolved answer may name: the address itself. */
function covers(region: NonNullable<Said['taxTables']>[number]['region'], destination: Destination): boolean {
  switch (region.kind) {
    case 'zip':
      return region.zip === destination.postalCode;
    case 'state':
      return region.state === destination.state;
    case 'country':
      return region.country === destination.country;
    case 'predefined':
      throw new Error('a resolved answer names no predefined region');
  }
}

/** Every id that is named is defined, once; nothing negative and nothing of rate 0 off. */
function expectNames(said: Said): void {
  const defined = (ids: readonly string[], what: string): Set<string> => {
    if (new Set(ids).size !== ids.length) throw new Error(`a ${what} is defined twice`);
    return new Set(ids);
  };
  const tables = defined(
    (said.taxTables ?? []).map(({ id }) => id),
    'tax table',
  );
  const promotions = defined(
    (said.promotions ?? []).map(({ id }) => id),
    'promotion',
  );
  const methods = defined(
    (said.shippingMethods ?? []).map(({ id }) => id),
    'shipping method',
  );
  if (said.cartPromotionId !== undefined && !promotions.has(said.cartPromotionId))
    throw new Error('the cart names an unknown promotion');
  for (const { items } of said.orders) {
    for (const one of items) {
      if (said.taxTables !== undefined && !tables.has(one.taxTableId ?? '')) throw new Error('a line without a tax table');
      if (one.promotionId !== undefined && !promotions.has(one.promotionId)) throw new Error('a line names an unknown promotion');
      if (one.shippingMethodIds?.some((id) => !methods.has(id))) throw new Error('a line names an unknown method');
    }
  }
  for (const { benefit } of said.promotions ?? []) {
    const value = decimal(benefit.kind === 'rate' ? benefit.rate : benefit.amount);
    if (value.n <= 0n) throw new Error('a promotion of nothing');
  }
}
