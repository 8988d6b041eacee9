/** The two dialects of the wire: what 2008-11-30 cannot say is priced by the rules that it can. */
export type Dialect = '2009-05-15' | '2008-11-30';

export type WeightUnit = 'lb' | 'oz' | 'kg' | 'g';

export interface Weight {
  /** Exact decimal as given, above 0, at most 6 places: "0.75". */
  readonly amount: string;
  readonly unit: WeightUnit;
}

export interface CartItem {
  /** Names the line in this cart; unique. On the 2009-05-15 wire the CallbackOrderItemId, else `1`, `2`, … */
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  /** Millionths of the major unit, exact: 12.50 is 12_500_000n. At most 6 places. */
  readonly price: bigint;
  /** Whole, 1 to 999,999. */
  readonly quantity: number;
  readonly weight?: Weight;
  readonly category?: string;
  /** Its place in the cart where orders list items in another order; ties between lines go by it. */
  readonly place?: number;
}

/** Where a shipment goes, as given; nothing is normalised before core/region.ts does it. */
export interface Destination {
  readonly line1?: string;
  readonly line2?: string;
  readonly line3?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
}
