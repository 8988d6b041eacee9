import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { closeDatabase, openDatabase } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { ADDRESS, openedCheckout, plainCart } from './buyer.js';
import { startService } from './service.js';

/** Draws the pictures of the checkout anew: `npx tsx test/support/checkout-screenshots.ts`. */
const OUT = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const [mug] = plainCart().items;
const CART = plainCart({
  cancelUrl: 'https://larchloam.example/cart',
  returnUrl: 'https://larchloam.example/thanks',
  items: [
    { ...mug!, sku: 'MUG-STN-12', title: 'Stoneware mug, ash glaze', price: 18_500_000n, quantity: 4 },
    { ...mug!, id: '2', sku: 'TRAY-OAK-L', title: 'Serving tray, oak, large', price: 64_000_000n, quantity: 1 },
  ],
});

const folder = mkdtempSync(join(tmpdir(), 'cartwright-pictures-'));
const db = await openDatabase(`sqlite:${join(folder, 'pictures.db')}`);
await migrate(db);
const service = await startService(db);
const browser = await chromium.launch({
  executablePath: process.env['CARTWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
mkdirSync(OUT, { recursive: true });
const draw = (page: Page, name: string): Promise<unknown> => page.screenshot({ path: join(OUT, `${name}.png`) });
/** Presses a button and waits until the page that it leads to is there as a whole. */
async function press(page: Page, name: RegExp, next: string): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await page.waitForURL(new RegExp(`/${next}$`), { waitUntil: 'networkidle' });
}

interface Names {
  readonly address?: string;
  readonly shipping?: string;
  readonly review: string;
  readonly thanks?: string;
}

/** A buyer with a window of this size who comes as far as the pictures go. */
async function drawCheckout(size: typeof WIDE, { address, shipping, review, thanks }: Names): Promise<void> {
  const page = await browser.newPage({ deviceScaleFactor: 1.5, viewport: size });
  await page.goto(`${service.url}/pay/${await openedCheckout(service, CART)}`);
  for (const field of ['email', 'name', 'line1', 'line2', 'city', 'postalCode'] as const)
    await page.fill(`#${field}`, ADDRESS[field]);
  await page.selectOption('#state', ADDRESS.state);
  if (address !== undefined) await draw(page, address);
  await press(page, /Continue to shipping/, 'shipping');
  if (shipping !== undefined) await draw(page, shipping);
  await press(page, /Continue to review/, 'review');
  await draw(page, review);
  if (thanks !== undefined) {
    await press(page, /Pay|Place/, 'thanks');
    await draw(page, thanks);
  }
  await page.close();
}

await drawCheckout(WIDE, { review: 'checkout' });
const phone = { address: 'checkout-address-phone', shipping: 'checkout-phone', thanks: 'checkout-thanks-phone' };
await drawCheckout(PHONE, { ...phone, review: 'checkout-review-phone' });

await browser.close();
await service.close();
await closeDatabase(db);
rmSync(folder, { recursive: true, force: true });
