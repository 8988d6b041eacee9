import { createHash } from 'node:crypto';
import type { Order } from '../../core/order.js';
import { isIndexed, skuWord, wordsIn } from '../../core/words.js';
import { run, type Db } from '../db.js';

/** Carts of 500 lines with long titles end here; their SKUs and item codes come first. */
const MAX_WORDS = 2_000;
/** SQLite takes no more rows in one statement. */
const ROWS_OF_BATCH = 500;
const ORDER_ID = /^(\d{3})-?(\d{7})-?(\d{7})$/;

/** Writes down what an order is found by, in the transaction that places it. */
export async function saveWords(trx: Db, order: Order): Promise<void> {
  const rows = wordsOfOrder(order).map((word) => ({
    environment_id: order.environmentId,
    word,
    placed_at: order.placedAt,
    order_id: order.id,
  }));
  for (let start = 0; start < rows.length; start += ROWS_OF_BATCH) {
    await run(trx, (knex) => knex('order_words').insert(rows.slice(start, start + ROWS_OF_BATCH)));
  }
}

/** The word of an order's own id, where the text is one, hyphens or not; else null. */
export function orderIdWord(text: string): string | null {
  const parts = ORDER_ID.exec(text)?.slice(1);
  return parts === undefined ? null : `id.${parts.join('-')}`;
}

/** Whether a word is that of an order's id; no word of a text has a dot in it. */
export function isIdWord(word: string): boolean {
  return word.startsWith('id.');
}

/** The word of an e-mail in whatever case; by its digest, because addresses may be longer than a word. */
export function emailWord(email: string): string {
  const folded = email.trim().normalize('NFC').toLowerCase();
  return `mail.${createHash('sha256').update(folded).digest('hex').slice(0, 32)}`;
}

function wordsOfOrder({ id, buyer, lines }: Order): string[] {
  const exact = [orderIdWord(id) ?? `id.${id}`, emailWord(buyer.email)];
  const items = lines.flatMap(({ sku, itemCode }) => [skuWord(sku), itemCode]);
  const texts = [buyer.name, buyer.email, ...lines.flatMap(({ sku, title }) => [sku, title])];
  const words = texts.flatMap(wordsIn).filter(isIndexed);
  return [...new Set([...exact, ...items, ...words])].slice(0, MAX_WORDS);
}
