import { answerOf, type Answer, type Service, type TestKey } from './service.js';

/** What the JSON API answers, its body parsed. */
export interface ApiReply extends Answer {
  readonly body: Record<string, unknown> & {
    readonly faults?: readonly Record<string, unknown>[];
    readonly items?: readonly Record<string, unknown>[];
  };
}

export interface ApiAsk {
  /** Sent as it is. */
  readonly body?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
  /** null: no access key at all. */
  readonly key?: TestKey | null;
}

export const basic = ({ id, secret }: TestKey): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

/** Calls the JSON API with the sandbox key, unless told otherwise. */
export async function callApi(service: Service, method: string, path: string, ask: ApiAsk = {}): Promise<ApiReply> {
  const body = ask.body ?? (ask.json === undefined ? undefined : JSON.stringify(ask.json));
  const key = ask.key === undefined ? service.sandbox : ask.key;
  const answer = await fetch(service.url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === null ? {} : { authorization: basic(key) }),
      ...ask.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return { ...answerOf(answer), text, body: JSON.parse(text) };
}

/** Two mugs to Seattle. */
export const MUGS = {
  cart: {
    currency: 'USD',
    items: [{ sku: 'MUG-1', title: 'Stoneware mug', price: '12.50', quantity: 2, weight: { amount: '0.75', unit: 'lb' } }],
  },
  address: { city: 'Seattle', state: 'WA', postalCode: '98104', country: 'US' },
};
