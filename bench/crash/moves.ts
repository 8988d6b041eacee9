import type { Browser, Visit } from '../browser.js';
import { ADDRESS, firstChoice, orderIdOn } from '../purchase.js';

const AGAIN_AFTER_MS = 50;

/** What buyers have seen, and what they did on the way. */
export interface Sightings {
  /** Order numbers on thank-you pages, by checkout. */
  readonly orders: Map<string, Set<string>>;
  /** Order number -> path of the page of the order, for its buyer. */
  readonly pages: Map<string, string>;
  /** Checkouts that a redirect to the thank-you page was seen of. */
  readonly redirected: Set<string>;
  readonly did: Record<'code' | 'codeGone' | 'doubleClick' | 'broken' | 'refused', number>;
}

/** Where a buyer stands and what he means to do. */
export interface Move {
  readonly seen: Sightings;
  readonly browser: Browser;
  readonly checkout: string;
  readonly plan: { code: string | null; readonly clicksTwice: boolean; readonly payment: string };
}

/** One page and what the buyer does on it; `done` where it was the thank-you page. */
export async function makeMove(move: Move): Promise<'on' | 'done'> {
  const { seen, browser, checkout, plan } = move;
  const { path, page } = await follow(browser, checkout);
  if (await isAway(seen, page)) return 'on';
  switch (path.slice(checkout.length)) {
    case '/address':
      await browser.post(path, ADDRESS);
      return 'on';
    case '/shipping':
      await browser.post(path, { choice: firstChoice(page.html) });
      return 'on';
    case '/review':
      if (plan.code === null) await place(move);
      else await tryCode(move);
      return 'on';
    case '/thanks':
      note(seen, checkout, page);
      return 'done';
    default:
      throw new Error(`${path} is no page of a purchase: ${page.status}`);
  }
}

async function tryCode({ seen, browser, checkout, plan }: Move): Promise<void> {
  const code = plan.code ?? '';
  plan.code = null;
  seen.did.code++;
  await browser.post(`${checkout}/codes`, { code, back: 'review' });
}

/** Presses the button, some twice at once on two connections as browsers do. */
async function place({ seen, browser, checkout, plan }: Move): Promise<void> {
  const press = (from: Browser): Promise<Visit> => from.post(`${checkout}/place`, { payment: plan.payment });
  const visits = plan.clicksTwice ? await twice(seen, browser, press) : [await press(browser)];
  for (const visit of visits) {
    if (visit.location === `${checkout}/thanks`) seen.redirected.add(checkout);
    else if (visit.status === 409) seen.did.codeGone++;
    else if (!(await isAway(seen, visit))) throw new Error(`placing ${checkout}: ${visit.status} ${visit.html.slice(0, 300)}`);
  }
}

async function twice(seen: Sightings, browser: Browser, press: (from: Browser) => Promise<Visit>): Promise<Visit[]> {
  const twin = await browser.twin();
  seen.did.doubleClick++;
  const both = await Promise.allSettled([press(browser), press(twin)]);
  twin.close();
  const visits = both.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const broken = both.find((one) => one.status === 'rejected');
  // what the other connection brought has been seen all the same
  if (visits.length === 0 && broken !== undefined) throw broken.reason;
  return visits;
}

async function follow(browser: Browser, start: string): Promise<{ path: string; page: Visit }> {
  let path = start;
  let page = await browser.get(path);
  for (let hops = 0; page.status === 303 && hops < 5; hops++) {
    path = page.location.replace(/[?#].*$/, '');
    page = await browser.get(page.location.replace(/#.*$/, ''));
  }
  return { path, page };
}

const ORDER_PAGE = /href="(\/orders\/[^"?#/]+\/[^"?#/]+)"/;

function note({ orders, pages }: Sightings, checkout: string, { html }: Visit): void {
  const id = orderIdOn(html);
  if (id === null) throw new Error(`no order on ${checkout}/thanks: ${html.slice(0, 300)}`);
  orders.set(checkout, (orders.get(checkout) ?? new Set()).add(id));
  pages.set(id, ORDER_PAGE.exec(html)?.[1] ?? '');
}

/** The service asks to come again later: it is starting, or too busy. Then the buyer waits a moment. */
export async function isAway({ did }: Sightings, { status }: Visit): Promise<boolean> {
  if (status !== 503 && status !== 429) return false;
  did.refused++;
  await sleep(AGAIN_AFTER_MS);
  return true;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
