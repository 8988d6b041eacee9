import { netOf, NO_COMPONENTS } from '../components.js';
import { allocate, formatMajor, roundHalfUp } from '../money.js';
import type { Components } from '../quote.js';
import type { RefundLine } from '../refund.js';
import { withFollowers } from './follow.js';
import { keepBack } from './keep-back.js';
import { remainingLines, type MoneyFacts, type RemainingLine } from './remaining.js';
import { readStated, type StatedLine } from './stated.js';
import type { RefundDecision, RefundRefusal, RefundWish, ReturnedMoney, ReturnedUnits, StatedComponents } from './wish.js';

interface Found {
  readonly ok: true;
  readonly lines: readonly RefundLine[];
  readonly warnings: readonly string[];
}

/** What a refund gives back of each line and component, or why it cannot be (semantics C, "Refund"). Never throws. */
export function decideRefund(facts: MoneyFacts, wish: RefundWish): RefundDecision {
  const lines = remainingLines(facts);
  if (lines.every(({ captured }) => netOf(captured) === 0n)) return refuse('REFUND_NOT_CAPTURED', NOT_CAPTURED);
  const found = find(lines, wish, facts.order.currency);
  if (!found.ok) return found;
  const kept = found.lines.filter(({ units, components }) => units > 0 || netOf(components) > 0n);
  const amount = kept.reduce((sum, { components }) => sum + netOf(components), 0n);
  if (amount <= 0n) return refuse('REFUND_EMPTY', 'The refund gives nothing back. Its lines must come to more than 0 together.');
  return { ok: true, lines: kept, amount, warnings: found.warnings };
}

const NOT_CAPTURED = 'Nothing was captured of this order yet, so nothing can be refunded. Cancel what was not shipped.';
const CHARGED_BACK = 'the buyer has its money back by a chargeback. Nothing can be refunded unless that is won.';
const NOT_WHOLE = 'units are whole and above 0, and amounts are not below 0.';

function find(lines: readonly RemainingLine[], wish: RefundWish, currency: string): Found | RefundRefusal {
  switch (wish.by) {
    case 'units':
      return eachLine(lines, wish.lines, byUnits);
    case 'amount':
      return eachLine(lines, wish.lines, (line, money) => byAmount(line, money, currency));
    case 'components':
      return byComponents(lines, wish.lines, currency);
    case 'concession':
      return concession(lines, wish.amount, currency);
  }
}

function eachLine<Wish extends { readonly number: number }>(
  lines: readonly RemainingLine[],
  wishes: readonly Wish[],
  decide: (line: RemainingLine, wish: Wish) => RefundLine | RefundRefusal,
): Found | RefundRefusal {
  const found: RefundLine[] = [];
  for (const wish of wishes) {
    const line = lines.find(({ number }) => number === wish.number);
    if (line === undefined || found.some(({ number }) => number === wish.number)) return unknownLine(wish.number, lines);
    if (line.chargedBack) return ofLine(line, 'REFUND_ABOVE_REMAINDER', CHARGED_BACK);
    const decided = decide(line, wish);
    if ('ok' in decided) return decided;
    found.push(decided);
  }
  return { ok: true, lines: found, warnings: [] };
}

function byUnits(line: RemainingLine, { number, units, shipping }: ReturnedUnits): RefundLine | RefundRefusal {
  if (!Number.isSafeInteger(units) || units < 1) return ofLine(line, 'REFUND_NEGATIVE', NOT_WHOLE);
  if (units > line.returnableUnits) return tooMany(line, units);
  const back = line.takenUnits + units;
  const soFar = (captured: bigint): bigint => roundHalfUp(captured * BigInt(back), BigInt(line.capturedUnits));
  const due = (name: 'principal' | 'shipping'): bigint => {
    const amount = soFar(line.captured[name]) - line.taken[name];
    return amount < 0n ? 0n : amount;
  };
  const last = back === line.capturedUnits;
  const gross = { principal: due('principal'), shipping: shipping ? due('shipping') : 0n, last };
  return { number, units, components: withFollowers(line, gross) };
}

const GROSS = [
  ['principal', 'price'],
  ['shipping', 'shipping'],
] as const;

function byAmount(line: RemainingLine, wish: ReturnedMoney, currency: string): RefundLine | RefundRefusal {
  const { number, principal, shipping } = wish;
  if (principal < 0n || shipping < 0n) return ofLine(line, 'REFUND_NEGATIVE', NOT_WHOLE);
  for (const [name, word] of GROSS) {
    if (wish[name] <= line.remaining[name]) continue;
    const [given, most] = [formatMajor(wish[name], currency), formatMajor(line.remaining[name], currency)];
    const message = `${given} is more than the ${most} that remain of its ${word}. Refund at most that.`;
    return { ...ofLine(line, 'REFUND_ABOVE_REMAINDER', message), component: name };
  }
  const last = principal > 0n && principal === line.remaining.principal;
  return { number, units: 0, components: withFollowers(line, { principal, shipping, last }) };
}

function byComponents(
  lines: readonly RemainingLine[],
  wishes: readonly StatedComponents[],
  currency: string,
): Found | RefundRefusal {
  const stated: StatedLine[] = [];
  const read = eachLine(lines, wishes, (line, wish) => {
    if (!Number.isSafeInteger(wish.units) || wish.units < 0) return ofLine(line, 'REFUND_NEGATIVE', NOT_WHOLE);
    if (wish.units > line.returnableUnits) return tooMany(line, wish.units);
    const its = readStated(line, wish, currency);
    if (!its.ok) return its;
    stated.push(its);
    return { number: wish.number, units: wish.units, components: its.components };
  });
  if (!read.ok) return read;
  const kept = stated.reduce((sum, line) => sum + line.kept, 0n);
  return { ...read, lines: keepBack(read.lines, kept), warnings: stated.flatMap(({ warnings }) => warnings) };
}

/** Goodwill is a part of what the buyer paid for the goods, spread by what is left of that. */
function concession(lines: readonly RemainingLine[], amount: bigint, currency: string): Found | RefundRefusal {
  if (amount <= 0n) return refuse('REFUND_EMPTY', 'A concession is more than 0.');
  const left = lines.map(({ remaining }) => atLeastZero(remaining.principal - remaining.principalPromo));
  const most = left.reduce((sum, part) => sum + part, 0n);
  if (amount > most) {
    const message = `A concession of ${formatMajor(amount, currency)} is more than the ${formatMajor(most, currency)} that the buyer still has paid for the goods. Give at most that.`;
    return refuse('REFUND_ABOVE_REMAINDER', message);
  }
  const parts = allocate(amount, left);
  const components = (line: number): Components => ({ ...NO_COMPONENTS, principal: parts[line] ?? 0n });
  return {
    ok: true,
    lines: lines.map(({ number }, place) => ({ number, units: 0, components: components(place) })),
    warnings: [],
  };
}

const atLeastZero = (amount: bigint): bigint => (amount < 0n ? 0n : amount);

const refuse = (code: RefundRefusal['code'], message: string): RefundRefusal => ({ ok: false, code, message });

const ofLine = ({ number }: RemainingLine, code: RefundRefusal['code'], message: string): RefundRefusal => ({
  ...refuse(code, `Line ${number}: ${message}`),
  line: number,
});

const tooMany = (line: RemainingLine, units: number): RefundRefusal =>
  ofLine(
    line,
    'REFUND_ABOVE_REMAINDER',
    `${units} units are more than the ${line.returnableUnits} that were shipped, paid for and not refunded yet.`,
  );

function unknownLine(number: number, lines: readonly RemainingLine[]): RefundRefusal {
  const message = lines.some((line) => line.number === number)
    ? `Line ${number} is named twice. Name each line once.`
    : `The order has no line ${number}. Its lines are 1 to ${lines.length}.`;
  return { ...refuse('ORDER_LINE_UNKNOWN', message), line: number };
}
