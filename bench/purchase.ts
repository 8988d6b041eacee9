import { type Browser, openBrowser, type Visit } from './browser.js';
import { cartPath, signedCarts } from './order-carts.js';
import type { Account } from './signed-posts.js';

export const STEPS = [
  'cart posted',
  'cookie given',
  'checkout claimed',
  'address page',
  'address posted',
  'shipping page',
  'shipping posted',
  'review page',
  'order placed',
  'thank-you page',
] as const;
export type StepName = (typeof STEPS)[number];

export const ADDRESS = {
  email: 'robin@buyer.example',
  name: 'Robin Example',
  line1: '1200 Sample Avenue',
  line2: 'Floor 3',
  city: 'Seattle',
  state: 'WA',
  postalCode: '98104',
  country: 'US',
} as const;
/** The way to pay that goes through at once. */
export const PAYMENT = 'test_approve';

const ITEMS = 5;

/** Does one request; whoever measures stands around it. */
export type Around = (name: StepName, request: () => Promise<Visit>) => Promise<Visit>;

/** Makes purchases from a signed cart to the thank-you page, each in a fresh browser; throws at the first answer that is another one. */
export function purchases(port: number, account: Account): (around: Around) => Promise<void> {
  const nextCart = signedCarts(account, ITEMS);
  return async (around) => {
    const browser = await openBrowser(port);
    try {
      await purchase(browser, { path: cartPath(account), cart: nextCart() }, around);
    } finally {
      browser.close();
    }
  };
}

async function purchase(
  browser: Browser,
  { path, cart }: { readonly path: string; readonly cart: Readonly<Record<string, string>> },
  around: Around,
): Promise<void> {
  const redirected = async (name: StepName, request: () => Promise<Visit>): Promise<string> => {
    const { status, location, html } = await around(name, request);
    if (status !== 303) throw new Error(`${name}: status ${status} and no redirect: ${html.slice(0, 500)}`);
    return location;
  };
  const shown = async (name: StepName, request: () => Promise<Visit>): Promise<string> => {
    const { status, html, location } = await around(name, request);
    if (status !== 200) throw new Error(`${name}: status ${status} ${location}: ${html.slice(0, 500)}`);
    return html;
  };
  const checkout = await redirected('cart posted', () => browser.post(path, cart));
  const counted = await redirected('cookie given', () => browser.get(checkout));
  const address = await redirected('checkout claimed', () => browser.get(counted));
  await shown('address page', () => browser.get(address));
  const shipping = await redirected('address posted', () => browser.post(address, ADDRESS));
  const choice = firstChoice(await shown('shipping page', () => browser.get(shipping)));
  const review = await redirected('shipping posted', () => browser.post(shipping, { choice }));
  await shown('review page', () => browser.get(review));
  const thanks = await redirected('order placed', () => browser.post(`${checkout}/place`, { payment: PAYMENT }));
  const html = await shown('thank-you page', () => browser.get(thanks));
  if (orderIdOn(html) === null) throw new Error(`no order on the thank-you page: ${html.slice(0, 500)}`);
}

/** The cheapest way to ship on a shipping page; empty where there is none. */
export const firstChoice = (html: string): string => /name="choice" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** The number of the order on a thank-you page. */
export const orderIdOn = (html: string): string | null => /\d{3}-\d{7}-\d{7}/.exec(html)?.[0] ?? null;
