import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '../errors.js';

export const MAX_XML_BYTES = 1024 * 1024;

export type Guarded =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly rule: string;
      readonly message: string;
      /** As far as the text could be decoded; empty where its encoding is not read at all. */
      readonly text: string;
      /** UTF-16 offset in `text`; null where there is no place in it. */
      readonly offset: number | null;
    };

const REMEDY = 'write the document in UTF-8 and say so: <?xml version="1.0" encoding="UTF-8"?>';
const READ_ENCODINGS = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);
/** The first two bytes of encodings that are not read, with and without a byte order mark. */
const FOREIGN_STARTS: Readonly<Record<string, string>> = {
  fffe: 'UTF-16',
  feff: 'UTF-16',
  '3c00': 'UTF-16',
  '003c': 'UTF-16',
  '0000': 'UTF-32',
  '4c6f': 'EBCDIC',
};
const DECLARED = /^\uFEFF?<\?xml\s[^>]*?\bencoding\s*=\s*(["'])([^"']*)\1/;
/** White space, comments and processing instructions before the root. */
const PROLOG_PART = /[ \t\r\n]+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/y;

/**
 * Refuses what must never reach a parser, in one cheap pass: over 1 MiB, not UTF-8, NUL, a document type. Entities can
 * only be declared in a document type, so that none is left after it.
 */
export function guardXml(bytes: Uint8Array): Guarded {
  if (bytes.length > MAX_XML_BYTES) {
    return refusal('XML_TOO_LARGE', 'xml-size', `the XML has ${bytes.length} bytes; at most ${MAX_XML_BYTES} are read`, '', null);
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const foreign = FOREIGN_STARTS[buffer.toString('hex', 0, 2)];
  if (foreign !== undefined) {
    return refusal('XML_ENCODING_WRONG', 'xml-encoding', `the text is in ${foreign}, which is not read; ${REMEDY}`, '', null);
  }
  if (!isUtf8(buffer)) return brokenUtf8(buffer);
  const text = buffer.toString('utf8');
  const nul = text.indexOf('\0');
  if (nul >= 0) return refusal('XML_MALFORMED', 'xml-nul', 'a NUL character may not stand in XML; leave it out', text, nul);
  return wrongDeclaration(buffer, text) ?? documentType(text) ?? { ok: true, text };
}

function refusal(code: ErrorCode, rule: string, message: string, text: string, offset: number | null): Guarded {
  return { ok: false, code, rule, message, text, offset };
}

/** Points at the first byte that cannot be UTF-8: everything before it can be decoded. */
function brokenUtf8(buffer: Buffer): Guarded {
  let good = 0;
  let bad = buffer.length;
  // Invariant: the first `good` bytes hold no fault that more bytes could not mend; within `bad` bytes there is one.
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(buffer.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // A decoder that may go on later keeps a character back until it is whole: the bad one begins behind the text.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(buffer.subarray(0, good), { stream: true });
  const at = Buffer.byteLength(text);
  const byte = buffer[at]?.toString(16).toUpperCase().padStart(2, '0') ?? '';
  const message = `byte ${byte} at ${at} is not UTF-8; if the text is in Latin-1, convert it: ${REMEDY}`;
  return refusal('XML_ENCODING_WRONG', 'xml-encoding', message, text, text.length);
}

/** Whether a beginning of the text could still become UTF-8 with more bytes. */
function decodes(beginning: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function wrongDeclaration(buffer: Buffer, text: string): Guarded | null {
  const declared = DECLARED.exec(text.slice(0, 200));
  const name = declared?.[2];
  if (declared === null || name === undefined) return null;
  const offset = declared[0].length - 1 - name.length;
  const lower = name.toLowerCase();
  if (!READ_ENCODINGS.has(lower)) {
    return refusal('XML_ENCODING_WRONG', 'xml-encoding', `the encoding ${name} is not read; ${REMEDY}`, text, offset);
  }
  if (lower.endsWith('ascii') && buffer.length !== text.length) {
    return refusal('XML_ENCODING_WRONG', 'xml-encoding', `the text is not all ${name}, as it says; ${REMEDY}`, text, offset);
  }
  return null;
}

function documentType(text: string): Guarded | null {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    PROLOG_PART.lastIndex = at;
    const part = PROLOG_PART.exec(text);
    if (part === null) break;
    at += part[0].length;
  }
  const markup = text.slice(at, at + 9).toUpperCase();
  if (!markup.startsWith('<!DOCTYPE') && !markup.startsWith('<!ENTITY')) return null;
  return refusal(
    'XML_DOCTYPE_REFUSED',
    'xml-doctype',
    'document types and entities are not read; leave <!DOCTYPE … > out',
    text,
    at,
  );
}
