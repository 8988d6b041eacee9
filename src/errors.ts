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
  ADDRESS_FIELD_WRONG: { status: 422, title: 'A field of the address is missing or wrong' },
  ADDRESS_CONTRADICTORY: { status: 422, title: 'State and postal code contradict each other' },
  SHIPPING_NOT_CONFIGURED: { status: 422, title: 'No shipping method could carry this cart to any address' },
  CURRENCY_MIXED: { status: 422, title: 'The cart has more than one currency' },
  CHARGES_FAULT: { status: 422, title: 'The charges of an item are incomplete or contradict each other' },
  CURRENCY_NOT_CONFIGURED: { status: 422, title: 'The shop has no settings in this currency' },
  SKU_MISSING: { status: 422, title: 'An item has no SKU' },
  ITEM_UNKNOWN: { status: 422, title: 'An order names an item that is not in the cart' },
  ITEM_DOUBLED: { status: 422, title: 'Two lines of the cart have one id' },
  ITEM_IN_TWO_ORDERS: { status: 422, title: 'One item stands in two orders' },
  ITEM_MERCHANT_WRONG: { status: 422, title: 'An item belongs to another merchant' },
  AMOUNT_TOO_LARGE: { status: 422, title: 'An amount is above 999,999,999.99' },
  CART_RATE_RANGE: { status: 422, title: 'A rate is not between 0 and 1' },
  CART_TAX_MISSING: { status: 422, title: 'The cart states taxes, but none for a shipping method that is offered' },
  CALLBACK_FAILED: { status: 503, title: 'The callback of the cart failed and nothing may stand in for it' },
  CALLBACK_ADDRESS_REFUSED: { status: 422, title: 'The callback of the cart refused the address' },
  CALLBACK_ERROR_REPORTED: { status: 200, title: 'The checkout reported that a callback failed' },
  // calls to the endpoint of a cart; the statuses are those of a gateway in front of it
  CALLBACK_TIMEOUT: { status: 504, title: 'The endpoint did not answer in time' },
  CALLBACK_REFUSED: { status: 502, title: 'The endpoint could not be reached' },
  CALLBACK_TLS: { status: 502, title: 'The endpoint has no TLS connection that can be trusted' },
  CALLBACK_ADDRESS_FORBIDDEN: { status: 502, title: 'The address of the endpoint is not one that may be called' },
  CALLBACK_REDIRECT: { status: 502, title: 'The endpoint answered with a redirect' },
  CALLBACK_HTTP_STATUS: { status: 502, title: 'The endpoint answered with another status than 200' },
  CALLBACK_TOO_LARGE: { status: 502, title: 'The answer of the endpoint is larger than is read' },
  CALLBACK_NOT_A_FORM: { status: 502, title: 'The answer of the endpoint is not the form that was expected' },
  CALLBACK_XML_MALFORMED: { status: 502, title: 'The XML of the answer cannot be read' },
  CALLBACK_SIGNATURE_MISSING: { status: 502, title: 'The answer of the endpoint is not signed' },
  CALLBACK_SIGNATURE_MISMATCH: { status: 502, title: 'The signature of the answer does not match' },
  CALLBACK_SCHEMA_FAULT: { status: 502, title: 'The answer of the endpoint breaks its schema' },
  CALLBACK_ADDRESS_MISMATCH: { status: 502, title: 'The answer is for another address than was asked about' },
  CALLBACK_ITEMS_MISMATCH: { status: 502, title: 'The answer is about other items than were asked about' },
  CALLBACK_IDS_UNDEFINED: { status: 502, title: 'The answer names tables that it does not have' },
  CALLBACK_KIND_MISSING: { status: 502, title: 'The answer lacks a kind of amounts that was asked for' },
  CALLBACK_BOUNDS: { status: 502, title: 'The answer has a rate or an amount out of bounds' },
  CALLBACK_UPDATES_INVALID: { status: 502, title: 'The answer changes the cart in a way that cannot be followed' },
  CALLBACK_MERCHANT_ERROR: { status: 502, title: 'The endpoint answered that it could not price the cart' },
  CALLBACK_BREAKER_OPEN: { status: 503, title: 'The endpoint failed repeatedly and is not called for a while' },
  CALLBACK_NO_KEY: { status: 503, title: 'There is no access key to sign a call with' },
  // carts, checkouts and orders
  CART_EXPIRED: { status: 410, title: 'The cart is past its ExpirationDate' },
  CART_ORDERED_ALREADY: { status: 409, title: 'A cart with this ClientRequestId has been ordered already' },
  CHECKOUT_UNKNOWN: { status: 404, title: 'There is no such checkout' },
  CHECKOUT_TAKEN: { status: 404, title: 'This checkout is open in another browser' },
  COOKIE_MISSING: { status: 403, title: 'The browser sent back no cookie' },
  CHECKOUT_CLOSED: { status: 410, title: 'This checkout is closed' },
  CHECKOUT_CHANGED: { status: 409, title: 'The checkout was changed in another tab' },
  CHOICE_GONE: { status: 409, title: 'The chosen shipping is not offered any more' },
  CODE_USED_UP: { status: 409, title: 'A claim code was used up by another order' },
  CODE_THROTTLED: { status: 429, title: 'Too many claim codes that do not exist' },
  PRICE_CHANGED: { status: 409, title: 'The price changed before the order was placed' },
  PAYMENT_DECLINED: { status: 402, title: 'The payment was declined' },
  ORDER_UNKNOWN: { status: 404, title: 'There is no such order' },
  ORDER_WINDOW_OVER: { status: 409, title: 'The time to cancel this order is over' },
  // what becomes of an order
  ORDER_PENDING: { status: 409, title: 'The order is not released yet' },
  ORDER_CANCELLED: { status: 409, title: 'The order was cancelled' },
  ORDER_LINE_UNKNOWN: { status: 422, title: 'The order has no such line' },
  ORDER_UNITS_CLOSED: { status: 409, title: 'The units are not open any more' },
  ORDER_PAYMENT_PROBLEM: { status: 409, title: 'A capture of this order was refused' },
  ORDER_CAPTURE_PENDING: { status: 409, title: 'The gateway has not answered yet about this order' },
  SHIP_DATE_WRONG: { status: 422, title: 'The ship date is not a day on which this order can have been shipped' },
  SHIPMENT_UNKNOWN: { status: 404, title: 'The order has no such shipment' },
  REFUND_UNKNOWN: { status: 404, title: 'The order has no such refund' },
  REFUND_NOT_CAPTURED: { status: 409, title: 'Nothing of this order was captured yet' },
  REFUND_ABOVE_REMAINDER: { status: 409, title: 'The refund is more than what remains' },
  REFUND_PROMOTION_MISSING: { status: 422, title: 'The refund leaves the promotion out' },
  REFUND_NEGATIVE: { status: 422, title: 'An amount or a number of units of the refund is not one' },
  REFUND_EMPTY: { status: 422, title: 'The refund gives nothing back' },
  PAYMENT_BY_GATEWAY: { status: 409, title: 'The gateway moves the money of this order itself' },
  CHARGEBACK_UNKNOWN: { status: 404, title: 'The order has no such chargeback' },
  CHARGEBACK_ENDED: { status: 409, title: 'The chargeback has ended already' },
  CHARGEBACK_LIVE: { status: 403, title: 'Only the sandbox plays chargebacks' },
  REFUND_SENT: { status: 409, title: 'The refund can no longer be undone' },
  CLOCK_LIVE: { status: 403, title: 'Only the clock of a sandbox can be moved' },
  CLOCK_BACKWARDS: { status: 422, title: 'A clock only goes forward' },
  CLOCK_TOO_FAR: { status: 422, title: 'The clock would be more than ten years ahead' },
  // endpoints and deliveries; the statuses of what a store answered are those of a gateway in front of it
  ENDPOINT_UNKNOWN: { status: 404, title: 'There is no such endpoint' },
  ENDPOINT_DUPLICATE: { status: 409, title: 'Another endpoint has this address already' },
  ENDPOINT_FAULT: { status: 422, title: 'The endpoint cannot be as it is described' },
  ENDPOINT_ADDRESS_FORBIDDEN: { status: 422, title: 'The address of the endpoint is not one that may be called' },
  ENDPOINT_CHANGED: { status: 412, title: 'Someone changed this endpoint in the meantime' },
  ENDPOINT_OFF: { status: 409, title: 'The endpoint is switched off' },
  ENDPOINT_GONE: { status: 502, title: 'The store answered that its endpoint is gone for good' },
  DELIVERY_UNKNOWN: { status: 404, title: 'There is no such delivery' },
  DELIVERY_BUSY: { status: 409, title: 'The delivery is being sent at this moment' },
  DELIVERY_ENDED: { status: 409, title: 'The delivery has ended already' },
  DELIVERY_EXPIRED: { status: 409, title: 'The delivery is too old to be sent again' },
  DELIVERY_TIMEOUT: { status: 504, title: 'The store did not answer in time' },
  DELIVERY_UNREACHABLE: { status: 502, title: 'The store could not be reached' },
  DELIVERY_TLS: { status: 502, title: 'The store has no TLS connection that can be trusted' },
  DELIVERY_ADDRESS_FORBIDDEN: { status: 502, title: 'The address of the store is not one that may be called' },
  DELIVERY_REDIRECTED: { status: 502, title: 'The store answered with a redirect' },
  DELIVERY_REFUSED: { status: 502, title: 'The store refused the delivery' },
  DELIVERY_THROTTLED: { status: 503, title: 'The store wants to be sent less at a time' },
  DELIVERY_FAILED: { status: 502, title: 'The store failed at the delivery' },
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
