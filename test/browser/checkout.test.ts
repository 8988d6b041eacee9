import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { OrderCart } from '../../src/core/order-cart.js';
import { orderPath } from '../../src/flows/checkout/order-link.js';
import { closeDatabase, openDatabase, type Db } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { scanPage } from '../support/axe.js';
import { ADDRESS, openedCheckout, plainCart } from '../support/buyer.js';
import { hasChromium, openBrowser } from '../support/chromium.js';
import { mugCart, signedCart } from '../support/posted-carts.js';
import { startService, type Service } from '../support/service.js';

const WIDE = { width: 1440, height: 1000 };
const PHONE = { width: 390, height: 844 };
const CARD = {
  id: 'u1',
  merchantId: 'AMUGS123456789',
  sku: 'CARD',
  title: 'Gift card, handwritten',
  price: 2_500_000n,
  quantity: 1,
};
const CART = plainCart({ upsellItems: [CARD], cancelUrl: 'https://shop.example/cart', returnUrl: 'https://shop.example/thanks' });

if (hasChromium()) describe('the checkout in a browser', inChromium);
else test('a machine without Chromium leaves these tests out', () => expect(hasChromium()).toBe(false));

function inChromium(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cartwright-checkout-'));
  let db: Db;
  let service: Service;
  let closers: (() => Promise<void>)[];
  let browser: BrowserContext;
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    db = await openDatabase(`sqlite:${join(folder, 'test.db')}`);
    await migrate(db);
    service = await startService(db);
    const opened = await openBrowser();
    ({ browser } = opened);
    closers = [opened.close, () => service.close()];
    page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterAll(async () => {
    for (const close of closers) await close();
    await closeDatabase(db);
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    complaints = [];
  });

  const at = (id: string, step = ''): string => `${service.url}/pay/${id}${step}`;
  /** The button that is there at this width: a phone has it below the total. */
  const press = (on: Page, name: RegExp): Promise<void> => on.getByRole('button', { name }).first().click();

  async function fillAddress(on: Page, address: Readonly<Record<string, string>> = ADDRESS): Promise<void> {
    await on.selectOption('#country', address['country'] ?? 'US');
    for (const field of ['email', 'name', 'line1', 'line2', 'city', 'postalCode'] as const)
      await on.fill(`#${field}`, address[field] ?? '');
    if (address['country'] === 'US') await on.selectOption('#state', address['state'] ?? '');
    else await on.fill('#region', address['region'] ?? '');
  }

  /** A checkout of this browser, gone on with as far as is said. */
  async function advanced(on: Page, to: 'address' | 'shipping' | 'review' | 'thanks', cart: OrderCart = CART): Promise<string> {
    const id = await openedCheckout(service, cart);
    await on.goto(at(id));
    if (to === 'address') return id;
    await fillAddress(on);
    await press(on, /Continue to shipping/);
    if (to === 'shipping') return id;
    await press(on, /Continue to review/);
    if (to === 'review') return id;
    await press(on, /^Place order for/);
    await on.waitForURL(/thanks$/);
    return id;
  }

  const orderOf = async (id: string): Promise<string> => {
    const order = await findOrderByCheckout(db, id);
    if (order === null) throw new Error('nothing was placed');
    return service.url + orderPath(service, order.id);
  };

  /** Each leads to a page with something on it that only this page has. */
  const PAGES: readonly (readonly [name: string, go: () => Promise<unknown>])[] = [
    ['the address', () => advanced(page, 'address')],
    ['an address with faults', async () => advanced(page, 'address').then(() => press(page, /Continue to shipping/))],
    [
      'an address in doubt',
      async () => {
        await advanced(page, 'address');
        await fillAddress(page, { ...ADDRESS, postalCode: '97201' });
        await press(page, /Continue to shipping/);
      },
    ],
    [
      'shipping, with codes and the sum worked out',
      async () => {
        await advanced(page, 'shipping');
        for (const code of ['WELCOME5', 'SPRING25']) {
          await page.fill('#code', code);
          await page.locator('.code-in button').click();
        }
        await page.locator('.why-box summary').click();
      },
    ],
    ['the review', () => advanced(page, 'review')],
    [
      'a declined payment',
      async () => {
        await advanced(page, 'review');
        await page.click('.pay-group summary:has-text("Is refused")');
        await page.check('input[value=test_decline]');
        await press(page, /^Place order for/);
      },
    ],
    ['the question of a bank', async () => page.goto(at(await advanced(page, 'review'), '/authenticate'))],
    ['the thanks', () => advanced(page, 'thanks')],
    ['the order', async () => page.goto(await orderOf(await advanced(page, 'thanks')))],
    ['the question whether to cancel', async () => page.goto(`${await orderOf(await advanced(page, 'thanks'))}?cancel=ask`)],
    ['a checkout that is not there', () => page.goto(at('0'.repeat(32)))],
  ];

  describe.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('%s, %d px', (colorScheme, width) => {
    beforeAll(async () => {
      await page.setViewportSize(width === 390 ? PHONE : WIDE);
      await page.emulateMedia({ colorScheme });
    });

    test.each(PAGES)('an accessibility scan finds nothing on %s, and it does not scroll sideways', async (_name, go) => {
      await go();
      expect(await scanPage(page, colorScheme)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      // the browser reports the status of the page itself as an error, and nothing else
      expect(complaints.filter((text) => !text.includes('the server responded with a status of 4'))).toEqual([]);
    });
  });

  test('what is pressed is 44 px high on a phone', async () => {
    await page.setViewportSize(PHONE);
    await advanced(page, 'shipping');
    const small =
      await page.evaluate(`[...document.querySelectorAll('main a, main button, aside button, summary, .choice, .form-control')]
      .filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < 43.5)
      .map((one) => one.outerHTML.slice(0, 100))`);
    expect(small).toEqual([]);
  });

  test('the total stands above the button that commits to it, at both widths', async () => {
    await advanced(page, 'review');
    for (const size of [WIDE, PHONE]) {
      await page.setViewportSize(size);
      const button = await page.getByRole('button', { name: /^Place order for/ }).boundingBox();
      const total = await page.locator('.pay-total:visible, .pay-r .totals .big:visible').last().boundingBox();
      expect(button?.y).toBeGreaterThan(total?.y ?? Number.POSITIVE_INFINITY);
    }
  });

  test('a phone shows the total on top and the items behind it', async () => {
    await page.setViewportSize(PHONE);
    await advanced(page, 'shipping');
    const bar = page.locator('.pay-bar');
    expect(await bar.locator('summary').innerText()).toMatch(/Show 1 item\s+\$33\.10/);
    await bar.locator('summary').click();
    await bar.getByText('Blue mug').waitFor();
    await page.setViewportSize(WIDE);
    expect(await bar.isVisible()).toBe(false);
  });

  test('the country decides between a list of states and a field, without script', async () => {
    const bare = await openBrowser(false);
    const other = await bare.browser.newPage();
    await other.goto(at(await openedCheckout(service)));
    expect([await other.locator('#state').isVisible(), await other.locator('#region').isVisible()]).toEqual([true, false]);
    await other.selectOption('#country', 'CA');
    expect([await other.locator('#state').isVisible(), await other.locator('#region').isVisible()]).toEqual([false, true]);
    await fillAddress(other, { ...ADDRESS, country: 'CA', region: 'British Columbia', city: 'Vancouver', postalCode: 'V6B 1A1' });
    await press(other, /Continue to shipping/);
    // the demo shop delivers to the United States only
    await other.getByText('The shop does not deliver to this address.').waitFor();
    expect(await other.inputValue('#region')).toBe('British Columbia');
    await bare.close();
  });

  test('the keyboard alone goes from the skip link to the choice and on', async () => {
    await page.setViewportSize(WIDE);
    await advanced(page, 'shipping');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('cw-skip');
    await page.focus('input[name=choice]');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate("getComputedStyle(document.querySelector('.choice:has(:checked)')).outlineStyle")).toBe('solid');
    await page.keyboard.press('Enter');
    await page.waitForURL(/review$/);
    await page.getByRole('button', { name: 'Place order for $38.61' }).waitFor();
  });

  describe('with a shop on another host', () => {
    let shop: { readonly url: string; readonly close: () => Promise<void> };
    beforeAll(async () => {
      shop = await openShop(service);
    });
    afterAll(() => shop.close());

    test.each([
      ['with script', true],
      ['without script', false],
    ])('a cart is posted, paid for and thanked for, %s', async (_name, javaScript) => {
      const own = await openBrowser(javaScript);
      const mine = await own.browser.newPage();
      await mine.goto(shop.url);
      await mine.click('text=Buy');
      await mine.waitForURL(/\/pay\/[0-9a-f]{32}\/address$/);
      await fillAddress(mine);
      await press(mine, /Continue to shipping/);
      await mine.check('input[value="settings:expedited"]');
      await press(mine, /Continue to review/);
      await press(mine, /^Place order for \$38\.61/);
      await mine.waitForURL(/thanks$/);
      expect(await mine.innerText('h1')).toBe('Thank you, Odalys Ferrante');
      await mine.click('text=See your order');
      expect(await mine.innerText('.pay-order')).toMatch(/^Order\s+\d{3}-\d{7}-\d{7}\s+pending$/);
      await own.close();
    });

    /** Five tabs of a browser that was never here press the button together, and wait for their checkouts. */
    async function buyInFiveTabs(browser: BrowserContext, addressOf: (tab: number) => string): Promise<Page[]> {
      const tabs = await Promise.all(Array.from({ length: 5 }, () => browser.newPage()));
      await Promise.all(tabs.map((tab, index) => tab.goto(addressOf(index))));
      await Promise.all(tabs.map((tab) => tab.click('text=Buy')));
      await Promise.all(tabs.map((tab) => tab.waitForURL(/\/pay\/[0-9a-f]{32}\/address$/)));
      return tabs;
    }

    test('one cart in five tabs at once, before the browser has a cookie, goes on in each of them', async () => {
      const own = await openBrowser();
      const tabs = await buyInFiveTabs(own.browser, () => shop.url);
      for (const tab of tabs) {
        await tab.reload();
        expect(await tab.innerText('h1')).toBe('Where should it go?');
      }
      await own.close();
    });

    test('five carts at once, before the browser has a cookie, are five checkouts that each go on', async () => {
      const own = await openBrowser();
      const tabs = await buyInFiveTabs(own.browser, (index) => `${shop.url}?cart=${index}`);
      expect(new Set(tabs.map((tab) => tab.url())).size).toBe(5);
      for (const [index, tab] of tabs.entries()) {
        await fillAddress(tab, { ...ADDRESS, line1: `${index} Alder Court` });
        await press(tab, /Continue to shipping/);
        await tab.waitForURL(/shipping$/);
        expect(await tab.innerText('main')).toContain(`${index} Alder Court`);
      }
      await own.close();
    });

    test('the same cart twice is one checkout in one browser, and another one in another', async () => {
      const own = await openBrowser();
      const mine = await own.browser.newPage();
      await mine.goto(shop.url);
      await mine.click('text=Buy');
      const first = mine.url();
      await mine.goto(shop.url);
      await mine.click('text=Buy');
      expect(mine.url()).toBe(first);
      const other = await openBrowser();
      const theirs = await other.browser.newPage();
      await theirs.goto(shop.url);
      await theirs.click('text=Buy');
      expect(theirs.url()).not.toBe(first);
      await theirs.goto(first);
      expect(await theirs.innerText('h1')).toBe('This checkout is open in another browser');
      await other.close();
      await own.close();
    });
  });
}

/** A page with a button that posts a signed cart, under another host name than the checkout. */
async function openShop(service: Service): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const action = `${service.url}/sandbox/checkout/${service.merchantId}`;
  // each address of the shop has a cart of its own
  const pageOf = (address: string): string => {
    const cart = mugCart(service.merchantId).replace('cart-7', `cart-${address.replace(/\W/g, '') || 7}`);
    const [[name, value] = ['', '']] = Object.entries(signedCart(cart, service.sandbox));
    return `<!doctype html><title>Shop</title><form method="post" action="${action}"><input type="hidden" name="${name}" value="${value}"><button>Buy</button></form>`;
  };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html').end(pageOf(request.url ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
