import type { CallbackCause } from '../core/checkout.js';
import { ERROR_ROOT, RESPONSE_ROOT } from './calculation.js';
import { openPlace } from './callback-cart.js';
import { requestElement } from './callback-request.js';
import type { CallbackQuestion } from './callback-types.js';
import { namespaceOf } from './xml-root.js';
import { element, sayable, textElement, writeDocument } from './xml-write.js';

/** `HttpError` was recorded; the others are names of ours (protocol 3.7). */
export type CallbackErrorCode = 'HttpError' | 'ResponseTimeout' | 'InvalidResponse' | 'SignatureError' | 'IdMismatch';

/** What a failed call is reported as; null where the endpoint was not called at all. */
export const ERROR_CODES: Readonly<Record<CallbackCause, CallbackErrorCode | null>> = {
  timeout: 'ResponseTimeout',
  refused: 'HttpError',
  tls: 'HttpError',
  'address-forbidden': null,
  redirect: 'HttpError',
  'http-4xx': 'HttpError',
  'http-5xx': 'HttpError',
  'http-other': 'HttpError',
  'too-large': 'InvalidResponse',
  'not-a-form': 'InvalidResponse',
  'xml-malformed': 'InvalidResponse',
  'signature-missing': 'SignatureError',
  'signature-mismatch': 'SignatureError',
  schema: 'InvalidResponse',
  'address-mismatch': 'IdMismatch',
  'items-mismatch': 'IdMismatch',
  'ids-undefined': 'IdMismatch',
  'kind-missing': 'InvalidResponse',
  bounds: 'InvalidResponse',
  'updates-invalid': 'InvalidResponse',
  'merchant-error': 'InvalidResponse',
  'breaker-open': null,
  'no-key': null,
};

/** More of an answer than this tells a merchant nothing new. */
export const MAX_REPORTED_BYTES = 64 * 1024;
const NO_ANSWER = 'The response was missing or not valid.';

export interface CallbackErrorReport {
  readonly question: CallbackQuestion;
  readonly code: CallbackErrorCode;
  /** One sentence: what went wrong, and where. */
  readonly message: string;
  /** The body of the answer as it came; null where there was none. */
  readonly response: string | null;
}

/**
 * Writes what a merchant is told about a callback that failed (protocol 3.7): the request again with its namespace, its
 * Address reduced to the AddressId, and the answer as text in CDATA, cut at 64 KiB.
 */
export function writeCallbackErrorReport({ question, code, message, response }: CallbackErrorReport): string {
  const place = openPlace(question);
  const inside =
    element('OrderCalculationsErrorCode', code) +
    textElement('OrderCalculationsErrorMessage', message) +
    requestElement(question, place, 'id') +
    element(RESPONSE_ROOT, characterData(response ?? NO_ANSWER));
  return writeDocument(ERROR_ROOT, namespaceOf(place.namespace), inside);
}

/** Text in CDATA; where it holds the end mark itself, one section ends and the next begins in the middle of that. */
function characterData(text: string): string {
  const carried = sayable(cut(text));
  return `<![CDATA[${carried.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** The first 64 KiB in UTF-8, ending between two characters. */
function cut(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= MAX_REPORTED_BYTES) return text;
  let end = MAX_REPORTED_BYTES;
  // Bytes that begin with the bits 10 go on with a character.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
