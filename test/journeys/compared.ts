import type { ReadAnswer, ReadOption } from './independent-reader.js';
import type { Quoted, QuotedOption } from './priced-case.js';

/**
 * The first place where what a checkout reads is not what the quote says, in a sentence; null where all is the same. Where
 * CartTaxAmounts says the tax, a reader gets P, PP and the total of each option (semantics A.3.3).
 */
export function findDifference(read: ReadAnswer, quoted: Quoted): string | null {
  if (!quoted.ok) {
    if (read.priced) return `the answer is priced, the quote refuses: ${quoted.code}`;
    return read.code === quoted.wireCode ? null : `the answer says ${read.code}, the quote ${quoted.wireCode} (${quoted.code})`;
  }
  if (!read.priced) return `the answer refuses with ${read.code} (${read.message}), the quote is priced`;
  if (read.orders.length !== quoted.orders.length) return `${read.orders.length} orders read, ${quoted.orders.length} quoted`;
  for (const [place, { options }] of read.orders.entries()) {
    const prefix = quoted.orders.length === 1 ? '' : `${place + 1}-`;
    const found = compareOrder(options, quoted.orders[place] ?? [], prefix);
    if (found !== null) return `order ${place + 1}: ${found}`;
  }
  return null;
}

function compareOrder(read: readonly ReadOption[], quoted: readonly QuotedOption[], prefix: string): string | null {
  const names = quoted.map(({ methodId }) => (methodId === null ? 'none' : prefix + methodId)).join(', ');
  const readNames = read.map(({ methodId }) => methodId ?? 'none').join(', ');
  if (names !== readNames) return `the choices read are ${readNames}, those quoted ${names}`;
  for (const [at, option] of read.entries()) {
    const found = compareOption(option, quoted[at]!);
    if (found !== null) return `${option.methodId ?? 'no method'}: ${found}`;
  }
  return null;
}

function compareOption(read: ReadOption, quoted: QuotedOption): string | null {
  if (read.lines.length !== quoted.lines.length) return `${read.lines.length} lines read, ${quoted.lines.length} quoted`;
  const exact = read.cartTax === null;
  for (const [at, line] of read.lines.entries()) {
    const other = quoted.lines[at]!;
    if (line.id !== other.itemId) return `line ${at + 1} is ${line.id} in the answer and ${other.itemId} in the quote`;
    const pairs: [string, bigint, number][] = [
      ['P', line.principal, other.principal],
      ['PP', line.principalPromo, other.principalPromo],
    ];
    if (exact) {
      pairs.push(['S - SP', line.shipping, other.shipping - other.shippingPromo]);
      pairs.push(['T', line.tax, other.tax], ['ST', line.shippingTax, other.shippingTax]);
    }
    const apart = pairs.find(([, mine, theirs]) => mine !== BigInt(theirs));
    if (apart !== undefined) return `${apart[0]} of line ${line.id} is read as ${apart[1]} and quoted as ${apart[2]}`;
  }
  if (read.total !== BigInt(quoted.total)) return `the total is read as ${read.total} and quoted as ${quoted.total}`;
  return null;
}
