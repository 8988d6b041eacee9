import { sendJsonCart } from '../shop/json-cart.js';
import { writeCartPost } from '../shop/cart-post.js';
import type { BuyerAddress } from '../shop/addresses.js';
import { type Browser, openBrowser, type Page } from './browser.js';
import { readLinks } from './forms.js';
import { firstWords, formTo, isRefusal, Lost } from './next-page.js';
import type { Purchase } from './plan.js';
import type { Asking } from './read-order.js';

/** How far a buyer came. */
export type Journey =
  | { readonly state: 'placed'; readonly orderId: string; readonly returnUrl: string; readonly seen: Seen }
  | {
      readonly state: 'refused';
      readonly code: string | null;
      readonly status: number;
      readonly page: string;
      readonly seen: Seen;
    }
  | { readonly state: 'lost'; readonly sentence: string; readonly seen: Seen };

export interface Refused {
  readonly state: 'refused';
  readonly code: string | null;
  readonly status: number;
  readonly page: string;
  readonly seen: Seen;
}

/** What the pages said on the way. */
export interface Seen {
  checkoutUrl: string | null;
  address: BuyerAddress;
  /** Codes of addresses that were refused before another one was taken. */
  readonly refusedAddresses: string[];
  offered: readonly string[];
  choice: string | null;
  /** Minor units, as the form of the review page holds them. */
  total: bigint | null;
  payment: string | null;
  codeEntered: boolean;
}

interface Going {
  readonly browser: Browser;
  readonly purchase: Purchase;
  readonly seen: Seen;
  /** Told when the buyer goes to another address after a refusal. */
  readonly onSecondAddress: () => void;
}

/** Goes from the posted cart to the thank-you page as a buyer without JavaScript does, or as far as the pages let him. */
export async function goShopping(purchase: Purchase, asking: Asking, onSecondAddress: () => void): Promise<Journey> {
  const seen: Seen = {
    checkoutUrl: null,
    address: purchase.address,
    refusedAddresses: [],
    offered: [],
    choice: null,
    total: null,
    payment: null,
    codeEntered: false,
  };
  const going = { browser: openBrowser(asking.reach), purchase, seen, onSecondAddress };
  try {
    const arrived = await bringCart(going, asking);
    return 'state' in arrived ? arrived : await goOn(going, arrived);
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    return { state: 'lost', sentence: error.message, seen };
  }
}

async function bringCart({ browser, purchase, seen }: Going, { demo, reach }: Asking): Promise<Page | Journey> {
  const { cart } = purchase;
  const { checkoutUrl, apiUrl, ...key } = demo.sandbox;
  if (cart.form === 'json') {
    const { status, url, code } = await sendJsonCart(cart, { apiUrl, key, reach });
    if (url === undefined) return { state: 'refused', code: code ?? null, status, page: `${apiUrl}/carts`, seen };
    seen.checkoutUrl = url;
    return browser.visit(url, cart.cancelUrl);
  }
  const { action, fields } = writeCartPost(cart, { checkoutUrl, key });
  const page = await browser.sendAcross(action, fields, cart.cancelUrl);
  seen.checkoutUrl = page.through[1] ?? null;
  return page.status === 200 ? page : refusedAt(page, seen);
}

async function goOn(going: Going, first: Page): Promise<Journey> {
  const { seen, purchase, browser } = going;
  let page = await fillAddress(going, first, purchase.address);
  if (isRefusal(page) && purchase.secondAddress !== null) {
    seen.refusedAddresses.push(page.code ?? `status ${page.status}`);
    going.onSecondAddress();
    const form = await browser.visit(`${checkoutOf(seen)}/address`, page.url);
    page = await fillAddress(going, form, purchase.secondAddress);
  }
  if (isRefusal(page)) return refusedAt(page, seen);
  page = await chooseShipping(going, page);
  if (isRefusal(page)) return refusedAt(page, seen);
  page = await enterCode(going, page);
  return pay(going, page);
}

async function fillAddress({ browser, seen }: Going, page: Page, address: BuyerAddress): Promise<Page> {
  seen.address = address;
  const form = formTo(page, '/address', ['line1', 'postalCode']);
  const { poBox, ...typed } = address;
  const answer = await browser.send(page, form, typed);
  // with a code the shop refuses the address; without one the form was filled in wrongly
  if (answer.status === 422 && answer.code === null)
    throw new Lost(`The address${poBox ? ' with its PO box' : ''} was not taken at ${answer.url}: ${firstWords(answer)}`);
  return answer;
}

async function chooseShipping({ browser, purchase, seen }: Going, page: Page): Promise<Page> {
  const form = formTo(page, '/shipping', ['choice']);
  seen.offered = form.controls.filter(({ name }) => name === 'choice').map(({ value }) => value);
  seen.choice = seen.offered[purchase.choice % seen.offered.length] ?? null;
  if (seen.choice === null) throw new Lost(`${page.url} offers no way of shipping.`);
  return browser.send(page, form, { choice: seen.choice });
}

/** Types the code in where there is a field for it. */
async function enterCode({ browser, purchase, seen }: Going, page: Page): Promise<Page> {
  const form = page.forms.find(({ action, controls }) => /\/codes$/.test(action) && controls.some(({ name }) => name === 'code'));
  if (purchase.code === null) return page;
  if (form === undefined) throw new Lost(`${page.url} has no field for a claim code.`);
  seen.codeEntered = true;
  return browser.send(page, form, { code: purchase.code });
}

/** Tries the ways to pay one after another, until one places the order. */
async function pay({ browser, purchase, seen }: Going, review: Page): Promise<Journey> {
  let page = review;
  for (const payment of purchase.payments) {
    const form = formTo(page, '/place', ['total']);
    const held = (name: string): string | undefined => form.controls.find((control) => control.name === name)?.value;
    seen.total = BigInt(held('total') ?? '-1');
    seen.choice = held('choice') ?? seen.choice;
    seen.payment = payment;
    page = await browser.send(page, form, { payment });
    if (new URL(page.url).pathname.endsWith('/authenticate'))
      page = await browser.send(page, formTo(page, '/authenticate', []), { answer: 'approve' });
    if (page.status !== 402) break;
  }
  if (page.status !== 200 || !new URL(page.url).pathname.endsWith('/thanks')) return refusedAt(page, seen);
  const returnUrl = readLinks(page.html).find((href) => href.startsWith(purchase.cart.returnUrl));
  if (returnUrl === undefined) throw new Lost(`${page.url} has no link back to ${purchase.cart.returnUrl}.`);
  const orderId = new URL(returnUrl).searchParams.get('amznPmtsOrderIds') ?? '';
  const shop = await browser.visit(returnUrl, page.url);
  if (shop.status !== 200 || !shop.html.includes(orderId)) throw new Lost('The shop does not know the order that came back.');
  return { state: 'placed', orderId, returnUrl, seen };
}

const refusedAt = (page: Page, seen: Seen): Refused => ({
  state: 'refused',
  code: page.code,
  status: page.status,
  page: page.url,
  seen,
});

function checkoutOf({ checkoutUrl }: Seen): string {
  if (checkoutUrl === null) throw new Lost('The address of the checkout is not known.');
  return checkoutUrl;
}
