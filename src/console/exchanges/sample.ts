import type { Environment } from '../../core/merchant.js';

/** A first exchange to paste: a quote of two mugs in the merchant's currency. */
export function sampleQuote(publicUrl: string, { merchant }: Environment): string {
  const body = {
    cart: { currency: merchant.currency, items: [{ sku: 'MUG-1', title: 'Mug', price: '12.50', quantity: 2 }] },
    address: { city: 'Seattle', state: 'WA', postalCode: '98101', country: 'US' },
  };
  return `curl -sS --user "$CARTWRIGHT_KEY_ID:$CARTWRIGHT_SECRET" \\
  -H 'content-type: application/json' \\
  --data '${JSON.stringify(body)}' \\
  '${publicUrl}/v1/quotes'`;
}
