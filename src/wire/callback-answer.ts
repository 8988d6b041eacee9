import type { CallbackCause } from '../core/checkout.js';
import type { Fault } from '../core/fault.js';
import { openAnswer } from './callback-answer-form.js';
import { decodeAnswer } from './callback-answer-tables.js';
import {
  failedAt,
  type CallbackExpectation,
  type CallbackPostAnswer,
  type CallbackReading,
  type FailedAnswer,
} from './callback-types.js';
import { RESPONSE_ROOT } from './calculation.js';
import { CART_NAMESPACES, namespaceOf } from './xml-root.js';
import { collapse } from './xml-text-type.js';
import { childOf, need, type XmlNode } from './xml-tree.js';
import { readXml, type ReadXml, type RefusedXml } from './xml.js';

const FIELD = 'order-calculations-response';
/** Rules of the schema that a number breaks by its size, and what looks like such a number. */
const NUMBER_RULES: ReadonlySet<string> = new Set(['rate-zero-to-one', 'discount-rate-above-zero', 'amount-not-negative']);
const NUMBER = /^[+-]?(?:\.?[0-9]|INF|NaN)/i;

/**
 * Reads what a merchant's endpoint answered with status 200 (protocol 3.5, 3.6), checked in the order form, signature, body
 * signature, XML, schema, `Error`, address, items, ids, kinds, bounds, updates of the cart; the first that fails names the
 * cause. Whether a method covers the address is for core to say. `loadSchemas` must have run.
 */
export function readCallbackAnswer(answer: CallbackPostAnswer, expectation: CallbackExpectation): CallbackReading {
  const opened = openAnswer(answer, expectation);
  if (!opened.ok) return opened;
  const read = readXml(opened.xml, { field: FIELD, roots: [RESPONSE_ROOT], namespaces: CART_NAMESPACES });
  const reading = read.ok ? readDocument(read, expectation) : refuse(read);
  return withWarnings(reading, opened.warnings);
}

function readDocument(read: ReadXml, expectation: CallbackExpectation): CallbackReading {
  if (read.namespace !== expectation.namespace) return otherNamespace(read, expectation);
  const error = childOf(need(read.root, 'Response'), 'Error');
  return error === null ? decodeAnswer(read, expectation) : readError(read, error);
}

/** The document before what it came in: warnings about the form stand last. */
function withWarnings(reading: CallbackReading, more: readonly Fault[]): CallbackReading {
  if (more.length === 0) return reading;
  if (!reading.ok && reading.kind === 'failed') return { ...reading, faults: [...reading.faults, ...more] };
  return { ...reading, warnings: [...reading.warnings, ...more] };
}

function refuse({ code, faults }: RefusedXml): FailedAnswer {
  const cause = code === 'SCHEMA_FAULT' ? causeOf(faults[0]) : (CAUSES[code] ?? 'xml-malformed');
  const failed = failedAt(cause, SENTENCES[cause] ?? 'your answer cannot be read', faults);
  return code === 'SCHEMA_FAULT' ? { ...failed, brokeSchema: true } : failed;
}

const CAUSES: Readonly<Partial<Record<RefusedXml['code'], CallbackCause>>> = {
  XML_TOO_LARGE: 'too-large',
  ROOT_UNKNOWN: 'schema',
  NAMESPACE_UNKNOWN: 'schema',
};
const SENTENCES: Readonly<Partial<Record<CallbackCause, string>>> = {
  'too-large': 'your answer is larger than is read',
  'xml-malformed': 'the XML of your answer cannot be read',
  schema: 'your answer does not follow the schema',
  bounds: 'your answer has a value out of bounds',
  'updates-invalid': 'your answer changes the cart in a way that cannot be followed',
};

/** What a document is refused for that breaks its schema: an update that cannot be, a number too large or below zero, or the rest. */
function causeOf(fault: Fault | undefined): CallbackCause {
  if (fault?.path?.includes('/UpdatedCartItems/') === true) return 'updates-invalid';
  return NUMBER_RULES.has(fault?.rule ?? '') && NUMBER.test(fault?.got ?? '') ? 'bounds' : 'schema';
}

function otherNamespace(read: ReadXml, { namespace }: CallbackExpectation): FailedAnswer {
  const faults = read.newFaults();
  const [expected, got] = [namespaceOf(namespace), read.root.uri];
  const sentence = `expected the namespace of the request, ${expected}, got ${got}`;
  faults.add({ rule: 'namespace-other', severity: 'error', node: read.root, offset: read.root.start, expected, got, sentence });
  return failedAt('schema', 'your answer does not follow the schema', [...faults.list(), ...read.warnings.list()]);
}

/** An address that is refused is an answer; the other codes are failures of the endpoint (protocol 3.6). */
function readError(read: ReadXml, error: XmlNode): CallbackReading {
  const code = collapse(need(error, 'Code').text);
  const message = collapse(need(error, 'Message').text);
  const warnings = read.warnings.list();
  if (code === 'INVALID_SHIPPING_ADDRESS') return { ok: false, kind: 'address-refused', message, warnings };
  const because = `your endpoint answered ${code}${message === '' ? '' : `: ${message}`}`;
  return { ok: false, kind: 'failed', cause: 'merchant-error', because, faults: warnings };
}
