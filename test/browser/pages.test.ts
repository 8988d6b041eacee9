import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { closeDatabase, openDatabase, type Db } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { scanPage } from '../support/axe.js';
import { hasChromium, openBrowser } from '../support/chromium.js';
import { listen, openConsoleSite, type ConsoleSite } from '../support/console-site.js';
import { callbackRow, SCENES, type SceneName } from '../support/exchanges.js';
import { shownOrder } from '../support/shown-orders.js';

const LIST = '/console/sandbox/exchanges';
const NAMES = Object.keys(SCENES) as SceneName[];
const WIDE = { width: 1440, height: 1000 };
const PHONE = { width: 390, height: 844 };

if (hasChromium()) describe('pages in a browser', inChromium);
else test('a machine without Chromium leaves these tests out', () => expect(hasChromium()).toBe(false));

function inChromium(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cartwright-browser-'));
  const ids = new Map<SceneName, string>();
  let db: Db;
  let site: ConsoleSite;
  let url: string;
  let closers: (() => Promise<void>)[];
  let browser: BrowserContext;
  let page: Page;
  let complaints: string[];
  let orderId: string;

  beforeAll(async () => {
    db = await openDatabase(`sqlite:${join(folder, 'test.db')}`);
    await migrate(db);
    site = await openConsoleSite(db);
    const rows = NAMES.map((name, index) => callbackRow(site.sandbox, name, site.clock.now - 60_000 + index * 1000));
    NAMES.forEach((name, index) => ids.set(name, rows[index]?.id ?? ''));
    await site.record(rows);
    orderId = (await shownOrder(db, site.sandbox.id, site.clock.now)).id;
    const listening = await listen(site.app);
    const opened = await openBrowser();
    ({ url } = listening);
    ({ browser } = opened);
    closers = [opened.close, listening.close];
    page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    complaints = [];
    await signIn(page);
  });
  afterAll(async () => {
    for (const close of closers) await close();
    await closeDatabase(db);
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    complaints = [];
  });

  async function signIn(on: Page): Promise<void> {
    await on.goto(`${url}/console`);
    await on.fill('#email', site.email);
    await on.fill('#password', site.password);
    await on.click('button[type=submit]');
    await on.waitForURL(`${url}${LIST}`);
  }

  const detail = (name: SceneName, query = ''): string => `${LIST}/${String(ids.get(name))}${query}`;

  const PAGES: readonly (readonly [name: string, path: () => string])[] = [
    ['the list', () => LIST],
    ['a bad search', () => `${LIST}?search=kind:nonsense`],
    ['a search without a hit', () => `${LIST}?search=nowhere`],
    ['an empty environment', () => '/console/live/exchanges'],
    ['a faulty exchange', () => detail('wrong quantity')],
    ['an exchange with several faults', () => detail('five faults')],
    ['a document in one line', () => detail('wrong quantity in one line')],
    ['the same as sent', () => detail('wrong quantity in one line', '?requestAs=stored')],
    ['a stale signature', () => detail('stale')],
    ['a priced exchange', () => detail('priced', '?requestFrom=1&response=headers')],
    ['the fields of a form', () => detail('priced', '?request=form&response=raw')],
    ['the curl command', () => `${detail('priced')}/curl`],
    ['the orders', () => '/console/sandbox/orders'],
    ['a search for orders without a hit', () => '/console/sandbox/orders?search=nowhere'],
    ['an environment without orders', () => '/console/live/orders?placed=all'],
    ['an order with a fallback', () => `/console/sandbox/orders/${orderId}`],
    ['the question before an order is cancelled', () => `/console/sandbox/orders/${orderId}/cancel`],
    ['the account', () => '/console/account'],
    ['all codes', () => '/help'],
    ['one code', () => '/help/SIGNATURE_STALE'],
    ['a page that is not there', () => '/console/nowhere'],
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

    test.each(PAGES)('an accessibility scan finds nothing on %s, and it does not scroll sideways', async (_name, path) => {
      await page.goto(url + path());
      expect(await scanPage(page, colorScheme)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      // the browser reports the status of the page itself as an error, and nothing else
      expect(complaints.filter((text) => !text.includes('the server responded with a status of 40'))).toEqual([]);
    });

    test('an accessibility scan finds nothing at the door', async () => {
      const stranger = await openBrowser();
      const mine = page;
      page = await stranger.browser.newPage();
      await page.setViewportSize(width === 390 ? PHONE : WIDE);
      await page.emulateMedia({ colorScheme });
      await page.goto(`${url}/console`);
      const found = await scanPage(page, colorScheme);
      page = mine;
      await stranger.close();
      expect(found).toEqual([]);
    });
  });

  test('the tip of a note stands under the middle of its span', async () => {
    await page.setViewportSize(WIDE);
    for (const name of ['wrong quantity', 'wrong quantity in one line'] as const) {
      await page.goto(url + detail(name));
      const span = await page.locator('.cw-code mark').boundingBox();
      const tip = await page.locator('.cw-code .tip i').boundingBox();
      const note = await page.locator('.cw-code .cw-fault').boundingBox();
      if (span === null || tip === null || note === null) throw new Error('the note is not on the page');
      expect(Math.abs(span.x + span.width / 2 - (tip.x + tip.width / 2))).toBeLessThan(8);
      expect(note.y).toBeGreaterThan(span.y);
      expect(note.y - tip.y).toBeGreaterThan(0);
    }
  });

  test('the note stays in sight while the code scrolls sideways', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(url + detail('wrong quantity in one line', '?requestAs=stored'));
    const before = await page.locator('.cw-code .cw-fault').boundingBox();
    await page.evaluate("document.querySelector('.cw-code').scrollLeft = 3000");
    const after = await page.locator('.cw-code .cw-fault').boundingBox();
    expect(await page.evaluate("document.querySelector('.cw-code').scrollLeft")).toBeGreaterThan(1000);
    expect(Math.abs((after?.x ?? 0) - (before?.x ?? 99))).toBeLessThan(40);
    expect(after?.width).toBeLessThan(390);
  });

  test('the faulty line is on the first screen of a phone by one tap', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(url + detail('wrong quantity'));
    await page.click('.cw-alert.only-m');
    await page.locator('#fault-1').waitFor();
    const box = await page.locator('#fault-1').boundingBox();
    expect(box?.y).toBeLessThan(844);
    expect(box?.y).toBeGreaterThan(0);
  });

  test('the sandbox strip stays on top of a long page', async () => {
    for (const size of [WIDE, PHONE]) {
      await page.setViewportSize(size);
      await page.goto(url + detail('five faults'));
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      expect(await page.evaluate('scrollY')).toBeGreaterThan(1000);
      expect((await page.locator('.cw-env').boundingBox())?.y).toBe(0);
    }
  });

  test('the menu and the filters of a phone open without leaving the page', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(url + LIST);
    expect(await page.locator('.cw-menu nav').isVisible()).toBe(false);
    await page.click('.cw-menu summary');
    await page.locator('.cw-menu nav >> text=Help and error codes').waitFor();
    await page.click('.cw-menu summary');
    await page.click('.facet-btn');
    await page.click('.cw-facets >> text=4xx refused');
    expect(page.url()).toContain('search=status%3A4xx');
  });

  test('keys search, move, open, and step through faults', async () => {
    await page.setViewportSize(WIDE);
    await page.goto(url + LIST);
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('search');
    await page.keyboard.type('code:SCHEMA_FAULT');
    await page.keyboard.press('Enter');
    await page.waitForURL(/search=code/);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = await page.evaluate("document.activeElement.getAttribute('href')");
    expect(second).toBe(await page.locator('.cw-table tbody tr:nth-child(2) td:first-child a').getAttribute('href'));
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}${String(second)}`);
    await page.goto(url + detail('five faults'));
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    expect(page.url()).toContain('#fault-2');
    await page.locator('#fault-2').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.waitForURL(`${url}/console/sandbox/orders`);
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.waitForURL(`${url}${LIST}`);
  });

  test('a click anywhere in a row opens it', async () => {
    await page.setViewportSize(WIDE);
    await page.goto(url + LIST);
    await page.click('.cw-table tbody tr:first-child .sum', { force: true });
    await page.waitForURL(/exchanges\/[0-9A-Z]{26}$/);
  });

  test('everything works without script: sign in, search, fold, sign out', async () => {
    const bare = await openBrowser(false);
    const other = await bare.browser.newPage();
    await signIn(other);
    await other.fill('#search', 'code:SCHEMA_FAULT');
    await other.press('#search', 'Enter');
    await other.waitForURL(/search=code/);
    await other.locator('.cw-table td a').first().click();
    await other.waitForURL(/exchanges\/[0-9A-Z]{26}$/);
    await other.locator('.cw-code .fold a').first().click();
    await other.waitForURL(/requestFrom=1#L1/);
    expect(await other.locator('[data-copy]').count()).toBe(0);
    await other.goto(`${url}/console/account`);
    await other.click('text=Sign out');
    await other.waitForURL(`${url}/console/sign-in`);
    await bare.close();
  });
}
