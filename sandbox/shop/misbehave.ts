import type { AskedDocument, Kind, LineNames, Tables } from '../documents.js';
import { exact } from '../exact.js';
import { bodyHeaders, sign } from '../sign.js';
import { writeAnswer, writeError } from './answer-document.js';
import type { ShopKey } from './cart.js';
import type { Mode } from './modes.js';
import { ownPrices } from './own-prices.js';

/** What the endpoint does with a request. */
export type Reply = { readonly kind: 'hang' } | { readonly kind: 'close' } | Answer;

interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly delayMs: number;
  /** What a right answer says; absent where this one is not right. */
  readonly tables?: Tables;
}

export interface Asking {
  readonly asked: AskedDocument;
  readonly merchantId: string;
  readonly key: ShopKey;
  /** UUID and Unix seconds of the request: a body signature repeats them. */
  readonly uuid: string;
  readonly seconds: number;
}

/** Beyond the 5 s that a service waits unless a policy says otherwise. */
const SLOW_MS = 6_500;
/** More than 4 MiB, the most that an answer in a form can need. */
const HUGE_BYTES = 5 * 1024 * 1024;

/** The reply of a mode; every document is written right and then spoiled in the one way that the mode is named for. */
export function replyIn(mode: Mode, asking: Asking): Reply {
  const { asked } = asking;
  const right = ownPrices(asked, mode === 'updated-items');
  const spoilt = (tables: Tables, change: (xml: string) => string = (xml) => xml): Answer =>
    signed(change(writeAnswer({ ...asking, tables, wrapped: mode === 'updated-items' })), asking);
  switch (mode) {
    case 'ok':
    case 'tls':
    case 'updated-items':
      return { ...spoilt(right), tables: right };
    case 'slow':
      return { ...spoilt(right), delayMs: SLOW_MS };
    case 'timeout':
      return { kind: 'hang' };
    case 'refused':
      return { kind: 'close' };
    case '3xx':
      return plain(302, 'Moved.', { location: '/elsewhere' });
    case '4xx':
      return plain(404, 'There is no such page in this shop.');
    case '5xx':
      return plain(503, 'The shop is being restocked.');
    case 'not-a-form':
      return plain(200, '<!doctype html><title>Larch</title><p>Welcome to the shop.', { 'content-type': 'text/html' });
    case 'not-xml':
      return signed('The shop is closed on Sundays.', asking);
    case 'wrong-signature':
      return signed(writeAnswer({ ...asking, tables: right, wrapped: false }), asking, 'wrong');
    case 'no-signature':
      return signed(writeAnswer({ ...asking, tables: right, wrapped: false }), asking, 'none');
    case 'wrong-address-id':
      return spoilt(right, (xml) => xml.replace(/<AddressId>[^<]*</, '<AddressId>somewhere-else<'));
    case 'missing-item':
      return spoilt(right, (xml) =>
        xml.replace(/<CallbackOrderItem>(?:(?!<CallbackOrderItem>).)*<\/CallbackOrderItem>(?=<\/)/s, ''),
      );
    case 'undefined-ids':
      return spoilt(namingNowhere(right, asked));
    case 'missing-shipping':
      return spoilt(without('shipping', right));
    case 'missing-tax':
      return spoilt(without('tax', right));
    case 'missing-promotions':
      return spoilt(without('promotions', right));
    case 'rate-above-1':
      return spoilt({ ...without('tax', right), ...overtaxed(right) });
    case 'huge':
      return spoilt(right, (xml) => `${xml}<!--${'x'.repeat(HUGE_BYTES)}-->`);
    case 'merchant-error':
      return signed(writeError(asked, 'SERVICE_UNAVAILABLE', 'The shop is being restocked.'), asking);
    case 'address-refused':
      return signed(writeError(asked, 'INVALID_SHIPPING_ADDRESS', 'We do not ship there.'), asking);
  }
}

/** The form of an answer with both signatures (protocol 3.5, contracts.md). */
function signed(xml: string, { key, uuid, seconds }: Asking, how: 'right' | 'wrong' | 'none' = 'right'): Answer {
  const signature = sign(key.secretAccessKey, how === 'wrong' ? `${xml} ` : xml);
  const fields = [
    ['order-calculations-response', xml],
    ...(how === 'none'
      ? []
      : [
          ['Signature', signature],
          ['aws-access-key-id', key.accessKeyId],
        ]),
  ];
  const body = fields.map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`).join('&');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    ...(how === 'none' ? {} : bodyHeaders(key.secretAccessKey, { id: uuid, seconds, body })),
  };
  return { kind: 'answer', status: 200, headers, body, delayMs: 0 };
}

function plain(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { kind: 'answer', status, headers: { 'content-type': 'text/plain', ...headers }, body, delayMs: 0 };
}

/** The first line names something of a kind that was asked for, which is nowhere defined. */
function namingNowhere(right: Tables, { asked, items }: AskedDocument): Tables {
  const sku = items[0]?.sku ?? '';
  const nowhere: LineNames = asked.tax
    ? { taxTableId: 'nowhere' }
    : asked.promotions
      ? { promotionId: 'nowhere' }
      : { methodIds: ['nowhere'] };
  return { ...right, lines: new Map([...right.lines, [sku, { ...right.lines.get(sku), ...nowhere }]]) };
}

/** The tables without one kind, in the lists and on the lines. */
function without(kind: Kind, tables: Tables): Tables {
  const { taxTables, cartTaxAmounts, promotions, cartPromotionId, methods, lines } = tables;
  const keep = <Part extends object>(part: Part, of: Kind): Part | Record<string, never> => (kind === of ? {} : part);
  return {
    ...keep({ ...(taxTables && { taxTables }), ...(cartTaxAmounts && { cartTaxAmounts }) }, 'tax'),
    ...keep({ ...(promotions && { promotions }), ...(cartPromotionId !== undefined && { cartPromotionId }) }, 'promotions'),
    ...keep({ ...(methods && { methods }) }, 'shipping'),
    lines: new Map(
      [...lines].map(([sku, { taxTableId, promotionId, methodIds }]) => [
        sku,
        {
          ...keep({ ...(taxTableId !== undefined && { taxTableId }) }, 'tax'),
          ...keep({ ...(promotionId !== undefined && { promotionId }) }, 'promotions'),
          ...keep({ ...(methodIds && { methodIds }) }, 'shipping'),
        },
      ]),
    ),
  };
}

function overtaxed({ methods }: Tables): Partial<Tables> {
  const region = methods?.[0]?.included[0] ?? ({ kind: 'PredefinedRegion', value: 'WorldAll' } as const);
  return { taxTables: [{ id: 'here', rules: [{ rate: exact('7.5'), shippingTaxed: false, region }] }] };
}
