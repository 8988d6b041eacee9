import { randomUUID } from 'node:crypto';
import { exact, money, times, toMinor, whole } from '../exact.js';
import { type CartLine, type Goods, SHELF } from '../shop.js';
import { drawHtmlTables, drawTables } from './draw-tables.js';
import { NO_TABLES, type ShopCart } from './cart.js';
import type { Mode } from './modes.js';

/** SKUs with their quantities; a cookie keeps it in the buyer's browser. */
export type Basket = ReadonlyMap<string, number>;

/** Where the amounts of a cart come from. */
export const AMOUNTS = {
  settings: 'the settings in Cartwright',
  cart: 'tables in the cart',
  callback: "the shop's endpoint",
  fallback: "the shop's endpoint, or tables in the cart where it fails",
} as const;
export type Amounts = keyof typeof AMOUNTS;

const MOST_OF_ONE = 999;
const COOKIE = 'basket';

/** Reads the basket out of a Cookie header; what is not on the shelf is passed over. */
export function readBasket(cookies: string): Basket {
  const text = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(cookies)?.[1] ?? '';
  const entries = text.split('.').flatMap((entry): [string, number][] => {
    const [sku = '', count = ''] = entry.split('~');
    const quantity = Math.min(Number(count), MOST_OF_ONE);
    return findGoods(sku) !== undefined && /^\d{1,3}$/.test(count) && quantity > 0 ? [[sku, quantity]] : [];
  });
  return new Map(entries);
}

/** The cookie that keeps a basket. */
export function basketCookie(basket: Basket): string {
  const text = [...basket].map(([sku, quantity]) => `${sku}~${quantity}`).join('.');
  return `${COOKIE}=${text}; Path=/; HttpOnly; SameSite=Lax${text === '' ? '; Max-Age=0' : ''}`;
}

/** One more, or one less, of something. */
export function changeBasket(basket: Basket, sku: string, by: number): Basket {
  const quantity = Math.min((basket.get(sku) ?? 0) + by, MOST_OF_ONE);
  const others = [...basket].filter(([other]) => other !== sku);
  return new Map(findGoods(sku) === undefined || quantity <= 0 ? others : [...others, [sku, quantity]]);
}

export const findGoods = (sku: string): Goods | undefined => SHELF.find((goods) => goods.sku === sku);

export function linesOf(basket: Basket): CartLine[] {
  return [...basket].flatMap(([sku, quantity]) => {
    const goods = findGoods(sku);
    return goods === undefined ? [] : [{ ...goods, quantity }];
  });
}

/** What a line costs, for people. */
export const lineTotal = ({ price, quantity }: CartLine): string =>
  money(toMinor(times(exact(price), whole(BigInt(quantity))), 'USD'), 'USD');

/** What a cart says beside its lines. */
export interface Terms {
  readonly merchantId: string;
  /** Address of the shop. */
  readonly origin: string;
  readonly amounts: Amounts;
  readonly mode: Mode;
}

/** A basket as a cart that can be posted; each time with a reference of its own. */
export function cartOf(basket: Basket, shape: Pick<ShopCart, 'form' | 'namespace' | 'signed'>, terms: Terms): ShopCart {
  const { merchantId, origin, amounts, mode } = terms;
  const lines = linesOf(basket);
  const endpoint = `${mode === 'tls' ? origin.replace('http:', 'https:') : origin}/callback`;
  // an unsigned cart may name no endpoint, and the fields of an HTML cart have no room for one
  const mayAsk = shape.form === 'json' || (shape.form === 'xml' && shape.signed);
  const asks = (amounts === 'callback' || amounts === 'fallback') && mayAsk;
  const brings = amounts === 'cart' || amounts === 'fallback';
  const kinds = { shipping: true, promotions: true, tax: true };
  const tables =
    !brings || shape.form === 'json'
      ? NO_TABLES
      : shape.form === 'html'
        ? drawHtmlTables(first, lines)
        : drawTables(first, { lines, namespace: shape.namespace, kinds });
  return {
    ...shape,
    clientRequestId: `shop-${randomUUID().slice(0, 13)}`,
    merchantId,
    currency: 'USD',
    lines,
    tables,
    ...(asks ? { callbacks: { asked: kinds, endpoint, processOnFailure: amounts === 'fallback' } } : {}),
    returnUrl: `${origin}/thanks`,
    cancelUrl: `${origin}/cart`,
  };
}

/** Always the first of what could be drawn: a shop that people look at has the same tables every time. */
const first = (): number => 0;

export const isAmounts = (text: unknown): text is Amounts => typeof text === 'string' && Object.hasOwn(AMOUNTS, text);
