import { matchesItem } from '../item-filter.js';
import { formatMajor } from '../money.js';
import type { Promotion } from '../promotions/promotion.js';
import { type Line, sum } from '../quote/line.js';
import { dayInWords } from './words.js';

/** `SPRING25 ended on 31 May.`: the last day on which it counted. */
export const sayEnded = (code: string, { until }: Promotion, now: number, zone: string): string =>
  `${code} ended on ${dayInWords(until - 1, now, zone)}.`;

export const sayNotYet = (code: string, { from }: Promotion, now: number, zone: string): string =>
  `${code} starts on ${dayInWords(from, now, zone)}.`;

/** What the cart lacks for this code, the first thing only; the order of the checks is that of candidates.ts. */
export function sayConditions(code: string, promotion: Promotion, lines: readonly Line[], currency: string): string {
  const { items, minAmount, minQuantity, anySku, countWholeCart } = promotion;
  const hits = lines.filter(({ item }) => matchesItem(items, item));
  if (hits.length === 0) return `${code} is for certain items, and none of them is in this cart.`;
  const whole = items === null || countWholeCart;
  const counted = whole ? lines : hits;
  const what = whole ? 'this cart has' : 'this cart has, of the items it is for,';
  const amount = sum(counted.map(({ principal }) => principal));
  if (minAmount !== null && amount < minAmount) {
    return `${code} needs items for at least ${money(minAmount, currency)}; ${what} ${money(amount, currency)}.`;
  }
  const units = counted.reduce((all, { item }) => all + item.quantity, 0);
  if (units < minQuantity) return `${code} needs at least ${minQuantity} items; ${what} ${units}.`;
  if (anySku !== null) return `${code} needs an item that is not in this cart.`;
  return `${code} does not fit this cart.`;
}

export const sayBeaten = (code: string, others: readonly string[]): string =>
  `${code} does not combine with ${others.join(', ')}, which saves you no less.`;

export const sayWithoutShipping = (code: string): string => `${code} is for shipping that is not offered to this address.`;

const money = (amount: bigint, currency: string): string => `${formatMajor(amount, currency)} ${currency}`;
