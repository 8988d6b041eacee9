import { roundHalfUp, RATE_ONE } from './money.js';
import type { Components } from './quote.js';

/** Who has what, per environment and currency; `buyer` is the clearing account at the gateway. */
export type Account = 'buyer' | 'merchant_payable' | 'tax_memo' | 'fees' | 'reserve' | 'bank' | 'chargebacks';

export interface LedgerRow {
  readonly account: Account;
  /** Minor units; the rows of one posting sum to 0. */
  readonly amount: bigint;
}

export type PostingKind =
  'capture' | 'fee' | 'refund' | 'fee_back' | 'chargeback' | 'chargeback_reversal' | 'reserve' | 'disbursement';

/** One movement of money: at least two rows that sum to 0, never edited; unique by source and kind, so a retry posts nothing. */
export interface Posting {
  /** Id of what caused it: a shipment, a refund, a chargeback. */
  readonly source: string;
  readonly kind: PostingKind;
  readonly rows: readonly LedgerRow[];
}

/** What a gateway takes: a rate per 10^9 of what is captured, and minor units once per order. */
export interface FeeTerms {
  readonly rate: bigint;
  readonly fixed: bigint;
}

interface Moved {
  readonly source: string;
  readonly lines: readonly { readonly components: Components }[];
  /** Minor units: what the gateway moved. */
  readonly amount: bigint;
}

/** Captured money: the gateway has it for the merchant, its taxes told apart. Null where nothing was captured. */
export const capturePosting = ({ source, lines, amount }: Moved): Posting | null =>
  posting(source, 'capture', { buyer: amount, merchant_payable: taxOf(lines) - amount, tax_memo: -taxOf(lines) });

/** Refunded money, the capture's opposite. */
export const refundPosting = ({ source, lines, amount }: Moved): Posting | null =>
  posting(source, 'refund', { buyer: -amount, merchant_payable: amount - taxOf(lines), tax_memo: taxOf(lines) });

/**
 * The fee of a capture: half up on everything captured of the order, less what was taken before, and the fixed part with the
 * first. `captured` includes this capture; 2.9 % + 0.30 of 10.45 is 0.60, of 28.92 in all 1.14, so 0.54 more.
 */
export function feePosting(
  source: string,
  terms: FeeTerms,
  { captured, taken }: { readonly captured: bigint; readonly taken: bigint },
): Posting | null {
  const fee = captured === 0n ? 0n : roundHalfUp(captured * terms.rate, RATE_ONE) + terms.fixed - taken;
  return fee <= 0n ? null : posting(source, 'fee', { merchant_payable: fee, fees: -fee });
}

/** The fee that comes back with a refund: the rate's part only. `refunded` includes this refund, `back` what came back before. */
export function feeBackPosting(
  source: string,
  terms: FeeTerms,
  { refunded, back }: { readonly refunded: bigint; readonly back: bigint },
): Posting | null {
  const fee = roundHalfUp(refunded * terms.rate, RATE_ONE) - back;
  return fee <= 0n ? null : posting(source, 'fee_back', { merchant_payable: -fee, fees: fee });
}

/** Money that the buyer's bank took back: it is the chargeback's until that is won. */
export const chargebackPosting = (source: string, amount: bigint): Posting | null =>
  posting(source, 'chargeback', { buyer: -amount, chargebacks: amount });

export const chargebackReversal = (source: string, amount: bigint): Posting | null =>
  posting(source, 'chargeback_reversal', { buyer: amount, chargebacks: -amount });

/** What an account has by these postings, in minor units. */
export const balanceOf = (postings: readonly Posting[], account: Account): bigint =>
  postings.reduce((sum, { rows }) => rows.reduce((all, row) => (row.account === account ? all + row.amount : all), sum), 0n);

/** What was moved under one kind between the buyer or the fees and the rest, without its sign. */
export const movedBy = (postings: readonly Posting[], kind: PostingKind): bigint => {
  const account: Account = kind === 'fee' || kind === 'fee_back' ? 'fees' : 'buyer';
  const moved = balanceOf(
    postings.filter((candidate) => candidate.kind === kind),
    account,
  );
  return moved < 0n ? -moved : moved;
};

/**
 * What is wrong with the postings of one order, a sentence each; empty where they agree: two rows or more that sum to 0,
 * (source, kind) once, and captured - refunded - charged back = the sum of the buyer's rows.
 */
export function checkLedger(postings: readonly Posting[], expected: bigint): string[] {
  const problems = postings.flatMap(({ source, kind, rows }, place) => {
    const sum = rows.reduce((all, { amount }) => all + amount, 0n);
    const twice = postings.findIndex((other) => other.source === source && other.kind === kind) !== place;
    return [
      ...(rows.length < 2 ? [`${kind} of ${source} has fewer than two rows.`] : []),
      ...(sum === 0n ? [] : [`${kind} of ${source} sums to ${sum}, not to 0.`]),
      ...(twice ? [`${kind} of ${source} was posted twice.`] : []),
    ];
  });
  const buyer = balanceOf(postings, 'buyer');
  return buyer === expected ? problems : [...problems, `The buyer's rows come to ${buyer}, not to ${expected}.`];
}

const taxOf = (lines: Moved['lines']): bigint =>
  lines.reduce((sum, { components }) => sum + components.tax + components.shippingTax, 0n);

function posting(source: string, kind: PostingKind, moved: Partial<Record<Account, bigint>>): Posting | null {
  const rows = (Object.entries(moved) as [Account, bigint][]).map(([account, amount]) => ({ account, amount }));
  const kept = rows.filter(({ amount }) => amount !== 0n);
  return kept.length === 0 ? null : { source, kind, rows: kept };
}
