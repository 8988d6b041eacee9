import {
  balanceOf,
  capturePosting,
  chargebackPosting,
  chargebackReversal,
  checkLedger,
  feeBackPosting,
  feePosting,
  movedBy,
  refundPosting,
  type Posting,
} from '../../src/core/ledger.js';
import { componentsOf, type Amounts } from './support/order-life.js';

const linesOf = (...amounts: Amounts[]) => amounts.map((each) => ({ components: componentsOf(each) }));
/** 2.9 % and 0.30. */
const TERMS = { rate: 29_000_000n, fixed: 30n };
const rows = (posting: Posting | null) => posting?.rows.map(({ account, amount }) => [account, amount]);

describe('a posting', () => {
  test('of a capture tells the taxes apart from what is the merchant’s', () => {
    // 999 - 100 + 83 = 982, taxes 58 + 5 = 63
    const lines = linesOf([999n, 100n, 83n, 0n, 58n, 5n]);
    expect(rows(capturePosting({ source: 'S1', lines, amount: 1045n }))).toEqual([
      ['buyer', 1045n],
      ['merchant_payable', -982n],
      ['tax_memo', -63n],
    ]);
    expect(rows(refundPosting({ source: 'R1', lines, amount: 1045n }))).toEqual([
      ['buyer', -1045n],
      ['merchant_payable', 982n],
      ['tax_memo', 63n],
    ]);
  });

  test('of 0.00 is none, and one without taxes has two rows', () => {
    expect(capturePosting({ source: 'S1', lines: linesOf([500n, 500n, 0n, 0n, 0n, 0n]), amount: 0n })).toBeNull();
    expect(rows(capturePosting({ source: 'S1', lines: linesOf([500n, 0n, 0n, 0n, 0n, 0n]), amount: 500n }))).toEqual([
      ['buyer', 500n],
      ['merchant_payable', -500n],
    ]);
  });

  test('of the fee is half up on all that was captured, the fixed part once', () => {
    // 1045 x 2.9 % = 30.3, and 30; 2892 x 2.9 % = 83.9, and 30, less 60
    expect(rows(feePosting('S1', TERMS, { captured: 1045n, taken: 0n }))).toEqual([
      ['merchant_payable', 60n],
      ['fees', -60n],
    ]);
    expect(rows(feePosting('S2', TERMS, { captured: 2892n, taken: 60n }))?.[1]).toEqual(['fees', -54n]);
    expect(feePosting('S1', { rate: 0n, fixed: 0n }, { captured: 1045n, taken: 0n })).toBeNull();
    expect(feePosting('S1', TERMS, { captured: 0n, taken: 0n })).toBeNull();
  });

  test('of the fee that comes back leaves the fixed part', () => {
    // 2892 in two refunds: 958 x 2.9 % = 27.8; 83.9 - 28
    expect(rows(feeBackPosting('R1', TERMS, { refunded: 958n, back: 0n }))?.[1]).toEqual(['fees', 28n]);
    expect(rows(feeBackPosting('R2', TERMS, { refunded: 2892n, back: 28n }))?.[1]).toEqual(['fees', 56n]);
  });

  test('of a chargeback is reversed when it is won', () => {
    expect(rows(chargebackPosting('C1', 799n))).toEqual([
      ['buyer', -799n],
      ['chargebacks', 799n],
    ]);
    expect(rows(chargebackReversal('C1', 799n))).toEqual([
      ['buyer', 799n],
      ['chargebacks', -799n],
    ]);
  });
});

describe('the ledger of an order', () => {
  const capture = capturePosting({ source: 'S1', lines: linesOf([500n, 0n, 0n, 0n, 0n, 0n]), amount: 500n })!;
  const refund = refundPosting({ source: 'R1', lines: linesOf([200n, 0n, 0n, 0n, 0n, 0n]), amount: 200n })!;

  test('agrees where captured less refunded is what the buyer’s rows come to', () => {
    expect(checkLedger([capture, refund], 300n)).toEqual([]);
    expect(balanceOf([capture, refund], 'merchant_payable')).toBe(-300n);
    expect(movedBy([capture, refund], 'refund')).toBe(200n);
  });

  test('names what is wrong with it', () => {
    expect(checkLedger([capture], 300n)).toEqual(["The buyer's rows come to 500, not to 300."]);
    expect(checkLedger([capture, capture], 1000n)).toEqual(['capture of S1 was posted twice.']);
    const lame: Posting = { source: 'S2', kind: 'capture', rows: [{ account: 'bank', amount: 5n }] };
    expect(checkLedger([lame], 0n)).toEqual(['capture of S2 has fewer than two rows.', 'capture of S2 sums to 5, not to 0.']);
  });
});
