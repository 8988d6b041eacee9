import type { Quote } from '../../../src/core/quote.js';
import type { Benefit, PromotionSettings } from '../../../src/core/settings.js';
import { address, type Ask, type ItemInWords, method, onlyOption, priced, request, type Shop } from './build.js';

/** A promotion called P, by what it gives. */
export const promotion = (benefit: Benefit, more: Partial<PromotionSettings> = {}): PromotionSettings => ({
  id: 'P',
  name: 'P',
  benefit,
  ...more,
});
export const percent = (rate: string, more: Partial<PromotionSettings> = {}): PromotionSettings =>
  promotion({ kind: 'percent', rate }, more);
export const money = (amount: string, more: Partial<PromotionSettings> = {}): PromotionSettings =>
  promotion({ kind: 'amount', amount }, more);

/** A cart of 55.55 and four units. */
export const abc: ItemInWords[] = [
  ['A', '10.00', 1, undefined, 'pets'],
  ['B', '20.00', 2],
  ['C', '5.55', 1, undefined, 'pets'],
];

/** The quote of a shop with these promotions, Standard at 5.00 and TwoDay at 9.99. */
export function promote(
  promotions: readonly PromotionSettings[],
  items: readonly ItemInWords[],
  ask: Ask = {},
  shop: Shop = {},
): Quote {
  const methods = [method('Standard', { perShipment: '5.00' }), method('TwoDay', { perShipment: '9.99' })];
  return priced({ methods, promotions, ...shop }, request(items, address('WA', '98104'), ask));
}

/** PrincipalPromo of each line. */
export const promos = (quote: Quote): bigint[] => onlyOption(quote).lines.map(({ principalPromo }) => principalPromo);
