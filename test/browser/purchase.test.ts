import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { SettingsDocuments } from '../../src/core/settings.js';
import { build } from '../support/built.js';
import { hasChromium, openBrowser } from '../support/chromium.js';
import { openTrade, type Trade } from '../support/sandbox-shop.js';
import { bringMugs, giveAddress, goToReview, press } from '../support/shopper.js';

// builds, starts a service, a shop and browsers, and waits for an endpoint that never answers
jest.setTimeout(120_000);

const DEADLINE_MS = 2_000;

interface ToldSource {
  readonly source: string;
  readonly cause?: string;
  readonly call?: { readonly sentAt: string; readonly endedAt: string; readonly deadlineMs: number };
}
interface ToldOrder {
  readonly orderId: string;
  readonly total: number;
  readonly buyer: { readonly email: string };
  readonly shipTo: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<'shipping' | 'promotions' | 'tax', ToldSource>>;
}

if (hasChromium()) describe('a purchase from the sandbox shop', inChromium);
else test('a machine without Chromium leaves these tests out', () => expect(hasChromium()).toBe(false));

function inChromium(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cartwright-purchase-'));
  let trade: Trade;
  let buyers = 100;

  beforeAll(async () => {
    build();
    trade = await openTrade(folder);
    await trade.api('PUT', '/settings/policies', { callbackTimeoutMs: DEADLINE_MS });
  });
  afterAll(async () => {
    await trade.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Everything that somebody ordered. */
  async function ordersOf(email: string): Promise<ToldOrder[]> {
    const { items } = (await trade.api('GET', '/orders?limit=200')) as { readonly items: readonly ToldOrder[] };
    const own = items.filter(({ buyer }) => buyer.email === email);
    return Promise.all(own.map(async ({ orderId }) => (await trade.api('GET', `/orders/${orderId}`)) as ToldOrder));
  }

  describe.each([
    { width: 1440, height: 1000, javaScript: true },
    { width: 1440, height: 1000, javaScript: false },
    { width: 390, height: 844, javaScript: true },
    { width: 390, height: 844, javaScript: false },
  ])('$width px wide, JavaScript $javaScript', ({ javaScript, ...size }) => {
    let browser: BrowserContext;
    let closeBrowser: () => Promise<void>;
    let page: Page;
    let email: string;

    beforeAll(async () => {
      ({ browser, close: closeBrowser } = await openBrowser(javaScript));
    });
    afterAll(() => closeBrowser());
    beforeEach(async () => {
      page = await openTab();
      buyers += 1;
      email = `odalys-${buyers}@mail.example`;
    });
    afterEach(async () => {
      await trade.behave('ok');
      // a shop's basket is a cookie as well: every purchase begins as a new buyer
      await browser.clearCookies();
      for (const tab of browser.pages()) await tab.close();
    });

    async function openTab(): Promise<Page> {
      const tab = await browser.newPage();
      await tab.setViewportSize(size);
      return tab;
    }

    /** On the last page before the order, with prices of the demo settings unless told otherwise. */
    async function reviewing(amounts: 'settings' | 'callback' | 'fallback' = 'settings'): Promise<void> {
      await bringMugs(page, trade.shopUrl, amounts);
      await giveAddress(page, { email });
      await goToReview(page);
    }

    /** The number of the order on the thank-you page, once that is there. */
    const thanked = (tab: Page): Promise<string> => tab.locator('.pay-done .mono').innerText();

    test('with a claim code, while the endpoint never answers, is priced by the cart, and the order says why', async () => {
      await trade.behave('timeout');
      await bringMugs(page, trade.shopUrl, 'fallback');
      await giveAddress(page, { email });
      await page.fill('#code', 'WELCOME5');
      await page.locator('.code-in button').click();
      await page.getByText('Welcome, $5.00 off').first().waitFor();
      await goToReview(page);
      // goods 25.00 - half (12.50) - code (5.00) = 7.50; shipping 3.45 + 1.5 lb x 0.55 (0.825) = 4.28;
      // 5 % of 7.50 (0.38) and of 4.28 (0.21): 7.50 + 4.28 + 0.38 + 0.21 = 12.37
      await press(page, 'Place order for $12.37');
      const orderId = await thanked(page);

      const [order, ...others] = await ordersOf(email);
      expect(others).toEqual([]);
      expect(order).toMatchObject({ orderId, total: 1_237 });
      for (const { source, cause, call } of Object.values(order?.sources ?? {})) {
        expect({ source, cause, deadlineMs: call?.deadlineMs }).toEqual({
          source: 'cart',
          cause: 'timeout',
          deadlineMs: DEADLINE_MS,
        });
        // both clocks: when it was asked, and when it was given up
        const waitedMs = Date.parse(call?.endedAt ?? '') - Date.parse(call?.sentAt ?? '');
        expect(waitedMs).toBeGreaterThanOrEqual(DEADLINE_MS);
      }

      await page.getByRole('link', { name: 'Back to Larch & Loam' }).click();
      await page.waitForURL((url) => url.href.startsWith(`${trade.shopUrl}/thanks?`));
      expect(await page.innerText('main')).toContain(`Your order is ${orderId}.`);
    });

    // this one's endpoint answers, so that the failures of the test above stay too few to have it left alone
    test('is one order after going back, and after pressing the button of a page that is older than the order', async () => {
      await reviewing('callback');
      const older = await openTab();
      await older.goto(page.url());
      await press(page, /^Place order for/);
      const orderId = await thanked(page);
      // a page with no-store is asked for again, and leads to the thanks
      await Promise.all([page.waitForRequest(/review$/), page.goBack()]);
      expect(await thanked(page)).toBe(orderId);
      await press(older, /^Place order for/);
      expect(await thanked(older)).toBe(orderId);
      expect((await ordersOf(email)).map((order) => order.orderId)).toEqual([orderId]);
    });

    test('is one order after a second click while the first is under way', async () => {
      // the order asks the endpoint once more, so the first click waits for a second and the other one meets it
      await trade.behave('timeout');
      await reviewing('fallback');
      const posts: string[] = [];
      page.on('request', (request) => posts.push(...(request.method() === 'POST' ? [new URL(request.url()).pathname] : [])));
      const click = await clicker(page.getByRole('button', { name: /^Place order for/ }).first());
      await Promise.all([page.waitForRequest(/place$/), click()]);
      await click();
      const orderId = await thanked(page);
      const place = new URL(page.url()).pathname.replace(/thanks$/, 'place');
      expect(posts).toEqual([place, place]);
      expect((await ordersOf(email)).map((order) => order.orderId)).toEqual([orderId]);
    });

    test('is not placed by a tab that another one has overtaken, and is then placed at the right total', async () => {
      await reviewing();
      const second = await openTab();
      await second.goto(page.url().replace(/review$/, 'address'));
      await giveAddress(second, { email, line1: '9 Alder Court', city: 'Portland', state: 'OR', postalCode: '97201' });
      // Seattle: 25.00 + 4.99 + 1.5 lb x 0.50 (0.75) + 10.35 % of 25.00 (2.59) and of 5.74 (0.59) = 33.92
      await press(page, 'Place order for $33.92');
      await page.getByText('This checkout was changed in another tab.').waitFor();
      await page.getByText('9 Alder Court').first().waitFor();
      expect(await ordersOf(email)).toEqual([]);
      // Oregon takes no tax: 25.00 + 5.74 = 30.74
      await press(page, 'Place order for $30.74');
      const orderId = await thanked(page);
      expect(await ordersOf(email)).toMatchObject([{ orderId, total: 3_074, shipTo: { line1: '9 Alder Court' } }]);
    });

    test('waits for a yes where shipping became 1.00 dearer, and is then placed at the new total', async () => {
      const before = (await trade.api('GET', '/settings/shipping')) as SettingsDocuments['shipping'];
      await reviewing();
      const [standard, ...others] = before.methods;
      const dearer = { ...standard, rate: { ...standard?.rate, perShipment: '5.99' } };
      await trade.api('PUT', '/settings/shipping', { ...before, methods: [dearer, ...others] });
      try {
        await press(page, 'Place order for $33.92');
        // 25.00 + 5.99 + 0.75 + 2.59 + 10.35 % of 6.74 (0.70) = 35.03
        expect(await page.locator('.cw-alert.warn').innerText()).toContain('It was $33.92 and is now $35.03.');
        expect(await ordersOf(email)).toEqual([]);
        await press(page, 'Place order for $35.03');
        const orderId = await thanked(page);
        expect(await ordersOf(email)).toMatchObject([{ orderId, total: 3_503 }]);
      } finally {
        await trade.api('PUT', '/settings/shipping', before);
      }
    });
  });
}

/** Clicks where the button stands, as a hand does: a locator would wait for the page that is on its way. */
async function clicker(button: Locator): Promise<() => Promise<void>> {
  await button.scrollIntoViewIfNeeded();
  const box = await button.boundingBox();
  if (box === null) throw new Error('the button is not to be seen');
  return () => button.page().mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}
