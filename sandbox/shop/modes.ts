/** Whether a mode answers as it should; spoils the answer, so that another source is to stand in; or refuses the address. */
export type ModeKind = 'answer' | 'failure' | 'address';

export interface ModeEntry {
  readonly kind: ModeKind;
  /** The cause that the service must name (error-console 13); null where the call did not fail. */
  readonly cause: string | null;
  /** The code under which the service must record the call; null where nothing is wrong with it. */
  readonly code: string | null;
  readonly says: string;
}

/** What the shop's endpoint can be told to do. */
export const MODES = {
  ok: { kind: 'answer', cause: null, code: null, says: 'answers by the prices of the shop' },
  'updated-items': { kind: 'answer', cause: null, code: null, says: 'answers, and adds gift wrapping to the cart (2009-05-15)' },
  timeout: { kind: 'failure', cause: 'timeout', code: 'CALLBACK_TIMEOUT', says: 'never answers' },
  slow: { kind: 'failure', cause: 'timeout', code: 'CALLBACK_TIMEOUT', says: 'answers rightly, but after the deadline' },
  refused: { kind: 'failure', cause: 'refused', code: 'CALLBACK_REFUSED', says: 'closes the connection without an answer' },
  tls: {
    kind: 'failure',
    cause: 'tls',
    code: 'CALLBACK_TLS',
    says: 'speaks TLS with a certificate that nobody vouches for; carts say https',
  },
  '3xx': { kind: 'failure', cause: 'redirect', code: 'CALLBACK_REDIRECT', says: 'redirects' },
  '4xx': { kind: 'failure', cause: 'http-4xx', code: 'CALLBACK_HTTP_STATUS', says: 'answers 404' },
  '5xx': { kind: 'failure', cause: 'http-5xx', code: 'CALLBACK_HTTP_STATUS', says: 'answers 503' },
  'not-a-form': { kind: 'failure', cause: 'not-a-form', code: 'CALLBACK_NOT_A_FORM', says: 'answers a page of HTML' },
  'not-xml': {
    kind: 'failure',
    cause: 'xml-malformed',
    code: 'CALLBACK_XML_MALFORMED',
    says: 'answers a form with words in place of XML, signed',
  },
  'wrong-signature': {
    kind: 'failure',
    cause: 'signature-mismatch',
    code: 'CALLBACK_SIGNATURE_MISMATCH',
    says: 'signs something else',
  },
  'no-signature': { kind: 'failure', cause: 'signature-missing', code: 'CALLBACK_SIGNATURE_MISSING', says: 'does not sign' },
  'wrong-address-id': {
    kind: 'failure',
    cause: 'address-mismatch',
    code: 'CALLBACK_ADDRESS_MISMATCH',
    says: 'answers for another address',
  },
  'missing-item': { kind: 'failure', cause: 'items-mismatch', code: 'CALLBACK_ITEMS_MISMATCH', says: 'leaves out the last item' },
  'undefined-ids': {
    kind: 'failure',
    cause: 'ids-undefined',
    code: 'CALLBACK_IDS_UNDEFINED',
    says: 'names an id that it does not define',
  },
  'missing-shipping': {
    kind: 'failure',
    cause: 'kind-missing',
    code: 'CALLBACK_KIND_MISSING',
    says: 'leaves out ShippingMethods',
  },
  'missing-tax': { kind: 'failure', cause: 'kind-missing', code: 'CALLBACK_KIND_MISSING', says: 'leaves out TaxTables' },
  'missing-promotions': { kind: 'failure', cause: 'kind-missing', code: 'CALLBACK_KIND_MISSING', says: 'leaves out Promotions' },
  'rate-above-1': {
    kind: 'failure',
    cause: 'bounds',
    code: 'CALLBACK_BOUNDS',
    says: 'says a tax rate of 7.5 where it means 0.075',
  },
  huge: { kind: 'failure', cause: 'too-large', code: 'CALLBACK_TOO_LARGE', says: 'answers more than is read' },
  'merchant-error': {
    kind: 'failure',
    cause: 'merchant-error',
    code: 'CALLBACK_MERCHANT_ERROR',
    says: 'answers the Error SERVICE_UNAVAILABLE',
  },
  'address-refused': {
    kind: 'address',
    cause: null,
    code: 'CALLBACK_ADDRESS_REFUSED',
    says: 'answers the Error INVALID_SHIPPING_ADDRESS',
  },
} as const satisfies Readonly<Record<string, ModeEntry>>;

export type Mode = keyof typeof MODES;

export const MODE_NAMES = Object.keys(MODES) as readonly Mode[];

export function isMode(text: unknown): text is Mode {
  return typeof text === 'string' && Object.hasOwn(MODES, text);
}
