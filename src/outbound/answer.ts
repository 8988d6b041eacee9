import type { Dispatcher } from 'undici';
import { NetworkRefusal } from './refusal.js';

/** What the other side said. */
export interface Answer {
  readonly status: number;
  /** By lower-case name; several of one name joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether the body went on beyond `maxBytes`; only where the status is no success anyway. */
  readonly cut: boolean;
}

/**
 * Reads an answer up to `maxBytes`. A longer success is refused as too large: half a document is none. A longer failure is
 * cut: that it failed is known, and how its page begins is worth keeping.
 */
export async function readAnswer(
  { statusCode, headers, body }: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers' | 'body'>,
  maxBytes: number,
): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  const cut = length > maxBytes;
  if (cut && statusCode >= 200 && statusCode < 300)
    throw new NetworkRefusal('too-large', `answered with more than ${maxBytes.toLocaleString('en-US')} bytes`);
  return { status: statusCode, headers: joined(headers), body: Buffer.concat(chunks).subarray(0, maxBytes), cut };
}

const joined = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
