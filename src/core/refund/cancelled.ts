import type { LineUnits } from '../captures.js';
import { netOf } from '../components.js';
import { roundHalfUp } from '../money.js';
import type { Order } from '../order.js';
import type { RefundLine } from '../refund.js';
import type { Shipment } from '../shipment.js';
import { withFollowers } from './follow.js';
import { remainingLines, type MoneyFacts, type RemainingLine } from './remaining.js';

/** Units that a capture paid for and that were cancelled before anybody heard of it. */
export function cancelledSince({ lines }: Pick<Order, 'lines'>, shipment: Shipment): LineUnits[] {
  return shipment.lines.flatMap(({ number, capturedUnits }) => {
    const line = lines.find((candidate) => candidate.number === number);
    const units = capturedUnits - (line === undefined ? capturedUnits : line.quantity - line.cancelled);
    return units > 0 ? [{ number, units }] : [];
  });
}

/**
 * What goes back by itself when units are cancelled that a gateway without several captures has captured already: their
 * share of everything, shipping too (semantics C, "Capture"). Nothing of a line that was charged back: the buyer has that money
 * already. Null where nothing is to be given back.
 */
export function refundOfCancelled(
  facts: MoneyFacts,
  units: readonly LineUnits[],
): { readonly lines: readonly RefundLine[]; readonly amount: bigint } | null {
  const remaining = remainingLines(facts);
  const lines = units.flatMap(({ number, units: cancelled }) => {
    const line = remaining.find((candidate) => candidate.number === number);
    return line === undefined || line.capturedUnits === 0 || line.chargedBack ? [] : [ofUnits(line, cancelled)];
  });
  const amount = lines.reduce((sum, { components }) => sum + netOf(components), 0n);
  return facts.order.payment.multipleCaptures || amount === 0n ? null : { lines, amount };
}

function ofUnits(line: RemainingLine, cancelled: number): RefundLine {
  const units = Math.min(cancelled, line.capturedUnits - line.takenUnits);
  const at = (captured: bigint, taken: number): bigint => roundHalfUp(captured * BigInt(taken), BigInt(line.capturedUnits));
  const due = (name: 'principal' | 'shipping'): bigint => {
    const { captured, remaining, takenUnits } = line;
    const amount = at(captured[name], takenUnits + units) - at(captured[name], takenUnits);
    return amount < remaining[name] ? amount : remaining[name];
  };
  const gross = { principal: due('principal'), shipping: due('shipping'), last: line.takenUnits + units === line.capturedUnits };
  return { number: line.number, units, components: withFollowers(line, gross) };
}
