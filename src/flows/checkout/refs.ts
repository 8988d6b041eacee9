import type { Checkout } from '../../core/checkout.js';
import type { ExchangeRefs } from '../../core/exchange.js';

/** The ids that every exchange of a checkout carries; the session of the buyer is none of them. */
export function checkoutRefs({ id, cart }: Pick<Checkout, 'id' | 'cart'>): ExchangeRefs {
  const { clientRequestId = '' } = cart;
  return { checkoutId: id, ...(clientRequestId === '' ? {} : { clientRequestId }) };
}
