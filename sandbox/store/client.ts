import { randomUUID } from 'node:crypto';
import { openReach, type Reach } from '../reach.js';
import { basic } from '../shop/json-cart.js';
import { Stop } from '../stop.js';

/** Whose API a store answers by. */
export interface ApiKey {
  readonly apiUrl: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface ApiAnswer {
  readonly status: number;
  /** Of a refusal; null where it is none. */
  readonly code: string | null;
  /** Null where the answer was no JSON. */
  readonly body: unknown;
  readonly text: string;
}

/** Units of a line, by its item code; both formats of deliveries tell it. */
export interface ItemUnits {
  readonly itemCode: string;
  readonly units: number;
}

export interface ShipmentWish {
  /** Absent: everything that is open. */
  readonly lines?: readonly ItemUnits[];
  readonly carrier?: string;
  readonly trackingNumber?: string;
}

export interface RefundWish {
  readonly reason: string;
  readonly lines: readonly (ItemUnits & { readonly withShipping?: boolean })[];
}

/** What a store says to a Cartwright. Each wish has an idempotency key: said again, it is the same wish. */
export interface StoreClient {
  readonly ship: (orderId: string, wish: ShipmentWish, wishId: string) => Promise<ApiAnswer>;
  readonly cancel: (
    orderId: string,
    wish: { readonly reason: string; readonly lines?: readonly ItemUnits[] },
    wishId: string,
  ) => Promise<ApiAnswer>;
  readonly refund: (orderId: string, wish: RefundWish, wishId: string) => Promise<ApiAnswer>;
  readonly ask: (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<ApiAnswer>;
}

export function openClient(key: ApiKey, reach: Reach = openReach()): StoreClient {
  const wish = (orderId: string, what: string, body: object, wishId: string): Promise<ApiAnswer> =>
    request(key, reach, { method: 'POST', path: `/orders/${encodeURIComponent(orderId)}/${what}`, body, wishId });
  return {
    ship: (orderId, body, wishId) => wish(orderId, 'shipments', body, wishId),
    cancel: (orderId, body, wishId) => wish(orderId, 'cancellations', body, wishId),
    refund: (orderId, body, wishId) => wish(orderId, 'refunds', body, wishId),
    ask: (method, path, body) => {
      const once = method === 'POST' ? { wishId: randomUUID() } : {};
      return request(key, reach, { method, path, ...once, ...(body === undefined ? {} : { body }) });
    },
  };
}

interface Asking {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly wishId?: string;
}

async function request(key: ApiKey, reach: Reach, { method, path, body, wishId }: Asking): Promise<ApiAnswer> {
  const headers = {
    authorization: basic(key),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(wishId === undefined ? {} : { 'idempotency-key': wishId }),
  };
  let response: Response;
  try {
    response = await reach(key.apiUrl + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  } catch {
    throw new Stop(3, `Nobody answers at ${new URL(key.apiUrl).origin}. Start Cartwright with "npm start" or "npm run demo".`);
  }
  const text = await response.text();
  return { status: response.status, code: response.headers.get('cartwright-code'), body: readJson(text), text };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
