/** An exact fraction, never below zero: amounts, rates and weights are never floats here. */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Exact = { n: 0n, d: 1n };

/** `12.50` as 1250 / 100; throws on anything but a plain decimal that is not negative. */
export function exact(text: string): Exact {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) throw new Error(`"${text}" is not a plain decimal`);
  const fraction = match[2] ?? '';
  return { n: BigInt((match[1] ?? '') + fraction), d: 10n ** BigInt(fraction.length) };
}

export function times(a: Exact, b: Exact): Exact {
  return { n: a.n * b.n, d: a.d * b.d };
}

export function plus(a: Exact, b: Exact): Exact {
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

export function whole(value: bigint): Exact {
  return { n: value, d: 1n };
}

/** To the nearest integer, a half up. */
export function halfUp({ n, d }: Exact): bigint {
  return (2n * n + d) / (2n * d);
}

export function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

/** Parts of a total in proportion to weights, by largest remainder, the earlier first; all weights zero: evenly. */
export function spread(total: bigint, weights: readonly Exact[]): bigint[] {
  const common = weights.reduce((d, weight) => d * weight.d, 1n);
  const scaled = weights.map((weight) => (weight.n * common) / weight.d);
  const all = sum(scaled);
  if (all === 0n)
    return weights.length === 0
      ? []
      : spread(
          total,
          weights.map(() => whole(1n)),
        );
  const parts = scaled.map((weight, line) => ({ line, part: (total * weight) / all, rest: (total * weight) % all }));
  const left = Number(total - sum(parts.map(({ part }) => part)));
  const winners = new Set(
    [...parts]
      .sort((a, b) => (a.rest === b.rest ? a.line - b.line : a.rest > b.rest ? -1 : 1))
      .slice(0, left)
      .map(({ line }) => line),
  );
  return parts.map(({ line, part }) => (winners.has(line) ? part + 1n : part));
}

/** Digits behind the point of a currency. */
export function minorPlaces(currency: string): number {
  if (['JPY', 'KRW', 'CLP', 'ISK', 'VND'].includes(currency)) return 0;
  return ['BHD', 'JOD', 'KWD', 'OMR', 'TND'].includes(currency) ? 3 : 2;
}

/** An amount in major units as minor units, half up. */
export function toMinor(amount: Exact, currency: string): bigint {
  return halfUp(times(amount, whole(10n ** BigInt(minorPlaces(currency)))));
}

/** 1250n of USD as `12.50`. */
export function money(minor: bigint, currency: string): string {
  const places = minorPlaces(currency);
  const digits = minor.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** 1250 / 100 as `12.50`; the denominator is a power of ten, as `exact` makes it. */
export function decimal({ n, d }: Exact): string {
  const places = d.toString().length - 1;
  const digits = n.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
