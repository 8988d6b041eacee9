import type { CallbackField } from './envelope.js';
import { bodySignatureHeaders, signCallback } from './signature.js';

/** Who signs a post, and its UUID and Timestamp, both new for every attempt. */
export interface CallbackSigning {
  readonly uuid: string;
  /** ISO 8601 in UTC with milliseconds: its text is what is signed. */
  readonly timestamp: string;
  readonly secret: string;
  readonly keyId: string;
  /** `order-calculations-request` for a request; a failure report goes in either, as the merchant's handler expects. */
  readonly field: CallbackField;
}

/** A document as the form that merchants' handlers read, fields in the recorded order, signed both ways (protocol 3.2). */
export function writeCallbackForm(
  xml: string,
  { uuid, timestamp, secret, keyId, field }: CallbackSigning,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const fields = [
    [field, xml],
    ['UUID', uuid],
    ['Timestamp', timestamp],
    ['Signature', signCallback(secret, uuid, timestamp)],
    ['aws-access-key-id', keyId],
  ] as const;
  const body = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      ...bodySignatureHeaders(secret, { id: uuid, timestampSeconds: wholeSeconds(timestamp), body }),
    },
  };
}

/** Unix seconds of a Timestamp, as the body signature counts them: 09:30:00.999 is still second 0. */
export function wholeSeconds(timestamp: string): number {
  return Math.floor(Date.parse(timestamp) / 1000);
}
