import type { Kind } from '../documents.js';
import { basic } from '../shop/json-cart.js';
import type { ShopDemo } from '../demo-file.js';
import type { Reach } from '../reach.js';

/** An order as `GET /v1/orders/{id}` tells it, as far as a buyer's sum can be held against it. */
export interface ToldOrder {
  readonly orderId: string;
  readonly total: number;
  readonly currency: string;
  readonly clientRequestId?: string;
  readonly lines: readonly ToldLine[];
  readonly sources: Readonly<Record<Kind, ToldSource>>;
}
export interface ToldLine {
  readonly itemCode: string;
  readonly sku: string;
  readonly quantity: number;
  readonly principal: number;
  readonly principalPromo: number;
  readonly shipping: number;
  readonly shippingPromo: number;
  readonly tax: number;
  readonly shippingTax: number;
  readonly total: number;
}
export interface ToldSource {
  readonly source: string;
  readonly because: string;
  readonly cause?: string;
  readonly call?: { readonly sentAt: string; readonly endedAt: string; readonly deadlineMs: number; readonly exchangeId: string };
}

/** Whose API is asked, and how. */
export interface Asking {
  readonly demo: ShopDemo;
  readonly reach: Reach;
}

/** Asks the API with the shop's key; a status that is not 200 is a sentence. */
export async function askApi(
  path: string,
  { demo: { sandbox }, reach }: Asking,
): Promise<{ body: unknown } | { sentence: string }> {
  const response = await reach(`${sandbox.apiUrl}${path}`, { headers: { authorization: basic(sandbox) } });
  const text = await response.text();
  if (response.status !== 200) return { sentence: `GET ${path} answers ${response.status}: ${text.slice(0, 160)}` };
  return { body: JSON.parse(text) };
}

export async function readOrder(orderId: string, asking: Asking): Promise<ToldOrder | { sentence: string }> {
  const answer = await askApi(`/orders/${encodeURIComponent(orderId)}`, asking);
  return 'sentence' in answer ? answer : (answer.body as ToldOrder);
}

/** Codes of the calls to the shop's endpoint that the service recorded for a cart, newest first. */
export async function readCallCodes(clientRequestId: string, asking: Asking): Promise<string[]> {
  const search = encodeURIComponent(`kind:callback ${clientRequestId}`);
  const answer = await askApi(`/exchanges?search=${search}&limit=50`, asking);
  if ('sentence' in answer) return [];
  const { items } = answer.body as { readonly items: readonly { readonly code?: string | null; readonly direction: string }[] };
  return items.filter(({ direction }) => direction === 'out').flatMap(({ code }) => code ?? []);
}
