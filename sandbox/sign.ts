import { createHmac, timingSafeEqual } from 'node:crypto';

/** Base64 HMAC-SHA1: over UUID + Timestamp of a request, over the bytes of an answer's XML (protocol 3.2 and 3.5). */
export function sign(secret: string, text: string): string {
  return createHmac('sha1', secret).update(text, 'utf8').digest('base64');
}

/** The headers of a body signature: Standard Webhooks over `id.timestamp.body`. */
export function bodyHeaders(secret: string, signed: { id: string; seconds: number; body: string }): Record<string, string> {
  const mac = createHmac('sha256', secret).update(`${signed.id}.${signed.seconds}.${signed.body}`, 'utf8').digest('base64');
  return { 'webhook-id': signed.id, 'webhook-timestamp': String(signed.seconds), 'webhook-signature': `v1,${mac}` };
}

/** True if both are the same, in a time that does not tell where they differ. */
export function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
