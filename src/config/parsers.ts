import { isIP } from 'node:net';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';
/** What Express takes: nobody, the last N proxies, or these addresses and networks. */
export type ProxyTrust = false | number | readonly string[];

/** A value, or the end of the sentence "NAME must be …". */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string };
export type Parse<T> = (text: string) => Parsed<T>;

const MASTER_KEY_BYTES = 32;

/** A whole number from `least` to `most`, both included. */
export function wholeNumber(least: number, most: number): Parse<number> {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? accept(value) : refuse(`a whole number from ${least} to ${most}`);
  };
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): Parse<T> {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    return word === undefined ? refuse(`one of ${words.join(', ')}`) : accept(word);
  };
}

/** A host name or an IP address to listen on. */
export const hostName: Parse<string> = (text) =>
  isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text)
    ? accept(text)
    : refuse('a host name or an IP address, such as 127.0.0.1 or 0.0.0.0');

/** An http or https address without query and fragment; empty is null. The slash at its end is dropped. */
export const publicAddress: Parse<string | null> = (text) => {
  if (text === '') return accept(null);
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '';
  return plain && url.pathname === '/'
    ? accept(url.origin)
    : refuse('an http or https address without path, query or user, such as https://shop.example');
};

/** `sqlite:<file>` or `mysql://user:password@host/database`. */
export const databaseAddress: Parse<string> = (text) => {
  const refusal = refuse('sqlite:<file>, such as sqlite:./data/cartwright.db, or mysql://user:password@host:3306/database');
  if (/^sqlite:.*[^/\\]$/.test(text) && text !== 'sqlite::memory:') return accept(text);
  if (!text.startsWith('mysql://') || !URL.canParse(text)) return refusal;
  const url = new URL(text);
  return url.hostname !== '' && url.pathname.length > 1 ? accept(text) : refusal;
};

/** 32 bytes in base64; empty is null. */
export const masterKeyText: Parse<Buffer | null> = (text) => {
  if (text === '') return accept(null);
  const key = Buffer.from(text, 'base64');
  const whole = /^[A-Za-z0-9+/]{43}=?$/.test(text) && key.length === MASTER_KEY_BYTES;
  return whole ? accept(key) : refuse('32 bytes in base64 (44 characters); `openssl rand -base64 32` makes one');
};

/** `0`, a number of proxies, or a list of addresses and networks, `loopback` among them. */
export const proxyTrust: Parse<ProxyTrust> = (text) => {
  if (/^\d{1,2}$/.test(text)) return accept(text === '0' ? false : Number(text));
  const parts = text.split(',').map((part) => part.trim());
  const known = parts.every((part) => part === 'loopback' || isIP(part) !== 0 || isNetwork(part));
  return known ? accept(parts) : refuse('a number of proxies, or a list of addresses and networks, such as loopback, 10.0.0.0/8');
};

/** A text of at least `least` characters that a header can carry; empty is null. */
export function tokenText(least: number): Parse<string | null> {
  return (text) => {
    if (text === '') return accept(null);
    return text.length >= least && /^[\x21-\x7e]+$/.test(text)
      ? accept(text)
      : refuse(`at least ${least} letters, digits or signs without blanks`);
  };
}

/** Any text. */
export const anyText: Parse<string> = (text) => accept(text);

const isNetwork = (text: string): boolean => {
  const [address = '', bits = ''] = text.split('/');
  return isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address) === 4 ? 32 : 128);
};

const accept = <T>(value: T): Parsed<T> => ({ ok: true, value });
const refuse = (expected: string): { readonly ok: false; readonly expected: string } => ({ ok: false, expected });
