const TERM = /(?:[^\s"]|"[^"]*"?)+/g;

/** The terms of a search text as typed: words, quoted phrases, `key:value`. */
export const termsOf = (text: string): string[] => text.match(TERM) ?? [];

/** Whether the text asks for this value of a key: `status:4xx,5xx` does for `4xx` and `5xx`. */
export const hasTerm = (text: string, key: string, value: string): boolean => valuesOf(text, key).includes(value);

/** All values that the text asks for under a key. */
export const valuesOf = (text: string, key: string): string[] =>
  termsOf(text)
    .filter((term) => term.startsWith(`${key}:`))
    .flatMap((term) => term.slice(key.length + 1).split(','))
    .filter((value) => value !== '');

/** The text with a value added under its key, or taken away where it was asked for: `status:4xx` and 5xx make `status:4xx,5xx`. */
export function toggleTerm(text: string, key: string, value: string): string {
  const values = valuesOf(text, key);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  const rest = termsOf(text);
  const place = rest.findIndex((term) => term.startsWith(`${key}:`));
  const others = rest.filter((term) => !term.startsWith(`${key}:`));
  if (next.length > 0) others.splice(place === -1 ? others.length : place, 0, `${key}:${next.join(',')}`);
  return others.join(' ');
}

/** The text without the terms of a key. */
export const withoutKey = (text: string, key: string): string =>
  termsOf(text)
    .filter((term) => !term.startsWith(`${key}:`))
    .join(' ');
