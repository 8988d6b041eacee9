import { allocate, applyRate } from '../money.js';
import type { Policies } from '../policy.js';
import type { Because } from '../quote.js';
import { resolvedCharge, shareFlat, type Shipment, type ShippingCharge } from '../shipping.js';
import type { Gain } from './gain.js';

export type ShippingGain = Extract<Gain, { level: 'shipping' }>;

/** A method's charge with what promotions take off it. */
export interface PromotedCharge {
  readonly charge: ShippingCharge;
  /** ShippingPromo in all and of each line. */
  readonly off: bigint;
  readonly promo: readonly bigint[];
  /** What each promotion took of the whole method; for the explanation. */
  readonly taken: readonly { readonly gain: ShippingGain; readonly amount: bigint }[];
  readonly said: ShippingCharge['said'];
}

/**
 * Takes shipping promotions off a method's total, each computed on the gross and half up once, together never above it
 * (A.1). Free: the lines keep their shares and get them back. Part off: gross and net are shared like one amount per
 * shipment, and a line's promo is its gross less its net, never negative.
 */
export function promoteShipping(
  charge: ShippingCharge,
  gains: readonly ShippingGain[],
  shipment: Shipment,
  share: Policies['flatShippingShare'],
): PromotedCharge {
  let rest = charge.total;
  const taken = gains.flatMap((gain) => {
    const { off, serviceLevels } = gain.gift;
    if (serviceLevels !== null && !serviceLevels.has(charge.method.serviceLevel)) return [];
    const wanted = off.kind === 'rate' ? applyRate(charge.total, off.rate) : off.amount;
    const amount = wanted < rest ? wanted : rest;
    rest -= amount;
    return amount === 0n ? [] : [{ gain, amount }];
  });
  if (taken.length === 0) {
    return { charge, off: 0n, promo: charge.shares.map(() => 0n), taken, said: charge.said };
  }
  const free = resolvedCharge(charge.method, shipment, rest, share);
  if (rest === 0n) return { charge, off: charge.total, promo: charge.shares, taken, said: free.said };
  const gross = resolvedCharge(charge.method, shipment, charge.total, share);
  const off = charge.total - rest;
  return { charge: gross, off, promo: shareOff(gross, rest, off, shipment, share), taken, said: free.said };
}

/** An even share grows with its total, so gross less net is safe; shares by value do not, so there the promo is split. */
function shareOff(
  gross: ShippingCharge,
  rest: bigint,
  off: bigint,
  shipment: Shipment,
  share: Policies['flatShippingShare'],
): bigint[] {
  if (share === 'by-value') return allocate(off, gross.shares);
  const net = shareFlat(rest, shipment, share);
  return gross.shares.map((amount, line) => amount - (net[line] ?? 0n));
}

/** Why a line's ShippingPromo is what it is. */
export function shippingPromotionBecause({ promo, taken }: PromotedCharge, line: number): Because[] {
  const amount = promo[line] ?? 0n;
  if (amount === 0n) return [];
  const shares = allocate(
    amount,
    taken.map((one) => one.amount),
  );
  return taken.flatMap(({ gain }, place) => {
    const share = shares[place] ?? 0n;
    return share === 0n
      ? []
      : [{ component: 'shippingPromo' as const, label: gain.promotion.name, amount: share, source: gain.promotion.source }];
  });
}
