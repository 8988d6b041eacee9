import type { Fault } from '../core/fault.js';
import type { CartCallbacks, OrderCart, OrderCartItem, ParameterizedUrl, PresetAddress } from '../core/order-cart.js';
import { isDayOrMoment } from './calendar.js';
import {
  decodeLine,
  findDoubled,
  findSumTooLarge,
  findTooLarge,
  nameLines,
  refuse,
  type LineBody,
  type RefusedBody,
} from './json-lines.js';
import { faultAt, findSchemaFaults, schemaOf } from './json-schema.js';
import type { ReadCart, RefusedCart } from './order-cart.js';
import { isWebAddress } from './web-address.js';

interface ItemBody extends LineBody {
  readonly description?: string;
  readonly url?: string;
  readonly imageUrl?: string;
}
/** What the schema lets through (schemas/order-cart.schema.json). */
interface CartBody {
  readonly currency: string;
  readonly clientRequestId?: string;
  readonly expirationDate?: string;
  readonly items: readonly ItemBody[];
  readonly upsellItems?: readonly ItemBody[];
  readonly callback?: Partial<CartCallbacks> & Pick<CartCallbacks, 'endpoint'>;
  readonly shippingAddress?: PresetAddress;
  readonly returnUrl?: string;
  readonly cancelUrl?: string;
  readonly yourAccountUrl?: string;
  readonly parameterizedUrls?: readonly (Pick<ParameterizedUrl, 'url'> & Partial<ParameterizedUrl>)[];
  readonly disablePromotionCode?: boolean;
}

const schema = schemaOf('order-cart.schema.json');
const ITEMS = '/cart/items';
const UPSELL = '/cart/upsellItems';

/**
 * The body of `POST /v1/carts` as a cart. It brings no tables: prices come from its callback or from the settings. Faults
 * carry a pointer and, with the text, their place: REQUEST_FAULT for what breaks the schema, ITEM_DOUBLED, AMOUNT_TOO_LARGE.
 */
export function decodeCartBody(
  body: unknown,
  { merchantId, raw }: { readonly merchantId: string; readonly raw?: string },
): ReadCart | RefusedCart {
  const schemaFaults = findSchemaFaults(body, schema(), raw);
  if (schemaFaults.length > 0) return { ok: false, code: 'REQUEST_FAULT', faults: schemaFaults };
  const { cart } = body as { readonly cart: CartBody };
  const refusal = findFault(cart, raw);
  if (refusal !== null) return refusal;
  const warnings: Fault[] = [];
  const lines = (list: readonly ItemBody[], pointer: string, ids: readonly string[]): OrderCartItem[] =>
    list.map((item, index) => {
      const link = (name: 'url' | 'imageUrl'): object => keptLink(item, name, `${pointer}/${index}/${name}`, raw, warnings);
      const { description } = item;
      return {
        ...decodeLine(item, ids[index] ?? ''),
        merchantId,
        ...(description === undefined || description === '' ? {} : { description }),
        ...link('url'),
        ...link('imageUrl'),
      };
    });
  const ids = nameLines(cart.items);
  const upsell = cart.upsellItems ?? [];
  return {
    ok: true,
    warnings,
    cart: {
      form: 'json',
      namespace: null,
      currency: cart.currency,
      ...texts(cart),
      items: lines(cart.items, ITEMS, ids),
      tables: {},
      ...(cart.callback === undefined ? {} : { callbacks: decodeCallback(cart.callback) }),
      shippingAddresses: cart.shippingAddress === undefined ? [] : [cart.shippingAddress],
      parameterizedUrls: (cart.parameterizedUrls ?? []).map(({ url, parameters }) => ({ url, parameters: parameters ?? [] })),
      upsellItems: lines(upsell, UPSELL, nameLines(upsell, 'upsell-', ids)),
      disablePromotionCode: cart.disablePromotionCode ?? false,
    },
  };
}

function findFault(cart: CartBody, raw: string | undefined): RefusedBody | null {
  const upsell = cart.upsellItems ?? [];
  const ids = cart.items.flatMap(({ id }) => id ?? []);
  return (
    findDoubled(cart.items, { pointer: ITEMS, raw }) ??
    findDoubled(upsell, { pointer: UPSELL, raw }, ids) ??
    findTooLarge(cart.items, { pointer: ITEMS, raw }) ??
    findSumTooLarge(cart.items, { pointer: ITEMS, raw }) ??
    findTooLarge(upsell, { pointer: UPSELL, raw }) ??
    findWrongDate(cart.expirationDate, raw) ??
    findWrongTarget(cart, raw)
  );
}

function findWrongDate(text: string | undefined, raw: string | undefined): RefusedBody | null {
  if (text === undefined || isDayOrMoment(text)) return null;
  const pointer = '/cart/expirationDate';
  const message = `${pointer}: expected a day of the calendar, got "${text}".`;
  return refuse('REQUEST_FAULT', raw, { rule: 'date-unknown', pointer, expected: 'a day of the calendar', got: text, message });
}

/** Addresses that the schema's pattern lets through and no browser could go to. */
function findWrongTarget(cart: CartBody, raw: string | undefined): RefusedBody | null {
  const targets: readonly (readonly [string, string | undefined])[] = [
    ['/cart/returnUrl', cart.returnUrl],
    ['/cart/cancelUrl', cart.cancelUrl],
    ['/cart/yourAccountUrl', cart.yourAccountUrl],
    ['/cart/callback/endpoint', cart.callback?.endpoint],
    ...(cart.parameterizedUrls ?? []).map(({ url }, index) => [`/cart/parameterizedUrls/${index}/url`, url] as const),
  ];
  const found = targets.find(([, url]) => url !== undefined && !isWebAddress(url));
  if (found === undefined) return null;
  const expected = 'an address that begins with http:// or https:// and names a host';
  return refuse('REQUEST_FAULT', raw, {
    rule: 'http-url',
    pointer: found[0],
    expected,
    message: `${found[0]}: expected ${expected}.`,
  });
}

const TEXTS = ['clientRequestId', 'expirationDate', 'returnUrl', 'cancelUrl', 'yourAccountUrl'] as const;

/** The members that are texts; an empty one stands for nothing. */
function texts(cart: CartBody): Pick<OrderCart, (typeof TEXTS)[number]> {
  const kept = TEXTS.map((name) => [name, cart[name] ?? ''] as const).filter(([, text]) => text !== '');
  return Object.fromEntries<string>(kept);
}

/** A flag that is left out is false, as in XML. */
function decodeCallback({ endpoint, ...flags }: NonNullable<CartBody['callback']>): CartCallbacks {
  return { tax: false, promotions: false, shipping: false, processOnFailure: false, ...flags, endpoint };
}

/** A link for show: one that leads nowhere into the web is left out with a warning. */
function keptLink(item: ItemBody, name: 'url' | 'imageUrl', pointer: string, raw: string | undefined, warnings: Fault[]): object {
  const text = item[name];
  if (text === undefined || text === '') return {};
  if (isWebAddress(text)) return { [name]: text };
  const message = `${pointer}: this is no address that begins with http:// or https://; it was left out.`;
  warnings.push(faultAt(raw, { rule: 'link-dropped', severity: 'warning', pointer, message }));
  return {};
}
