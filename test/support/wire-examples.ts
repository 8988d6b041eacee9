import { readdirSync, readFileSync } from 'node:fs';

const EXAMPLES = new URL('../../schemas/examples/', import.meta.url);

/** One of schemas/examples as text. */
export const exampleXml = (kind: string, dialect: string): string =>
  readFileSync(new URL(`${kind}-${dialect}.xml`, EXAMPLES), 'utf8');

/** All XML documents of schemas/examples. */
export const allExamples = (): string[] =>
  readdirSync(EXAMPLES)
    .filter((name) => name.startsWith('order-calculations-'))
    .map((name) => readFileSync(new URL(name, EXAMPLES), 'utf8'));

/** A repeatable source of numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
