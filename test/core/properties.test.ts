import fc from 'fast-check';
import type { Components, Quote, QuoteOption, QuoteRequest } from '../../src/core/quote.js';
import { quote } from '../../src/core/quote.js';
import { destination, everyPolicy, items, shop } from './support/arbitrary.js';
import { bookOf, request, type Shop } from './support/build.js';
import { readTables } from './support/reader.js';

const COMPONENTS = [
  'principal',
  'principalPromo',
  'shipping',
  'shippingPromo',
  'tax',
  'shippingTax',
] as const satisfies (keyof Components)[];
const RUNS = 300;
const dialect = fc.constantFrom('2009-05-15' as const, '2008-11-30' as const);
const asked = fc.record({ shipping: fc.boolean(), promotions: fc.boolean(), tax: fc.boolean() });
const everything = fc.constant({ shipping: true, promotions: true, tax: true });
const abs = (n: bigint): bigint => (n < 0n ? -n : n);

function price(from: Shop, cart: QuoteRequest): Quote {
  const result = quote(cart, bookOf(from));
  fc.pre(result.ok);
  return result;
}

function expectTables(result: Quote, cart: QuoteRequest): void {
  result.orders.forEach(({ options }, order) => {
    const own = cart.orders[order]!;
    const prefix = cart.orders.length === 1 ? '' : `${order + 1}-`;
    const read = readTables(result.said, own.items, own.destination, order);
    expect(read.map(({ methodId }) => methodId)).toEqual(
      options.map(({ methodId }) => (methodId === null ? null : prefix + methodId)),
    );
    options.forEach((option, place) => {
      const { lines, cartTax } = read[place]!;
      const net = ({ shipping, shippingPromo }: Components): bigint => shipping - shippingPromo;
      expect(lines.map(({ p, pp }) => [p, pp])).toEqual(
        option.lines.map(({ principal, principalPromo }) => [principal, principalPromo]),
      );
      if (cartTax === null) {
        expect(lines.map((line) => [line.net, line.t, line.st])).toEqual(
          option.lines.map((line) => [net(line), line.tax, line.shippingTax]),
        );
      } else {
        const total = lines.reduce((all, { p, pp, net: shipping }) => all + p - pp + shipping, cartTax);
        expect(total).toBe(option.total);
      }
    });
  });
}

describe('a reader of the tables gets the quote to the cent', () => {
  test('under default policies, in both dialects, whatever is asked for', () => {
    fc.assert(
      fc.property(shop(fc.constant({})), items, destination, dialect, asked, (from, list, to, as, kinds) => {
        const cart = request(list, to, { dialect: as, asked: kinds });
        expectTables(price(from, cart), cart);
      }),
      { numRuns: RUNS },
    );
  });

  test('under every policy, in both dialects, with CartTaxAmounts where tables cannot say it', () => {
    fc.assert(
      fc.property(shop(everyPolicy), items, destination, dialect, fc.oneof(everything, asked), (from, list, to, as, kinds) => {
        const cart = request(list, to, { dialect: as, asked: kinds });
        const result = price(from, cart);
        if (as === '2008-11-30' || !kinds.shipping || !kinds.tax) expect(result.said.cartTaxAmounts).toBeUndefined();
        expectTables(result, cart);
      }),
      { numRuns: RUNS },
    );
  });

  test('for several addresses, whose ids are per address', () => {
    fc.assert(
      fc.property(shop(everyPolicy), items, items, destination, destination, dialect, (from, first, second, to, other, as) => {
        const one = request(first, to, { dialect: as });
        const two = request(second, other).orders[0]!;
        const renamed = two.items.map((item) => ({ ...item, id: `b${item.id}`, sku: `B-${item.sku}` }));
        const cart: QuoteRequest = { ...one, orders: [one.orders[0]!, { ...two, items: renamed }] };
        const result = price(from, cart);
        // twins become one discount of the cart, which a reader spreads over both addresses: checked where it does not happen
        fc.pre(result.said.cartPromotionId === undefined);
        expectTables(result, cart);
      }),
      { numRuns: 500 },
    );
  });
});

describe('every quote', () => {
  const options = (result: Quote): QuoteOption[] => result.orders.flatMap((order) => order.options);

  test('re-adds to its totals, has no negative amount, and explains every amount', () => {
    fc.assert(
      fc.property(shop(everyPolicy), items, destination, dialect, (from, list, to, as) => {
        for (const option of options(price(from, request(list, to, { dialect: as })))) {
          for (const component of COMPONENTS) {
            let all = 0n;
            for (const line of option.lines) {
              expect(line[component]).toBeGreaterThanOrEqual(0n);
              all += line[component];
              const explained = line.because.filter((one) => one.component === component);
              expect(explained.reduce((amount, one) => amount + one.amount, 0n)).toBe(line[component]);
              expect(explained.every(({ amount, label }) => amount > 0n && label !== '')).toBe(true);
            }
            expect(option.totals[component]).toBe(all);
          }
          for (const line of option.lines) {
            expect(line.principalPromo).toBeLessThanOrEqual(line.principal);
            expect(line.shippingPromo).toBeLessThanOrEqual(line.shipping);
            const { principal, principalPromo, shipping, shippingPromo, tax, shippingTax } = line;
            expect(line.total).toBe(principal - principalPromo + shipping - shippingPromo + tax + shippingTax);
          }
          expect(option.total).toBe(option.lines.reduce((all, { total }) => all + total, 0n));
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('leaves the totals of principal, shipping and promotions when lines change places, and moves a line by a cent a share', () => {
    const shuffled = items.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(
          list.map((_, at) => at),
          { minLength: list.length, maxLength: list.length },
        ),
      ),
    );
    fc.assert(
      fc.property(shop(everyPolicy), shuffled, destination, dialect, (from, [list, order], to, as) => {
        // one line for each SKU: two lines of one SKU and one price are the same line twice
        fc.pre(new Set(list.map(([sku]) => sku)).size === list.length);
        const before = price(from, request(list, to, { dialect: as }));
        const after = price(
          from,
          request(
            order.map((at) => list[at]!),
            to,
            { dialect: as },
          ),
        );
        expect(options(after).map(({ methodId }) => methodId)).toEqual(options(before).map(({ methodId }) => methodId));
        options(before).forEach((option, place) => {
          const other = options(after)[place]!;
          for (const component of ['principal', 'principalPromo', 'shipping', 'shippingPromo'] as const) {
            expect(other.totals[component]).toBe(option.totals[component]);
          }
          for (const line of option.lines) {
            const moved = other.lines.find(({ sku }) => sku === line.sku)!;
            expect(moved.principal).toBe(line.principal);
            expect(abs(moved.principalPromo - line.principalPromo)).toBeLessThanOrEqual(1n);
            // weight and flat part are shared each on its own: a cent each
            expect(abs(moved.shipping - line.shipping)).toBeLessThanOrEqual(2n);
            expect(abs(moved.shippingPromo - line.shippingPromo)).toBeLessThanOrEqual(2n);
          }
          // tax is rounded on lines, whose shares may have moved by those cents
          const cents = BigInt(4 * list.length);
          expect(abs(other.total - option.total)).toBeLessThanOrEqual(cents);
        });
      }),
      { numRuns: RUNS },
    );
  });

  test('costs the same to the cent in any order of lines where no line shares a cent with another', () => {
    const shares: Shop = { methods: [], rules: [{ region: { kind: 'state', state: 'WA' }, rate: '0.065' }] };
    fc.assert(
      fc.property(shop(fc.constant({})), items, (from, list) => {
        fc.pre(new Set(list.map(([sku]) => sku)).size === list.length);
        const itemPromotions = (from.promotions ?? []).filter(({ items: filter }) => filter !== undefined);
        const plain = { ...from, methods: shares.methods!, rules: shares.rules!, promotions: itemPromotions };
        const kinds = { shipping: false, promotions: true, tax: true };
        const to = { state: 'WA', postalCode: '98104', country: 'US' };
        const before = price(plain, request(list, to, { asked: kinds }));
        const after = price(plain, request([...list].reverse(), to, { asked: kinds }));
        expect(options(after)[0]!.total).toBe(options(before)[0]!.total);
        expect(
          options(after)[0]!
            .lines.map(({ total }) => total)
            .reverse(),
        ).toEqual(options(before)[0]!.lines.map(({ total }) => total));
      }),
      { numRuns: RUNS },
    );
  });

  test('never has less principal for more units', () => {
    fc.assert(
      fc.property(items, fc.nat(), fc.integer({ min: 1, max: 9 }), (list, pick, more) => {
        const at = pick % list.length;
        const bigger = list.map((one, place): typeof one => (place === at ? [one[0], one[1], (one[2] ?? 1) + more] : one));
        const kinds = { shipping: false, promotions: false, tax: false };
        const [few, many] = [list, bigger].map((cart) => price({}, request(cart, {}, { asked: kinds })).orders[0]!.options[0]!);
        expect(many!.totals.principal).toBeGreaterThanOrEqual(few!.totals.principal);
        expect(many!.lines[at]!.principal).toBeGreaterThanOrEqual(few!.lines[at]!.principal);
      }),
    );
  });

  test('is the same quote for the same request', () => {
    fc.assert(
      fc.property(shop(everyPolicy), items, destination, dialect, (from, list, to, as) => {
        const cart = request(list, to, { dialect: as });
        expect(price(from, cart)).toEqual(price(from, cart));
      }),
      { numRuns: 100 },
    );
  });
});
