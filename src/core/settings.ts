import type { WeightUnit } from './cart.js';
import type { Policies } from './policy.js';

/**
 * The four settings documents exactly as `PUT /v1/settings/{kind}` takes them and `GET` gives them back: money and rates
 * are decimal strings in major units ("12.50", "0.065"). `compileRuleBook` turns them into what quotes are made with.
 */
export interface SettingsDocuments {
  readonly shipping: ShippingDocument;
  readonly taxes: TaxDocument;
  readonly promotions: PromotionDocument;
  readonly policies: PolicyDocument;
}

/** Every document under `/v1/settings/{kind}`: those four, and what buyers read of the shop, which no price depends on. */
export interface AllDocuments extends SettingsDocuments {
  readonly shop: ShopDocument;
}
export type SettingsKind = keyof AllDocuments;

export type ServiceLevel = 'Standard' | 'Expedited' | 'OneDay' | 'TwoDay';
export type PredefinedRegion = 'USContinental48States' | 'USFull50States' | 'USAll' | 'WorldAll';

/**
 * zip: `98104`, `98104-1234`, `981*` or `98100-98199`. state: two letters. country: ISO 3166 alpha-2, with an optional
 * postalRegion (a state text, or with a final `*` the start of a postal code).
 */
export type RegionDocument =
  | { readonly kind: 'zip'; readonly zip: string }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'country'; readonly country: string; readonly postalRegion?: string }
  | { readonly kind: 'predefined'; readonly name: PredefinedRegion };

/** Which items: any listed SKU or category, minus the excluded ones; no list at all means every item. */
export interface ItemFilter {
  readonly skus?: readonly string[];
  readonly categories?: readonly string[];
  readonly excludeSkus?: readonly string[];
  readonly excludeCategories?: readonly string[];
}

export interface ShippingDocument {
  readonly currency: string;
  readonly methods: readonly ShippingMethodDocument[];
  /** Business days before anything leaves the shop, 0 to 30. Default 0. */
  readonly handlingDays?: number;
  /** Used for items without a weight. */
  readonly defaultWeight?: { readonly amount: string; readonly unit: WeightUnit };
}

export interface ShippingMethodDocument {
  /** `[a-z0-9][a-z0-9-]{0,39}`, unique. */
  readonly id: string;
  readonly label: string;
  readonly serviceLevel: ServiceLevel;
  /** Default true. */
  readonly enabled?: boolean;
  readonly rate: ShippingRateDocument;
  readonly handling?: { readonly perOrder?: string; readonly perItem?: string };
  readonly regions: { readonly include: readonly RegionDocument[]; readonly exclude?: readonly RegionDocument[] };
  /** Default false. */
  readonly poBoxes?: boolean;
  /** Items that cannot travel by this method; one of them in the cart and the method is not offered. */
  readonly notFor?: { readonly skus?: readonly string[]; readonly categories?: readonly string[] };
  /** Business days on the way, 0 to 60 each. None: buyers are told no date. */
  readonly delivery?: { readonly minDays: number; readonly maxDays: number };
}

/** Parts add up; or bands by the subtotal before promotions, lower bounds only, the first from 0.00. */
export type ShippingRateDocument =
  | {
      readonly perShipment?: string;
      /** Up to 4 places. */
      readonly perPound?: string;
      readonly perItem?: string;
      /** Whole pounds: the total weight is rounded up before it is priced. */
      readonly roundWeightUp?: boolean;
      readonly minimum?: string;
      readonly maximum?: string;
    }
  | { readonly bands: readonly { readonly from: string; readonly amount: string }[] };

export interface TaxDocument {
  readonly rules: readonly TaxRuleDocument[];
  /** Product tax classes: which items are not `standard`. First that names the item wins. */
  readonly classes?: readonly {
    readonly name: string;
    readonly skus?: readonly string[];
    readonly categories?: readonly string[];
  }[];
}

export interface TaxRuleDocument {
  readonly region: RegionDocument;
  /** Fraction, 0 to 1; or `jurisdictions`, whose rates are added before rounding. */
  readonly rate?: string;
  readonly jurisdictions?: readonly { readonly name: string; readonly rate: string; readonly shippingTaxed?: boolean }[];
  /** Default false. */
  readonly shippingTaxed?: boolean;
  /** Default `standard`. */
  readonly class?: string;
  readonly label?: string;
}

export interface PromotionDocument {
  readonly promotions: readonly PromotionSettings[];
}

export type Benefit =
  | { readonly kind: 'percent'; readonly rate: string }
  /** Money off: the order once, or each matching line once. `every`: once for every N matching units. */
  | { readonly kind: 'amount'; readonly amount: string; readonly every?: number }
  /** The highest tier reached counts, alone; reached at equality; counts matching items only. */
  | {
      readonly kind: 'tiers';
      readonly by: 'amount' | 'quantity';
      readonly tiers: readonly { readonly from: string; readonly rate?: string; readonly amount?: string }[];
    }
  /** `rate` 1 = free. `getFrom`: another set for Y; a SKU may not be in both. */
  | {
      readonly kind: 'buy-x-get-y';
      readonly buy: number;
      readonly get: number;
      readonly rate: string;
      readonly getFrom?: ItemFilter;
    }
  /** All, a part (fraction) or an amount off the shipping of these service levels (none named: all). */
  | {
      readonly kind: 'shipping';
      readonly off: { readonly rate: string } | { readonly amount: string };
      readonly serviceLevels?: readonly ServiceLevel[];
    };

export interface PromotionSettings {
  /** `[A-Za-z0-9][A-Za-z0-9_-]{0,39}`, unique; `order` and `line-…` are taken. */
  readonly id: string;
  readonly name: string;
  /** Default true. */
  readonly enabled?: boolean;
  /** Which items it acts on; left out: the order as a whole (scope order). */
  readonly items?: ItemFilter;
  readonly benefit: Benefit;
  readonly conditions?: {
    readonly minAmount?: string;
    readonly minQuantity?: number;
    /** At least one of these SKUs is in the cart. */
    readonly anySku?: readonly string[];
    /** What minAmount and minQuantity count: matching items (default) or the whole cart. */
    readonly count?: 'matching' | 'cart';
  };
  /** ISO 8601 instants; from inclusive, until exclusive. */
  readonly schedule?: { readonly from?: string; readonly until?: string };
  /** None: applies by itself. Codes compare without case. `limit`: redemptions in all. */
  readonly code?:
    | { readonly kind: 'shared'; readonly code: string; readonly limit?: number }
    | { readonly kind: 'single-use'; readonly codes: readonly string[] };
  /** Default preferred. */
  readonly stacking?: 'exclusive' | 'preferred' | 'free';
}

/** Only the policies that differ from their default need to stand in it. */
export type PolicyDocument = Partial<Policies>;

export type LogoType = 'image/png' | 'image/jpeg' | 'image/webp';

/** What buyers read of the shop. All texts are plain; blank lines part paragraphs. */
export interface ShopDocument {
  /** `data` in base64; `alt` says in words what it shows. */
  readonly logo?: { readonly contentType: LogoType; readonly data: string; readonly alt: string };
  readonly about?: string;
  readonly policies: readonly { readonly title: string; readonly text: string }[];
  /** The buyer's account at the shop, for carts that name none: absolute, http or https. */
  readonly yourAccountUrl?: string;
}
