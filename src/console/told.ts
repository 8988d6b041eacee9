/** The word in the query of a page for what was done a moment ago; null for a word that these sentences do not have. */
export const readTold = <Word extends string>(told: Readonly<Record<Word, unknown>>, word: unknown): Word | null =>
  typeof word === 'string' && Object.hasOwn(told, word) ? (word as Word) : null;
