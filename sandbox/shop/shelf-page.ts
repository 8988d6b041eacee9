import { SHELF } from '../shop.js';
import type { Basket } from './basket.js';
import { escapeHtml, hidden } from './html.js';

/** Everything that the shop has. */
export function shelfPage(basket: Basket): string {
  const items = SHELF.map(
    ({ sku, title, price, category }) =>
      `<li><span>${escapeHtml(title)}<br><small>${escapeHtml(category)}${basket.has(sku) ? `, ${basket.get(sku) ?? 0} in the cart` : ''}</small></span>` +
      `<span class="price">$${price}</span>${changeForm(sku, 1, { back: 'shelf', label: 'Add' })}</li>`,
  );
  return `<ul class="list">${items.join('')}</ul>`;
}

/** A button that puts one more into the cart, or takes one out. */
export function changeForm(sku: string, by: 1 | -1, { back, label }: { back: string; label: string }): string {
  return `<form method="post" action="/basket">${hidden('sku', sku)}${hidden('by', String(by))}${hidden('back', back)}<button class="quiet" aria-label="${label}: ${sku}">${label}</button></form>`;
}

/** What came back with the buyer. */
export function thanksPage(query: URLSearchParams): string {
  const order = query.get('amznPmtsOrderIds');
  const rows = [...query].map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  const first = order === null ? 'No order came back.' : `Your order is ${escapeHtml(order)}.`;
  return `<p>${first}</p><h2>What the checkout sent along</h2><dl>${rows.join('')}</dl><p><a href="/">To the shelf</a>`;
}
