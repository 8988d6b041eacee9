import type { Line } from '../quote/line.js';

/**
 * Rank of each line of a cart that does not hang on its place: by SKU, price, quantity, and only among equals by place. Where
 * a promotion must prefer one of two lines and no reader has to follow it, the rank decides, so that the same things in
 * another order cost the same.
 */
export function canonicalRank(lines: readonly Line[]): number[] {
  const rank = new Array<number>(lines.length).fill(0);
  [...lines].sort(compare).forEach(({ index }, place) => {
    rank[index] = place;
  });
  return rank;
}

function compare(a: Line, b: Line): number {
  if (a.item.sku !== b.item.sku) return a.item.sku < b.item.sku ? -1 : 1;
  if (a.item.price !== b.item.price) return a.item.price < b.item.price ? -1 : 1;
  return a.item.quantity - b.item.quantity || a.index - b.index;
}
