/** A text column that holds JSON of a type. */
export type Json<T> = string & { readonly holds?: T };

/** JSON of a column. Stored as text on both databases, so that both give back the same bytes. */
export function toJson<T>(value: T): Json<T> {
  return JSON.stringify(value);
}

/**
 * Reads a column that `toJson` wrote: the one place where stored JSON becomes a type. What is in the column was written by
 * this program, so it is taken at its word.
 */
export function fromJson<T>(text: Json<T>): T {
  return JSON.parse(text) as T;
}
