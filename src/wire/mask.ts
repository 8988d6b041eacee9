import type { Fault } from '../core/fault.js';
import type { MaskedText } from '../core/exchange.js';
import { codeUnits } from '../core/code-units.js';
import { findBase64, findSecrets } from './mask-hidden.js';
import { findJsonFields } from './mask-json.js';
import { findFieldValue } from './mask-names.js';
import { findPatterns } from './mask-patterns.js';
import { type Span, paint } from './mask-paint.js';
import { decodeView, type View } from './mask-view.js';
import { findXmlFields } from './mask-xml.js';

export type MaskFormat = 'xml' | 'json' | 'form-value' | 'text';

export interface MaskOptions {
  /** Keyed hash, hex: equal values get equal tags, and a tag says nothing without the key. */
  readonly tag: (value: string) => string;
  /** Known secrets (access secrets, session ids): masked wherever they stand. */
  readonly secrets?: readonly string[];
}

export interface Mask {
  /** Every text is searched for every kind of field (XML stands in JSON, JSON in XML); `fieldName` is that of a `form-value`. */
  text(raw: string, format: MaskFormat, fieldName?: string): MaskedText;
  /** `got` and `message` of a fault masked like a body. */
  fault(fault: Fault): Fault;
}

/** Escapes may be nested (a form around XML around text): so many times are they taken off. */
const MAX_ROUNDS = 3;
const COLON = /\s*:/y;

/**
 * Makes the mask for stored bodies (error-console.md 7): e-mail, phone, card number, street, names of people in known fields
 * and known secrets become `•`, one for each code point; line breaks stay, so that the places of faults stay true. Works on
 * malformed documents too: fields are found by their names, not by parsing. Whatever hides a value (entities, CDATA,
 * percent-escapes, `\u0040`, base64) is taken off for the search and masked as it stood.
 */
export function createMask(options: MaskOptions): Mask {
  const secrets = (options.secrets ?? []).filter((secret) => secret.length >= 8);
  const text = (raw: string, format: MaskFormat, fieldName?: string): MaskedText => {
    const spans = findSpans(raw, secrets);
    if (format === 'form-value' && fieldName !== undefined) spans.push(...findFieldValue(fieldName, raw));
    return spans.length === 0 ? { text: raw, masks: [] } : paint(raw, spans, options.tag);
  };
  return {
    text,
    fault: (fault) => ({
      ...fault,
      ...(fault.got === undefined ? {} : { got: text(fault.got, 'text').text }),
      message: text(fault.message, 'text').text,
    }),
  };
}

/** Everything to mask in a text, as offsets in it. */
function findSpans(raw: string, secrets: readonly string[]): Span[] {
  const spans: Span[] = [];
  let view: View | null = { text: raw, toRaw: null };
  for (let round = 0; view !== null; round++) {
    for (const span of findInView(view.text, secrets)) {
      spans.push(view.toRaw === null ? span : { ...span, start: view.toRaw(span.start), end: view.toRaw(span.end) });
    }
    view = round < MAX_ROUNDS ? decodeView(view) : null;
  }
  return spans;
}

function findInView(text: string, secrets: readonly string[]): Span[] {
  const spans = findPatterns(text);
  const units = codeUnits(text);
  if (text.includes('<')) findXmlFields(text, units, spans);
  const hidden = findBase64(text, units);
  if (hasJsonKey(text)) findJsonFields(text, units, spans);
  findSecrets(text, secrets, spans);
  // only now, as the units of an inner text take the place of these
  for (const { start, end, inner } of hidden) {
    const found = findSpans(inner, secrets)[0];
    if (found !== undefined) spans.push({ ...found, start, end });
  }
  return spans;
}

/** Whether a colon stands behind a quote anywhere: quotes are few in XML, and nearly the first of a JSON is one of a key. */
function hasJsonKey(text: string): boolean {
  for (let quote = text.indexOf('"'); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    COLON.lastIndex = quote + 1;
    if (COLON.test(text)) return true;
  }
  return false;
}
