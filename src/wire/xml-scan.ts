import { codeUnits } from '../core/code-units.js';
import { MAX_DEPTH } from './xml-parse.js';
import { FREE_CONTENT, newNode, type XmlNode } from './xml-tree.js';

/** What programs write has fewer: the rest is not worth reading twice. */
const MAX_PLAIN_ELEMENTS = 25_000;
const DECLARATION = /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])[Uu][Tt][Ff]-8\2)?\?>[ \t\n]*/;
/** Carriage returns need normalising, the rest is either forbidden or more than one unit long. */
const UNPLAIN = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD]/;
const NAMED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
const XMLNS = ' xmlns="';
const LESS = 60;
const GREATER = 62;
const SLASH = 47;

const NAME_CHARS = new Uint8Array(128);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_') NAME_CHARS[letter.charCodeAt(0)] = 1;
for (const other of '0123456789.-') NAME_CHARS[other.charCodeAt(0)] = 2;

interface Scan {
  readonly text: string;
  /** Of the text; only tags are read by them. */
  readonly units: Uint16Array;
  at: number;
  root: XmlNode | null;
  open: XmlNode | null;
  /** Names of open elements inside free content, which are matched and not kept. */
  readonly free: string[];
  depth: number;
  elements: number;
}

/**
 * The parse of documents as programs write them: UTF-8, no prefixes, no attributes but a default namespace, no comments,
 * instructions, CDATA or carriage returns. Gives the very tree that xml-parse.ts gives, in a quarter of the time, or null:
 * "ask xml-parse.ts", which alone finds fault. A differential test holds the two together.
 */
export function scanXml(text: string): XmlNode | null {
  if (UNPLAIN.test(text) || text.includes(']]>')) return null;
  const scan: Scan = {
    text,
    units: codeUnits(text),
    at: DECLARATION.exec(text)?.[0].length ?? 0,
    root: null,
    open: null,
    free: [],
    depth: 0,
    elements: 0,
  };
  if (!scanTag(scan)) return null;
  while (scan.depth > 0) if (!scanText(scan) || !scanTag(scan) || scan.elements > MAX_PLAIN_ELEMENTS) return null;
  return /^[ \t\n]*$/.test(text.slice(scan.at)) ? scan.root : null;
}

function scanText(scan: Scan): boolean {
  const { text, at, open } = scan;
  const end = text.indexOf('<', at);
  if (end < 0) return false;
  scan.at = end;
  if (end === at || open === null) return true;
  const resolved = resolve(text.slice(at, end));
  if (resolved === null) return false;
  if (!FREE_CONTENT.has(open.name)) open.text += resolved;
  return true;
}

/** The five named references; a number or an unknown name is left to the parser. */
function resolve(raw: string): string | null {
  if (!raw.includes('&')) return raw;
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(raw)) return null;
  return raw.replace(/&[a-z]+;/g, (reference) => NAMED[reference] ?? reference);
}

function scanTag(scan: Scan): boolean {
  const { text, units, at } = scan;
  if (at >= text.length || units[at] !== LESS) return false;
  return units[at + 1] === SLASH ? scanEndTag(scan) : scanStartTag(scan);
}

function scanStartTag(scan: Scan): boolean {
  const { text, units, at: start, open, free } = scan;
  const nameEnd = endOfName(units, start + 1, text.length);
  if (nameEnd < 0) return false;
  const name = text.slice(start + 1, nameEnd);
  const namespaceEnd = text.startsWith(XMLNS, nameEnd) ? text.indexOf('"', nameEnd + XMLNS.length) : -1;
  const uri = namespaceEnd < 0 ? (open?.uri ?? '') : text.slice(nameEnd + XMLNS.length, namespaceEnd);
  if (namespaceEnd >= 0 && !isPlainUri(uri)) return false;
  let at = namespaceEnd < 0 ? nameEnd : namespaceEnd + 1;
  const selfClosing = text.charCodeAt(at) === SLASH;
  if (selfClosing) at += 1;
  if (text.charCodeAt(at) !== GREATER) return false;
  scan.at = at + 1;
  scan.depth += 1;
  if (scan.depth > MAX_DEPTH) return false;
  if (open !== null && FREE_CONTENT.has(open.name)) free.push(name);
  else openNode(scan, newNode(name, uri, open, start));
  if (selfClosing) close(scan, null);
  return true;
}

function scanEndTag(scan: Scan): boolean {
  const { text, at: start, open, free } = scan;
  const name = free.at(-1) ?? open?.name ?? '';
  const end = start + 2 + name.length;
  if (!text.startsWith(name, start + 2) || text.charCodeAt(end) !== GREATER) return false;
  scan.at = end + 1;
  close(scan, start);
  return true;
}

function openNode(scan: Scan, node: XmlNode): void {
  scan.elements += 1;
  node.openEnd = scan.at;
  if (scan.open === null) scan.root = node;
  else scan.open.children.push(node);
  scan.open = node;
}

function close(scan: Scan, endTag: number | null): void {
  scan.depth -= 1;
  if (scan.free.pop() !== undefined) return;
  const { open } = scan;
  if (open === null) return;
  open.end = scan.at;
  if (endTag !== null) open.closeStart = endTag;
  scan.open = open.parent;
}

function endOfName(units: Uint16Array, start: number, length: number): number {
  if (start >= length || NAME_CHARS[units[start] as number] !== 1) return -1;
  let end = start + 1;
  while (end < length && (NAME_CHARS[units[end] as number] ?? 0) > 0) end += 1;
  return end;
}

/** Surely a URI; `xmlns=""`, the reserved names and everything unusual are left to the parser. */
function isPlainUri(uri: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9/._~-]+$/.test(uri) && !uri.includes('www.w3.org');
}
