import type { PreparedOrder } from './priced-order.js';
import type { Folded } from '../promotions/fold.js';
import type { Asked, Quote, Source } from '../quote.js';
import type { RuleBook } from '../rule-book.js';

/** Where each kind came from and why, a sentence each (semantics B, "where each kind comes from"). */
export const nameSources = (
  asked: Asked,
  book: RuleBook,
  orders: readonly PreparedOrder[],
  folded: Folded,
): Quote['sources'] => ({
  shipping: asked.shipping ? shippingSource(book, orders) : notAsked('Shipping'),
  promotions: asked.promotions ? promotionSource(book, folded) : notAsked('Promotions'),
  tax: asked.tax ? taxSource(book, orders) : notAsked('Tax'),
});

const notAsked = (what: string): Source => ({ source: 'none', because: `${what} was not asked for.` });

export function shippingSource(book: RuleBook, orders: readonly Pick<PreparedOrder, 'charges'>[]): Source {
  const offered = orders.map(({ charges }) => charges?.length ?? 0).join(' and ');
  return {
    source: 'settings',
    because: `${offered} of ${book.shipping.methods.length} shipping methods are offered to this cart at this address.`,
  };
}

export function promotionSource(book: RuleBook, { gains }: Folded): Source {
  const { size } = book.promotions;
  if (size === 0) return { source: 'none', because: 'The shop has no promotions.' };
  if (gains.length === 0) return { source: 'settings', because: `None of ${size} promotions applies to this cart.` };
  return {
    source: 'settings',
    because: `Of ${size} promotions these apply: ${gains.map(({ promotion }) => promotion.name).join(', ')}.`,
  };
}

export function taxSource(book: RuleBook, orders: readonly Pick<PreparedOrder, 'rules'>[]): Source {
  if (book.taxes.rules.length === 0) return { source: 'none', because: 'The shop has no tax rules.' };
  const labels = new Set(orders.flatMap(({ rules }) => rules.flatMap((rule) => (rule === null ? [] : [rule.label]))));
  if (labels.size === 0)
    return { source: 'settings', because: `None of ${book.taxes.rules.length} tax rules covers this address.` };
  return { source: 'settings', because: `Of ${book.taxes.rules.length} tax rules these count here: ${[...labels].join(', ')}.` };
}
