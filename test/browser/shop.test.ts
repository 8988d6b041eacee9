import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { closeDatabase, openDatabase, type Db } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { callApi } from '../support/api.js';
import { scanPage } from '../support/axe.js';
import { openedCheckout, plainCart } from '../support/buyer.js';
import { hasChromium, openBrowser } from '../support/chromium.js';
import { startService, type Service } from '../support/service.js';

/** One white pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAG7buVgAAAABJRU5ErkJggg==';

if (hasChromium()) describe('a shop in a browser', inChromium);
else test('a machine without Chromium leaves these tests out', () => expect(hasChromium()).toBe(false));

function inChromium(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cartwright-shop-'));
  let db: Db;
  let service: Service;
  let closeBrowser: () => Promise<void>;
  let browser: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    db = await openDatabase(`sqlite:${join(folder, 'test.db')}`);
    await migrate(db);
    service = await startService(db);
    ({ browser, close: closeBrowser } = await openBrowser());
    page = await browser.newPage();
    await page.setViewportSize({ width: 1440, height: 1200 });
  });
  afterAll(async () => {
    await closeBrowser();
    await service.close();
    await closeDatabase(db);
    rmSync(folder, { recursive: true, force: true });
  });

  test('tells its policies in a tab of its own, so that what was typed stays', async () => {
    const id = await openedCheckout(service);
    await page.goto(`${service.url}/pay/${id}`);
    await page.fill('#line1', '1420 Harbour Steps');
    const opening = browser.waitForEvent('page');
    await page.getByRole('link', { name: 'Shipping (opens a new tab)' }).first().click();
    const tab = await opening;
    await tab.waitForLoadState();
    expect(new URL(tab.url()).pathname + new URL(tab.url()).hash).toBe(`/pay/${id}/policies#policy-2`);
    await tab.close();
    expect(await page.inputValue('#line1')).toBe('1420 Harbour Steps');
  });

  test('has policies that an accessibility scan finds nothing in, both themes, phone and wide', async () => {
    const json = { logo: { contentType: 'image/png', data: PNG, alt: 'Larch' }, policies: [{ title: 'Returns', text: 'Yes.' }] };
    expect((await callApi(service, 'PUT', '/v1/settings/shop', { json })).status).toBe(200);
    const tab = await browser.newPage();
    await tab.goto(`${service.url}/pay/${await openedCheckout(service)}/policies`);
    expect(await tab.locator('.shopmark').evaluate((logo) => (logo as unknown as { naturalWidth: number }).naturalWidth)).toBe(1);
    for (const width of [390, 1440])
      for (const colorScheme of ['light', 'dark'] as const) {
        await tab.setViewportSize({ width, height: 900 });
        await tab.emulateMedia({ colorScheme });
        expect(await scanPage(tab, colorScheme)).toEqual([]);
        expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
    await tab.close();
  });

  test('is asked for pictures of ten origins and not of the eleventh, and learns nothing of the checkout', async () => {
    const asked: string[] = [];
    await page.route('https://*.pictures.example/**', async (route) => {
      asked.push(`${new URL(route.request().url()).hostname} ${(await route.request().headerValue('referer')) ?? 'no referrer'}`);
      await (route.request().url().includes('//p1.')
        ? route.abort()
        : route.fulfill({ contentType: 'image/png', body: Buffer.from(PNG, 'base64') }));
    });
    const [mug] = plainCart().items;
    const items = Array.from({ length: 11 }, (_, index) => ({
      ...mug!,
      id: String(index + 1),
      imageUrl: `https://p${index}.pictures.example/mug.png`,
    }));
    await page.goto(`${service.url}/pay/${await openedCheckout(service, plainCart({ items }))}`);
    await page.waitForLoadState('networkidle');
    expect(asked.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `p${number}.pictures.example no referrer`));
    const frames = await page.evaluate(`[...document.querySelectorAll('.pay-r .thumb img')].map((picture) =>
      [picture.naturalWidth, picture.clientWidth, picture.clientHeight].join(' '))`);
    // the second does not come and the last is not let in: both leave a box as large as the others
    expect(frames).toEqual(items.map((_, index) => `${index === 1 || index === 10 ? 0 : 1} 50 50`));
  });
}
