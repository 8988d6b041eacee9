/** What stands between the brackets of an `in (…)`, and the values for it. */
export interface InList {
  readonly places: string;
  readonly values: readonly string[];
}

/**
 * A list for `in`, as long as the next power of two, with its last value again where it is shorter: prepared statements are
 * kept, and a list of every length would be a statement of its own. Three ids have four places, the fourth is the third again.
 */
export function inList(values: readonly string[]): InList {
  const length = values.length === 0 ? 0 : 2 ** Math.ceil(Math.log2(values.length));
  const filled = Array.from({ length }, (_, index) => values[Math.min(index, values.length - 1)] ?? '');
  return { places: filled.map(() => '?').join(', '), values: filled };
}
