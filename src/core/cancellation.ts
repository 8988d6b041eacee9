import type { LineUnits } from './captures.js';
import type { Order } from './order.js';

/** Why a merchant cancels, as cancellation files and feeds say it (protocol: orders-and-files 3.3). */
export const CANCEL_REASONS = [
  'NoInventory',
  'ShippingAddressUndeliverable',
  'CustomerExchange',
  'BuyerCanceled',
  'GeneralAdjustment',
  'CarrierCreditDecision',
  'RiskAssessmentInformationNotValid',
  'CarrierCoverageFailure',
  'CustomerReturn',
  'MerchandiseNotReceived',
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** Why a merchant refunds, as adjustment files and feeds say it (3.4). */
export const REFUND_REASONS = [
  'NoInventory',
  'CustomerReturn',
  'GeneralAdjustment',
  'CouldNotShip',
  'DifferentItem',
  'Abandoned',
  'CustomerCancel',
  'PriceError',
  'ProductOutofStock',
  'CustomerAddressIncorrect',
  'Exchange',
  'Other',
  'CarrierCreditDecision',
  'RiskAssessmentInformationNotValid',
  'CarrierCoverageFailure',
  'TransactionRecord',
  'Undeliverable',
  'RefusedDelivery',
] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

export type UnitsDecision =
  | {
      readonly ok: true;
      readonly units: readonly LineUnits[];
      /** Whether nothing is open afterwards. */
      readonly all: boolean;
    }
  | {
      readonly ok: false;
      readonly code: 'ORDER_LINE_UNKNOWN' | 'ORDER_UNITS_CLOSED';
      readonly line?: number;
      /** One sentence or two: what is wrong, and what to do. */
      readonly message: string;
    };

/**
 * Which units a shipment or a cancel is about: those that are named, each line at most once, or all that are open. Refused
 * with a sentence where a line is not there or has fewer open units than asked for.
 */
export function openUnits({ lines }: Pick<Order, 'lines'>, wished: readonly LineUnits[] | null): UnitsDecision {
  const open = lines.map(({ number, quantity, shipped, cancelled }) => ({ number, units: quantity - shipped - cancelled }));
  const units = (wished ?? open).filter((line) => wished !== null || line.units > 0);
  if (units.length === 0)
    return { ok: false, code: 'ORDER_UNITS_CLOSED', message: 'No unit of the order is open: all were shipped or cancelled.' };
  for (const [place, { number, units: wish }] of units.entries()) {
    const line = open.find((candidate) => candidate.number === number);
    const twice = units.findIndex((other) => other.number === number) !== place;
    if (line === undefined || twice) return unknownLine(number, { twice, last: lines.length });
    if (!Number.isSafeInteger(wish) || wish < 1 || wish > line.units) return tooMany(number, { wish, open: line.units });
  }
  const total = (some: readonly LineUnits[]): number => some.reduce((sum, line) => sum + line.units, 0);
  return { ok: true, units, all: total(units) === total(open) };
}

function unknownLine(line: number, { twice, last }: { readonly twice: boolean; readonly last: number }): UnitsDecision {
  const message = twice
    ? `Line ${line} is named twice. Name each line once.`
    : `The order has no line ${line}. Its lines are 1 to ${last}.`;
  return { ok: false, code: 'ORDER_LINE_UNKNOWN', line, message };
}

function tooMany(line: number, { wish, open }: { readonly wish: number; readonly open: number }): UnitsDecision {
  const message =
    open === 0
      ? `Line ${line}: no unit is open any more: all were shipped or cancelled.`
      : `Line ${line}: ${wish} units were asked for. Name a whole number from 1 to the ${open} that are open.`;
  return { ok: false, code: 'ORDER_UNITS_CLOSED', line, message };
}
