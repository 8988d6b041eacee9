import { readFileSync } from 'node:fs';
import { Stop } from './stop.js';

/** As much of demo.json as the sandbox needs. */
export interface Demo {
  readonly consoleUrl: string;
  readonly merchantId: string;
  readonly sandbox: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly callbackUrl: string };
}

/** The same with the addresses that a shop needs: where carts go, and the JSON API. */
export interface ShopDemo extends Demo {
  readonly sandbox: Demo['sandbox'] & { readonly checkoutUrl: string; readonly apiUrl: string };
}

/** Reads demo.json for a shop; stops where it was written by a Cartwright that takes no carts. */
export function readShopDemo(path: string): ShopDemo {
  const { sandbox, ...demo } = readDemo(path);
  const { checkoutUrl, apiUrl } = sandbox as Partial<ShopDemo['sandbox']>;
  if (typeof checkoutUrl !== 'string' || typeof apiUrl !== 'string')
    throw new Stop(2, `${path} is not a demo.json that a shop can use: it lacks checkoutUrl or apiUrl.`);
  return { ...demo, sandbox: { ...sandbox, checkoutUrl, apiUrl } };
}

/** Reads demo.json, which a Cartwright writes at its first start; stops with how to get one. */
export function readDemo(path: string): Demo {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Stop(
      3,
      `There is no ${path}. Start Cartwright first ("npm start", or "npm run demo"), which writes it; or name another with --demo.`,
    );
  }
  const demo = parse(text);
  const sandbox = demo?.sandbox as Partial<Demo['sandbox']> | undefined;
  for (const value of [
    demo?.consoleUrl,
    demo?.merchantId,
    sandbox?.accessKeyId,
    sandbox?.secretAccessKey,
    sandbox?.callbackUrl,
  ]) {
    if (typeof value !== 'string')
      throw new Stop(2, `${path} is not a demo.json: it lacks consoleUrl, merchantId or a sandbox key.`);
  }
  return demo as Demo;
}

function parse(text: string): Partial<Demo> | null {
  try {
    return JSON.parse(text) as Partial<Demo> | null;
  } catch {
    return null;
  }
}
