import fc from 'fast-check';
import type { CheckoutOption, CheckoutQuote } from '../../../src/core/checkout.js';
import { type CheckoutRequest, quoteCheckout } from '../../../src/core/checkout-quote.js';
import type { Components, Quote, Said } from '../../../src/core/quote.js';
import { quote } from '../../../src/core/quote.js';
import type { LineTables, Tables } from '../../../src/core/tables.js';
import { destination, everyPolicy, items, shop } from '../support/arbitrary.js';
import { named, tables } from '../support/arbitrary-tables.js';
import { bookOf, micros, request, type Shop } from '../support/build.js';
import { answered, ask, asks, cartOf, cents, rateOf, region } from '../support/checkout.js';

const RUNS = 150;
const COMPONENTS = [
  'principal',
  'principalPromo',
  'shipping',
  'shippingPromo',
  'tax',
  'shippingTax',
] as const satisfies (keyof Components)[];
const dialect = fc.constantFrom('2009-05-15' as const, '2008-11-30' as const);

function price(asked: CheckoutRequest, from: Shop): CheckoutQuote {
  const result = quoteCheckout(asked, bookOf(from));
  fc.pre(result.ok);
  return result;
}

/** Some promotions of a shop get a code; the codes of all of them and one that nobody has. */
function withCodes(from: Shop, coded: readonly boolean[]): { shop: Shop; codes: string[] } {
  const promotions = (from.promotions ?? []).map((one, at) =>
    coded[at] === true ? { ...one, code: { kind: 'shared' as const, code: `CODE${at}` } } : one,
  );
  const codes = promotions.flatMap((_, at) => (coded[at] === true ? [`CODE${at}`] : []));
  return { shop: { ...from, promotions }, codes: ['NOBODY', ...codes] };
}

/** The tables that an answer says, as a reader has them. */
function tablesOf(said: Said): { tables: Tables; lines: readonly LineTables[] } {
  const where = (one: NonNullable<Said['taxTables']>[number]['region']): ReturnType<typeof region> => region(one);
  return {
    tables: {
      taxTables: (said.taxTables ?? []).map(({ id, rate, shippingTaxed, region: at }) => ({
        id,
        rules: [{ rate: rateOf(rate), shippingTaxed, region: where(at), regionText: 'here' }],
      })),
      promotions: (said.promotions ?? []).map(({ id, description, benefit }) => ({
        id,
        description,
        benefit:
          benefit.kind === 'rate'
            ? { kind: 'rate', rate: rateOf(benefit.rate) }
            : { kind: 'amount', amount: cents(benefit.amount) },
      })),
      ...(said.cartPromotionId !== undefined && { cartPromotionId: said.cartPromotionId }),
      shippingMethods: (said.shippingMethods ?? []).map((one) => ({
        id: one.id,
        serviceLevel: one.serviceLevel,
        label: one.label,
        perPound: one.weightBased === undefined ? null : micros(one.weightBased) / 100n,
        perItem: one.itemQuantityBased === undefined ? null : cents(one.itemQuantityBased),
        perShipment: one.shipmentBased === undefined ? null : cents(one.shipmentBased),
        included: [where(one.region)],
        excluded: [],
        poBoxes: null,
      })),
      ...(said.cartTaxAmounts !== undefined && {
        cartTaxAmounts: said.cartTaxAmounts.map((one) => ({ ...one, amount: cents(one.amount) })),
      }),
    },
    lines: said.orders[0]?.items ?? [],
  };
}

describe('a cart without tables and callbacks', () => {
  test('costs to the cent what a quote says, in both dialects, under every policy, with claim codes', () => {
    fc.assert(
      fc.property(
        shop(everyPolicy),
        items,
        destination,
        dialect,
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        (from, list, to, as, coded) => {
          const { shop: own, codes } = withCodes(from, coded);
          const expected = quote(request(list, to, { dialect: as, codes }), bookOf(own));
          const got = quoteCheckout(ask(cartOf(list), to, { dialect: as, codes }), bookOf(own));
          if (!expected.ok || !got.ok) {
            expect(got.ok ? null : got.code).toBe(expected.ok ? null : expected.code);
            return;
          }
          const options = [...expected.orders[0]!.options].sort((a, b) => Number(a.total - b.total));
          expect(got.options).toEqual(options.map((option) => ({ ...option, choiceId: `settings:${option.methodId ?? ''}` })));
          expect(got.sources).toEqual(expected.sources);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('an answer of our own processor', () => {
  const reread = (
    from: Shop,
    list: Parameters<typeof request>[0],
    to: Parameters<typeof request>[1],
    as: '2009-05-15' | '2008-11-30',
  ): [Quote, CheckoutQuote] => {
    const expected = quote(request(list, to, { dialect: as }), bookOf(from));
    fc.pre(expected.ok);
    const { tables: said, lines } = tablesOf(expected.said);
    const cart = cartOf(list, {}, [], {
      callbacks: asks({ shipping: true, promotions: true, tax: true, processOnFailure: false }),
    });
    const got = quoteCheckout(ask(cart, to, { dialect: as, callback: answered(cart, said, lines) }), bookOf(from));
    if (!got.ok) throw new Error(got.because);
    return [expected, got];
  };

  test('read back as tables gives the cents of its quote on every line', () => {
    fc.assert(
      fc.property(shop(fc.constant({})), items, destination, dialect, (from, list, to, as) => {
        const [expected, got] = reread(from, list, to, as);
        for (const option of expected.orders[0]!.options) {
          const read = got.options.find(({ methodId }) => methodId === option.methodId)!;
          expect(
            read.lines.map((line) => [line.principal, line.principalPromo, line.shipping, line.tax, line.shippingTax]),
          ).toEqual(
            option.lines.map((line) => [
              line.principal,
              line.principalPromo,
              line.shipping - line.shippingPromo,
              line.tax,
              line.shippingTax,
            ]),
          );
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('read back with stated taxes gives the total of every choice', () => {
    fc.assert(
      fc.property(shop(everyPolicy), items, destination, (from, list, to) => {
        const [expected, got] = reread(from, list, to, '2009-05-15');
        for (const option of expected.orders[0]!.options) {
          expect(got.options.find(({ methodId }) => methodId === option.methodId)!.total).toBe(option.total);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('every checkout from tables', () => {
  const expectSound = (option: CheckoutOption): void => {
    for (const component of COMPONENTS) {
      let all = 0n;
      for (const line of option.lines) {
        expect(line[component]).toBeGreaterThanOrEqual(0n);
        all += line[component];
        const explained = line.because.filter((one) => one.component === component);
        expect(explained.reduce((amount, one) => amount + one.amount, 0n)).toBe(line[component]);
      }
      expect(option.totals[component]).toBe(all);
    }
    for (const line of option.lines) {
      expect(line.principalPromo).toBeLessThanOrEqual(line.principal);
      expect(line.total).toBe(
        line.principal - line.principalPromo + line.shipping - line.shippingPromo + line.tax + line.shippingTax,
      );
    }
    expect(option.total).toBe(option.lines.reduce((all, { total }) => all + total, 0n));
  };

  test('re-adds, has no negative amount, and explains every cent, under every policy and with codes of the settings', () => {
    fc.assert(
      fc.property(shop(everyPolicy), items, tables, named, destination, dialect, (from, list, own, names, to, as) => {
        const { shop: coded, codes } = withCodes(from, [true, true, true, true]);
        const result = price(ask(cartOf(list, own, names), to, { dialect: as, codes }), coded);
        result.options.forEach(expectSound);
        expect(result.codes.length).toBe(codes.length);
      }),
      { numRuns: RUNS },
    );
  });

  test('keeps its totals of principal, shipping and promotions in any order of lines', () => {
    fc.assert(
      fc.property(items, tables, named, destination, (list, own, names, to) => {
        const cart = cartOf(list, own, names);
        const before = price(ask(cart, to), {});
        const turned = { ...cart, items: [...cart.items].reverse() };
        const after = price(ask(turned, to), {});
        for (const option of before.options) {
          const other = after.options.find(({ choiceId }) => choiceId === option.choiceId)!;
          for (const component of ['principal', 'principalPromo', 'shipping', 'shippingPromo'] as const) {
            expect(other.totals[component]).toBe(option.totals[component]);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('ships for nothing only where every part of the rate says nothing, or its weight is that little', () => {
    fc.assert(
      fc.property(items, tables, named, destination, (list, own, names, to) => {
        const result = price(ask(cartOf(list, own, names), to), {});
        for (const { methodId, totals } of result.options.filter((option) => option.totals.shipping === 0n)) {
          const method = own.shippingMethods!.find(({ id }) => id === methodId)!;
          const { perPound, perItem, perShipment } = method;
          expect([perPound, perItem, perShipment].some((part) => part !== null)).toBe(true);
          expect((perItem ?? 0n) + (perShipment ?? 0n)).toBe(0n);
          const light = list.reduce((pounds, [, , quantity = 1, weight]) => pounds + Number(weight ?? 0) * quantity, 0);
          expect((Number(perPound ?? 0n) / 100) * light).toBeLessThan(0.51);
          expect(totals.shippingPromo).toBe(0n);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
