import type { NotificationType } from '../core/order-event.js';
import { wholeSeconds } from './callback-form.js';
import { bodySignatureHeaders, signCallback } from './signature.js';

/** Who signs a delivery, and its UUID and Timestamp, both new for every attempt (semantics D 1). */
export interface NotificationSigning {
  readonly uuid: string;
  /** ISO 8601 in UTC with milliseconds: its text is what is signed. */
  readonly timestamp: string;
  readonly secret: string;
  readonly keyId: string;
}

/**
 * A notification as the form that stores read, signed both ways; without a signing it goes out as the classic unsigned post,
 * which has NotificationType and NotificationData and nothing else. The key's field is spelled `AWSAccessKeyId` here and
 * `aws-access-key-id` in callbacks (semantics D 9).
 */
export function writeNotificationForm(
  { type, xml }: { readonly type: NotificationType; readonly xml: string },
  signing: NotificationSigning | null,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const fields = [['NotificationType', type], ['NotificationData', xml], ...(signing === null ? [] : signedFields(signing))];
  const body = fields.map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`).join('&');
  const contentType = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  if (signing === null) return { body, headers: contentType };
  const { uuid, timestamp, secret } = signing;
  const signed = bodySignatureHeaders(secret, { id: uuid, timestampSeconds: wholeSeconds(timestamp), body });
  return { body, headers: { ...contentType, ...signed } };
}

function signedFields({ uuid, timestamp, secret, keyId }: NotificationSigning): (readonly [string, string])[] {
  return [
    ['UUID', uuid],
    ['Timestamp', timestamp],
    ['Signature', signCallback(secret, uuid, timestamp)],
    ['AWSAccessKeyId', keyId],
  ];
}
