import { readUrl } from '../core/read-url.js';

const BASE = 'https://console.invalid';
const CONTROL = /[\u0000-\u0020\u007f]/g;

/**
 * An address that is safe in `href` and `action`: a path of this site, a fragment, or http(s) and mailto. Anything else
 * (`javascript:`, `data:`, `//elsewhere`, a backslash that browsers read as a slash) becomes `#`.
 */
export function safeUrl(address: string): string {
  const plain = address.replace(CONTROL, '');
  if (plain === '' || plain.startsWith('//') || plain.includes('\\')) return '#';
  const url = readUrl(plain, BASE);
  return url !== null && ['https:', 'http:', 'mailto:'].includes(url.protocol) ? plain : '#';
}

/** A path of this site to go to after signing in; anything that could leave the site becomes `fallback`. */
export function localPath(address: unknown, fallback: string): string {
  if (typeof address !== 'string' || !address.startsWith('/')) return fallback;
  const safe = safeUrl(address);
  return safe === '#' || new URL(safe, BASE).origin !== BASE ? fallback : safe;
}

/** `path` with the given query; undefined and empty values are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '');
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`;
}
