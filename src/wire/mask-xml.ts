import type { Span } from './mask-paint.js';
import { isKnownShape, PEOPLE, plainName, pushTrimmed, whatIs } from './mask-names.js';

/** Known names are shorter. */
const MAX_NAME = 40;
const SLASH = 0x2f;
const COLON = 0x3a;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const UNDERSCORE = 0x5f;
const HYPHEN = 0x2d;
const CDATA = '<![CDATA[';

/** Values of known elements, by local name under any prefix, whether or not the document is well formed. */
export function findXmlFields(text: string, units: Uint16Array, into: Span[]): void {
  // One object for all tags: this loop sees every tag of every document.
  const name: Name = { start: 0, end: 0, folded: false };
  const { length } = text;
  let inPerson = false;
  for (let tag = 0; tag < length; tag++) {
    if (units[tag] !== LESS) continue;
    const closing = units[tag + 1] === SLASH && tag + 1 < length;
    if (closing) tag++;
    // An end tag says nothing but that a person's fields are over.
    if (closing && !inPerson) continue;
    readName(units, { from: tag + 1, length }, name);
    // the loop goes on behind this place
    tag = name.end - 1;
    const plain = mayBeKnown(units, name) ? plainName(text.slice(name.start, name.end)) : '';
    if (plain === '') continue;
    if (PEOPLE.has(plain)) inPerson = !closing;
    if (closing) continue;
    const what = whatIs(plain, inPerson);
    if (what === undefined) continue;
    tag = maskElement(text, { localName: text.slice(name.start, name.end), from: name.end, what }, into) - 1;
  }
}

interface Name {
  start: number;
  end: number;
  folded: boolean;
}

/** Puts the local name that begins here, behind any prefix, into `name`. */
function readName(units: Uint16Array, { from, length }: { from: number; length: number }, name: Name): void {
  name.start = from;
  name.folded = false;
  for (let at = from; ; at++) {
    const code = at < length ? (units[at] as number) : LESS;
    if (code === COLON) {
      name.start = at + 1;
    } else if (code === UNDERSCORE || code === HYPHEN) {
      name.folded = true;
    } else if (!(code > SLASH && code !== LESS && code !== GREATER && code !== EQUALS)) {
      name.end = at;
      return;
    }
  }
}

function mayBeKnown(units: Uint16Array, { start, end, folded }: Name): boolean {
  if (end - start >= MAX_NAME || end === start) return false;
  return folded || isKnownShape(end - start, units[start] as number);
}

/** Masks the text of one element and answers where to go on reading. */
function maskElement(text: string, element: { localName: string; from: number; what: Span['what'] }, into: Span[]): number {
  const open = endOfTag(text, element.from);
  if (open.empty) return open.end;
  const end = endOfElement(text, open.end, element.localName);
  let at = open.end;
  while (at < end) {
    const tag = text.indexOf('<', at);
    const stop = tag === -1 || tag > end ? end : tag;
    pushTrimmed(text, { start: at, end: stop, what: element.what }, into);
    if (stop === end) break;
    at = skipMarkup(text, { at: stop, end, what: element.what }, into);
  }
  return end;
}

/** Behind the `>` of a start tag; before the next `<` if it has none. */
function endOfTag(text: string, from: number): { end: number; empty: boolean } {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '>') return { end: at + 1, empty: text[at - 1] === '/' };
    if (char === '<') return { end: from, empty: false };
  }
  return { end: from, empty: false };
}

/** Where the element's own end tag begins; in a malformed document the next tag of any kind, or the end of the text. */
function endOfElement(text: string, from: number, localName: string): number {
  let at = from;
  for (;;) {
    const tag = text.indexOf('<', at);
    if (tag === -1) return text.length;
    if (text.startsWith(CDATA, tag)) at = behind(text, ']]>', tag);
    else if (text.startsWith('<!--', tag)) at = behind(text, '-->', tag);
    else if (text.startsWith('<?', tag)) at = behind(text, '?>', tag);
    else return ownEnd(text, tag, localName);
    if (at === text.length) return at;
  }
}

/** A known field may have been given children: then it ends at its own end tag, if that comes before the field's next start. */
function ownEnd(text: string, tag: number, localName: string): number {
  const next = tagsOf(localName).exec(text.slice(tag, tag + 4096));
  return next !== null && next[1] === '/' ? tag + next.index : tag;
}

/** Known fields are few, but anybody may write their names in capitals and hyphens of his own. */
const MAX_PATTERNS = 200;
const patterns = new Map<string, RegExp>();

/** Finds a start or end tag of a name: making the pattern costs more than looking for it. */
function tagsOf(localName: string): RegExp {
  const known = patterns.get(localName);
  if (known !== undefined) return known;
  const name = localName.replace(/[.]/g, '\\.');
  const pattern = new RegExp(`<(/?)(?:[^\\s<>/:]*:)?${name}(?![\\w.-])`, 'i');
  if (patterns.size >= MAX_PATTERNS) patterns.clear();
  patterns.set(localName, pattern);
  return pattern;
}

/** Comments and CDATA inside a known field are masked too; of other tags nothing. */
function skipMarkup(text: string, part: { at: number; end: number; what: Span['what'] }, into: Span[]): number {
  const { at, end, what } = part;
  for (const [opening, closing] of [
    [CDATA, ']]>'],
    ['<!--', '-->'],
  ] as const) {
    if (!text.startsWith(opening, at)) continue;
    const stop = Math.min(end, behind(text, closing, at));
    const closed = text.startsWith(closing, stop - closing.length) ? closing.length : 0;
    pushTrimmed(text, { start: at + opening.length, end: stop - closed, what }, into);
    return stop;
  }
  return Math.min(end, behind(text, '>', at));
}

function behind(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? text.length : at + what.length;
}
