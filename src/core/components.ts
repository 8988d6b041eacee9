import type { Components } from './quote.js';

/** The names of the six, in the order of the protocol's ItemCharges but with each promotion beside what it is taken from. */
export const COMPONENTS = [
  'principal',
  'principalPromo',
  'shipping',
  'shippingPromo',
  'tax',
  'shippingTax',
] as const satisfies readonly (keyof Components)[];

export const NO_COMPONENTS: Components = {
  principal: 0n,
  principalPromo: 0n,
  shipping: 0n,
  shippingPromo: 0n,
  tax: 0n,
  shippingTax: 0n,
};

/** What the buyer pays for: (principal - principalPromo) + (shipping - shippingPromo) + tax + shippingTax. */
export const netOf = (of: Components): bigint =>
  of.principal - of.principalPromo + of.shipping - of.shippingPromo + of.tax + of.shippingTax;

/** Six new components, each made of its name. */
export const eachComponent = (amountOf: (name: keyof Components) => bigint): Components => ({
  principal: amountOf('principal'),
  principalPromo: amountOf('principalPromo'),
  shipping: amountOf('shipping'),
  shippingPromo: amountOf('shippingPromo'),
  tax: amountOf('tax'),
  shippingTax: amountOf('shippingTax'),
});

export const sumOf = (parts: readonly Components[]): Components =>
  eachComponent((name) => parts.reduce((sum, part) => sum + part[name], 0n));

export const minus = (from: Components, taken: Components): Components => eachComponent((name) => from[name] - taken[name]);
