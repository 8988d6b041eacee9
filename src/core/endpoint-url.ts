import { readUrl } from './read-url.js';

/**
 * What two addresses have in common that reach the same handler (semantics D 9): compared after parsing, so that case of scheme
 * and host, a default port, dot segments, an empty path, an empty query, a fragment and the dot at the end of a host make no
 * difference. Null for what is no address.
 *
 * `HTTPS://Shop.Example.:443/a/../iopn#x` and `https://shop.example/iopn` are both `https://shop.example/iopn`.
 */
export function endpointKey(address: string): string | null {
  const url = readUrl(address);
  if (url === null) return null;
  url.hash = '';
  url.hostname = url.hostname.replace(/\.$/, '');
  return withEqualEscapes(url.href.replace(/\?$/, ''));
}

/** Letters, digits, `-`, `.`, `_` and `~` mean the same with and without an escape; the digits of the others are hexadecimal. */
function withEqualEscapes(href: string): string {
  return href.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : escape.toUpperCase();
  });
}
