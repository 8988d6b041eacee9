/** Arithmetic of the reader's profile, on fractions of integers; it shares nothing with src. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** `12.50`, `.5`, `12` and `1.25e1` as exact fractions; anything else throws. */
export function decimal(text: string): Fraction {
  const parts = /^(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text.trim());
  const [, whole = '', places = '', exponent = '0'] = parts ?? [];
  if (parts === null || whole + places === '') throw new Error(`"${text}" is no decimal`);
  const shift = Number(exponent) - places.length;
  const digits = BigInt(whole + places);
  return shift >= 0 ? { n: digits * 10n ** BigInt(shift), d: 1n } : { n: digits, d: 10n ** BigInt(-shift) };
}

export const whole = (n: bigint): Fraction => ({ n, d: 1n });
export const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
export const plus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });

/** Half up, of what is not negative: floor(x + 1/2). */
export const halfUp = ({ n, d }: Fraction): bigint => (2n * n + d) / (2n * d);

/** An amount of the wire in cents, half up. */
export const cents = (text: string): bigint => halfUp(times(decimal(text), whole(100n)));

export const sum = (list: readonly bigint[]): bigint => list.reduce((all, one) => all + one, 0n);

/** Largest remainder: the cents that are left go to the largest fractions, among equals to the earlier line; no weight at all is even. */
export function spread(total: bigint, weights: readonly Fraction[]): bigint[] {
  const all = weights.reduce(plus, whole(0n));
  if (weights.length === 0) return [];
  if (all.n === 0n)
    return spread(
      total,
      weights.map(() => whole(1n)),
    );
  // total x weight / all, over the common denominator of that line
  const exact = weights.map((weight) => ({ n: total * weight.n * all.d, d: weight.d * all.n }));
  const parts = exact.map(({ n, d }) => n / d);
  const byFraction = exact
    .map(({ n, d }, line) => ({ n: n % d, d, line }))
    .sort((a, b) => Number(b.n * a.d - a.n * b.d > 0n) - Number(b.n * a.d - a.n * b.d < 0n) || a.line - b.line);
  const left = Number(total - sum(parts));
  for (const { line } of byFraction.slice(0, left)) parts[line] = (parts[line] ?? 0n) + 1n;
  return parts;
}
