import type { Request } from 'express';
import type { FormField, WireMessage } from '../flows/stored-message.js';
import { TOKEN_FIELD } from './pages/parts.js';

/** What the mask knows under another name than our form has for it. */
const MASKED_AS: Readonly<Record<string, string>> = { name: 'recipientName' };

/** The name by which the mask knows a field of the buyer's forms. */
export const maskedAs = (field: string): string => (Object.hasOwn(MASKED_AS, field) ? (MASKED_AS[field] ?? field) : field);

/**
 * A buyer's form as it is recorded: without what proves that it is his, and without the ids and keys of its address, as those
 * open a checkout or an order. Its cookie is none of the headers that are kept.
 */
export function postedMessage(request: Request): WireMessage {
  const fields = fieldsOf(request.body);
  return {
    start: `POST ${withoutKeys(request.path)}`,
    headers: request.headers,
    contentType: request.headers['content-type'] ?? '',
    original: new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value])).toString(),
    fields,
  };
}

/** What the buyer got, without the page itself: that shows his address. */
export function answeredMessage({
  status,
  location,
  headers,
}: {
  readonly status: number;
  readonly location?: string | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
}): WireMessage {
  const sentTo = location === undefined ? {} : { Location: withoutKeys(location) };
  const contentType = location === undefined ? 'text/html' : '';
  return { start: String(status), headers: { ...headers, ...sentTo }, contentType, original: '' };
}

function fieldsOf(body: unknown): FormField[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
    if (name === TOKEN_FIELD) return [];
    const values = Array.isArray(value) ? (value as unknown[]) : [value];
    return values.flatMap((one) =>
      typeof one === 'string' && one !== '' ? [{ name, value: one, maskedAs: maskedAs(name) }] : [],
    );
  });
}

/** `/pay/(checkout)/address`, `/orders/903-…/(key)/cancel`. */
const withoutKeys = (path: string): string =>
  path.replace(/^(\/pay)\/[^/?#]+/, '$1/(checkout)').replace(/^(\/orders\/[^/?#]+)\/[^/?#]+/, '$1/(key)');
