import type { Components } from '../../core/quote.js';
import { minorUnits } from '../engine/minor-units.js';

/** The six components as columns. */
export interface ComponentRow {
  readonly principal: number;
  readonly principal_promo: number;
  readonly shipping: number;
  readonly shipping_promo: number;
  readonly tax: number;
  readonly shipping_tax: number;
}

/** Minor units as columns take them. */
export function rowOfComponents(of: Components): ComponentRow {
  return {
    principal: minorUnits(of.principal),
    principal_promo: minorUnits(of.principalPromo),
    shipping: minorUnits(of.shipping),
    shipping_promo: minorUnits(of.shippingPromo),
    tax: minorUnits(of.tax),
    shipping_tax: minorUnits(of.shippingTax),
  };
}

/** The components that columns hold. */
export function componentsFromRow(row: ComponentRow): Components {
  return {
    principal: BigInt(row.principal),
    principalPromo: BigInt(row.principal_promo),
    shipping: BigInt(row.shipping),
    shippingPromo: BigInt(row.shipping_promo),
    tax: BigInt(row.tax),
    shippingTax: BigInt(row.shipping_tax),
  };
}
