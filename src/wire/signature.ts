import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Fault } from '../core/fault.js';

/** What a body signature covers: the id (a UUID), the whole seconds of its timestamp, and the raw HTTP body. */
export interface SignedBody {
  readonly id: string;
  readonly timestampSeconds: number;
  readonly body: Uint8Array | string;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Base64 of HMAC-SHA1 over text (as UTF-8) or bytes; the key is the secret's bytes as given, never base64-decoded (protocol 2.3). */
export function hmacSha1(secret: string, data: string | Uint8Array): string {
  return createHmac('sha1', secret).update(data).digest('base64');
}

/** Compares two signatures in constant time; a difference in length (never secret: it is always 28) answers at once. */
export function equalSignature(computed: string, received: string): boolean {
  const left = Buffer.from(computed, 'utf8');
  const right = Buffer.from(received, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The text that a callback or a notification signs: UUID followed directly by Timestamp, both form-decoded once (protocol 3.2). */
export function callbackBaseString(uuid: string, timestamp: string): string {
  return uuid + timestamp;
}

/** Signs a callback request or a notification. The XML is not covered: that is what the body signature is for. */
export function signCallback(secret: string, uuid: string, timestamp: string): string {
  return hmacSha1(secret, callbackBaseString(uuid, timestamp));
}

/** True if the signature is that of this UUID and this timestamp text. */
export function verifyCallback(secret: string, post: { uuid: string; timestamp: string }, received: string): boolean {
  return equalSignature(signCallback(secret, post.uuid, post.timestamp), received);
}

/** Signs exact bytes: an XML cart before base64 (protocol 2.3), a callback answer before URL-encoding (protocol 3.5). */
export function signBytes(secret: string, bytes: string | Uint8Array): string {
  return hmacSha1(secret, bytes);
}

/** True if the signature is that of exactly these bytes. */
export function verifyBytes(secret: string, bytes: string | Uint8Array, received: string): boolean {
  return equalSignature(signBytes(secret, bytes), received);
}

/** A `+` that went through one form decoding too many is a blank: put back, with the warning that tells so. */
export function repairBase64(text: string, field: string): { text: string; warning?: Fault } {
  const trimmed = text.trim();
  if (!trimmed.includes(' ')) return { text: trimmed };
  return {
    text: trimmed.replaceAll(' ', '+'),
    warning: {
      rule: 'tolerance-blank-in-base64',
      severity: 'warning',
      field,
      expected: 'base64 without blanks',
      message: `The ${field} has blanks where base64 has "+": it was form-decoded once too often, or sent without URL-encoding. Encode "+" as "%2B".`,
    },
  };
}

/**
 * `v1,` and base64 HMAC-SHA256 over `id.timestamp.body`, as Standard Webhooks write it; the key is the secret's bytes as given
 * (contracts.md, body signature).
 */
export function signBody(secret: string | Uint8Array, signed: SignedBody): string {
  const mac = createHmac('sha256', secret)
    .update(`${signed.id}.${String(signed.timestampSeconds)}.`)
    .update(signed.body);
  return `v1,${mac.digest('base64')}`;
}

/** The three headers that carry a body signature. */
export function bodySignatureHeaders(secret: string, signed: SignedBody): Record<string, string> {
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.timestampSeconds),
    'webhook-signature': signBody(secret, signed),
  };
}

/**
 * Checks the body signature of a post whose UUID and Timestamp are known. `absent` only if there is no `webhook-signature`;
 * several signatures, separated by blanks, are an overlap of secrets: one right one is enough. Headers in lower case, as Node gives them.
 */
export function verifyBodySignature(secret: string, headers: Headers, signed: SignedBody): 'valid' | 'wrong' | 'absent' {
  const given = only(headers['webhook-signature']);
  if (given === undefined) return 'absent';
  const sameId = only(headers['webhook-id']) === signed.id;
  const sameTime = only(headers['webhook-timestamp']) === String(signed.timestampSeconds);
  const expected = signBody(secret, signed);
  const right = given.split(' ').filter((signature) => equalSignature(expected, signature));
  return sameId && sameTime && right.length > 0 ? 'valid' : 'wrong';
}

function only(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' || header === undefined ? header : header.join(' ');
}
