import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { money } from '../exact.js';
import { escapeHtml, hidden, sandboxPage } from '../shop/html.js';
import { type BookOrder, totalOf } from './book.js';
import type { ApiAnswer, ItemUnits, StoreClient } from './client.js';
import { sayControl, setControl } from './control.js';
import type { Door } from './door.js';
import type { Store } from './server.js';

interface Visit {
  readonly store: Store;
  readonly client: StoreClient;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
}

/** Everything of a store that is no delivery: its orders with buttons, what came to it, and its control. */
export function storePages(store: () => Store, client: StoreClient) {
  return async (request: IncomingMessage, response: ServerResponse, body: string): Promise<void> => {
    const visit = { store: store(), client, request, response, body };
    const route = `${request.method ?? 'GET'} ${(request.url ?? '/').replace(/\?.*$/, '')}`;
    if (route === 'GET /') show(response, 'Orders', ordersPage(visit.store));
    else if (route === 'GET /deliveries') show(response, 'Deliveries', deliveriesPage(visit.store));
    else if (route === 'GET /control') sayControl(response, visit.store);
    else if (route === 'POST /control') setControl(response, visit.store, body);
    else if (route === 'POST /act') await act(visit);
    else show(response, 'There is nothing here', '<p><a href="/">To the orders</a>', 404);
  };
}

const ACTIONS = { ship: 'Ship all', 'ship-one': 'Ship one unit', cancel: 'Cancel all', refund: 'Refund one unit' } as const;

/** Orders that either door told of, newest first. */
function ordersPage({ notifications, webhooks }: Store): string {
  const orders = new Map([...notifications.book.orders, ...webhooks.book.orders]);
  if (orders.size === 0) return '<p>Nothing was ordered yet.';
  return [...orders.values()].toReversed().map(orderCard).join('');
}

function orderCard(order: BookOrder): string {
  const total = totalOf(order);
  const sum = total === null ? '' : `, ${money(total, order.currency)} ${escapeHtml(order.currency)}`;
  const lines = [...order.lines.values()].map(
    ({ title, ordered, shipped, cancelled }) =>
      `<li><span>${escapeHtml(title)}<br><small>${ordered} ordered, ${shipped} shipped, ${cancelled} cancelled</small></span></li>`,
  );
  const buttons = Object.entries(ACTIONS).map(
    ([action, label]) =>
      `<form method="post" action="/act">${hidden('orderId', order.orderId)}${hidden('action', action)}<button class="quiet">${label}</button></form>`,
  );
  return `<h2>${escapeHtml(order.orderId)}: ${order.state}${sum}</h2><ul class="list">${lines.join('')}</ul><div class="row">${buttons.join('')}</div>`;
}

function deliveriesPage({ notifications, webhooks }: Store): string {
  const rows = [notifications, webhooks].map(({ format, mode, heard, faults }: Door) => {
    const told = heard.slice(-50).map(({ at, type = 'unread', orderId = '', verdict, sentence = '' }) => {
      const text = `${new Date(at).toISOString()}: ${type} ${orderId}, ${verdict}. ${sentence}`;
      return `<li><span>${escapeHtml(text)}</span></li>`;
    });
    const wrong = faults.map((fault) => `<li><span>${escapeHtml(fault)}</span></li>`);
    return `<h2>${format}s (${mode})</h2><ul class="list">${[...wrong, ...told.toReversed()].join('')}</ul>`;
  });
  return rows.join('');
}

async function act({ store, client, request, response, body }: Visit): Promise<void> {
  // another site's page in the same browser must not ship anything
  if (request.headers['sec-fetch-site'] === 'cross-site') {
    show(response, 'Not from there', '<p><a href="/">To the orders</a>', 403);
    return;
  }
  const form = new URLSearchParams(body);
  const orderId = form.get('orderId') ?? '';
  const order = store.webhooks.book.orders.get(orderId) ?? store.notifications.book.orders.get(orderId);
  if (order === undefined) {
    show(response, 'There is no such order', '<p><a href="/">To the orders</a>', 404);
    return;
  }
  const { status, text } = await say(client, order, form.get('action') ?? '');
  const told = `<p>Cartwright answered ${status}:<p><code>${escapeHtml(text.slice(0, 2000))}</code><p><a href="/">To the orders</a>`;
  show(response, status < 300 ? 'Done' : 'Refused', told, status < 300 ? 200 : 502);
}

function say(client: StoreClient, { orderId, lines }: BookOrder, action: string): Promise<ApiAnswer> {
  const [first] = [...lines.values()].filter(({ ordered, shipped, cancelled }) => ordered > shipped + cancelled);
  const gone = [...lines.values()].find(({ shipped }) => shipped > 0) ?? [...lines.values()][0];
  const one = (line: { readonly itemCode: string } | undefined): ItemUnits[] =>
    line === undefined ? [] : [{ itemCode: line.itemCode, units: 1 }];
  const wishId = randomUUID();
  switch (action) {
    case 'ship-one':
      return client.ship(orderId, { lines: one(first) }, wishId);
    case 'cancel':
      return client.cancel(orderId, { reason: 'Not in stock' }, wishId);
    case 'refund':
      return client.refund(orderId, { reason: 'Came back', lines: one(gone) }, wishId);
    default:
      return client.ship(orderId, {}, wishId);
  }
}

const SITE = {
  name: 'Sandbox store',
  links: [
    ['/', 'Orders'],
    ['/deliveries', 'Deliveries'],
  ],
  footer: 'A store that ships nothing, for trying out deliveries.',
} as const;

function show(response: ServerResponse, title: string, main: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(sandboxPage(SITE, title, main));
}
