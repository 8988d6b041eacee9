import { SaxesParser } from 'saxes';
import type { ErrorCode } from '../errors.js';
import { malformed } from './xml-malformed.js';
import { FREE_CONTENT, newNode, type XmlNode } from './xml-tree.js';

/** Root is level 1. */
export const MAX_DEPTH = 64;
/** Three times what 500 items with all their fields have; custom data does not count. */
const MAX_ELEMENTS = 75_000;
const MAX_ATTRIBUTES = 256;
const TOO_DEEP = `elements are nested more than ${MAX_DEPTH} levels deep`;
const TOO_MANY_ELEMENTS = `the document has more than ${MAX_ELEMENTS} elements outside custom data`;
const TOO_MANY_ATTRIBUTES = `this tag has more than ${MAX_ATTRIBUTES} attributes`;
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** A name behind a prefix begins like any name: saxes does not look. */
const ODD_START = /^[^A-Za-z_]/;
const DECLARATION_START = /^\uFEFF?<\?xml[ \t\r\n]/;
/** Surely a URI, or the empty name that undoes a declaration. */
const PLAIN_URI = /^(?:[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9/._~-]+)?$/;

export type Parsed =
  | {
      readonly ok: true;
      readonly root: XmlNode;
      /** Offset of the first markup that saxes reads and the schema's engine may not: instructions, odd namespace names. */
      readonly doubt: number | null;
    }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly rule: string;
      /** UTF-16 offset of the fault. */
      readonly offset: number;
      readonly message: string;
      /** What had been read before the fault, if the root had begun. */
      readonly root: XmlNode | null;
      /** The innermost element that was open there. */
      readonly open: XmlNode | null;
    };

/** Stops the parser; never leaves this file. */
class Stop extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly rule: string,
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

interface Reading {
  readonly text: string;
  root: XmlNode | null;
  open: XmlNode | null;
  depth: number;
  /** Levels inside free content, whose elements are not kept. */
  free: number;
  /** Elements kept so far. */
  elements: number;
  /** Attributes of the tag that is being read. */
  attributes: number;
  /** Behind the `>` of the tag that was read last. */
  tagEnd: number;
  doubt: number | null;
}

/** Parses a document that xml-guard.ts has let through: one pass, positions kept, the first fault ends it. */
export function parseXml(text: string): Parsed {
  const reading: Reading = {
    text,
    root: null,
    open: null,
    depth: 0,
    free: 0,
    elements: 0,
    attributes: 0,
    tagEnd: 0,
    doubt: null,
  };
  try {
    readWith(reading);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return {
      ok: false,
      code: error.code,
      rule: error.rule,
      offset: error.offset,
      message: error.message,
      root: reading.root,
      open: reading.open,
    };
  }
  if (reading.root === null) throw new Error('saxes ended without a root and without an error');
  const instruction = text.indexOf('<?', DECLARATION_START.test(text) ? '\uFEFF<?xml'.length : 0);
  return { ok: true, root: reading.root, doubt: reading.doubt ?? (instruction < 0 ? null : instruction) };
}

function readWith(reading: Reading): void {
  // Six handlers and no more: each is a property that saxes adds to the parser, and with a few more of them V8 keeps the
  // parser as a dictionary, in which everything takes five times as long.
  const parser = new SaxesParser({ xmlns: true, position: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  parser.on('error', (error) => {
    throw stopAt(reading, parser.position, error.message, nameOf(reading));
  });
  parser.on('attribute', () => {
    reading.attributes += 1;
    if (reading.attributes > MAX_ATTRIBUTES)
      throw new Stop('SCHEMA_FAULT', 'xml-attributes', tagAt(reading, parser.position), TOO_MANY_ATTRIBUTES);
  });
  parser.on('opentag', (tag) => {
    startTag(reading, parser.position);
    if (ODD_START.test(tag.local)) reading.doubt ??= tagAt(reading, parser.position);
    const attributes = readAttributes(reading, tag.attributes, FREE_CONTENT.has(tag.local));
    if (reading.free === 0) openElement(reading, parser.position, tag.local, tag.uri, attributes);
  });
  parser.on('text', (part) => {
    if (keepsText(reading)) reading.open.text += part;
  });
  parser.on('cdata', (part) => {
    if (!keepsText(reading)) return;
    reading.open.text += part;
    reading.open.cdata = true;
  });
  parser.on('closetag', (tag) => {
    closeElement(reading, parser.position, tag.isSelfClosing ? null : tag.name);
  });
  parser.write(reading.text).close();
}

/** A start tag holds no other `<`, so that the last one is its own. */
function tagAt({ text }: Reading, position: number): number {
  return text.lastIndexOf('<', position - 1);
}

function startTag(reading: Reading, position: number): void {
  reading.tagEnd = position;
  reading.attributes = 0;
  reading.depth += 1;
  if (reading.depth > MAX_DEPTH) throw new Stop('XML_TOO_DEEP', 'xml-depth', tagAt(reading, position), TOO_DEEP);
  if (reading.open !== null && (reading.free > 0 || FREE_CONTENT.has(reading.open.name))) reading.free += 1;
}

function openElement(reading: Reading, position: number, name: string, uri: string, attributes: boolean): void {
  const start = tagAt(reading, position);
  reading.elements += 1;
  if (reading.elements > MAX_ELEMENTS) throw new Stop('SCHEMA_FAULT', 'xml-elements', start, TOO_MANY_ELEMENTS);
  const node = newNode(name, uri, reading.open, start);
  node.openEnd = position;
  node.attributes = attributes;
  if (reading.open === null) reading.root = node;
  else reading.open.children.push(node);
  reading.open = node;
}

/** `name` is that of the open element as written, null where its start tag closed it. */
function closeElement(reading: Reading, position: number, name: string | null): void {
  reading.tagEnd = position;
  // Looked for only where there is one: in a row of empty tags the search would begin anew at each of them.
  const endTag = name === null ? null : reading.text.lastIndexOf('</', position - 1);
  // saxes closes whatever is open before it compares the names.
  if (name !== null && !isEndTagOf(reading.text, endTag ?? 0, name))
    throw stopAt(reading, position, 'unexpected close tag', name);
  reading.depth -= 1;
  if (reading.free > 0) {
    reading.free -= 1;
    return;
  }
  const node = reading.open;
  if (node === null) return;
  node.end = position;
  if (endTag !== null) node.closeStart = endTag;
  reading.open = node.parent;
}

function isEndTagOf(text: string, endTag: number, name: string): boolean {
  const after = text[endTag + 2 + name.length] ?? '';
  return text.startsWith(name, endTag + 2) && /[> \t\r\n]/.test(after);
}

function keepsText(reading: Reading): reading is Reading & { open: XmlNode } {
  return reading.open !== null && reading.free === 0 && !FREE_CONTENT.has(reading.open.name);
}

type Attributes = Record<string, { readonly uri: string; readonly local: string; readonly value: string }>;

/**
 * Whether there are attributes that the schema does not know: any but namespace declarations, in free content only those
 * that speak to the schema's engine itself (xsi:nil). Namespace names are looked at on the way.
 */
function readAttributes(reading: Reading, attributes: Attributes, free: boolean): boolean {
  let unknown = false;
  for (const name in attributes) {
    const attribute = attributes[name];
    if (attribute?.uri !== XMLNS) unknown ||= !free || attribute?.uri === XSI;
    if (attribute?.uri === XMLNS ? !PLAIN_URI.test(attribute.value) : ODD_START.test(attribute?.local ?? ''))
      reading.doubt ??= tagAt(reading, reading.tagEnd);
  }
  return unknown;
}

function nameOf({ text, open }: Reading): string | null {
  return open === null ? null : (/^[^\s/>]*/.exec(text.slice(open.start + 1, open.openEnd))?.[0] ?? open.name);
}

function stopAt(reading: Reading, position: number, said: string, openName: string | null): Stop {
  const { text, tagEnd } = reading;
  const ends = ['-->', ']]>', '?>'].map((end) => text.lastIndexOf(end, position - 1));
  const textStart = Math.max(tagEnd, ...ends);
  const found = malformed({ text, position, tagStart: tagAt(reading, position), textStart, openName, said });
  return new Stop(
    found.rule === 'xml-doctype' ? 'XML_DOCTYPE_REFUSED' : 'XML_MALFORMED',
    found.rule,
    found.offset,
    found.message,
  );
}
