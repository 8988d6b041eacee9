import { createHash } from 'node:crypto';
import type { OrderCart } from '../../src/core/order-cart.js';
import { createCheckout } from '../../src/store/checkouts.js';
import { newCheckout, orderCart } from './orders.js';
import type { Service } from './service.js';

/** A page or a redirect as the buyer's browser gets it. */
export interface BuyerVisit {
  readonly status: number;
  readonly headers: Headers;
  readonly location: string;
  readonly html: string;
}

/** A buyer with a browser of his own and no script: keeps cookies, sends the hidden fields of the page that he looked at. */
export interface Buyer {
  readonly get: (path: string) => Promise<BuyerVisit>;
  readonly post: (path: string, fields?: Readonly<Record<string, string>>) => Promise<BuyerVisit>;
  /** Follows redirects of a GET to the page at their end. */
  readonly open: (path: string) => Promise<BuyerVisit>;
  readonly cookies: Map<string, string>;
  /** The hidden fields of the page seen last, and those that a test puts in their place. */
  readonly hidden: Record<string, string>;
}

const HIDDEN = /<input type="hidden" name="(formToken|version|choice|total|confirmed)" value="([^"]*)"/g;

/** The name of the cookie that a checkout brings to a browser that has none. */
export const cookieOf = (checkoutId: string): string => `cw_buyer_${checkoutId.slice(0, 8)}`;

/** A buyer of the shop whose pages are at `url`. */
export function buyer(url: string): Buyer {
  const cookies = new Map<string, string>();
  const hidden: Record<string, string> = {};
  const visit = async (path: string, init: RequestInit): Promise<BuyerVisit> => {
    const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      if (/; Expires=Thu, 01 Jan 1970/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = await response.text();
    for (const [, name = '', value = ''] of html.matchAll(HIDDEN)) hidden[name] = value;
    return { status: response.status, headers: response.headers, location: response.headers.get('location') ?? '', html };
  };
  const get = (path: string): Promise<BuyerVisit> => visit(path, { method: 'GET' });
  const open = async (path: string): Promise<BuyerVisit> => {
    let page = await get(path);
    for (let hops = 0; page.status === 303 && hops < 5; hops++) page = await get(page.location);
    return page;
  };
  const post = (path: string, fields: Readonly<Record<string, string>> = {}): Promise<BuyerVisit> =>
    visit(path, { method: 'POST', body: new URLSearchParams({ ...hidden, ...fields }) });
  return { get, open, post, cookies, hidden };
}

/** Somebody in Seattle, where the demo shop takes 10.35 % of items and shipping. */
export const ADDRESS = {
  email: 'odalys.f@mail.example',
  name: 'Odalys Ferrante',
  country: 'US',
  line1: '1420 Harbour Steps',
  line2: 'Apt 6',
  city: 'Seattle',
  state: 'WA',
  region: '',
  postalCode: '98101',
  phone: '',
} as const;

/** Two mugs at 12.50; no tables of its own, so the settings of the shop price it. */
export const plainCart = (differences: Partial<OrderCart> = {}): OrderCart => orderCart({ tables: {}, ...differences });

/** An open checkout that nobody has claimed, as the intake makes it; answers its id. */
export async function openedCheckout(
  service: Service,
  cart: OrderCart = plainCart(),
  differences: Partial<Parameters<typeof createCheckout>[1]> = {},
): Promise<string> {
  const checkout = newCheckout(`${service.merchantId}-sandbox`, {
    cart,
    createdAt: service.clock.now,
    cartBytes: null,
    ...differences,
  });
  return (await createCheckout(service.db, checkout)).id;
}

/** The digest that equal carts have in common. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A buyer who has claimed a checkout and given an address. */
export async function addressed(
  service: Service,
  id: string,
  address: Readonly<Record<string, string>> = ADDRESS,
): Promise<Buyer> {
  const who = buyer(service.url);
  await who.open(`/pay/${id}`);
  await who.post(`/pay/${id}/address`, address);
  return who;
}

/** A buyer on the review page, with the cheapest shipping or another one. */
export async function reviewing(service: Service, id: string, choice?: string): Promise<Buyer> {
  const who = await addressed(service, id);
  const page = await who.open(`/pay/${id}/shipping`);
  const choices = [...page.html.matchAll(/name="choice" value="([^"]+)"/g)].map(([, value = '']) => value);
  await who.post(`/pay/${id}/shipping`, { choice: choice ?? choices[0] ?? '' });
  await who.open(`/pay/${id}/review`);
  return who;
}
