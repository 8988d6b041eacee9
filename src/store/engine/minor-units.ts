/** An amount as the integer column takes it. Throws for what a number cannot hold exactly: no amount of ours comes near it. */
export function minorUnits(amount: bigint): number {
  const units = Number(amount);
  if (!Number.isSafeInteger(units)) throw new RangeError(`the amount ${amount} does not fit a column`);
  return units;
}
