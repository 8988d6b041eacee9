import type { Fault } from '../core/fault.js';
import type { ErrorCode } from '../errors.js';
import { type FormField, openForm } from './form.js';
import { repairBase64 } from './signature.js';

export { openForm, type FormField, type OpenedForm } from './form.js';

export type CallbackField = 'order-calculations-request' | 'order-calculations-error';

export interface CallbackPost {
  readonly ok: true;
  /** Which field carried the document; its root element decides what it is (protocol 3.7). */
  readonly field: CallbackField;
  readonly xml: Buffer;
  /** Absent: the post is unsigned. With it, `uuid` and `timestamp` are there. */
  readonly signature?: string;
  readonly uuid?: string;
  readonly timestamp?: string;
  readonly keyId?: string;
  /** The same value, present whenever the post is signed, so that callers need no check of their own. */
  readonly signed?: { readonly signature: string; readonly uuid: string; readonly timestamp: string };
  readonly warnings: readonly Fault[];
}
export interface EnvelopeRefusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly detail: string;
}

/** The callback answer as a client reads it. */
export interface CallbackAnswer {
  readonly xml: string;
  readonly signature?: string;
  readonly keyId?: string;
}

const DOCUMENT_FIELDS: readonly CallbackField[] = ['order-calculations-request', 'order-calculations-error'];
/** Longest values that the replay table and the headers of our answers can hold. */
const LONGEST = { UUID: 100, Timestamp: 64, Signature: 256, 'aws-access-key-id': 128 } as const;
type SmallField = keyof typeof LONGEST;
const VISIBLE_ASCII = /^[\x21-\x7e]*$/;

/**
 * Finds the document and the signing fields of a callback post (protocol 3.2). An empty signing field counts as left out.
 * Signature without UUID or Timestamp is FORM_FIELD_MISSING; both document fields at once is FORM_FIELD_DOUBLED.
 */
export function openCallbackPost(fields: readonly FormField[]): CallbackPost | EnvelopeRefusal {
  const documents = fields.filter((field) => DOCUMENT_FIELDS.some((name) => name === field.name));
  const document = documents[0];
  if (document === undefined) return missing('order-calculations-request', fields);
  if (documents.length > 1) return doubled(documents.map((field) => field.name));
  const small = readSmallFields(fields);
  if (!small.ok) return small;
  const { UUID: uuid, Timestamp: timestamp, 'aws-access-key-id': keyId, Signature: sent } = small.values;
  const repaired = sent === undefined ? undefined : repairBase64(sent, 'Signature');
  if (repaired !== undefined && uuid === undefined) return missing('UUID', fields);
  if (repaired !== undefined && timestamp === undefined) return missing('Timestamp', fields);
  const signature = repaired?.text;
  return {
    ok: true,
    field: document.name === 'order-calculations-error' ? 'order-calculations-error' : 'order-calculations-request',
    xml: document.bytes,
    ...(signature === undefined ? {} : { signature }),
    ...(uuid === undefined ? {} : { uuid }),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(signature === undefined || uuid === undefined || timestamp === undefined
      ? {}
      : { signed: { signature, uuid, timestamp } }),
    warnings: repaired?.warning === undefined ? [] : [repaired.warning],
  };
}

/** The body of a callback answer, `application/x-www-form-urlencoded` (protocol 3.5); unsigned without a signature. */
export function writeCallbackAnswer(answer: CallbackAnswer): string {
  const document = `order-calculations-response=${encodeURIComponent(answer.xml)}`;
  const signature = answer.signature === undefined ? '' : `&Signature=${encodeURIComponent(answer.signature)}`;
  const key = answer.keyId === undefined ? '' : `&aws-access-key-id=${encodeURIComponent(answer.keyId)}`;
  return document + signature + key;
}

/** Reads a callback answer whatever the order of its fields and the encoding of its blanks (protocol 3.5). */
export function readCallbackAnswer(text: string | Uint8Array): (CallbackAnswer & { readonly ok: true }) | EnvelopeRefusal {
  const opened = openForm(Buffer.from(text), 'application/x-www-form-urlencoded');
  if (!opened.ok) return opened;
  const value = (name: string): string | undefined => opened.fields.find((field) => field.name === name)?.value;
  const xml = value('order-calculations-response');
  if (xml === undefined) return missing('order-calculations-response', opened.fields);
  const signature = value('Signature');
  const keyId = value('aws-access-key-id');
  return {
    ok: true,
    xml,
    ...(signature === undefined ? {} : { signature: repairBase64(signature, 'Signature').text }),
    ...(keyId === undefined ? {} : { keyId }),
  };
}

function readSmallFields(
  fields: readonly FormField[],
): { ok: true; values: Partial<Record<SmallField, string>> } | EnvelopeRefusal {
  const values: Partial<Record<SmallField, string>> = {};
  for (const { name, value } of fields) {
    if (!isSmallField(name) || value.trim() === '') continue;
    const text = name === 'Signature' ? value : value.trim();
    if (text.length > LONGEST[name])
      return malformed(`${name} has ${text.length} characters; at most ${LONGEST[name]} are read.`);
    if (name !== 'Signature' && !VISIBLE_ASCII.test(text)) return malformed(`${name} may hold only visible ASCII characters.`);
    values[name] = text;
  }
  return { ok: true, values };
}

function isSmallField(name: string): name is SmallField {
  return name in LONGEST;
}

function missing(name: string, fields: readonly FormField[]): EnvelopeRefusal {
  const there = fields.map((field) => field.name.slice(0, 40)).slice(0, 8);
  const seen = there.length === 0 ? 'the form has no fields' : `the form has ${there.join(', ')}`;
  return {
    ok: false,
    code: 'FORM_FIELD_MISSING',
    detail: `The form field ${name} is missing or empty; ${seen}. Names are case-sensitive.`,
  };
}

function doubled(names: readonly string[]): EnvelopeRefusal {
  return {
    ok: false,
    code: 'FORM_FIELD_DOUBLED',
    detail: `The form carries two documents, ${names.join(' and ')}. Send one of them.`,
  };
}

function malformed(detail: string): EnvelopeRefusal {
  return { ok: false, code: 'FORM_MALFORMED', detail };
}
