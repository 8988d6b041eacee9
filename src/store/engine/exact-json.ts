import type { Json } from './json.js';

/**
 * JSON of a value with exact numbers or maps in it: 12n is `{"$int":"12"}`, a Map is `{"$map":[[key, value], …]}`. The one
 * place where a bigint becomes text in a column; what is calculated with in SQL stands in integer columns instead.
 */
export function toExactJson<T>(value: T): Json<T> {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'bigint') return { $int: member.toString() };
    return member instanceof Map ? { $map: [...(member as Map<unknown, unknown>)] } : member;
  });
}

/** Reads a column that `toExactJson` wrote; taken at its word, like `fromJson`. */
export function fromExactJson<T>(text: Json<T>): T {
  return JSON.parse(text, (_key, member: unknown) => {
    if (typeof member !== 'object' || member === null) return member;
    const { $int: digits, $map: entries } = member as { readonly $int?: unknown; readonly $map?: unknown };
    if (typeof digits === 'string') return BigInt(digits);
    return Array.isArray(entries) ? new Map(entries as [unknown, unknown][]) : member;
  }) as T;
}
