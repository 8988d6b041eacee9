import { isUtf8 } from 'node:buffer';
import type { Span } from './mask-paint.js';

/** Shorter runs hide no card number; short e-mails in base64 alone are let be. */
const SHORTEST_RUN = 20;
const BASE64_RUN = /[A-Za-z0-9+/_-]{20,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}/y;
const IS_BASE64 = Uint8Array.from({ length: 128 }, (_, code) => (/[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)) ? 1 : 0));

/** Adds every place of a known secret. */
export function findSecrets(text: string, secrets: readonly string[], into: Span[]): void {
  for (const secret of secrets) {
    for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + secret.length)) {
      into.push({ start: at, end: at + secret.length, what: 'secret', value: secret });
    }
  }
}

/**
 * Adds base64 runs whose text has something to mask: all of the run, as a part of base64 cannot be masked alone. Wrapped lines
 * are one run. Names of XML tags are passed over: nobody's data, and half of a document.
 */
export function findBase64(text: string, into: Span[], search: (inner: string) => Span | undefined): void {
  for (let at = 0; at + SHORTEST_RUN <= text.length;) {
    const stop = lastOther(text, at);
    if (stop >= at) {
      at = stop + 1;
      continue;
    }
    BASE64_RUN.lastIndex = at;
    const run = BASE64_RUN.exec(text)?.[0] ?? '';
    const inner = text[at - 1] === '<' ? null : decodeText(run);
    const found = inner === null ? undefined : search(inner);
    if (found !== undefined) into.push({ ...found, start: at, end: at + run.length });
    at += Math.max(run.length, 1);
  }
}

/** The last character of the next twenty that is not of base64, or -1: read backwards, so that most of a text is skipped. */
function lastOther(text: string, at: number): number {
  for (let place = at + SHORTEST_RUN - 1; place >= at; place--) {
    if (IS_BASE64[text.charCodeAt(place)] !== 1) return place;
  }
  return -1;
}

/** The text inside base64, whatever character in front of it belongs to the run by accident; null if it is no text. */
function decodeText(run: string): string | null {
  const compact = run.replace(/[\r\n]/g, '');
  for (let skip = 0; skip < 4; skip++) {
    const bytes = Buffer.from(compact.slice(skip), 'base64');
    if (isPlainText(bytes)) return bytes.toString('utf8');
  }
  return null;
}

function isPlainText(bytes: Buffer): boolean {
  for (const byte of bytes) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  }
  return isUtf8(bytes);
}
