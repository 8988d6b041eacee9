/** Half a sentence as the beginning of one: `Your endpoint did not answer in 5,000 ms`. */
export const openSentence = (half: string): string => half.charAt(0).toUpperCase() + half.slice(1).trimEnd().replace(/\.$/, '');

/** `a shipping method` or `3 shipping methods`. */
export const count = (number: number, noun: string): string => (number === 1 ? `1 ${noun}` : `${number} ${noun}s`);

/** A day in words, with its year where that is another one: `31 May`, `31 May 2025`. */
export function dayInWords(at: number, now: number, zone: string): string {
  const part = (instant: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(instant);
  const year = part(at, { year: 'numeric' });
  const day = part(at, { day: 'numeric', month: 'long' });
  return year === part(now, { year: 'numeric' }) ? day : `${day} ${year}`;
}
