import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { pauseEndpoint } from '../../src/flows/endpoint/hold-endpoint.js';
import { createEndpoint } from '../../src/flows/endpoint/save-endpoint.js';
import { issueRefund } from '../../src/flows/order/issue-refund.js';
import { closeDatabase, openDatabase, run } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { openConsoleDeliveries } from './console-deliveries.js';
import { listen, openConsoleSite } from './console-site.js';
import { partlyShipped } from './moved-orders.js';
import { accepting, answeringWith } from './store-peer.js';

/** Draws the pictures of an order, a refund and deliveries anew: `npx tsx test/support/order-screenshots.ts`. */
const OUT = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const MINUTE = 60_000;
const ORDERS_BEFORE = 4;

const folder = mkdtempSync(join(tmpdir(), 'cartwright-pictures-'));
const db = await openDatabase(`sqlite:${join(folder, 'pictures.db')}`);
await migrate(db);
const site = await openConsoleSite(db, 'https://pay.larchloam.example');
const deliveries = await openConsoleDeliveries(site);
const wish = { name: 'North dock', url: deliveries.store.url, format: 'webhook', alertAfterMinutes: 10_080 } as const;
const { endpoint } = await createEndpoint(site.deps, site.sandbox.id, wish);

/** Sends what is due, a minute apart: the pace goes by the clock. */
async function drain(): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    await deliveries.drain();
    site.clock.now += MINUTE + 7_431;
  }
}

for (let count = 0; count < ORDERS_BEFORE; count += 1) {
  deliveries.store.answer = count === ORDERS_BEFORE - 1 ? answeringWith(503) : accepting;
  await partlyShipped(site);
  await drain();
}
deliveries.store.answer = accepting;
const order = await partlyShipped(site);
await drain();
const refund = { by: 'units', lines: [{ number: 1, units: 1, shipping: false }] } as const;
const reason = 'One mug arrived broken';
await issueRefund(site.deps, { environmentId: order.environmentId, id: order.id }, { wish: refund, reason, by: 'merchant' });
deliveries.store.answer = answeringWith(503);
await deliveries.drain();
const south = { name: 'South dock', url: 'https://south-dock.example/hooks', format: 'webhook' } as const;
const { endpoint: paused } = await createEndpoint(site.deps, site.sandbox.id, south);
await pauseEndpoint(site.deps, paused);
// a loopback address says nothing to who looks at the picture
await run(db, (knex) => knex('endpoints').where('id', endpoint.id).update({ url: 'https://north-dock.example/orders' }));

const { url, close } = await listen(site.app);
const browser = await chromium.launch({
  executablePath: process.env['CARTWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ deviceScaleFactor: 1.5 });
await page.goto(`${url}/console`);
await page.fill('#email', site.email);
await page.fill('#password', site.password);
await page.click('button[type=submit]');
await page.waitForURL(/exchanges/);

const shown = `${url}/console/sandbox/orders/${order.id}`;
mkdirSync(OUT, { recursive: true });
for (const [name, address, width, height] of [
  ['order', shown, 1440, 1180],
  ['order-phone', shown, 390, 844],
  ['endpoints', `${url}/console/sandbox/endpoints`, 1440, 520],
  ['endpoints-phone', `${url}/console/sandbox/endpoints`, 390, 844],
  ['deliveries', `${url}/console/sandbox/endpoints/${endpoint.id}`, 1440, 900],
  ['deliveries-phone', `${url}/console/sandbox/endpoints/${endpoint.id}`, 390, 844],
] as const) {
  await page.setViewportSize({ width, height });
  await page.goto(address);
  await page.screenshot({ path: join(OUT, `${name}.png`) });
}
await page.setViewportSize({ width: 1440, height: 520 });
await page.goto(`${shown}/refund`);
await page.fill('#units-1', '1');
await page.fill('#reason', reason);
await page.click('text=Work out the refund');
await page.screenshot({ path: join(OUT, 'refund.png') });
await page.setViewportSize({ width: 390, height: 844 });
await page.screenshot({ path: join(OUT, 'refund-phone.png') });

await browser.close();
await close();
await deliveries.close();
await closeDatabase(db);
rmSync(folder, { recursive: true, force: true });
