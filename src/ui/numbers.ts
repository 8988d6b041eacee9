import { formatMajor } from '../core/money.js';

const GROUPS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `1,486`. */
export const count = (value: number): string => GROUPS.format(value);

/** A duration of a step in ms: `0.4`, `12`, `5,000`. Under 10 with one decimal. */
export const stepMs = (ms: number): string => GROUPS.format(ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms));

/** How long an exchange took: `12 ms`, `5,000 ms`, from 10 s on `12 s`, `4 min 12 s`. */
export function duration(ms: number): { readonly value: string; readonly unit: string } {
  if (ms < 10_000) return { value: count(Math.round(ms)), unit: 'ms' };
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return { value: String(seconds), unit: 's' };
  return { value: `${count(Math.floor(seconds / 60))} min ${seconds % 60}`, unit: 's' };
}

/** `1 fault`, `2 faults`, `2 deliveries`. */
export const plural = (value: number, word: string): string =>
  `${count(value)} ${value === 1 ? word : /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`}`;

/** What stands before an amount: `$`, `€`, `CA$`, `CHF ` with a blank that does not break. One formatter a currency. */
const prefixes = new Map<string, string>();

/** Minor units with their currency: 211460n USD is `$2,114.60`, -1975n `−$19.75`, 500n JPY `¥500`. */
export const money = (minor: bigint, currency: string): string =>
  minor < 0n ? `−${money(-minor, currency)}` : prefixOf(currency) + grouped(formatMajor(minor, currency));

/** Minor units where the head of the column or the label says the currency: -1975n USD is `−19.75`. */
export const bareMoney = (minor: bigint, currency: string): string =>
  minor < 0n ? `−${bareMoney(-minor, currency)}` : grouped(formatMajor(minor, currency));

const grouped = (decimal: string): string => decimal.replace(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, ',');

function prefixOf(currency: string): string {
  let prefix = prefixes.get(currency);
  if (prefix === undefined) {
    const parts = new Intl.NumberFormat('en-US', { style: 'currency', currency }).formatToParts(0);
    prefix = parts.flatMap(({ type, value }) => (type === 'currency' || type === 'literal' ? [value] : [])).join('');
    prefixes.set(currency, prefix);
  }
  return prefix;
}
