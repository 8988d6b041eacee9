/**
 * Does the work for each in turn, whatever becomes of the others: one order that cannot be settled must not hold up everybody
 * behind it. What failed is thrown afterwards as one error with the first reason as its cause.
 */
export async function doEach<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> {
  const reasons: unknown[] = [];
  for (const thing of things) await work(thing).catch((reason: unknown) => reasons.push(reason));
  if (reasons.length > 0) throw new Error(`${reasons.length} of ${things.length} failed`, { cause: reasons[0] });
}
