import type { Fault } from './core/fault.js';

export interface ErrorEntry {
  readonly status: number;
  /** What happened, in half a sentence; the title of the problem document and of the help page. */
  readonly title: string;
}

/**
 * Every code of Cartwright, its HTTP status and its title. Codes are NOUN_FAULT, public and never renamed; each has a
 * help page (src/help.ts) and a test.
 */
export const ERRORS = {
  // the post itself
  METHOD_NOT_ALLOWED: { status: 405, title: 'This address takes another method' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is larger than this address takes' },
  BODY_CUT_SHORT: { status: 400, title: 'The body ended before its announced length' },
  CONTENT_TYPE_UNSUPPORTED: { status: 415, title: 'The content type is not one that this address reads' },
  FORM_MALFORMED: { status: 400, title: 'The form could not be decoded' },
  FORM_FIELD_MISSING: { status: 400, title: 'A form field is missing' },
  FORM_FIELD_DOUBLED: { status: 400, title: 'A form field was sent twice' },
  FORM_FIELD_WRONG: { status: 400, title: 'A form field has a value that is not read' },
  MERCHANT_UNKNOWN: { status: 404, title: 'No merchant has this id' },
  RATE_LIMITED: { status: 429, title: 'Too many requests in a short time' },
  // keys and signatures
  KEY_UNKNOWN: { status: 403, title: 'The access key is not known here' },
  KEY_REVOKED: { status: 403, title: 'The access key was revoked' },
  KEY_ENVIRONMENT_WRONG: { status: 403, title: 'The access key belongs to the other environment' },
  SIGNATURE_MISSING: { status: 403, title: 'The post is not signed' },
  SIGNATURE_MISMATCH: { status: 403, title: 'The signature does not match' },
  SIGNATURE_STALE: { status: 403, title: 'The timestamp is outside the allowed window' },
  SIGNATURE_REPLAYED: { status: 403, title: 'This UUID was used before' },
  TIMESTAMP_MALFORMED: { status: 403, title: 'The timestamp cannot be read' },
  BODY_SIGNATURE_MISSING: { status: 403, title: 'The body signature is required and absent' },
  BODY_SIGNATURE_MISMATCH: { status: 403, title: 'The body signature does not match' },
  // documents
  XML_MALFORMED: { status: 400, title: 'The XML is not well formed' },
  XML_ENCODING_WRONG: { status: 400, title: 'The text is not in the encoding that it names' },
  XML_DOCTYPE_REFUSED: { status: 400, title: 'Document types and entities are not read' },
  XML_TOO_LARGE: { status: 413, title: 'The XML is larger than 1 MiB' },
  XML_TOO_DEEP: { status: 400, title: 'The XML is nested more than 64 levels deep' },
  ROOT_UNKNOWN: { status: 400, title: 'The root element is not one that this address reads' },
  NAMESPACE_UNKNOWN: { status: 400, title: 'The namespace is not one that Cartwright speaks' },
  SCHEMA_FAULT: { status: 400, title: 'The document breaks its schema' },
  JSON_MALFORMED: { status: 400, title: 'The JSON is not well formed' },
  REQUEST_FAULT: { status: 400, title: 'The request breaks the API description' },
  // meaning
  ADDRESS_NOT_COVERED: { status: 422, title: 'No shipping method covers this address' },
  ADDRESS_INCOMPLETE: { status: 422, title: 'The address lacks what a price needs' },
  ADDRESS_CONTRADICTORY: { status: 422, title: 'State and postal code contradict each other' },
  SHIPPING_NOT_CONFIGURED: { status: 422, title: 'No shipping method could carry this cart to any address' },
  CURRENCY_MIXED: { status: 422, title: 'The cart has more than one currency' },
  CURRENCY_NOT_CONFIGURED: { status: 422, title: 'The shop has no settings in this currency' },
  SKU_MISSING: { status: 422, title: 'An item has no SKU' },
  ITEM_UNKNOWN: { status: 422, title: 'An order names an item that is not in the cart' },
  ITEM_DOUBLED: { status: 422, title: 'Two lines of the cart have one id' },
  ITEM_IN_TWO_ORDERS: { status: 422, title: 'One item stands in two orders' },
  ITEM_MERCHANT_WRONG: { status: 422, title: 'An item belongs to another merchant' },
  AMOUNT_TOO_LARGE: { status: 422, title: 'An amount is above 999,999,999.99' },
  CART_RATE_RANGE: { status: 422, title: 'A rate is not between 0 and 1' },
  CART_TAX_MISSING: { status: 422, title: 'The cart states taxes, but none for a shipping method that is offered' },
  CALLBACK_FAILED: { status: 422, title: 'The callback of the cart failed and nothing may stand in for it' },
  CALLBACK_ADDRESS_REFUSED: { status: 422, title: 'The callback of the cart refused the address' },
  CALLBACK_ERROR_REPORTED: { status: 200, title: 'The checkout reported that a callback failed' },
  // API
  CREDENTIALS_MISSING: { status: 401, title: 'The API wants an access key' },
  CREDENTIALS_WRONG: { status: 401, title: 'The access key or its secret is wrong' },
  NOT_FOUND: { status: 404, title: 'There is nothing at this address' },
  SEARCH_FAULT: { status: 400, title: 'The search could not be understood' },
  SETTINGS_FAULT: { status: 422, title: 'The settings contradict themselves' },
  SETTINGS_UNREADABLE: { status: 500, title: 'The stored settings cannot be used' },
  SETTINGS_CHANGED: { status: 412, title: 'Someone changed these settings in the meantime' },
  IDEMPOTENCY_KEY_REUSED: { status: 409, title: 'This Idempotency-Key came with another body before' },
  IDEMPOTENCY_KEY_BUSY: { status: 409, title: 'The first request with this Idempotency-Key is still running' },
  // console
  CSRF_MISMATCH: { status: 403, title: 'The form is from another session' },
  SIGN_IN_WRONG: { status: 401, title: 'The e-mail or the password is wrong' },
  SIGN_IN_THROTTLED: { status: 429, title: 'Too many attempts to sign in' },
  // the service
  DATABASE_UNAVAILABLE: { status: 503, title: 'The database does not answer or takes no writes' },
  OVERLOADED: { status: 503, title: 'More work is waiting than can be done in time' },
  SHUTTING_DOWN: { status: 503, title: 'The service is shutting down' },
  INTERNAL_FAULT: { status: 500, title: 'Cartwright made a mistake' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

export interface ErrorDetails {
  /** One sentence for this occurrence: what, where, what to do. Never a secret. */
  readonly detail?: string;
  readonly faults?: readonly Fault[];
  /** Response headers that belong to the refusal (`Allow`, `Retry-After`, `WWW-Authenticate`). */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** The one error class: a code of the table, with what is true of this occurrence. */
export class CartwrightError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const entry = ERRORS[code];
    super(details.detail ?? entry.title, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CartwrightError';
    this.code = code;
    this.status = entry.status;
    this.title = entry.title;
    this.detail = details.detail ?? `${entry.title}.`;
    this.faults = details.faults ?? [];
    this.headers = details.headers ?? {};
  }
}

/** Path of the help page of a code; the `type` of a problem document is this behind the public address. */
export const helpPath = (code: ErrorCode): string => `/help/${code}`;
