import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { leaveOut } from './require.js';

const CHROMIUM = process.env['CARTWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whether there is a browser; else notes that browser tests are left out. */
export function hasChromium(): boolean {
  if (existsSync(CHROMIUM)) return true;
  leaveOut('chromium', 'there is no /usr/bin/chromium, and CARTWRIGHT_CHROMIUM names no other');
  return false;
}

/** A browser with a profile of its own, gone when closed. Nothing moves in it: a scan of colours never meets one on its way to another. */
export async function openBrowser(
  javaScriptEnabled = true,
): Promise<{ readonly browser: BrowserContext; readonly close: () => Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), 'cartwright-chromium-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: FLAGS,
    javaScriptEnabled,
    reducedMotion: 'reduce',
    bypassCSP: false,
  });
  const close = async (): Promise<void> => {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { browser, close };
}
