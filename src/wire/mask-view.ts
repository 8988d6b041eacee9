/** A text with one layer of escapes taken off, and the way back to offsets of the original. */
export interface View {
  readonly text: string;
  /** Null: the view is the original. */
  readonly toRaw: ((offset: number) => number) | null;
}

const ESCAPES =
  /(?:%[0-9a-f]{2})+|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|commat|plus|nbsp|period);|\\u[0-9a-f]{4}|\\["/\\]/gi;
/** Worth a second look; a lone `&amp;` hides nothing. */
const HIDES = /%[0-9a-f]{2}|&(?!amp;(?!#|lt|gt|quot|apos|commat))[#a-z]|\\["/\\u]/i;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  commat: '@',
  plus: '+',
  nbsp: ' ',
  period: '.',
};
/** A whole form as it was sent: there `+` is a blank. */
const FORM_ENCODED = /^[\w.~%+*&=!'()-]*$/;

/** The view with the next layer off, or null if it has none. */
export function decodeView(view: View): View | null {
  const { text } = view;
  // most texts have none of the three characters, which is told quicker than what stands behind them
  if (!(text.includes('&') || text.includes('%') || text.includes('\\')) || !HIDES.test(text)) return null;
  const plusIsBlank = text.includes('+') && FORM_ENCODED.test(text);
  const parts: string[] = [];
  /** Where a plain stretch begins: in the new text, and in this one. */
  const from: number[] = [];
  const to: number[] = [];
  let length = 0;
  const push = (part: string, at: number): void => {
    if (part === '') return;
    from.push(length);
    to.push(at);
    parts.push(part);
    length += part.length;
  };
  let at = 0;
  for (const match of text.matchAll(ESCAPES)) {
    const plain = text.slice(at, match.index);
    push(plusIsBlank ? plain.replaceAll('+', ' ') : plain, at);
    decodeEscape(match[0], match.index, push);
    at = match.index + match[0].length;
  }
  push(plusIsBlank ? text.slice(at).replaceAll('+', ' ') : text.slice(at), at);
  const back = view.toRaw ?? ((offset: number): number => offset);
  const end = { decoded: length, source: text.length };
  return { text: parts.join(''), toRaw: (offset) => back(sourceOffset(offset, { from, to, parts }, end)) };
}

function decodeEscape(escape: string, at: number, push: (part: string, at: number) => void): void {
  if (escape.startsWith('%')) {
    const bytes = Buffer.from(escape.replaceAll('%', ''), 'hex');
    let offset = 0;
    // Character by character, so that each knows its own escape; broken UTF-8 becomes replacement characters.
    for (const char of bytes.toString('utf8')) {
      push(char, at + offset * 3);
      offset += char === '\ufffd' ? 1 : Buffer.byteLength(char);
    }
    return;
  }
  if (escape.startsWith('\\'))
    push(escape.length === 2 ? escape.charAt(1) : String.fromCharCode(Number.parseInt(escape.slice(2), 16)), at);
  else push(decodeEntity(escape.slice(1, -1)), at);
}

function decodeEntity(name: string): string {
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? ' ';
  const hex = name[1] === 'x' || name[1] === 'X';
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

interface Stretches {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly parts: readonly string[];
}

/** Offsets inside an escape's character go to the escape's start, those behind it to its end: masks cover escapes whole. */
function sourceOffset(offset: number, stretches: Stretches, end: { decoded: number; source: number }): number {
  if (offset >= end.decoded) return end.source;
  let low = 0;
  let high = stretches.from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches.from[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return (stretches.to[low] ?? 0) + offset - (stretches.from[low] ?? 0);
}
