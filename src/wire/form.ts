import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '../errors.js';

/** One field of a form, decoded once. `bytes` are the decoded bytes of `value`: what is signed and parsed. */
export interface FormField {
  readonly name: string;
  readonly value: string;
  readonly bytes: Buffer;
}

export type OpenedForm =
  { readonly ok: true; readonly fields: FormField[] } | { readonly ok: false; readonly code: ErrorCode; readonly detail: string };

const MAX_FIELDS = 100;
/** As programs write it; anything else is taken apart. */
const FORM = 'application/x-www-form-urlencoded';
const USUAL_TYPES = new Set([
  FORM,
  ...['utf-8', 'UTF-8'].flatMap((name) => [`${FORM}; charset=${name}`, `${FORM};charset=${name}`]),
]);
const PERCENT = 0x25;
const AMPERSAND = 0x26;
const PLUS = 0x2b;
const EQUALS = 0x3d;
const BLANK = 0x20;

/** Value of a hexadecimal digit by its byte, 255 for any other byte. */
const HEX = Uint8Array.from({ length: 256 }, (_, byte) => {
  const digit = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(digit) ? 255 : digit;
});

/**
 * Decodes `application/x-www-form-urlencoded` bytes: one pass over the body, no library, as this stands on the hot path
 * (performance.md). Fields come in the order sent. Refuses by name: another content type or charset
 * (CONTENT_TYPE_UNSUPPORTED), a broken escape, invalid UTF-8 or more than 100 fields (FORM_MALFORMED), a field sent twice
 * (FORM_FIELD_DOUBLED).
 */
export function openForm(body: Buffer, contentType: string, limits: { maxFields?: number } = {}): OpenedForm {
  const unsupported = checkContentType(contentType);
  if (unsupported !== null) return { ok: false, code: 'CONTENT_TYPE_UNSUPPORTED', detail: unsupported };
  const maxFields = limits.maxFields ?? MAX_FIELDS;
  const decoded = Buffer.allocUnsafe(body.length);
  const fields: FormField[] = [];
  const names = new Set<string>();
  for (let start = 0; start < body.length;) {
    const ampersand = body.indexOf(AMPERSAND, start);
    const end = ampersand === -1 ? body.length : ampersand;
    if (end > start) {
      const field = decodeField(body, decoded, { start, end });
      if (typeof field === 'string') return { ok: false, code: 'FORM_MALFORMED', detail: field };
      if (names.has(field.name)) return doubled(field.name);
      if (fields.length === maxFields)
        return { ok: false, code: 'FORM_MALFORMED', detail: `The form has more than ${maxFields} fields.` };
      names.add(field.name);
      fields.push(field);
    }
    start = end + 1;
  }
  return { ok: true, fields };
}

function checkContentType(contentType: string): string | null {
  if (USUAL_TYPES.has(contentType)) return null;
  const [type = '', ...parameters] = contentType.split(';');
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    return `Send the form as application/x-www-form-urlencoded; this came as ${type.trim() === '' ? 'nothing named' : type.trim().slice(0, 80)}.`;
  }
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=');
    const charset = value
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase();
    if (name.trim().toLowerCase() === 'charset' && charset !== 'utf-8' && charset !== 'utf8') {
      return `Only the charset utf-8 is read; this form names ${charset.slice(0, 40)}.`;
    }
  }
  return null;
}

function doubled(name: string): OpenedForm {
  return {
    ok: false,
    code: 'FORM_FIELD_DOUBLED',
    detail: `The form field ${name.slice(0, 60)} was sent twice. Send it once: which one was signed cannot be told.`,
  };
}

/** A field between two `&`, or the sentence that says what is wrong with it and where. */
function decodeField(body: Buffer, decoded: Buffer, part: { start: number; end: number }): FormField | string {
  const equals = body.subarray(part.start, part.end).indexOf(EQUALS);
  const nameEnd = equals === -1 ? part.end : part.start + equals;
  // Decoding never makes a text longer, so every part is decoded to its own place in one buffer.
  const nameLength = decodeInto(body, decoded, { start: part.start, end: nameEnd });
  if (nameLength < 0) return brokenEscape(body, -nameLength - 1, 'the name of a field');
  const nameBytes = decoded.subarray(part.start, part.start + nameLength);
  if (!isUtf8(nameBytes)) return `The name of a field that starts at byte ${part.start + 1} of the body is not UTF-8.`;
  const name = nameBytes.toString('utf8');
  const valueStart = Math.min(nameEnd + 1, part.end);
  const valueLength = decodeInto(body, decoded, { start: valueStart, end: part.end });
  if (valueLength < 0) return brokenEscape(body, -valueLength - 1, `the field ${name.slice(0, 60)}`);
  const bytes = decoded.subarray(valueStart, valueStart + valueLength);
  if (!isUtf8(bytes))
    return `The field ${name.slice(0, 60)} is not UTF-8: wrong from byte ${firstWrongByte(bytes)} of its decoded value.`;
  return { name, value: bytes.toString('utf8'), bytes };
}

/** Length of the decoded part; for a broken escape -(its offset) - 1. */
function decodeInto(from: Buffer, to: Buffer, part: { start: number; end: number }): number {
  let write = part.start;
  for (let read = part.start; read < part.end; read++) {
    const byte = from[read] as number;
    if (byte === PERCENT) {
      const high = HEX[from[read + 1] as number] as number;
      const low = HEX[from[read + 2] as number] as number;
      if (read + 2 >= part.end || high > 15 || low > 15) return -read - 1;
      to[write++] = (high << 4) | low;
      read += 2;
    } else {
      to[write++] = byte === PLUS ? BLANK : byte;
    }
  }
  return write - part.start;
}

function brokenEscape(body: Buffer, offset: number, where: string): string {
  const seen = body.toString('latin1', offset, offset + 3).replace(/[^\x21-\x7e]/g, '?');
  return `Byte ${offset + 1} of the body, in ${where}: "${seen}" is no escape. A "%" stands before two hexadecimal digits; write "%25" for the sign itself.`;
}

/** From 1: the first byte of the first character that is not UTF-8. */
function firstWrongByte(bytes: Buffer): number {
  let at = 0;
  for (;;) {
    const lead = bytes[at];
    if (lead === undefined) return bytes.length;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    if (!isUtf8(bytes.subarray(at, at + length))) return at + 1;
    at += length;
  }
}
