const SECONDS_FROM_MS = 10_000;

/** How people are told a deadline: `5,000 ms`, from 10 s on `12 s`. */
export const inWords = (ms: number): string =>
  ms < SECONDS_FROM_MS ? `${ms.toLocaleString('en-US')} ms` : `${Math.round(ms / 1000).toLocaleString('en-US')} s`;
