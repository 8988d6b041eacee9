import type { CartItem } from './cart.js';
import type { Tables } from './tables.js';

/** The four namespaces that order carts come in; the older two are read by the schema of 2008-11-30. */
export type CartNamespace = '2008-06-15' | '2008-08-29' | '2008-11-30' | '2009-05-15';

/** How a cart came. */
export type CartForm = 'xml' | 'html' | 'json';

/** Where a line's tables are named; an id that is absent names nothing. */
export interface OrderCartItem extends CartItem {
  readonly merchantId: string;
  readonly description?: string;
  readonly condition?: string;
  /** Address of the item's page; only http and https survive reading. */
  readonly url?: string;
  readonly imageUrl?: string;
  readonly fulfillmentNetwork?: string;
  readonly taxTableId?: string;
  readonly promotionId?: string;
  readonly shippingMethodIds?: readonly string[];
  /** ItemCustomData as it was sent, tags included, with the namespaces in scope declared on its first tag. */
  readonly customData?: string;
}

/** A destination that the cart presets; `name` and `phone` too. */
export interface PresetAddress {
  readonly name?: string;
  readonly line1?: string;
  readonly line2?: string;
  readonly line3?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly phone?: string;
}

/** `OrderCalculationCallbacks` of a cart: what its own endpoint is asked for. */
export interface CartCallbacks {
  readonly tax: boolean;
  readonly promotions: boolean;
  readonly shipping: boolean;
  readonly endpoint: string;
  /** Whether a failed call may be replaced by the next source (protocol 3.8). */
  readonly processOnFailure: boolean;
}

export type UrlParameterType =
  | 'BuyerId'
  | 'OrderId'
  | 'OrderSubtotal'
  | 'OrderSubtotalPlusShipping'
  | 'OrderSubtotalPlusTax'
  | 'OrderTotal'
  | 'PromotionAmount'
  | 'ShippingAmount'
  | 'ShippingCity'
  | 'ShippingCountryCode'
  | 'ShippingPostalCode'
  | 'ShippingState'
  | 'TaxAmount';

/** An address that the thank-you page calls with facts of the order (protocol 1.10). */
export interface ParameterizedUrl {
  readonly url: string;
  readonly parameters: readonly { readonly name: string; readonly type: UrlParameterType }[];
}

/** A cart as a shop posted it: lines, its own tables, and where to send the buyer. Plain JSON but for the prices (bigint). */
export interface OrderCart {
  readonly form: CartForm;
  /** Null for HTML and JSON carts, which call back in 2009-05-15. */
  readonly namespace: CartNamespace | null;
  readonly currency: string;
  readonly clientRequestId?: string;
  /** As sent: a date (good to the end of that day in the merchant's zone) or an instant. */
  readonly expirationDate?: string;
  /** 1 to 500 lines; ids `1`, `2`, … unless the JSON cart names them. */
  readonly items: readonly OrderCartItem[];
  readonly tables: Tables;
  readonly cartCustomData?: string;
  readonly callbacks?: CartCallbacks;
  readonly shippingAddresses: readonly PresetAddress[];
  readonly integratorId?: string;
  readonly integratorName?: string;
  readonly returnUrl?: string;
  readonly cancelUrl?: string;
  readonly yourAccountUrl?: string;
  readonly parameterizedUrls: readonly ParameterizedUrl[];
  /** Offered in checkout; at most 20. */
  readonly upsellItems: readonly OrderCartItem[];
  readonly disablePromotionCode: boolean;
}
