import type { ShopDemo } from '../demo-file.js';
import { type Amounts, AMOUNTS, type Basket, cartOf, linesOf, lineTotal } from './basket.js';
import type { ShopCart } from './cart.js';
import { writeCartPost } from './cart-post.js';
import { escapeHtml, hidden } from './html.js';
import type { Shop } from './server.js';
import { changeForm } from './shelf-page.js';

/** For whom, by which shop, and where the amounts come from. */
export interface Selling {
  readonly demo: ShopDemo;
  readonly amounts: Amounts;
  readonly shop: Shop;
}

/** How a cart can go to the checkout. */
const WAYS = {
  'xml-2009': { form: 'xml', namespace: '2009-05-15', signed: true },
  'xml-2008': { form: 'xml', namespace: '2008-11-30', signed: true },
  'xml-unsigned': { form: 'xml', namespace: '2009-05-15', signed: false },
  html: { form: 'html', namespace: '2009-05-15', signed: true },
  json: { form: 'json', namespace: '2009-05-15', signed: false },
} as const satisfies Readonly<Record<string, Pick<ShopCart, 'form' | 'namespace' | 'signed'>>>;

const LABELS: Readonly<Record<keyof typeof WAYS, string>> = {
  'xml-2009': 'Check out with signed XML of 2009-05-15',
  'xml-2008': 'Check out with signed XML of 2008-11-30',
  'xml-unsigned': 'Check out with unsigned XML (refused unless a policy allows it)',
  html: 'Check out with a signed HTML cart',
  json: 'Check out with a JSON cart, server to server',
};

/** The cart, and a form for each way to the checkout; the form goes straight from the buyer's browser. */
export function cartPage(basket: Basket, { demo, amounts, shop }: Selling): string {
  const lines = linesOf(basket);
  if (lines.length === 0) return '<p>The cart is empty. <a href="/">To the shelf</a>';
  const rows = lines.map(
    (line) =>
      `<li><span>${escapeHtml(line.title)}<br><small>${line.quantity} x $${line.price}</small></span><span class="price">$${lineTotal(line)}</span>` +
      `<span class="row">${changeForm(line.sku, -1, { back: 'cart', label: 'Less' })}${changeForm(line.sku, 1, { back: 'cart', label: 'More' })}</span></li>`,
  );
  const choices = Object.entries(AMOUNTS).map(
    ([name, says]) => `<option value="${name}"${name === amounts ? ' selected' : ''}>${escapeHtml(says)}</option>`,
  );
  const ways = (Object.keys(WAYS) as (keyof typeof WAYS)[]).map((way) => wayForm(way, basket, { demo, amounts, shop }));
  return (
    `<ul class="list">${rows.join('')}</ul><form class="row" action="/cart"><label>Shipping, promotions and tax come from` +
    `<select name="amounts">${choices.join('')}</select></label><button class="quiet">Use</button></form>` +
    `<h2>Check out</h2><div class="ways">${ways.join('')}</div>`
  );
}

function wayForm(way: keyof typeof WAYS, basket: Basket, { demo, amounts, shop }: Selling): string {
  const button = `<button>${LABELS[way]}</button>`;
  if (way === 'json') return `<form method="post" action="/checkout">${hidden('amounts', amounts)}${button}</form>`;
  const cart = cartOf(basket, WAYS[way], termsOf({ demo, amounts, shop }));
  const { action, fields } = writeCartPost(cart, { checkoutUrl: demo.sandbox.checkoutUrl, key: demo.sandbox });
  return `<form method="post" action="${escapeHtml(action)}">${fields.map(([name, value]) => hidden(name, value)).join('')}${button}</form>`;
}

/** The cart as the shop's server sends it itself. */
export const jsonCart = (basket: Basket, selling: Selling): ShopCart => cartOf(basket, WAYS.json, termsOf(selling));

const termsOf = ({ demo, amounts, shop }: Selling) => ({
  merchantId: demo.merchantId,
  origin: `http://127.0.0.1:${shop.port}`,
  amounts,
  mode: shop.line('').mode,
});
