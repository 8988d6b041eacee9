import { isIP } from 'node:net';
import { readUrl } from '../core/read-url.js';

/** Where a request goes, read from its URL; of the name nothing is known yet. */
export interface Target {
  readonly secure: boolean;
  /** Scheme, host and port: `https://shop.example:8443`. */
  readonly origin: string;
  /** A name in ASCII without a dot at its end, or an IP address without brackets. */
  readonly host: string;
  readonly isAddress: boolean;
  readonly port: number;
  /** Path and query, as they go into the request line. */
  readonly path: string;
}

export type TargetReading =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly cause: 'url-invalid'; readonly because: string };

const MAX_URL_LENGTH = 2048;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * Reads a URL the one way that the request will use it too, so that no second reading can differ: hosts in decimal, octal,
 * hex and short forms are addresses from here on (`http://0x7f.1/` is 127.0.0.1), full-width digits are digits.
 */
export function readTarget(url: string, { requireHttps }: { readonly requireHttps: boolean }): TargetReading {
  if (url.length > MAX_URL_LENGTH) return refuse(`has a URL of more than ${MAX_URL_LENGTH.toLocaleString('en-US')} characters`);
  const read = readUrl(url);
  if (read === null) return refuse('has a URL that cannot be read');
  const { protocol, username, password, hostname, port, pathname, search } = read;
  const usual = DEFAULT_PORTS[protocol];
  if (usual === undefined) return refuse('has a URL that is neither https nor http');
  if (protocol === 'http:' && requireHttps) return refuse('has an http URL, and only https is called there');
  if (username !== '' || password !== '') return refuse('has a URL with a user name or password in it');
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host === '') return refuse('has a URL without a host');
  const target = {
    secure: protocol === 'https:',
    origin: `${protocol}//${host.includes(':') ? `[${host}]` : host}${port === '' ? '' : `:${port}`}`,
    host,
    isAddress: isIP(host) !== 0,
    port: port === '' ? usual : Number(port),
    path: pathname + search,
  };
  return { ok: true, target };
}

const refuse = (because: string): TargetReading => ({ ok: false, cause: 'url-invalid', because });
