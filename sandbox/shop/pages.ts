import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ShopDemo } from '../demo-file.js';
import {
  AMOUNTS,
  basketCookie,
  cartOf,
  changeBasket,
  isAmounts,
  lineTotal,
  linesOf,
  readBasket,
  type Amounts,
  type Basket,
} from './basket.js';
import type { ShopCart } from './cart.js';
import { writeCartPost } from './cart-post.js';
import { controlPage, sayControl, setMode } from './control.js';
import { escapeHtml, hidden, shopPage } from './html.js';
import { sendJsonCart } from './json-cart.js';
import { type Page, pathOf, type Shop } from './server.js';
import { SHELF } from '../shop.js';

/** The pages of a shop; `shop` is the one that they stand in, once it is open. */
export function shopPages(demo: ShopDemo, shop: () => Shop): Page {
  return async (request, response, body) => {
    const route = `${request.method ?? 'GET'} ${pathOf(request)}`;
    const query = new URL(request.url ?? '/', 'http://shop').searchParams;
    const form = new URLSearchParams(body);
    const basket = readBasket(request.headers.cookie ?? '');
    const amounts = readAmounts(query.get('amounts') ?? form.get('amounts'));
    switch (route) {
      case 'GET /':
        return show(response, 'Shelf', shelf(basket));
      case 'POST /basket': {
        const changed = changeBasket(basket, form.get('sku') ?? '', Number(form.get('by')) === -1 ? -1 : 1);
        return redirect(response, form.get('back') === 'cart' ? '/cart' : '/', { 'set-cookie': basketCookie(changed) });
      }
      case 'GET /cart':
        return show(response, 'Cart', cartPage(basket, { demo, amounts, shop: shop() }));
      case 'POST /checkout': {
        const cart = cartOf(basket, WAYS.json, { ...selling(demo, shop()), amounts });
        const { url, status, body: said } = await sendJsonCart(cart, { apiUrl: demo.sandbox.apiUrl, key: demo.sandbox });
        if (url !== undefined) return redirect(response, url);
        return show(
          response,
          'The cart was refused',
          `<p>Cartwright answered ${status}:<p><code>${escapeHtml(said)}</code>`,
          502,
        );
      }
      case 'GET /thanks':
        return show(response, 'Thank you', thanksPage(query), 200, query.has('amznPmtsOrderIds') ? EMPTIED : {});
      case 'GET /control':
        return wantsJson(request) ? sayControl(response, shop()) : show(response, 'Endpoint', controlPage(shop()));
      case 'POST /control':
        return setMode(response, { shop: shop(), body, json: /json/.test(request.headers['content-type'] ?? '') });
      default:
        return show(response, 'There is nothing here', '<p><a href="/">To the shelf</a>', 404);
    }
  };
}

const EMPTIED = { 'set-cookie': basketCookie(new Map()) };

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

function shelf(basket: Basket): string {
  const items = SHELF.map(
    ({ sku, title, price, category }) =>
      `<li><span>${escapeHtml(title)}<br><small>${escapeHtml(category)}${basket.has(sku) ? `, ${basket.get(sku) ?? 0} in the cart` : ''}</small></span>` +
      `<span class="price">$${price}</span>${changeForm(sku, 1, { back: 'shelf', label: 'Add' })}</li>`,
  );
  return `<ul class="list">${items.join('')}</ul>`;
}

function cartPage(basket: Basket, { demo, amounts, shop }: { demo: ShopDemo; amounts: Amounts; shop: Shop }): string {
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

function wayForm(
  way: keyof typeof WAYS,
  basket: Basket,
  { demo, amounts, shop }: { demo: ShopDemo; amounts: Amounts; shop: Shop },
): string {
  const button = `<button>${LABELS[way]}</button>`;
  if (way === 'json') return `<form method="post" action="/checkout">${hidden('amounts', amounts)}${button}</form>`;
  const cart = cartOf(basket, WAYS[way], { ...selling(demo, shop), amounts });
  const { action, fields } = writeCartPost(cart, { checkoutUrl: demo.sandbox.checkoutUrl, key: demo.sandbox });
  return `<form method="post" action="${escapeHtml(action)}">${fields.map(([name, value]) => hidden(name, value)).join('')}${button}</form>`;
}

const selling = ({ merchantId }: ShopDemo, { port, line }: Shop) => ({
  merchantId,
  origin: `http://127.0.0.1:${port}`,
  mode: line('').mode,
});

function changeForm(sku: string, by: 1 | -1, { back, label }: { back: string; label: string }): string {
  return `<form method="post" action="/basket">${hidden('sku', sku)}${hidden('by', String(by))}${hidden('back', back)}<button class="quiet" aria-label="${label}: ${sku}">${label}</button></form>`;
}

function thanksPage(query: URLSearchParams): string {
  const order = query.get('amznPmtsOrderIds');
  const rows = [...query].map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  const first = order === null ? 'No order came back.' : `Your order is ${escapeHtml(order)}.`;
  return `<p>${first}</p><h2>What the checkout sent along</h2><dl>${rows.join('')}</dl><p><a href="/">To the shelf</a>`;
}

const readAmounts = (text: string | null): Amounts => (isAmounts(text) ? text : 'settings');

const wantsJson = ({ headers }: IncomingMessage): boolean => !(headers.accept ?? '').includes('text/html');

function show(response: ServerResponse, title: string, main: string, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(shopPage(title, main));
}

function redirect(response: ServerResponse, location: string, headers: Record<string, string> = {}): void {
  response.writeHead(303, { location, ...headers }).end();
}
