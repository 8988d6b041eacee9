import type { Page } from 'playwright-core';
import { ADDRESS } from './buyer.js';

/** The button that is there at this width: a phone has it below the total. */
export const press = (page: Page, name: RegExp | string): Promise<void> => page.getByRole('button', { name }).first().click();

/** Puts two blue mugs into the cart of the sandbox shop and takes them to the checkout as signed XML. */
export async function bringMugs(page: Page, shopUrl: string, amounts: 'settings' | 'callback' | 'fallback'): Promise<void> {
  await page.goto(shopUrl);
  await press(page, 'Add: MUG-BLUE');
  await press(page, 'Add: MUG-BLUE');
  await page.getByRole('link', { name: 'Cart' }).click();
  await page.selectOption('select[name=amounts]', amounts);
  await press(page, 'Use');
  await press(page, 'Check out with signed XML of 2009-05-15');
  await page.waitForURL(/\/pay\/[0-9a-f]{32}\/address$/);
}

/** Fills in somebody in Seattle, or where the differences say, and goes on to the choice of shipping. */
export async function giveAddress(page: Page, differences: Readonly<Record<string, string>>): Promise<void> {
  const { country, state, ...typed } = { ...ADDRESS, ...differences };
  await page.selectOption('#country', country);
  for (const field of ['email', 'name', 'line1', 'city', 'postalCode'] as const) await page.fill(`#${field}`, typed[field]);
  await page.selectOption('#state', state);
  await press(page, 'Continue to shipping');
  await page.waitForURL(/shipping$/);
}

/** From the choice of shipping, the cheapest being marked, to the last page before the order. */
export async function goToReview(page: Page): Promise<void> {
  await press(page, 'Continue to review');
  await page.waitForURL(/review$/);
}
