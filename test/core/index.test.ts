import { quote } from '../../src/core/quote.js';
import type { PromotionSettings, RegionDocument, TaxRuleDocument } from '../../src/core/settings.js';
import { address, bookOf, method, request, type Shop } from './support/build.js';

/** A small generator of our own, so that the 50,000 rules are the same at every run. */
function numbers(seed: number): (below: number) => number {
  let at = seed;
  return (below) => {
    at = (at * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((at / 2_147_483_648) * below);
  };
}
const five = (zip: number): string => String(zip).padStart(5, '0');

/** Low and high zip of a rule, or null for a state. */
interface Plain {
  readonly low: number;
  readonly high: number;
  readonly state: string | null;
  readonly taxed: boolean;
  readonly rate: number;
}
const STATES = ['WA', 'CA', 'NY', 'TX'];

function manyRules(count: number): { plain: Plain[]; documents: TaxRuleDocument[] } {
  const next = numbers(7);
  const plain: Plain[] = [];
  const documents: TaxRuleDocument[] = [];
  for (let at = 0; at < count; at += 1) {
    const kind = next(10);
    const low = next(100_000);
    const prefix = String(next(1000)).padStart(3, '0');
    let region: RegionDocument = { kind: 'zip', zip: five(low) };
    let span = { low, high: low, state: null as string | null };
    if (kind >= 6 && kind < 8) {
      span = { low, high: Math.min(99_999, low + next(500)), state: null };
      region = { kind: 'zip', zip: `${five(span.low)}-${five(span.high)}` };
    } else if (kind === 8) {
      span = { low: Number(`${prefix}00`), high: Number(`${prefix}99`), state: null };
      region = { kind: 'zip', zip: `${prefix}*` };
    } else if (kind === 9) {
      const state = STATES[next(4)]!;
      span = { low: -1, high: -1, state };
      region = { kind: 'state', state };
    }
    const rate = at % 1000;
    plain.push({ ...span, taxed: at % 2 === 0, rate });
    documents.push({ region, rate: `0.${String(rate).padStart(3, '0')}`, shippingTaxed: at % 2 === 0 });
  }
  return { plain, documents };
}

/** The rule that a walk over all of them finds: narrowest zip span, then state; the first among equals. */
function walk(plain: readonly Plain[], zip: number, state: string): Plain | null {
  let best: Plain | null = null; // not undefined, which is slow to look up under jest
  for (const rule of plain) {
    if (rule.state !== null || zip < rule.low || zip > rule.high) continue;
    if (best === null || rule.high - rule.low < best.high - best.low) best = rule;
  }
  return best ?? plain.find((rule) => rule.state === state) ?? null;
}

describe('50,000 tax rules', () => {
  const { plain, documents } = manyRules(50_000);
  const book = bookOf({ methods: [method('Standard', { perShipment: '10.00' })], rules: documents });
  const asked = { shipping: false, promotions: false, tax: true };

  test('give the same answer as a walk over all of them', () => {
    const next = numbers(11);
    for (let probe = 0; probe < 150; probe += 1) {
      const [zip, state] = [next(100_000), STATES[next(4)]!];
      const result = quote(request([['A', '1000.00']], address(state, five(zip)), { asked }), book);
      const expected = walk(plain, zip, state);
      expect(result).toMatchObject({
        said: { taxTables: [{ rate: String((expected?.rate ?? 0) / 1000), shippingTaxed: expected?.taxed ?? false }] },
      });
    }
  });
});

describe('1,000 promotions of which 20 can apply', () => {
  const own = (id: string, sku: string): PromotionSettings => ({
    id,
    name: id,
    items: { skus: [sku] },
    benefit: { kind: 'percent', rate: '0.01' },
    stacking: 'free',
  });
  const twenty = Array.from({ length: 20 }, (_, at) => own(`own-${at}`, 'A'));
  const others = Array.from({ length: 980 }, (_, at) => own(`other-${at}`, `X-${at}`));
  const mixed = others.flatMap((other, at) => (at % 49 === 0 ? [other, twenty[at / 49]!] : [other]));
  const shop = (promotions: PromotionSettings[]): Shop => ({
    methods: [method('Standard', { perShipment: '10.00' })],
    promotions,
  });
  const cart = request([['A', '10.00', 3]], address('WA', '98104'));

  test('give the same answer as the 20 alone', () => {
    const [all, few] = [quote(cart, bookOf(shop(mixed))), quote(cart, bookOf(shop(twenty)))];
    if (!all.ok || !few.ok) throw new Error('refused');
    expect(mixed).toHaveLength(1000);
    expect(all.orders).toEqual(few.orders);
    expect(all.said).toEqual(few.said);
    expect(all.orders[0]?.options[0]?.totals.principalPromo).toBe(600n);
  });

  test('cost about as much as the 20 alone, and 50,000 rules about as much as one', () => {
    const rule: TaxRuleDocument = { region: { kind: 'state', state: 'WA' }, rate: '0.1' };
    const small = bookOf({ ...shop(twenty), rules: [rule] });
    const large = bookOf({ ...shop(mixed), rules: [...manyRules(50_000).documents, rule] });
    const time = (book: typeof small): number => {
      const start = performance.now();
      for (let turn = 0; turn < 50; turn += 1) quote(cart, book);
      return performance.now() - start;
    };
    const best = [Infinity, Infinity];
    for (let round = 0; round < 30; round += 1)
      [small, large].forEach((book, at) => (best[at] = Math.min(best[at]!, time(book))));
    // a walk over the rules would cost thousands of times as much; the exact ratio is the bench's business
    expect(best[1]! / best[0]!).toBeLessThan(5);
  });
});
