import { readUrl } from '../core/read-url.js';

/** A page lets pictures come from this many places; those of further ones leave their placeholder. */
const MOST_ORIGINS = 10;
/**
 * An origin that cannot end the directive that it stands in or widen it. Browsers take `https://a;script-src *` and
 * `https://*.com` for hosts, and so does `URL`.
 */
const PLAIN_ORIGIN = /^https?:\/\/[a-z0-9._-]+(?::\d{1,5})?$/;

/** Address of a picture that a cart names, as it may stand in `src`; null unless it is plain https without a password in it. */
export function pictureUrl(address: string | undefined): string | null {
  const url = address === undefined ? null : readUrl(address);
  if (url === null) return null;
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '' && PLAIN_ORIGIN.test(url.origin);
  return isPlain ? url.href : null;
}

/** Where the pictures of these lines come from, each once, the first ten. */
export function pictureOrigins(items: readonly { readonly imageUrl?: string | undefined }[]): string[] {
  const addresses = items.flatMap(({ imageUrl }) => pictureUrl(imageUrl) ?? []);
  return [...new Set(addresses.map((address) => new URL(address).origin))].slice(0, MOST_ORIGINS);
}

/** Where a shop counts its orders, each once; http too, as the shop may have nothing else. */
export function pixelOrigins(addresses: readonly string[]): string[] {
  const origins = addresses.flatMap((address) => readUrl(address)?.origin ?? []);
  return [...new Set(origins)].filter((origin) => PLAIN_ORIGIN.test(origin));
}
