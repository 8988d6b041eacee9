import { readUrl } from '../core/read-url.js';

/** `scheme:`, but not `shop.example:8080`. */
const SCHEME = /^[a-z][a-z0-9+.-]*:(?![0-9])/i;
/** With a host that is not empty: `http:///x` would lead to a host called x. */
const WEB = /^https?:\/\/[^/?#\\\s]/i;
/** What names, ports and addresses are made of; `;` and `,` in a host would end its place in a Content-Security-Policy. */
const HOST = /^[a-z0-9._:[\]-]+$/i;
/** Browsers take these out or read them as something else. */
const ODD = /[\u0000-\u001f\u007f\\]/;

/** Whether an address leads into the web: http or https, a host, nothing that browsers read otherwise. */
export function isWebAddress(text: string): boolean {
  return WEB.test(text) && !ODD.test(text) && HOST.test(readUrl(text)?.host ?? '');
}

/** `shop.example/a` and `//shop.example/a` with the scheme that they lack; null for what has one. */
export function withScheme(text: string): string | null {
  return SCHEME.test(text) ? null : `http://${text.replace(/^\/\//, '')}`;
}
