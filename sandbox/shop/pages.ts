import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ShopDemo } from '../demo-file.js';
import { type Amounts, type Basket, basketCookie, changeBasket, isAmounts, readBasket } from './basket.js';
import { cartPage, jsonCart, type Selling } from './cart-page.js';
import { controlPage, sayControl, setMode } from './control.js';
import { escapeHtml, shopPage } from './html.js';
import { sendJsonCart } from './json-cart.js';
import { type Page, pathOf, type Shop } from './server.js';
import { shelfPage, thanksPage } from './shelf-page.js';

/** The pages of a shop; `shop` is the one that they stand in, once it is open. */
export function shopPages(demo: ShopDemo, shop: () => Shop): Page {
  return async (request, response, body) => {
    const route = ROUTES[`${request.method ?? 'GET'} ${pathOf(request)}`] ?? nothingHere;
    const query = new URL(request.url ?? '/', 'http://shop').searchParams;
    const form = new URLSearchParams(body);
    const amounts = readAmounts(query.get('amounts') ?? form.get('amounts'));
    const basket = readBasket(request.headers.cookie ?? '');
    await route({ request, response, body, query, form, basket, amounts, demo, shop: shop() });
  };
}

interface Visit extends Selling {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly basket: Basket;
}

const ROUTES: Readonly<Record<string, (visit: Visit) => Promise<void> | void>> = {
  'GET /': ({ response, basket }) => show(response, 'Shelf', shelfPage(basket)),
  'POST /basket': ({ response, basket, form }) => {
    const changed = changeBasket(basket, form.get('sku') ?? '', form.get('by') === '-1' ? -1 : 1);
    redirect(response, form.get('back') === 'cart' ? '/cart' : '/', { 'set-cookie': basketCookie(changed) });
  },
  'GET /cart': ({ response, basket, ...selling }) => show(response, 'Cart', cartPage(basket, selling)),
  'POST /checkout': async ({ response, basket, ...selling }) => {
    const { apiUrl, ...key } = selling.demo.sandbox;
    const { url, status, body } = await sendJsonCart(jsonCart(basket, selling), { apiUrl, key });
    if (url !== undefined) redirect(response, url);
    else show(response, 'The cart was refused', `<p>Cartwright answered ${status}:<p><code>${escapeHtml(body)}</code>`, 502);
  },
  'GET /thanks': ({ response, query }) =>
    show(response, 'Thank you', thanksPage(query), 200, query.has('amznPmtsOrderIds') ? EMPTIED : {}),
  'GET /control': ({ request, response, shop }) => {
    if ((request.headers.accept ?? '').includes('text/html')) show(response, 'Endpoint', controlPage(shop));
    else sayControl(response, shop);
  },
  'POST /control': ({ request, response, shop, body }) =>
    setMode(response, { shop, body, json: /json/.test(request.headers['content-type'] ?? '') }),
};

const nothingHere = ({ response }: Visit): void =>
  show(response, 'There is nothing here', '<p><a href="/">To the shelf</a>', 404);

const EMPTIED = { 'set-cookie': basketCookie(new Map()) };

const readAmounts = (text: string | null): Amounts => (isAmounts(text) ? text : 'settings');

function show(response: ServerResponse, title: string, main: string, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(shopPage(title, main));
}

function redirect(response: ServerResponse, location: string, headers: Record<string, string> = {}): void {
  response.writeHead(303, { location, ...headers }).end();
}
