/** Value below which `part` (0 to 1) of an ascending list lies, by nearest rank; 0 for an empty list. */
export function percentile(ascending: ArrayLike<number>, part: number): number {
  const rank = Math.max(1, Math.ceil(part * ascending.length));
  return ascending[rank - 1] ?? 0;
}

/** Middle of a list in any order; the mean of the two middle ones where their number is even; 0 for an empty list. */
export function median(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  const half = ascending.length / 2;
  const upper = ascending[Math.floor(half)] ?? 0;
  return Number.isInteger(half) ? ((ascending[half - 1] ?? 0) + upper) / 2 : upper;
}

/** A ratio between two servers, taken round by round: machines drift, so only rounds that ran side by side compare. */
export interface Ratio {
  readonly median: number;
  /** The round that speaks most against the numerator. */
  readonly worst: number;
}

/**
 * Ratios of two equally long lists of rounds. `better` says which direction is good for the numerator.
 * Example: ratioOf([80, 90], [100, 100], 'more') is { median: 0.85, worst: 0.8 }.
 */
export function ratioOf(numerator: readonly number[], denominator: readonly number[], better: 'more' | 'less'): Ratio {
  const ratios = numerator.map((value, round) => value / (denominator[round] ?? Number.NaN));
  return { median: median(ratios), worst: better === 'more' ? Math.min(...ratios) : Math.max(...ratios) };
}

/** A number with three significant figures at most and at most `places` decimals: 1234.5 -> "1,235", 0.7213 -> "0.72". */
export function figure(value: number, places = 2): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? Math.min(1, places) : places });
}
