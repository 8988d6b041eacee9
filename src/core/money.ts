/** Rates are integers per 10^9: 0.065 is 65_000_000n. */
export const RATE_ONE = 1_000_000_000n;
export const RATE_PLACES = 9;
/** Unit prices are millionths of the major unit. */
export const PRICE_PLACES = 6;
/** Amounts end at 999,999,999.99 of any currency (semantics, bounds). */
const MAX_MAJOR = 1_000_000_000n;

const POWERS = Array.from({ length: 10 }, (_, places) => 10n ** BigInt(places));
const HALF_RATE = RATE_ONE / 2n;
const MAX_DECIMAL_LENGTH = 40;
const WITHOUT_CENTS = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '));
const WITH_MILLS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** The exact n / d, both zero or positive, to the nearest integer; a half goes up: 325 / 2 is 163. */
export const roundHalfUp = (n: bigint, d: bigint): bigint => (n + (d >> 1n)) / d;

/** The exact n / d to the nearest integer; a half goes to the even neighbour: 325 / 2 is 162, 327 / 2 is 164. */
export const roundHalfEven = (n: bigint, d: bigint): bigint => {
  const whole = n / d;
  const twice = 2n * (n - whole * d);
  if (twice === d) return whole + (whole & 1n);
  return twice > d ? whole + 1n : whole;
};

/** Amount times rate per 10^9, half up: 2500 at 0.065 is 162.5, so 163. */
export const applyRate = (amount: bigint, rate: bigint): bigint => (amount * rate + HALF_RATE) / RATE_ONE;

/**
 * Splits a total by weights so that the parts sum to the whole: largest fraction first, then the earlier line (rule 2 of
 * examples.md). 349 by 1495, 1495, 495 is 150, 150, 49. All weights zero: evenly.
 * @param rank which of two equal fractions comes first, the lower one; the position unless given.
 */
export function allocate(total: bigint, weights: readonly bigint[], rank?: readonly number[]): bigint[] {
  let sum = 0n;
  for (const weight of weights) sum += weight;
  if (sum === 0n) return allocateEvenly(total, weights.length);
  let left = total;
  const fractions: bigint[] = [];
  const parts = weights.map((weight) => {
    const exact = total * weight;
    const part = exact / sum;
    fractions.push(exact - part * sum);
    left -= part;
    return part;
  });
  if (left === 0n) return parts;
  const order = weights.map((_, line) => line);
  order.sort((a, b) => {
    const [x, y] = [fractions[a] ?? 0n, fractions[b] ?? 0n];
    if (x !== y) return x > y ? -1 : 1;
    return rank === undefined ? a - b : (rank[a] ?? a) - (rank[b] ?? b);
  });
  for (const line of order.slice(0, Number(left))) parts[line] = (parts[line] ?? 0n) + 1n;
  return parts;
}

/** Even parts, the remainder to the earliest lines: 499 over 3 is 167, 166, 166. */
export function allocateEvenly(total: bigint, lines: number): bigint[] {
  if (lines === 0) return [];
  const part = total / BigInt(lines);
  const parts = new Array<bigint>(lines).fill(part);
  const left = Number(total - part * BigInt(lines));
  return left === 0 ? parts : parts.fill(part + 1n, 0, left);
}

/**
 * A plain decimal (`12`, `12.5`, `0.0125`) as an integer of 10^-places; null if it is anything else: a sign, an exponent,
 * INF, a bare point, or more places than that which are not zeros.
 */
export function parseDecimal(text: string, places: number): bigint | null {
  if (text.length > MAX_DECIMAL_LENGTH) return null;
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const [, whole = '', fraction = ''] = match;
  if (/[^0]/.test(fraction.slice(places))) return null;
  return BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
}

/** Digits behind the point: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorPlaces(currency: string): number {
  if (WITHOUT_CENTS.has(currency)) return 0;
  return WITH_MILLS.has(currency) ? 3 : 2;
}

/** The first amount that is too large, in 10^-places of the major unit. */
export const endOfAmounts = (places: number): bigint => MAX_MAJOR * (POWERS[places] ?? 1n);

/** Minor units as a decimal of the currency: 1250n USD is "12.50", 1250n JPY "1250". */
export const formatMajor = (minor: bigint, currency: string): string =>
  formatDecimal(minor, minorPlaces(currency), minorPlaces(currency));

/** An integer of 10^-places as a decimal with at least `least` places: (9900n, 4, 2) is "0.99", (9905n, 4, 2) "0.9905". */
export function formatDecimal(value: bigint, places: number, least: number): string {
  if (value < 0n) return `-${formatDecimal(-value, places, least)}`;
  const digits = value.toString().padStart(places + 1, '0');
  let end = digits.length;
  while (end > digits.length - places + least && digits.charCodeAt(end - 1) === 48) end -= 1;
  const point = digits.length - places;
  return end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
}

/** A fraction of at most 9 places as integer per 10^9; null if it is not a plain decimal. The range is the caller's. */
export const parseRate = (text: string): bigint | null => parseDecimal(text, RATE_PLACES);

/** A rate per 10^9 as shortest decimal without exponent: 88_750_000n is "0.08875", 0n is "0". */
export const shortestDecimal = (rate: bigint): string => formatDecimal(rate, RATE_PLACES, 0);

/** The same rate for people: 65_000_000n is "6.5 %". */
export const percentText = (rate: bigint): string => `${formatDecimal(rate, RATE_PLACES - 2, 0)} %`;

/** Unit price in millionths times quantity in minor units, exact, half up once: 0.0125 x 1000 is 1250 (rule 1 of examples.md). */
export const linePrincipal = (price: bigint, quantity: number, places: number): bigint =>
  roundHalfUp(price * BigInt(quantity), POWERS[PRICE_PLACES - places] ?? 1n);
