import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/db.js';
import { migrate } from '../../src/store/migrate.js';
import { openBrowser } from './chromium.js';
import { ADDRESS, openedCheckout, plainCart } from './buyer.js';
import { startService } from './service.js';

const folder = mkdtempSync('/tmp/p1db-');
const db = await openDatabase(`sqlite:${join(folder, 'x.db')}`);
await migrate(db);
const service = await startService(db);
const base = { merchantId: service.merchantId };
const items = [
  { ...base, id: '1', sku: 'MUG', title: 'Stoneware mug, ash glaze', price: 18_500_000n, quantity: 4, weight: { amount: '0.9', unit: 'lb' as const } },
  { ...base, id: '2', sku: 'TRAY', title: 'Serving tray, oak, large', price: 64_000_000n, quantity: 1, weight: { amount: '2.5', unit: 'lb' as const } },
  { ...base, id: '3', sku: 'NAP', title: 'Linen napkins, set of six', price: 29_750_000n, quantity: 2, weight: { amount: '0.5', unit: 'lb' as const } },
];
const upsellItems = [{ ...base, id: 'u1', sku: 'CARD', title: 'Gift card, handwritten', price: 2_500_000n, quantity: 1 }];
const cart = plainCart({ items, upsellItems, cancelUrl: 'https://shop.example/cart', returnUrl: 'https://shop.example/thanks?x=1', yourAccountUrl: 'https://shop.example/me' });
const id = await openedCheckout(service, cart);
const { browser, close } = await openBrowser(false);
const page = await browser.newPage();
const shot = async (name: string): Promise<void> => {
  const sizes = [['w', 1440, 900], ['p', 390, 844]] as const;
  for (const [tag, width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: tag === 'p' && process.env['DARK'] ? 'dark' : 'light' });
    await page.screenshot({ path: `/tmp/p1shots/${name}-${tag}.png`, fullPage: true });
  }
};
await page.goto(`${service.url}/pay/${id}`);
console.log(page.url());
await shot('1-address');
await page.click('button:has-text("Continue to shipping"):visible');
await shot('2-address-faults');
for (const [name, value] of Object.entries(ADDRESS)) {
  if (name === 'country' || name === 'state') await page.selectOption(`#${name}`, value);
  else if (name !== 'region') await page.fill(`#${name}`, value);
}
await page.fill('#postalCode', '97201');
await page.click('button:has-text("Continue to shipping"):visible');
await shot('3-address-doubt');
await page.fill('#postalCode', '98101');
await page.click('button:has-text("Check the address"):visible');
console.log(page.url());
await page.fill('#code', 'welcome5');
await page.click('button:has-text("Add"):visible');
await page.fill('#code', 'SPRING25');
await page.click('#codes button:has-text("Add"):visible');
await page.click('summary:has-text("How this total"):visible');
await shot('4-shipping');
await page.locator('input[name=choice]').nth(1).check();
await page.click('button:has-text("Continue to review"):visible');
console.log(page.url());
await shot('5-review');
await page.locator('input[value=test_decline]').check();
await page.click('button:has-text("Place order"):visible');
await shot('6-declined');
await page.locator('input[value=test_authenticate]').check();
await page.click('button:has-text("Place order"):visible');
console.log(page.url());
await shot('7-authenticate');
await page.click('button:has-text("Approve")');
console.log(page.url());
await shot('8-thanks');
await page.click('text=See your order');
console.log(page.url());
await shot('9-order');
await page.click('a:has-text("Cancel the order")');
await shot('10-ask');
await page.goto(`${service.url}/pay/${'0'.repeat(32)}`);
await shot('11-unknown');
await close();
await service.close();
console.log(service.log.filter((l) => /error|warn/.test(l)).join('\n'));
process.exit(0);
