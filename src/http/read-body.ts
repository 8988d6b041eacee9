import type { IncomingMessage } from 'node:http';

/** Up to this many times the limit is read and thrown away, so that a sender of too much still gets to read the refusal. */
const DRAIN_FACTOR = 4;

export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/** `cut-short`: the sender went away before the end. `too-slow`: the time was up. `body` is what had arrived, never above the limit. */
export interface ReceivedBody {
  readonly state: 'whole' | 'too-large' | 'cut-short' | 'too-slow';
  readonly body: Buffer;
}

/** Reads a request's raw body; never rejects, whatever the sender does. */
export function readBody(req: IncomingMessage, limits: BodyLimits): Promise<ReceivedBody> {
  const announced = Number(req.headers['content-length'] ?? 0);
  if (announced > limits.maxBytes * DRAIN_FACTOR) return Promise.resolve({ state: 'too-large', body: Buffer.alloc(0) });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => finish('too-slow'), limits.timeoutMs);
    const finish = (state: ReceivedBody['state']): void => {
      clearTimeout(timer);
      req.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
      // A later error of a socket that nobody waits for must not end the process.
      req.on('error', () => undefined);
      const [only] = chunks;
      resolve({ state, body: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks) });
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= limits.maxBytes) chunks.push(chunk);
      else if (length > limits.maxBytes * DRAIN_FACTOR) finish('too-large');
    };
    const onEnd = (): void => finish(length > limits.maxBytes ? 'too-large' : 'whole');
    const onClose = (): void => finish('cut-short');
    req.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}
