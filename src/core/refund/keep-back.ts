import type { Components } from '../quote.js';
import type { RefundLine } from '../refund.js';

/**
 * Takes what negative components keep back, such as a restocking fee, off what the refund gives: the price first, then
 * shipping and taxes, line by line; what is kept so remains to be refunded. Where more is kept than given, nothing is left.
 */
export function keepBack(lines: readonly RefundLine[], kept: bigint): RefundLine[] {
  let missing = kept;
  const less = (most: bigint): bigint => {
    const off = missing < most ? missing : most;
    missing -= off;
    return off;
  };
  return lines.map((line) => ({ ...line, components: reduce(line.components, less) }));
}

function reduce(from: Components, less: (most: bigint) => bigint): Components {
  return {
    ...from,
    principal: from.principal - less(from.principal - from.principalPromo),
    shipping: from.shipping - less(from.shipping - from.shippingPromo),
    tax: from.tax - less(from.tax),
    shippingTax: from.shippingTax - less(from.shippingTax),
  };
}
