import type { Dispatcher } from 'undici';
import { NetworkRefusal } from './refusal.js';

/** What the other side said. */
export interface Answer {
  readonly status: number;
  /** By lower-case name; several of one name joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether the body went on; only where the status is no success anyway, or is enough. */
  readonly cut: boolean;
}

interface Reading {
  readonly maxBytes: number;
  /** Whether the answer counts without its body, however that goes on. */
  readonly statusIsEnough: boolean;
}
type Incoming = Pick<Dispatcher.ResponseData, 'statusCode' | 'headers' | 'body'>;

/**
 * Reads an answer up to `maxBytes`. A longer success is refused as too large: half a document is none. A longer failure is
 * cut: that it failed is known, and how its page begins is worth keeping. So is everything of which the status is enough.
 */
export async function readAnswer({ statusCode, headers, body }: Incoming, reading: Reading): Promise<Answer> {
  const { maxBytes } = reading;
  const { bytes, cut } = await readBody(body, reading);
  if (cut && !reading.statusIsEnough && statusCode >= 200 && statusCode < 300)
    throw new NetworkRefusal('too-large', `answered with more than ${maxBytes.toLocaleString('en-US')} bytes`);
  return { status: statusCode, headers: joined(headers), body: bytes.subarray(0, maxBytes), cut };
}

async function readBody(
  body: Incoming['body'],
  { maxBytes, statusIsEnough }: Reading,
): Promise<{ readonly bytes: Buffer; readonly cut: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > maxBytes) break;
    }
  } catch (error) {
    if (!statusIsEnough) throw error;
    return { bytes: Buffer.concat(chunks), cut: true };
  }
  return { bytes: Buffer.concat(chunks), cut: length > maxBytes };
}

const joined = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
