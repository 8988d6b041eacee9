import { hash } from 'node:crypto';
import type { MaskedText, StoredMessage } from '../core/exchange.js';
import type { Mask } from './keyring.js';

/** contracts.md, Exchange: at most this much of a text is stored, and sealed. */
export const STORED_BYTES = 1_048_576;
/** Headers that help somebody who debugs and cannot hold a secret; every other one is left out. */
const KEPT_HEADERS = new Set([
  'accept',
  'allow',
  'cartwright-code',
  'cartwright-echo',
  'cartwright-exchange',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'etag',
  'expect',
  'host',
  'idempotency-key',
  'if-match',
  'location',
  'retry-after',
  'transfer-encoding',
  'user-agent',
  'webhook-gap',
  'webhook-id',
  'webhook-late',
  'webhook-signature',
  'webhook-timestamp',
]);
/** Values that are made of random digits by rule (UUID, time, signature, key id, our own ids): a mask would take a UUID for a telephone number. */
const PLAIN_VALUES = [
  /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/,
  /^[A-Za-z0-9+/ ]{27}=$/,
  /^(?=\d*[A-Z])[A-Z0-9]{20}$/,
  /^[0-7](?=\d*[A-Z])[0-9A-HJKMNP-TV-Z]{25}$/,
];

/** The shortest of them is a time without seconds, the longest a UUID. */
const PLAIN_LENGTH = { min: 17, max: 36 };

export interface FormField {
  readonly name: string;
  readonly value: string;
  /** The name by which the mask knows it, where the form has another one. */
  readonly maskedAs?: string;
}

/** One side of an exchange as it was on the wire. */
export interface WireMessage {
  readonly start: string;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly contentType: string;
  /** The bytes, as far as they arrived; what we wrote ourselves may be a text. */
  readonly original: Buffer | string;
  /** Bytes of the whole; more than `original` where it was cut. */
  readonly length?: number;
  /** Of `original`, where it is known already. */
  readonly sha256?: string;
  /** The decoded fields of a form, in order; then `original` is not stored as a text. */
  readonly fields?: readonly FormField[];
}

export const sha256 = (bytes: Uint8Array | string): string => hash('sha256', bytes, 'hex');

/** One side of an exchange as it is stored: masked, cut at 1 MiB, with length and digest of the original. */
export function storeMessage(message: WireMessage, mask: Mask): StoredMessage {
  const arrived = Buffer.byteLength(message.original);
  const length = message.length ?? arrived;
  return {
    start: maskRecurring(message.start, mask),
    headers: keptHeaders(message.headers, mask),
    contentType: message.contentType,
    body: message.fields === undefined ? maskBody(message, mask) : { text: '', masks: [] },
    fields: (message.fields ?? []).map((field) => ({ name: maskRecurring(field.name, mask), value: maskField(field, mask) })),
    length,
    sha256: message.sha256 ?? sha256(message.original),
    cut: length > STORED_BYTES || length > arrived,
  };
}

/** A short text (an id, a header) without anything personal in it. */
export const maskLine = (text: string, mask: Mask): string => mask.text(text, 'text').text;

function keptHeaders(headers: WireMessage['headers'], mask: Mask): [string, string][] {
  const kept: [string, string][] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined) continue;
    const lower = name.toLowerCase();
    if (KEPT_HEADERS.has(lower))
      kept.push([name, maskHeader(lower, typeof value === 'object' ? value.join(', ') : String(value), mask)]);
  }
  return kept;
}

function maskHeader(name: string, text: string, mask: Mask): string {
  if (isPlain(text)) return text;
  // Another one each time: it would only drive the others out.
  return name === 'webhook-signature' ? maskLine(text, mask) : maskRecurring(text, mask);
}

function isPlain(text: string): boolean {
  const { min, max } = PLAIN_LENGTH;
  return text.length >= min && text.length <= max && PLAIN_VALUES.some((pattern) => pattern.test(text));
}

/** Start lines, names of fields and most header values are the same in one post after the other; each is looked at once. */
const seenLines = new WeakMap<Mask, Map<string, string>>();
const MAX_SEEN = 200;
const MAX_SEEN_LENGTH = 200;

function maskRecurring(text: string, mask: Mask): string {
  const seen = seenLines.get(mask) ?? new Map<string, string>();
  const known = seen.get(text);
  if (known !== undefined) return known;
  const masked = maskLine(text, mask);
  if (text.length > MAX_SEEN_LENGTH) return masked;
  if (seen.size >= MAX_SEEN) seen.clear();
  seenLines.set(mask, seen.set(text, masked));
  return masked;
}

function maskField({ name, value, maskedAs = name }: FormField, mask: Mask): MaskedText {
  if (isPlain(value)) return { text: value, masks: [] };
  const text = value.length > STORED_BYTES ? value.slice(0, STORED_BYTES) : value;
  return mask.text(text, looksLikeXml(text) ? 'xml' : 'form-value', maskedAs);
}

function maskBody({ original, contentType }: WireMessage, mask: Mask): MaskedText {
  if (original.length === 0) return { text: '', masks: [] };
  const bytes = typeof original === 'string' ? Buffer.from(original) : original;
  const text = bytes.toString('utf8', 0, STORED_BYTES);
  if (/json/i.test(contentType)) return mask.text(text, 'json');
  return mask.text(text, looksLikeXml(text) ? 'xml' : 'text');
}

const looksLikeXml = (text: string): boolean => /^[\s\uFEFF]*</.test(text);
