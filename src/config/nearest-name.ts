/** The one of `known` that takes the fewest typing mistakes to become `name`; the first of equals. */
export function nearestName(name: string, known: readonly string[]): string {
  const ranked = known.map((candidate) => ({ candidate, mistakes: typingMistakes(name, candidate) }));
  return ranked.reduce((best, next) => (next.mistakes < best.mistakes ? next : best)).candidate;
}

/** Letters to add, drop or change (Levenshtein), one row of the table at a time. */
function typingMistakes(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [above, letter] of from.split('').entries()) {
    const next = [above + 1];
    for (const [left, other] of to.split('').entries()) {
      const change = (row[left] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[left + 1] ?? 0) + 1, (next[left] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
