/** Exchange numbers count from here: 2026-01-01T00:00:00Z in epoch milliseconds. */
export const SEQ_EPOCH_MS = 1_767_225_600_000;
/** Numbers a millisecond holds. (2^53 / 4096 ms) last until the year 2095. */
export const SEQ_PER_MS = 4096;

/** The lowest exchange number of a millisecond: `seqAt(a) <= seq < seqAt(b)` is the time range [a, b). */
export function seqAt(ms: number): number {
  return Math.max(0, Math.floor(ms) - SEQ_EPOCH_MS) * SEQ_PER_MS;
}
