import type { GuardedRequest } from '../../src/outbound/guarded-fetch.js';
import type { Resolve } from '../../src/outbound/resolve.js';

/** A sandbox POST to this URL with a short deadline; nothing is allowed beside public addresses. */
export const requestTo = (url: string, changes: Partial<GuardedRequest> = {}): GuardedRequest => ({
  url,
  method: 'POST',
  headers: { 'content-type': 'text/plain' },
  body: 'hello',
  deadlineMs: 5_000,
  maxBytes: 1_000,
  environment: 'sandbox',
  allow: [],
  requireHttps: false,
  ...changes,
});

/** Leave for one port of 127.0.0.1. */
export const loopback = (port: number): Pick<GuardedRequest, 'allow'> => ({ allow: [{ address: '127.0.0.1', port }] });

/** A name server that says these addresses to the first question, the next to the second, the last ever after. */
export function answering(...answers: readonly (readonly string[])[]): Resolve & { readonly asked: string[] } {
  const asked: string[] = [];
  const resolve: Resolve = (name) => Promise.resolve(answers[Math.min(asked.push(name), answers.length) - 1] ?? []);
  return Object.assign(resolve, { asked });
}
