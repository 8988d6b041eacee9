import { randomFillSync, randomInt } from 'node:crypto';
import { SEQ_PER_MS, seqAt } from './core/seq.js';

export { seqAt } from './core/seq.js';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const MIXED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** A clock that steps back by less than this is a correction; by more, the caller means an old time. */
const CLOCK_CORRECTION_MS = 60_000;

const pool = Buffer.alloc(4096);
let poolUsed = pool.length;

/** A ULID: 10 characters of time (epoch milliseconds) and 80 random bits, sortable as text by time. */
export function ulid(at: number): string {
  let time = '';
  let rest = Math.floor(at);
  for (let index = 0; index < 10; index++) {
    time = CROCKFORD.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let random = '';
  for (let index = 0; index < 16; index++) random += CROCKFORD.charAt(randomByte() % 32);
  return time + random;
}

/** `A` and 13 of A-Z0-9: old plug-ins test merchant ids for 12 to 14 characters. */
export function merchantId(): string {
  return `A${randomText(13, UPPER)}`;
}

/** 20 of A-Z0-9. */
export function accessKeyId(): string {
  return randomText(20, UPPER);
}

/** 40 letters and digits, 238 random bits; nothing in it needs encoding in a form, a URL or HTTP Basic. */
export function secretAccessKey(): string {
  return randomText(40, MIXED);
}

// Processes start at different places within a millisecond, so that two of them rarely choose the same number.
const firstOfMs = randomInt(0, SEQ_PER_MS / 2);
let lastSeq = 0;

/**
 * The number of an exchange that happened at `at`: (ms since 2026-01-01) x 4096 + counter (contracts.md, Ids). Rising
 * within a process as long as its clock does; where two processes meet at one number, the recorder takes the next.
 */
export function exchangeSeq(at: number): number {
  const base = seqAt(at);
  const fresh = base + firstOfMs;
  if (fresh > lastSeq) return (lastSeq = fresh);
  if (lastSeq - fresh < CLOCK_CORRECTION_MS * SEQ_PER_MS) return ++lastSeq;
  return base + randomInt(0, SEQ_PER_MS);
}

function randomText(length: number, alphabet: string): string {
  const fair = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    const byte = randomByte();
    if (byte < fair) text += alphabet.charAt(byte % alphabet.length);
  }
  return text;
}

function randomByte(): number {
  if (poolUsed >= pool.length) {
    randomFillSync(pool);
    poolUsed = 0;
  }
  return pool.readUInt8(poolUsed++);
}
