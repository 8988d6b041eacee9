import { openReach, type Reach } from '../reach.js';
import { Stop } from '../stop.js';
import type { ShopCart, ShopKey } from './cart.js';

/** The body of `POST /v1/carts`; a JSON cart brings no tables. */
export function writeJsonCart(cart: ShopCart): object {
  const { callbacks, lines, currency, clientRequestId, returnUrl, cancelUrl } = cart;
  return {
    cart: {
      currency,
      clientRequestId,
      items: lines.map(({ sku, title, price, quantity, pounds, category }) => ({
        sku,
        title,
        price,
        quantity,
        ...(pounds === undefined ? {} : { weight: { amount: pounds, unit: 'lb' } }),
        category,
      })),
      ...(callbacks === undefined
        ? {}
        : {
            callback: {
              endpoint: callbacks.endpoint,
              ...callbacks.asked,
              processOnFailure: callbacks.processOnFailure,
            },
          }),
      returnUrl,
      cancelUrl,
    },
  };
}

/** Server to server: sends a JSON cart with the shop's key and answers where its buyer is to go. */
export async function sendJsonCart(
  cart: ShopCart,
  { apiUrl, key, reach = openReach() }: { apiUrl: string; key: ShopKey; reach?: Reach },
): Promise<JsonAnswer> {
  let response: Response;
  try {
    response = await reach(`${apiUrl}/carts`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: basic(key),
        'idempotency-key': cart.clientRequestId,
      },
      body: JSON.stringify(writeJsonCart(cart)),
    });
  } catch {
    throw new Stop(3, `Nobody answers at ${new URL(apiUrl).origin}. Start Cartwright with "npm start" or "npm run demo".`);
  }
  const text = await response.text();
  const code = response.headers.get('cartwright-code');
  const url = response.status === 201 ? readUrl(text) : undefined;
  return { status: response.status, body: text, ...(url === undefined ? {} : { url }), ...(code === null ? {} : { code }) };
}

export interface JsonAnswer {
  readonly status: number;
  readonly body: string;
  /** Of the checkout. */
  readonly url?: string;
  readonly code?: string;
}

/** HTTP Basic: the key's id and its secret. */
export function basic({ accessKeyId, secretAccessKey }: ShopKey): string {
  return `Basic ${Buffer.from(`${accessKeyId}:${secretAccessKey}`).toString('base64')}`;
}

function readUrl(text: string): string | undefined {
  try {
    const { url } = JSON.parse(text) as { readonly url?: unknown };
    return typeof url === 'string' ? url : undefined;
  } catch {
    return undefined;
  }
}
