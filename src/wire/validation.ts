import type { Fault } from '../core/fault.js';
import { CartwrightError, helpPath, type ErrorCode } from '../errors.js';
import { ERROR_ROOT, readCallbackDocument, REQUEST_ROOT, RESPONSE_ROOT } from './calculation.js';
import { decodeQuoteBody } from './json-cart.js';
import { decodeCartBody } from './json-order-cart.js';
import { placeOf, readJson } from './json-places.js';
import { checkNotification } from './notification-check.js';
import { readOrderCart, type ReadCart, type RefusedCart } from './order-cart.js';
import { CART_NAMESPACES, namespaceOf } from './xml-root.js';
import { NOTIFICATION_ROOTS, ORDER_ROOT, readXml } from './xml.js';

/** What `POST /v1/validations` says about a document; `namespace` is null for JSON and where none could be read. */
export interface Validation {
  /** `unknown` where the document could not be read far enough to tell. */
  readonly kind: string;
  readonly namespace: string | null;
  readonly valid: boolean;
  /** Errors and warnings; a document with warnings only is valid. */
  readonly faults: Fault[];
}

const NOTIFICATION = 'notification';

/** Kinds that exist so far, and the root elements of those that are XML. */
const ROOTS: Readonly<Record<string, readonly string[]>> = {
  order: [ORDER_ROOT],
  'order-calculations-request': [REQUEST_ROOT],
  'order-calculations-response': [RESPONSE_ROOT],
  'order-calculations-error': [ERROR_ROOT],
  [NOTIFICATION]: NOTIFICATION_ROOTS,
};
const CART = 'cart';

/**
 * Validates a document as it would be read for real. Without a kind the root element decides; JSON is a cart. Throws
 * REQUEST_FAULT for a kind that does not exist and CONTENT_TYPE_UNSUPPORTED for what is neither XML nor JSON.
 */
export function validateDocument(bytes: Uint8Array, contentType: string, kind?: string): Validation {
  if (kind !== undefined && kind !== CART && ROOTS[kind] === undefined) throw unknownKind(kind);
  const format = formatOf(contentType);
  if (format === null)
    throw new CartwrightError('CONTENT_TYPE_UNSUPPORTED', {
      detail: `${contentType || 'No content type'}: XML (application/xml) and JSON (application/json) are validated.`,
    });
  if (kind !== undefined && (kind === CART) !== (format === 'json')) throw wrongFormat(kind, format);
  return format === 'json' ? validateCart(bytes) : validateXml(bytes, kind);
}

function formatOf(contentType: string): 'xml' | 'json' | null {
  const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (/^application\/(?:[a-z0-9.-]+\+)?json$/.test(type)) return 'json';
  return /^(?:text|application)\/(?:[a-z0-9.-]+\+)?xml$/.test(type) ? 'xml' : null;
}

function unknownKind(kind: string): CartwrightError {
  return new CartwrightError('REQUEST_FAULT', {
    detail: `There is no kind ${kind}; the kinds are ${[...Object.keys(ROOTS), CART].join(', ')}.`,
  });
}

function wrongFormat(kind: string, format: 'xml' | 'json'): CartwrightError {
  const wanted = kind === CART ? 'JSON (application/json)' : 'XML (application/xml)';
  return new CartwrightError('CONTENT_TYPE_UNSUPPORTED', {
    detail: `The kind ${kind} is ${wanted}, and the content type says ${format.toUpperCase()}.`,
  });
}

function validateXml(bytes: Uint8Array, kind: string | undefined): Validation {
  const roots = (kind === undefined ? undefined : ROOTS[kind]) ?? Object.values(ROOTS).flat();
  const read = readXml(bytes, { roots, namespaces: CART_NAMESPACES });
  const found = kind ?? kindOf(read.root?.name) ?? 'unknown';
  const namespace = read.namespace === null ? null : namespaceOf(read.namespace);
  if (read.root?.name === ORDER_ROOT && roots.includes(ORDER_ROOT))
    return { kind: found, namespace, ...verdictOf(readOrderCart(bytes, {})) };
  if (found === NOTIFICATION) return { kind: found, ...validateNotification(bytes) };
  if (!read.ok) return { kind: found, namespace, valid: false, faults: read.faults };
  if (read.root.name === RESPONSE_ROOT) return { kind: found, namespace, valid: true, faults: read.warnings.list() };
  const document = readCallbackDocument(bytes, {});
  if (document.kind === 'fault') return { kind: found, namespace, valid: false, faults: document.faults };
  const problems = document.kind === 'request' ? document.request.problems.map(problemFault) : [];
  return { kind: found, namespace, valid: problems.length === 0, faults: [...problems, ...document.warnings] };
}

function validateNotification(bytes: Uint8Array): Omit<Validation, 'kind'> {
  const { namespace, ...verdict } = checkNotification(bytes);
  return { namespace: namespace === null ? null : namespaceOf(namespace), ...verdict };
}

function verdictOf(reading: ReadCart | RefusedCart): Pick<Validation, 'valid' | 'faults'> {
  return reading.ok ? { valid: true, faults: reading.warnings } : { valid: false, faults: reading.faults };
}

function kindOf(root: string | undefined): string | undefined {
  return Object.keys(ROOTS).find((kind) => root !== undefined && ROOTS[kind]?.includes(root));
}

/** What cannot be priced is valid XML and an error all the same: the answer to it would be an `Error`. */
function problemFault({ code, message }: { readonly code: ErrorCode; readonly message: string }): Fault {
  return { rule: code.toLowerCase().replaceAll('_', '-'), severity: 'error', message, help: helpPath(code) };
}

function validateCart(bytes: Uint8Array): Validation {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const faults = cartFaults(raw);
  return { kind: CART, namespace: null, valid: faults.every(({ severity }) => severity === 'warning'), faults };
}

function cartFaults(raw: string): Fault[] {
  const read = readJson(raw);
  if (!read.ok) {
    const place = placeOf(raw, { start: read.offset, end: read.offset });
    const message = `line ${place.line}, column ${place.column}: expected ${read.expected}`;
    return [
      {
        rule: 'json-malformed',
        severity: 'error',
        pointer: '',
        ...place,
        expected: read.expected,
        message,
        help: helpPath('JSON_MALFORMED'),
      },
    ];
  }
  if (!isQuote(read.value)) return verdictOf(decodeCartBody(read.value, { merchantId: '', raw })).faults;
  const decoded = decodeQuoteBody(read.value, raw);
  return decoded.ok ? [] : decoded.faults;
}

/** A cart to price says where it goes; one to check out has its buyer say that. */
function isQuote(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'address' in body;
}
