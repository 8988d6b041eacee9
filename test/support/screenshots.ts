import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { closeDatabase, openDatabase } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { listen, openConsoleSite } from './console-site.js';
import { callbackRow, type SceneName } from './exchanges.js';

/** Draws the pictures of the README anew: `npx tsx test/support/screenshots.ts`. */
const OUT = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const NEWEST_FIRST: readonly SceneName[] = [
  'wrong quantity',
  'stale',
  'priced',
  'five faults',
  'one line',
  'tampered',
  'priced',
  'slow',
  'not covered',
  'priced',
  'unknown key',
  'priced',
  'priced',
];
const STEP_MS = 27_431;

const folder = mkdtempSync(join(tmpdir(), 'cartwright-pictures-'));
const db = await openDatabase(`sqlite:${join(folder, 'pictures.db')}`);
await migrate(db);
const site = await openConsoleSite(db, 'https://pay.larchloam.example');
const rows = NEWEST_FIRST.map((name, index) => ({ name, at: site.clock.now - 7_000 - index * STEP_MS }))
  .reverse()
  .map(({ name, at }) => callbackRow(site.sandbox, name, at));
await site.record(rows);
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

const list = `${url}/console/sandbox/exchanges`;
const faulty = `${list}/${rows.at(-1)?.id ?? ''}`;
mkdirSync(OUT, { recursive: true });
for (const [name, address, width, height, colorScheme] of [
  ['error-console', list, 1440, 900, 'light'],
  ['error-console-dark', list, 1440, 900, 'dark'],
  ['exchange-fault', faulty, 1440, 1000, 'light'],
  ['exchange-fault-dark', faulty, 1440, 1000, 'dark'],
  ['error-console-phone', list, 390, 844, 'light'],
  ['exchange-fault-phone', `${faulty}#fault-1`, 390, 844, 'dark'],
] as const) {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
  await page.goto(address);
  await page.screenshot({ path: join(OUT, `${name}.png`) });
}
await browser.close();
await close();
await closeDatabase(db);
rmSync(folder, { recursive: true, force: true });
