import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What an accessibility scan finds on a page. Only colours differ between the themes: the dark one is scanned for contrast. */
export async function scanPage(page: Page, theme: 'light' | 'dark'): Promise<string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (
    theme === 'dark' ? builder.withRules(['color-contrast', 'link-in-text-block']) : builder
  ).analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}
