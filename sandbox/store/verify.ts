import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { bodyHeaders, same, sign } from '../sign.js';

/** A request as it came. */
export interface Post {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Whom the store believes. */
export interface Trust {
  /** Secrets of access keys by their ids. */
  readonly keys: ReadonlyMap<string, string>;
  /** `whsec_…`, each good for webhooks. */
  readonly webhookSecrets: readonly string[];
  /** Whether a notification without a body signature is refused: the old signature does not cover its XML. */
  readonly bodySignature: 'required' | 'if-present';
  readonly now: () => number;
}

export interface Refused {
  readonly ok: false;
  readonly status: 400 | 403 | 405 | 415;
  readonly sentence: string;
}
export interface VerifiedNotification {
  readonly ok: true;
  readonly type: string;
  readonly xml: string;
  readonly uuid: string;
}
export interface VerifiedWebhook {
  readonly ok: true;
  readonly id: string;
  readonly json: string;
}

const FRESH_NOTIFICATION_MS = 15 * 60_000;
const FRESH_WEBHOOK_MS = 5 * 60_000;
const FIELDS = ['NotificationType', 'NotificationData', 'UUID', 'Timestamp', 'Signature', 'AWSAccessKeyId'] as const;

/** Lets through only what was signed with a known key within 15 minutes; stops at the first check that fails. */
export function verifyNotification(post: Post, { keys, bodySignature, now }: Trust): VerifiedNotification | Refused {
  const wrong = notPosted(post, /^application\/x-www-form-urlencoded\s*(?:;|$)/i);
  if (wrong !== null) return wrong;
  const body = post.body.toString('utf8');
  const form = new URLSearchParams(body);
  for (const name of FIELDS) {
    const count = form.getAll(name).length;
    if (count !== 1) return refuse(name === 'Signature' ? 403 : 400, `${name} stands ${count} times; expected once.`);
  }
  const field = (name: (typeof FIELDS)[number]): string => form.get(name) ?? '';
  const secret = keys.get(field('AWSAccessKeyId'));
  if (secret === undefined) return refuse(403, 'The key is not known here.');
  const sent = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(field('Timestamp')) ? Date.parse(field('Timestamp')) : NaN;
  if (!(Math.abs(now() - sent) <= FRESH_NOTIFICATION_MS)) return refuse(403, 'The timestamp is more than 15 minutes off.');
  if (!same(sign(secret, field('UUID') + field('Timestamp')), field('Signature'))) return refuse(403, 'The signature is wrong.');
  const signed = { id: field('UUID'), seconds: Math.floor(sent / 1000), body };
  const bodyFault = checkBody(post.headers, bodyHeaders(secret, signed), bodySignature);
  if (bodyFault !== null) return bodyFault;
  return { ok: true, type: field('NotificationType'), xml: field('NotificationData'), uuid: field('UUID') };
}

/** Every header of the body signature has to be the one that this body asks for. */
function checkBody(
  headers: IncomingHttpHeaders,
  expected: Readonly<Record<string, string>>,
  mode: Trust['bodySignature'],
): Refused | null {
  if (headers['webhook-signature'] === undefined && mode === 'if-present') return null;
  for (const [name, value] of Object.entries(expected)) {
    const got = headers[name];
    if (typeof got !== 'string' || !same(got, value)) return refuse(403, `The header ${name} does not fit the body.`);
  }
  return null;
}

/** The same for webhooks: Standard Webhooks headers, five minutes, one right signature of several. */
export function verifyWebhook(post: Post, { webhookSecrets, now }: Trust): VerifiedWebhook | Refused {
  const wrong = notPosted(post, /^application\/json\s*(?:;|$)/i);
  if (wrong !== null) return wrong;
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = post.headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
    return refuse(400, 'A webhook has the headers webhook-id, webhook-timestamp and webhook-signature.');
  const sent = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : NaN;
  if (!(Math.abs(now() - sent) <= FRESH_WEBHOOK_MS)) return refuse(403, 'The timestamp is more than 5 minutes off.');
  const json = post.body.toString('utf8');
  const rights = webhookSecrets.map((secret) => signWebhook(secret, `${id}.${timestamp}.${json}`));
  const given = signatures.split(' ');
  if (!rights.some((right) => given.some((signature) => same(right, signature)))) return refuse(403, 'No signature is right.');
  return { ok: true, id, json };
}

function signWebhook(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(text, 'utf8').digest('base64')}`;
}

function notPosted({ method, headers, body }: Post, type: RegExp): Refused | null {
  if (method !== 'POST') return refuse(405, 'Deliveries are posted.');
  if (!type.test(headers['content-type'] ?? '')) return refuse(415, 'The content type is another one.');
  // what is no UTF-8 would be signed as something else than it is read as
  return body.equals(Buffer.from(body.toString('utf8'))) ? null : refuse(400, 'The body is not UTF-8.');
}

const refuse = (status: Refused['status'], sentence: string): Refused => ({ ok: false, status, sentence });
