import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import type { Dialect } from '../../src/core/cart.js';
import { writeCallbackAnswer } from '../../src/wire/envelope.js';
import { bodySignatureHeaders, signBytes } from '../../src/wire/signature.js';

const SECRET = 'generated-carts-secret-of-forty-characte';
const KEY_ID = 'CWGENERATEDKEY000001';
const UUID = '7f1c2f0e-3f0a-4c0e-9b1e-0a1b2c3d4e5f';
const TIMESTAMP_SECONDS = 1_768_469_400;

const validators = new Map<Dialect, XsdValidator>();

/** Compiles both callback schemas with the schema's engine itself, beside whatever src does. */
export async function openSchemas(): Promise<void> {
  for (const date of ['2008-11-30', '2009-05-15'] as const) {
    const source = XmlDocument.fromBuffer(await readFile(new URL(`../../schemas/wire/${date}/callback.xsd`, import.meta.url)));
    validators.set(date, XsdValidator.fromDoc(source));
    source.dispose();
  }
}

export function closeSchemas(): void {
  for (const validator of validators.values()) validator.dispose();
}

/** Throws if the document is not valid by the callback schema of its namespace. */
export function expectValid(xml: string, date: Dialect): void {
  const document = XmlDocument.fromString(xml);
  try {
    validators.get(date)!.validate(document);
  } finally {
    document.dispose();
  }
}

/** What an answer is signed with, as its receiver knows it. */
interface Signer {
  readonly id: string;
  readonly secret: string;
}

/** Sends an answer through its form and both its signatures as the callback address does; answers the XML as it arrives. */
export function receiveSigned(xml: string): string {
  const body = writeCallbackAnswer({ xml, signature: signBytes(SECRET, xml), keyId: KEY_ID });
  const headers = bodySignatureHeaders(SECRET, { id: UUID, timestampSeconds: TIMESTAMP_SECONDS, body });
  if (headers['webhook-id'] !== UUID || headers['webhook-timestamp'] !== String(TIMESTAMP_SECONDS))
    throw new Error('the body signature is not of this post');
  return openSigned(body, new Headers(headers), { id: KEY_ID, secret: SECRET });
}

/**
 * Checks both signatures of an answer with nothing but node:crypto and URLSearchParams. Answers the XML as it arrives; throws
 * what is wrong with it.
 */
export function openSigned(body: string, headers: Headers, { id, secret }: Signer): string {
  const fields = new URLSearchParams(body);
  const received = fields.get('order-calculations-response') ?? '';
  const sha1 = createHmac('sha1', secret).update(Buffer.from(received, 'utf8')).digest('base64');
  if (fields.get('Signature') !== sha1) throw new Error('the signature of the document is wrong');
  if (fields.get('aws-access-key-id') !== id) throw new Error('the key id is wrong');
  const signed = `${headers.get('webhook-id') ?? ''}.${headers.get('webhook-timestamp') ?? ''}.${body}`;
  const sha256 = createHmac('sha256', secret).update(signed).digest('base64');
  if (headers.get('webhook-signature') !== `v1,${sha256}`) throw new Error('the signature of the body is wrong');
  return received;
}
