import { readFileSync, writeFileSync } from 'node:fs';
import type { Book, BookLine, BookOrder } from './book.js';
import type { Store } from './server.js';

type Kept = Record<'notifications' | 'webhooks', { readonly references: string[]; readonly orders: object[] }>;

/** Money is kept as a text with an `n`: JSON has no integers of its own. */
const MINOR = /^-?\d+n$/;

/** Writes both books to a file. */
export function keepBooks(file: string, { notifications, webhooks }: Store): void {
  const kept: Kept = { notifications: plain(notifications.book), webhooks: plain(webhooks.book) };
  writeFileSync(
    file,
    JSON.stringify(kept, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value), 2),
  );
}

/** Reads them back; a file that is not there is an empty book. */
export function recallBooks(file: string, { notifications, webhooks }: Store): void {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return;
  }
  const kept = JSON.parse(text, (key, value: unknown) =>
    typeof value === 'string' && MONEY.has(key) && MINOR.test(value) ? BigInt(value.slice(0, -1)) : value,
  ) as Kept;
  fill(notifications.book, kept.notifications);
  fill(webhooks.book, kept.webhooks);
}

/** Only these are money: a title may look like it. */
const MONEY = new Set([
  ...['captured', 'refunded', 'principal', 'principalPromo', 'shipping', 'shippingPromo', 'tax', 'shippingTax'],
]);

const plain = ({ references, orders }: Book): Kept['webhooks'] => ({
  references: [...references],
  orders: [...orders.values()].map((order) => ({ ...order, lines: [...order.lines.values()] })),
});

function fill(book: Book, { references, orders }: Kept['webhooks']): void {
  for (const reference of references) book.references.add(reference);
  for (const order of orders as (Omit<BookOrder, 'lines'> & { readonly lines: BookLine[] })[])
    book.orders.set(order.orderId, { ...order, lines: new Map(order.lines.map((line) => [line.itemCode, line])) });
}
