/** A seeded source of numbers: the same seed, the same carts, on every machine. */
export interface Random {
  /** A whole number, both ends inclusive. */
  readonly int: (low: number, high: number) => number;
  readonly chance: (of100: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** From `least` to `most` different entries, in list order. */
  readonly some: <T>(list: readonly T[], least: number, most: number) => T[];
  /** One of several ways, called only if it is picked. */
  readonly way: <T>(ways: readonly (() => T)[]) => T;
  /** A decimal with exactly so many places, from low to high in units of the last place. */
  readonly decimal: (low: number, high: number, places: number) => string;
}

/** mulberry32: 32 bits of state, good enough to mix features. */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)]!;
  return {
    int,
    pick,
    chance: (of100) => int(1, 100) <= of100,
    some: (list, least, most) => {
      const wanted = int(least, Math.min(most, list.length));
      const keys = list.map(() => next());
      const limit = [...keys].sort((a, b) => a - b)[wanted] ?? Infinity;
      return list.filter((_, place) => keys[place]! < limit);
    },
    way: (ways) => pick(ways)(),
    decimal: (low, high, places) => {
      const digits = String(int(low, high)).padStart(places + 1, '0');
      return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    },
  };
}
