/** The six components of a line in minor units, as a store books them. */
export interface Charges {
  readonly principal: bigint;
  readonly principalPromo: bigint;
  readonly shipping: bigint;
  readonly shippingPromo: bigint;
  readonly tax: bigint;
  readonly shippingTax: bigint;
}

export interface ToldLine {
  readonly itemCode: string;
  readonly sku: string;
  readonly title: string;
  /** Units that the message speaks of: ordered, or left. */
  readonly units: number;
  /** Of those units; null where the message has none. */
  readonly charges: Charges | null;
}

/** What a message tells, whichever format it came in. */
export interface Told {
  /** The same at every attempt: NotificationReferenceId, or the id of the event. */
  readonly reference: string;
  /** As the wire calls it: NewOrderNotification, `shipment.confirmed`. */
  readonly type: string;
  readonly orderId: string;
  readonly currency: string;
  /** Where the order is after it; null where the message is about something else. */
  readonly step: 'new' | 'ready' | 'cancelled' | null;
  /** 1, 2, … of the order; null where the format does not count. */
  readonly sequence: number | null;
  readonly lines: readonly ToldLine[];
  readonly shipped?: { readonly amount: bigint; readonly units: ReadonlyMap<string, number> };
  readonly cancelled?: ReadonlyMap<string, number>;
  /** Money that goes back, or comes again after all (negative), in minor units. */
  readonly refunded?: bigint;
}

/** (principal - principalPromo) + (shipping - shippingPromo) + tax + shippingTax */
export function netOf(charges: Charges): bigint {
  const { principal, principalPromo, shipping, shippingPromo, tax, shippingTax } = charges;
  return principal - principalPromo + shipping - shippingPromo + tax + shippingTax;
}
