import { orderState, type Order, type OrderState } from '../../core/order.js';
import { isIndexed, skuWord, wordsIn } from '../../core/words.js';
import { CartwrightError } from '../../errors.js';
import { quickRead, type Db } from '../db.js';
import { loadOrders } from '../orders.js';
import { emailWord, isIdWord, orderIdWord } from './words.js';

/** Which orders a list shows; what is absent does not narrow it. All of it holds together. */
export interface OrderSearch {
  /** Words of the buyer's name, of titles and SKUs; a whole e-mail, SKU, item code or order id. Every one must be there. */
  readonly text?: string;
  /** When the order was placed: from included, to excluded. */
  readonly from?: number;
  readonly to?: number;
  readonly states?: readonly OrderState[];
}
export interface OrderPage {
  /** Newest first. */
  readonly items: Order[];
  /** Cursor of the next page; null where there is none. With it a page may be short, even empty: the search goes on there. */
  readonly next: string | null;
}

interface Key {
  readonly placed_at: number;
  readonly id: string;
}
interface Range {
  readonly words: readonly string[];
  readonly from: number;
  readonly below: Key;
}

const MAX_LIMIT = 200;
const MAX_TERMS = 20;
const FIRST_CHUNK = 64;
const MAX_CHUNK = 256;
/** Orders looked at for one page where states are asked for: they are derived from the units of each. */
const MAX_LOOKED_AT = 2_048;
/** Counted no further when the rarest word is looked for. */
const MANY = 1_000;

/** The orders of an environment, newest first, a page at a time by key. */
export async function listOrders(
  db: Db,
  environmentId: string,
  { search = {}, limit: asked, cursor }: { readonly search?: OrderSearch; readonly limit: number; readonly cursor?: string },
): Promise<OrderPage> {
  const limit = Math.min(Math.max(1, asked), MAX_LIMIT);
  const words = await wordsOfSearch(db, environmentId, search.text ?? '');
  if (words === null) return { items: [], next: null };
  // a pasted id always works, however old the order is
  const { from = 0, to = Number.MAX_SAFE_INTEGER } = words.some(isIdWord) ? {} : search;
  let below = cursor === undefined ? { placed_at: to, id: '' } : readCursor(cursor);
  const found: Order[] = [];
  for (let size = Math.max(FIRST_CHUNK, limit + 1), lookedAt = 0; ; size = Math.min(size * 2, MAX_CHUNK)) {
    const keys = await newestKeys(db, environmentId, { range: { words, from, below }, limit: size });
    const orders = await loadOrders(
      db,
      keys.map(({ id }) => id),
    );
    found.push(...[...orders.values()].filter((order) => search.states?.includes(orderState(order)) ?? true));
    lookedAt += keys.length;
    below = keys.at(-1) ?? below;
    if (found.length > limit) return { items: found.slice(0, limit), next: cursorOf(found[limit - 1]) };
    if (keys.length < size) return { items: found, next: null };
    if (lookedAt >= MAX_LOOKED_AT) return { items: found, next: writeCursor(below) };
  }
}

/** The words that an order must have, the rarest first; null where the text has only what no order is found by. */
async function wordsOfSearch(db: Db, environmentId: string, text: string): Promise<string[] | null> {
  const terms = text.trim().split(/\s+/).slice(0, MAX_TERMS);
  if (terms[0] === '') return [];
  const words = new Set<string>();
  for (const term of terms) for (const word of await wordsOfTerm(db, environmentId, term)) words.add(word);
  if (words.size === 0) return null;
  if (words.size === 1) return [...words];
  const counted: { word: string; n: number }[] = [];
  for (const word of words) counted.push({ word, n: await countWord(db, environmentId, { word, upTo: MANY }) });
  return counted.sort((a, b) => a.n - b.n).map(({ word }) => word);
}

async function wordsOfTerm(db: Db, environmentId: string, term: string): Promise<readonly string[]> {
  const id = orderIdWord(term);
  if (id !== null) return [id];
  if (/^[^@]+@[^@]+$/.test(term)) return [emailWord(term)];
  const words = wordsIn(term);
  // MUG-1 is an SKU where the shop has sold it, else the words around its hyphen
  const sku = skuWord(term);
  if (words.length > 1 && (await countWord(db, environmentId, { word: sku, upTo: 1 })) > 0) return [sku];
  return words.filter(isIndexed);
}

async function countWord(
  db: Db,
  environmentId: string,
  { word, upTo }: { readonly word: string; readonly upTo: number },
): Promise<number> {
  const sql = 'select count(*) as n from (select 1 from order_words where environment_id = ? and word = ? limit ?) t';
  return (await quickRead<{ n: number }>(db, sql, [environmentId, word, upTo]))[0]?.n ?? 0;
}

/** Keys below one key: all of the environment's, or those of the rarest word that have the others as well. */
async function newestKeys(
  db: Db,
  environmentId: string,
  { range: { words, from, below }, limit }: { readonly range: Range; readonly limit: number },
): Promise<Key[]> {
  const [first, ...others] = words;
  const between = 'o.placed_at >= ? and o.placed_at <= ? and (o.placed_at < ? or o.$id < ?)';
  const values = [from, below.placed_at, below.placed_at, below.id];
  const newest = 'order by o.placed_at desc, o.$id desc limit ?';
  if (first === undefined) {
    const sql = `select o.placed_at, o.id from orders o where o.environment_id = ? and ${between} ${newest}`;
    return quickRead<Key>(db, sql.replaceAll('$id', 'id'), [environmentId, ...values, limit]);
  }
  const also = `and exists (select 1 from order_words w where w.environment_id = o.environment_id and w.word = ?
    and w.placed_at = o.placed_at and w.order_id = o.order_id)`;
  const sql = `select o.placed_at, o.order_id as id from order_words o
    where o.environment_id = ? and o.word = ? and ${between} ${others.map(() => also).join(' ')} ${newest}`;
  return quickRead<Key>(db, sql.replaceAll('$id', 'order_id'), [environmentId, first, ...values, ...others, limit]);
}

const cursorOf = (order: Order | undefined): string | null =>
  order === undefined ? null : writeCursor({ placed_at: order.placedAt, id: order.id });
const writeCursor = ({ placed_at, id }: Key): string => `${placed_at.toString(36)}.${id}`;

function readCursor(cursor: string): Key {
  const [, time = '', id = ''] = /^([0-9a-z]{1,11})\.(\d{3}-\d{7}-\d{7})$/.exec(cursor) ?? [];
  if (id === '') throw new CartwrightError('REQUEST_FAULT', { detail: 'The cursor is not one that a list of orders gave.' });
  return { placed_at: parseInt(time, 36), id };
}
