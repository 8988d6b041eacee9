import { roundHalfUp } from '../money.js';
import type { Components } from '../quote.js';
import type { RemainingLine } from './remaining.js';

/** What goes back of a line's price and shipping, before promotions. */
export interface Gross {
  readonly principal: bigint;
  readonly shipping: bigint;
  /** Every unit that was captured is back with this refund. */
  readonly last: boolean;
}

/**
 * The promotions and taxes that go with price and shipping (semantics C, "Refund"): promotion so far = PP x principal so far
 * / P, tax so far = T x net so far / (P - PP), half up, less what was taken before. Of P 1998, PP 200, T 117 the first 999
 * takes 100 of the promotion and 58.5, so 59, of the tax; the second 100 and 58. Never negative, never above what remains.
 */
export function withFollowers(line: RemainingLine, { principal, shipping, last }: Gross): Components {
  const { captured, taken, remaining } = line;
  const ofPrice = follow(
    { gross: captured.principal, promo: captured.principalPromo, tax: captured.tax },
    { gross: taken.principal + principal, promo: taken.principalPromo, tax: taken.tax },
    { gross: principal, promo: remaining.principalPromo, tax: remaining.tax, last },
  );
  const ofShipping = follow(
    { gross: captured.shipping, promo: captured.shippingPromo, tax: captured.shippingTax },
    { gross: taken.shipping + shipping, promo: taken.shippingPromo, tax: taken.shippingTax },
    {
      gross: shipping,
      promo: remaining.shippingPromo,
      tax: remaining.shippingTax,
      last: last && taken.shipping + shipping === captured.shipping,
    },
  );
  return {
    principal,
    principalPromo: ofPrice.promo,
    shipping,
    shippingPromo: ofShipping.promo,
    tax: ofPrice.tax,
    shippingTax: ofShipping.tax,
  };
}

interface Part {
  readonly gross: bigint;
  readonly promo: bigint;
  readonly tax: bigint;
}

/** `before` has this refund's gross in it already; promotion and tax of `now` are what can still go back. */
function follow(captured: Part, before: Part, now: Part & { readonly last: boolean }): { promo: bigint; tax: bigint } {
  const promo = between(share(captured.promo, before.gross, captured.gross) - before.promo, least(now.gross, now.promo));
  const net = before.gross - before.promo - promo;
  const paid = captured.gross - captured.promo;
  // tax of what cost nothing has nothing to be shared by, so it goes back with the last unit
  const soFar = paid === 0n && now.last ? captured.tax : share(captured.tax, net, paid);
  return { promo, tax: between(soFar - before.tax, now.tax) };
}

const share = (whole: bigint, part: bigint, of: bigint): bigint => (of <= 0n || part <= 0n ? 0n : roundHalfUp(whole * part, of));
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const between = (amount: bigint, most: bigint): bigint => (amount < 0n ? 0n : least(amount, most < 0n ? 0n : most));
