import type { IncomingHttpHeaders } from 'node:http';
import type { AskedDocument, Tables } from '../documents.js';
import { readAsked } from '../read-request.js';
import { checkSchema } from '../schema-check.js';
import { bodyHeaders, same, sign } from '../sign.js';
import { readXml, textOf } from '../xml-read.js';
import { namespaceOf } from './answer-document.js';
import type { ShopKey } from './cart.js';
import { type Reply, replyIn } from './misbehave.js';
import type { Mode } from './modes.js';

/** A request for prices that came, and what was done about it. */
export interface ShopCall {
  readonly at: number;
  readonly mode: Mode;
  readonly asked: AskedDocument;
  readonly xml: string;
  /** Sentences about what is wrong with the request itself; none: it is signed and valid. */
  readonly faults: readonly string[];
  /** What was answered, if it was answered rightly. */
  readonly tables?: Tables;
}

/** A failure report (protocol 3.7). */
export interface ShopReport {
  readonly at: number;
  readonly code: string;
  readonly message: string;
  readonly faults: readonly string[];
}

export type Heard =
  | { readonly kind: 'call'; readonly call: ShopCall; readonly reply: Reply }
  | { readonly kind: 'report'; readonly report: ShopReport }
  | { readonly kind: 'nonsense'; readonly sentence: string };

export interface PostedForm {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const WINDOW_MS = 900_000;

/** Reads what was posted to the shop's endpoint, verifies it as a careful shop does, and says what to answer in this mode. */
export async function hear(posted: PostedForm, mode: Mode, shop: { key: ShopKey; merchantId: string }): Promise<Heard> {
  const form = new URLSearchParams(posted.body);
  // Some senders put the report into the field of the request: the root element decides.
  const xml = form.get('order-calculations-request') ?? form.get('order-calculations-error');
  if (xml === null) return { kind: 'nonsense', sentence: 'There is neither order-calculations-request nor -error.' };
  try {
    const faults = verifyPost(posted, form, shop.key);
    const { name, element } = await readXml(xml);
    if (name === 'OrderCalculationsError') {
      const code = textOf(element, 'OrderCalculationsErrorCode') ?? '';
      const message = textOf(element, 'OrderCalculationsErrorMessage') ?? '';
      return { kind: 'report', report: { at: Date.now(), code, message, faults } };
    }
    const asked = await readAsked(xml);
    const invalid = await checkSchema(xml, namespaceOf(asked));
    const uuid = form.get('UUID') ?? '';
    const seconds = Math.floor(Date.parse(form.get('Timestamp') ?? '') / 1000);
    const reply = replyIn(mode, { asked, ...shop, uuid, seconds });
    const tables = reply.kind === 'answer' ? reply.tables : undefined;
    const call = { at: Date.now(), mode, asked, xml, faults: [...faults, ...invalid], ...(tables && { tables }) };
    return { kind: 'call', call, reply };
  } catch (error) {
    return { kind: 'nonsense', sentence: error instanceof Error ? error.message : String(error) };
  }
}

function verifyPost({ headers, body }: PostedForm, form: URLSearchParams, { accessKeyId, secretAccessKey }: ShopKey): string[] {
  const [uuid, timestamp] = [form.get('UUID') ?? '', form.get('Timestamp') ?? ''];
  const faults: string[] = [];
  if (!same(sign(secretAccessKey, uuid + timestamp), form.get('Signature') ?? ''))
    faults.push('The Signature of the request is not the HMAC-SHA1 of its UUID and Timestamp.');
  if (form.get('aws-access-key-id') !== accessKeyId)
    faults.push(`The request is signed with the key ${form.get('aws-access-key-id') ?? 'nobody'}, not ${accessKeyId}.`);
  if (!(Math.abs(Date.now() - Date.parse(timestamp)) <= WINDOW_MS)) faults.push(`The Timestamp "${timestamp}" is stale.`);
  const seconds = Math.floor(Date.parse(timestamp) / 1000);
  for (const [name, value] of Object.entries(bodyHeaders(secretAccessKey, { id: uuid, seconds, body })))
    if (!same(value, String(headers[name] ?? ''))) faults.push(`The header ${name} does not sign the request.`);
  return faults;
}
