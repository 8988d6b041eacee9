/** Where the parser was when it gave up. */
export interface GiveUp {
  readonly text: string;
  /** Behind the last character that was read. */
  readonly position: number;
  /** At the `<` of the tag that was read last. */
  readonly tagStart: number;
  /** Where the text or the tag begins that it was in. */
  readonly textStart: number;
  /** Name of the innermost open element, as written. */
  readonly openName: string | null;
  /** What saxes says. */
  readonly said: string;
}

export interface Malformed {
  readonly rule: string;
  readonly offset: number;
  readonly message: string;
}

type Row = readonly [said: RegExp, rule: string, place: (at: GiveUp) => number, sentence: string | ((at: GiveUp) => string)];

const here = ({ text, position }: GiveUp): number => {
  const offset = Math.min(Math.max(position - 1, 0), text.length);
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff ? offset - 1 : offset;
};
const lastOf =
  (what: string) =>
  ({ text, position }: GiveUp): number =>
    Math.max(text.lastIndexOf(what, position - 1), 0);
const atEnd = ({ text }: GiveUp): number => text.length;
const atTag = ({ tagStart }: GiveUp): number => tagStart;
/** saxes takes everything from a & to the next ; for a name, however far that is. */
const atReference = ({ text, position, textStart }: GiveUp): number => {
  const begin = Math.max(text.lastIndexOf(';', position - 2) + 1, textStart);
  const ampersand = text.indexOf('&', begin);
  return ampersand < 0 ? begin : ampersand;
};
const openTag = ({ openName }: GiveUp): string => openName ?? 'the root element';

const DECLARATION =
  /declaration|version number|standalone|encoding value|name\/value|expected (?:one of|the name)|value (?:required|must be quoted)|whitespace required/;

/** What saxes finds wrong, each with its place and a sentence that says what to do. First match wins. */
const ROWS: readonly Row[] = [
  [/only one root/, 'xml-second-root', lastOf('<'), 'a second root element begins here; a document has one root'],
  [/outside of root/, 'xml-outside-root', here, 'text stands outside the root element; only white space and comments may'],
  [/doctype/, 'xml-doctype', lastOf('<'), 'a document type is not read; leave <!DOCTYPE … > out'],
  [/unclosed tag/, 'xml-unclosed', atEnd, (at) => `the text ends before ${openTag(at)} is closed; was it cut short?`],
  [/unexpected end/, 'xml-unclosed', atEnd, 'the text ends in the middle of the markup; was it cut short?'],
  [/must contain a root/, 'xml-no-root', atEnd, 'there is no root element'],
  [
    /unexpected close tag|unmatched closing tag/,
    'xml-end-tag',
    lastOf('</'),
    (at) => `this end tag closes nothing that is open; expected </${openTag(at)}>`,
  ],
  [/weird empty close tag/, 'xml-end-tag', lastOf('</'), (at) => `this end tag has no name; expected </${openTag(at)}>`],
  [
    /disallowed character in (?:tag|closing)/,
    'xml-tag-name',
    lastOf('<'),
    'a `<` in text is written &lt;; after it a tag name was expected',
  ],
  [
    /undefined entity/,
    'xml-entity',
    atReference,
    'only &amp; &lt; &gt; &apos; &quot; and character numbers are known; a plain & is written &amp;',
  ],
  [/entity/, 'xml-reference', atReference, 'this reference is not complete; a plain & is written &amp;'],
  [
    /unbound namespace prefix/,
    'xml-prefix',
    atTag,
    ({ said }) =>
      `the prefix ${/"(.*)"/.exec(said)?.[1] ?? ''} is not bound to a namespace; declare it with xmlns:… or leave it out`,
  ],
  [/duplicate attribute/, 'xml-attribute-doubled', atTag, 'an attribute stands twice in this tag'],
  [/attribute/, 'xml-attribute', here, 'an attribute is written name="value", with a blank before it'],
  [/\]\]>/, 'xml-cdata-end', ({ position }) => position - 3, ']]> may not stand in text; write ]]&gt;'],
  [/disallowed character/, 'xml-character', here, 'this character may not stand in XML; leave it out'],
  [/malformed comment/, 'xml-comment', here, 'two hyphens may not stand inside a comment'],
  [/malformed name/, 'xml-name', atTag, 'a name has at most one colon, with a prefix before it'],
  [/processing instruction/, 'xml-instruction', lastOf('<?'), 'this processing instruction is not complete; leave it out'],
  [/incorrect syntax/, 'xml-markup', lastOf('<!'), 'after <! only a comment or a CDATA section may follow'],
  [/forward-slash/, 'xml-tag', here, 'a / in a start tag must be followed by >'],
  [
    /namespace|xmlns|assign|undefine prefix/,
    'xml-namespace',
    atTag,
    'this tag binds a prefix or a name that XML keeps for itself',
  ],
  [DECLARATION, 'xml-declaration', here, 'the XML declaration is not right; <?xml version="1.0" encoding="UTF-8"?> is'],
];

/** The fault of a document that is not well formed, in words and with its offset. */
export function malformed(at: GiveUp): Malformed {
  const row = ROWS.find(([said]) => said.test(endsInReference(at) ? 'entity' : at.said));
  if (row === undefined) return { rule: 'xml-malformed', offset: here(at), message: at.said.replace(/\.$/, '') };
  const [, rule, place, sentence] = row;
  return { rule, offset: place(at), message: typeof sentence === 'string' ? sentence : sentence(at) };
}

/** Whether the text ended while a reference was being read: then that, and no missing end tag, is the fault. */
function endsInReference({ said, text, textStart }: GiveUp): boolean {
  if (!/unclosed tag|unexpected end/.test(said)) return false;
  const ampersand = text.indexOf('&', textStart);
  return ampersand >= 0 && !text.includes(';', ampersand);
}
