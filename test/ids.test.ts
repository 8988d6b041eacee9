import { accessKeyId, exchangeSeq, merchantId, secretAccessKey, seqAt, ulid } from '../src/ids.js';

const EPOCH = Date.UTC(2026, 0, 1);

describe('ids', () => {
  test('a ULID has the time in front, as in the published example', () => {
    // the specification's example: 1469918176385 ms is 01ARYZ6S41
    expect(ulid(1_469_918_176_385)).toMatch(/^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(ulid(5) < ulid(6)).toBe(true);
  });

  test('10,000 of one millisecond are different', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => ulid(1))).size).toBe(10_000);
  });

  test('have the shapes that partners check', () => {
    for (let count = 0; count < 200; count++) {
      expect(merchantId()).toMatch(/^A[A-Z0-9]{13}$/);
      expect(accessKeyId()).toMatch(/^[A-Z0-9]{20}$/);
      expect(secretAccessKey()).toMatch(/^[A-Za-z0-9]{40}$/);
    }
  });

  test('use their whole alphabet about evenly', () => {
    const counts = new Map<string, number>();
    for (let count = 0; count < 2_000; count++)
      for (const letter of accessKeyId()) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    // 40,000 letters over 36: 1,111 each, standard deviation 33
    expect(counts.size).toBe(36);
    for (const count of counts.values()) expect(Math.abs(count - 1_111)).toBeLessThan(230);
  });
});

describe('exchange numbers', () => {
  test('begin in 2026 and hold 4,096 a millisecond', () => {
    expect(seqAt(EPOCH)).toBe(0);
    expect(seqAt(EPOCH + 1)).toBe(4_096);
    expect(seqAt(EPOCH - 1)).toBe(0);
    expect(Number.isSafeInteger(exchangeSeq(Date.UTC(2090, 0, 1)))).toBe(true);
  });

  test('rise, also within a millisecond and when the clock steps back a little', () => {
    const at = Date.UTC(2095, 0, 2);
    const seqs = [exchangeSeq(at), exchangeSeq(at), exchangeSeq(at - 50), exchangeSeq(at + 1)];
    expect([...seqs].sort((a, b) => a - b)).toEqual(seqs);
    expect(new Set(seqs).size).toBe(4);
    expect(seqs[0]).toBeGreaterThanOrEqual(seqAt(at));
    expect(seqs[0]).toBeLessThan(seqAt(at + 1));
  });

  test('of an old time stay within it', () => {
    exchangeSeq(Date.UTC(2095, 0, 3));
    const at = Date.UTC(2027, 0, 1);
    const seq = exchangeSeq(at);
    expect(seq).toBeGreaterThanOrEqual(seqAt(at));
    expect(seq).toBeLessThan(seqAt(at + 1));
  });
});
