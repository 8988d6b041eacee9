import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { createEndpoint } from '../../src/flows/endpoint/save-endpoint.js';
import { issueRefund } from '../../src/flows/order/issue-refund.js';
import { openChargeback } from '../../src/flows/order/open-chargeback.js';
import { closeDatabase, openDatabase, type Db } from '../../src/store/db.js';
import { listDeliveries } from '../../src/store/deliveries.js';
import { migrate } from '../../src/store/migrate.js';
import { listShipments } from '../../src/store/order/shipments.js';
import { scanPage } from '../support/axe.js';
import { hasChromium, openBrowser } from '../support/chromium.js';
import { openConsoleDeliveries, type ConsoleDeliveries } from '../support/console-deliveries.js';
import { listen, openConsoleSite, type ConsoleSite } from '../support/console-site.js';
import { partlyShipped, releasedOrder } from '../support/moved-orders.js';
import { shownOrder } from '../support/shown-orders.js';
import { accepting, answeringWith } from '../support/store-peer.js';

const ORDERS = '/console/sandbox/orders';
const ENDPOINTS = '/console/sandbox/endpoints';
const WIDE = { width: 1440, height: 1000 };
const PHONE = { width: 390, height: 844 };

if (hasChromium()) describe('orders and deliveries in a browser', inChromium);
else test('a machine without Chromium leaves these tests out', () => expect(hasChromium()).toBe(false));

function inChromium(): void {
  const folder = mkdtempSync(join(tmpdir(), 'cartwright-browser-'));
  let db: Db;
  let site: ConsoleSite;
  let deliveries: ConsoleDeliveries;
  let url: string;
  let closers: (() => Promise<void>)[];
  let page: Page;
  const complaints: string[] = [];
  const ids = { moved: '', pending: '', problem: '', disputed: '', shipment: '', endpoint: '', delivery: '', arrived: '' };

  beforeAll(async () => {
    db = await openDatabase(`sqlite:${join(folder, 'test.db')}`);
    await migrate(db);
    site = await openConsoleSite(db);
    deliveries = await openConsoleDeliveries(site);
    await fill();
    const listening = await listen(site.app);
    const opened = await openBrowser();
    ({ url } = listening);
    closers = [opened.close, listening.close, deliveries.close];
    page = await signedIn(opened.browser);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
  });
  afterAll(async () => {
    for (const close of closers) await close();
    await closeDatabase(db);
    rmSync(folder, { recursive: true, force: true });
  });

  /** A partly shipped order with a refund, a pending one, and a store that fails. */
  async function fill(): Promise<void> {
    const wish = { name: 'North dock', url: deliveries.store.url, format: 'webhook' } as const;
    ids.endpoint = (await createEndpoint(site.deps, site.sandbox.id, wish)).endpoint.id;
    deliveries.store.answer = answeringWith(503);
    const { id } = await partlyShipped(site);
    const refund = { by: 'units', lines: [{ number: 1, units: 1, shipping: false }] } as const;
    const key = { environmentId: site.sandbox.id, id };
    await issueRefund(site.deps, key, { wish: refund, reason: 'it arrived broken', by: 'merchant' });
    await deliveries.drain();
    ids.moved = id;
    ids.shipment = (await listShipments(db, id))[0]?.id ?? '';
    ids.problem = (await releasedOrder(site, { paymentProblem: 'The gateway refused to capture 77.13.' })).id;
    ids.pending = (await shownOrder(db, site.sandbox.id, site.clock.now)).id;
    const { items } = await listDeliveries(db, site.sandbox.id, { search: { orderId: id }, limit: 10 });
    ids.delivery = items.at(-1)?.id ?? '';
    deliveries.store.answer = accepting;
    ids.disputed = (await partlyShipped(site)).id;
    await deliveries.drain();
    await openChargeback(
      site.deps,
      { ...key, id: ids.disputed },
      { lines: null, reason: 'The buyer does not know this charge.' },
    );
    const arrived = await listDeliveries(db, site.sandbox.id, { search: { orderId: ids.disputed }, limit: 10 });
    ids.arrived = arrived.items.find(({ outcome }) => outcome === 'delivered')?.id ?? '';
  }

  async function signedIn(browser: BrowserContext): Promise<Page> {
    const fresh = await browser.newPage();
    await fresh.goto(`${url}/console`);
    await fresh.fill('#email', site.email);
    await fresh.fill('#password', site.password);
    await fresh.click('button[type=submit]');
    await fresh.waitForURL(/exchanges/);
    return fresh;
  }

  const order = (path = ''): string => `${ORDERS}/${ids.moved}${path}`;
  const endpoint = (path = ''): string => `${ENDPOINTS}/${ids.endpoint}${path}`;
  const PAGES: readonly (readonly [name: string, path: () => string])[] = [
    ['an order that is partly shipped and refunded', () => order()],
    ['an order that is pending', () => `${ORDERS}/${ids.pending}`],
    ['the form for a shipment', () => order('/ship')],
    ['the form for a cancel', () => order('/cancel')],
    ['an order with a payment problem', () => `${ORDERS}/${ids.problem}`],
    ['an order whose money a bank took back', () => `${ORDERS}/${ids.disputed}`],
    ['the tracking of a shipment', () => order(`/shipments/${ids.shipment}`)],
    ['a refund by units', () => order('/refund')],
    ['a refund by amount', () => order('/refund?by=amount')],
    ['a refund by component', () => order('/refund?by=components')],
    ['a concession', () => order('/refund?by=concession')],
    ['the endpoints', () => ENDPOINTS],
    ['an environment without endpoints', () => '/console/live/endpoints'],
    ['the form for an order notification', () => `${ENDPOINTS}/new`],
    ['the form for a webhook', () => `${ENDPOINTS}/new?format=webhook`],
    ['an endpoint with its history', () => endpoint()],
    ['a history without a hit', () => endpoint('?shown=skipped')],
    ['a delivery', () => `/console/sandbox/deliveries/${ids.delivery}`],
    ['a question before a skip', () => `/console/sandbox/deliveries/${ids.delivery}/skip`],
    ['a recovery', () => endpoint('/recover?since=2026-11-01+00:00')],
    ['the form of an endpoint that there is', () => endpoint('/edit')],
    ['a question before a rotation', () => endpoint('/rotate')],
    ['a question before a removal', () => endpoint('/remove')],
    ['a delivery that has arrived', () => `/console/sandbox/deliveries/${ids.arrived}`],
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
      complaints.length = 0;
      const answer = await page.goto(url + path());
      expect(answer?.status()).toBe(200);
      expect(await scanPage(page, colorScheme)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
    });

    test('an accessibility scan finds nothing on forms with faults, and on the page that asks once more', async () => {
      await page.goto(url + order('/refund'));
      await page.fill('#units-1', 'all');
      await page.fill('#reason', 'it arrived broken');
      await page.click('text=Work out the refund');
      await page.locator('#units-1-hint').waitFor();
      expect(await scanPage(page, colorScheme)).toEqual([]);
      await page.fill('#units-1', '1');
      await page.click('text=Work out the refund');
      await page.locator('h1', { hasText: /^Refund \$18\.3\d\?$/ }).waitFor();
      expect(await scanPage(page, colorScheme)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    });
  });

  test('a phone shows two actions, and the others behind three dots', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(url + order());
    const cancel = page.locator('.acts a:has-text("Cancel units"):visible');
    expect(await cancel.count()).toBe(0);
    await page.click('.cw-more summary');
    await cancel.click();
    await page.waitForURL(/\/cancel$/);
  });

  test('a shipment is confirmed with the keyboard alone', async () => {
    const fresh = await releasedOrder(site);
    await page.setViewportSize(WIDE);
    await page.goto(`${url}${ORDERS}/${fresh.id}/ship`);
    await page.focus('#units-1');
    for (const typed of ['2', '0', 'Parcel post', 'Expedited', 'PP 1']) {
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(typed);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/done=shipped/);
    await page.locator('text=2 x MUG-STN-12').first().waitFor();
  });

  test('everything works without script: ship, refund in two steps, undo, add an endpoint and keep its secret', async () => {
    const bare = await openBrowser(false);
    const other = await signedIn(bare.browser);
    const { id } = await partlyShipped(site);
    await other.goto(`${url}${ORDERS}/${id}`);
    await other.click('.acts .btn:has-text("Refund"):visible');
    await other.fill('#units-1', '4');
    await other.fill('#reason', 'all came back');
    await other.click('text=Work out the refund');
    await other.click('button:has-text("to the test card")');
    await other.waitForURL(/done=refunded/);
    await other.click('button:has-text("Undo refund")');
    await other.waitForURL(/done=undone/);
    await other.goto(`${url}${ENDPOINTS}`);
    await other.click('text=Add endpoint');
    await other.click('.cw-tabs >> text=Webhook');
    await other.fill('#name', 'Another dock');
    await other.fill('#url', 'https://another-dock.example/orders');
    await other.click('button:has-text("Add endpoint")');
    await other.waitForURL(/\/secret$/);
    expect(await other.locator('#secret').textContent()).toContain('whsec_');
    await other.click('text=Done, the secret is kept');
    await other.waitForURL(/endpoints\/[0-9A-Z]{26}$/);
    await bare.close();
  });
}
