import type { Fault } from '../fault.js';
import { readUrl } from '../read-url.js';
import type { LogoType, ShopDocument } from '../settings.js';
import { note, type Reading } from './reading.js';

export const MAX_LOGO_BYTES = 262_144;
/** Base64 of the first 12 bytes, in which every kind of picture says what it is. */
const HEAD_CHARACTERS = 16;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** How the bytes of each kind begin, one character a byte. */
const BEGINS: Readonly<Record<LogoType, RegExp>> = {
  'image/png': /^\x89PNG\r\n\x1a\n/,
  'image/jpeg': /^\xff\xd8\xff/,
  'image/webp': /^RIFF[^]{4}WEBP/,
};

/**
 * Checks what buyers read of a shop; everything wrong is a fault with its JSON pointer (`logo-base64`, `logo-size`,
 * `logo-bytes`, `text-empty`, `web-address`). Lengths and counts are limits of the document's form and were checked before.
 */
export function checkShop({ logo, policies, about, yourAccountUrl }: ShopDocument): Fault[] {
  const reading: Reading = { kind: 'shop', currency: '', faults: [] };
  if (logo !== undefined) checkLogo(logo, reading);
  if (about !== undefined) checkText(reading, '/about', about);
  policies.forEach(({ title, text }, place) => {
    checkText(reading, `/policies/${place}/title`, title);
    checkText(reading, `/policies/${place}/text`, text);
  });
  if (yourAccountUrl !== undefined && !isWebAddress(yourAccountUrl)) {
    const expected = 'an absolute address that begins with https:// or http://';
    const message = `"${yourAccountUrl}" is not ${expected}.`;
    note(reading, '/yourAccountUrl', { rule: 'web-address', expected, got: yourAccountUrl, message });
  }
  return reading.faults;
}

function checkLogo({ contentType, data, alt }: NonNullable<ShopDocument['logo']>, reading: Reading): void {
  checkText(reading, '/logo/alt', alt);
  if (data === '' || !BASE64.test(data)) {
    const message = 'The logo is not in base64: letters, digits, + and /, no line breaks, filled up with = to a multiple of 4.';
    note(reading, '/logo/data', { rule: 'logo-base64', expected: 'the bytes of the picture in base64', message });
    return;
  }
  const bytes = (data.length / 4) * 3 - (/=*$/.exec(data)?.[0].length ?? 0);
  if (bytes > MAX_LOGO_BYTES) {
    const message = `The logo has ${bytes.toLocaleString('en-US')} bytes. It may have 262,144 (256 KiB): make it smaller.`;
    note(reading, '/logo/data', { rule: 'logo-size', expected: 'at most 262,144 bytes', got: String(bytes), message });
  }
  const begin = atob(data.slice(0, HEAD_CHARACTERS));
  if (BEGINS[contentType].test(begin)) return;
  const found = Object.entries(BEGINS).find(([, pattern]) => pattern.test(begin))?.[0] ?? 'none of PNG, JPEG and WebP';
  const message = `The bytes of the logo are not ${contentType}: they are ${found}.`;
  note(reading, '/logo/data', { rule: 'logo-bytes', expected: contentType, got: found, message });
}

function checkText(reading: Reading, pointer: string, text: string): void {
  if (text.trim() !== '') return;
  note(reading, pointer, {
    rule: 'text-empty',
    expected: 'words',
    got: text,
    message: `${pointer} has no words in it. Write some, or leave it out.`,
  });
}

const isWebAddress = (address: string): boolean => /^https?:\/\//i.test(address) && readUrl(address) !== null;
