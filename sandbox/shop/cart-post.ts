import type { CartPost, ShopCart, ShopKey } from './cart.js';
import { writeHtmlFields } from './html-fields.js';
import { writeOrderInput } from './order-document.js';

/** The form with which a buyer's browser takes an XML or HTML cart to the checkout. */
export function writeCartPost(cart: ShopCart, { checkoutUrl, key }: { checkoutUrl: string; key: ShopKey }): CartPost {
  const fields = cart.form === 'html' ? writeHtmlFields(cart, key) : ([['order-input', writeOrderInput(cart, key)]] as const);
  return { action: checkoutUrl, fields };
}
