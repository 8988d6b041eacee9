import type { PolicyDocument, PredefinedRegion } from './settings.js';

/** Every point that the protocol leaves open and that this version acts on (semantics: docs/protocol.md). */
export interface Policies {
  /** Which of several covering tax rules counts. */
  readonly taxRuleChoice: 'most-specific' | 'document-order';
  readonly stateZipConflict: 'as-given' | 'refuse';
  /** Own lists of states for predefined regions, two-letter codes. */
  readonly predefinedRegions: Partial<Readonly<Record<Exclude<PredefinedRegion, 'WorldAll'>, readonly string[]>>>;
  readonly taxBase: 'after-promotions' | 'before-promotions';
  readonly taxRounding: 'line-half-up' | 'line-half-even' | 'order-half-up';
  readonly flatShippingShare: 'even' | 'by-value';
  readonly missingWeight: 'default-or-zero' | 'hide-methods';
  /** What the CartPromotionId of a cart or an answer does to the promotions of its lines. */
  readonly cartPromotion: 'replaces' | 'combines';
  /** Whether a fixed discount that a line names counts once, or for each unit. */
  readonly fixedDiscount: 'per-line' | 'per-unit';
  /** Whether claim codes of the settings count beside promotions that the cart or its endpoint brings. */
  readonly claimCodes: 'everywhere' | 'settings-only';
  readonly bodySignature: 'if-present' | 'required';
  readonly unsignedCallbacks: 'refused' | 'allowed';
  readonly unsignedCarts: 'refused' | 'allowed';
  /** Which rules of the HTML cart's signature are tried: the documented one, or those of known deviating clients too. */
  readonly htmlCartSignature: 'documented' | 'lenient';
  /** What becomes of a second order with the ClientRequestId of an earlier one. */
  readonly clientRequestIdReuse: 'warn' | 'refuse';
  readonly replay: 'answer-again' | 'refuse';
  /** How long an answer of the cart's endpoint is used again within one checkout; 0: never. */
  readonly callbackReuseMinutes: number;
  /** For a call to the cart's endpoint in all: connection, TLS, answer. */
  readonly callbackTimeoutMs: number;
  /** When an order asks the cart's endpoint once more: where the answer in hand is over 10 minutes old, or always. */
  readonly callbackAtPlacing: 'if-old' | 'always';
  /** What a price does that changed since the buyer saw it. A higher one always needs the buyer's yes. */
  readonly priceChanged: 'confirm' | 'lower-silently';
  /** How long the buyer may cancel an order. */
  readonly cancelWindowMinutes: number;
  /** What the OrderChannel of sandbox notifications says: old plug-ins pass over orders that are not "Live". */
  readonly sandboxOrderChannel: 'sandbox' | 'live';
  /** Whether the notification of a new order carries the address, though the order may not be shipped yet. */
  readonly newOrderAddress: 'whole' | 'empty';
  /** What the notification of a cancelled order says as Quantity of its items; real ones had either. */
  readonly cancelledQuantity: 'ordered' | 'zero';
}

/** One row of the table that the console shows and the documentation prints. */
export interface PolicyEntry<Name extends keyof Policies = keyof Policies> {
  readonly name: Name;
  readonly default: Policies[Name];
  /** Null where it is not a choice but a number or lists of states. */
  readonly choices: readonly Policies[Name][] | null;
  /** For a number: whole, from `least` to `most`. */
  readonly range?: { readonly least: number; readonly most: number };
  /** What it decides, in one sentence for merchants. */
  readonly explanation: string;
}

/** Every policy with its default, its choices and what it decides (semantics B). */
export const POLICIES: { readonly [Name in keyof Policies]: PolicyEntry<Name> } = {
  taxRuleChoice: {
    name: 'taxRuleChoice',
    default: 'most-specific',
    choices: ['most-specific', 'document-order'],
    explanation: 'Where several tax rules cover an address, the narrowest one counts, or the first in your list.',
  },
  stateZipConflict: {
    name: 'stateZipConflict',
    default: 'as-given',
    choices: ['as-given', 'refuse'],
    explanation:
      'Where state and postal code contradict each other, both are used as given with a warning, or the address is refused.',
  },
  predefinedRegions: {
    name: 'predefinedRegions',
    default: {},
    choices: null,
    explanation: 'Your own lists of states for the 48 states, the 50 states and all of the US.',
  },
  taxBase: {
    name: 'taxBase',
    default: 'after-promotions',
    choices: ['after-promotions', 'before-promotions'],
    explanation: 'Tax is taken from prices and shipping after promotions, or from what they were before.',
  },
  taxRounding: {
    name: 'taxRounding',
    default: 'line-half-up',
    choices: ['line-half-up', 'line-half-even', 'order-half-up'],
    explanation:
      'Tax is rounded on each line with halves up, on each line with halves to the even cent, or once for the order and then spread.',
  },
  flatShippingShare: {
    name: 'flatShippingShare',
    default: 'even',
    choices: ['even', 'by-value'],
    explanation: 'A flat shipping amount is shared evenly by all lines, or in proportion to what they cost.',
  },
  missingWeight: {
    name: 'missingWeight',
    default: 'default-or-zero',
    choices: ['default-or-zero', 'hide-methods'],
    explanation:
      'An item without a weight gets your default weight, else none with a warning, or hides the methods that charge by weight.',
  },
  cartPromotion: {
    name: 'cartPromotion',
    default: 'replaces',
    choices: ['replaces', 'combines'],
    explanation: 'The promotion of a whole cart (CartPromotionId) replaces those that its lines name, or is added to them.',
  },
  fixedDiscount: {
    name: 'fixedDiscount',
    default: 'per-line',
    choices: ['per-line', 'per-unit'],
    explanation: 'A fixed discount that a line of a cart names is taken off once, or once for each unit of the line.',
  },
  claimCodes: {
    name: 'claimCodes',
    default: 'everywhere',
    choices: ['everywhere', 'settings-only'],
    explanation:
      'Claim codes count beside promotions that a cart or its endpoint brings, or only where promotions come from your settings.',
  },
  bodySignature: {
    name: 'bodySignature',
    default: 'if-present',
    choices: ['if-present', 'required'],
    explanation: 'The signature over the whole body is checked where a callback has one, or every callback must have one.',
  },
  unsignedCallbacks: {
    name: 'unsignedCallbacks',
    default: 'refused',
    choices: ['refused', 'allowed'],
    explanation: 'Callbacks without a signature are refused, or answered without a signature.',
  },
  unsignedCarts: {
    name: 'unsignedCarts',
    default: 'refused',
    choices: ['refused', 'allowed'],
    explanation:
      'Carts without a signature are refused, or taken: then whoever posts one sets its prices. One that names an endpoint to call back is refused in any case.',
  },
  htmlCartSignature: {
    name: 'htmlCartSignature',
    default: 'documented',
    choices: ['documented', 'lenient'],
    explanation:
      'An HTML cart is signed by the documented rule, or by one of the ways in which older clients deviate from it, with a warning.',
  },
  clientRequestIdReuse: {
    name: 'clientRequestIdReuse',
    default: 'warn',
    choices: ['warn', 'refuse'],
    explanation: 'A second order with the ClientRequestId of an earlier one is placed with a warning, or is not placed.',
  },
  replay: {
    name: 'replay',
    default: 'answer-again',
    choices: ['answer-again', 'refuse'],
    explanation: 'A callback that arrives twice gets its first answer again, or is refused.',
  },
  callbackReuseMinutes: {
    name: 'callbackReuseMinutes',
    default: 10,
    choices: null,
    range: { least: 0, most: 60 },
    explanation:
      "Minutes for which an answer of the cart's endpoint is used again in one checkout, if nothing changed; 0 is never.",
  },
  callbackTimeoutMs: {
    name: 'callbackTimeoutMs',
    default: 5_000,
    choices: null,
    range: { least: 1_000, most: 20_000 },
    explanation: "Milliseconds that the cart's endpoint has for its whole answer; after that the call has failed.",
  },
  callbackAtPlacing: {
    name: 'callbackAtPlacing',
    default: 'if-old',
    choices: ['if-old', 'always'],
    explanation: "When the order is placed, the cart's endpoint is asked again if its answer is over 10 minutes old, or always.",
  },
  priceChanged: {
    name: 'priceChanged',
    default: 'confirm',
    choices: ['confirm', 'lower-silently'],
    explanation: 'A price that changed needs the yes of the buyer, or only a higher one does and a lower one is simply taken.',
  },
  cancelWindowMinutes: {
    name: 'cancelWindowMinutes',
    default: 15,
    choices: null,
    range: { least: 0, most: 105 },
    explanation: 'Minutes in which the buyer may cancel an order; it goes to the store after that.',
  },
  sandboxOrderChannel: {
    name: 'sandboxOrderChannel',
    default: 'sandbox',
    choices: ['sandbox', 'live'],
    explanation:
      'Notifications of the sandbox name it as their channel, or say "Live", without which old plug-ins pass them over.',
  },
  newOrderAddress: {
    name: 'newOrderAddress',
    default: 'whole',
    choices: ['whole', 'empty'],
    explanation: 'The notification of a new order has the address, or keeps it back until the order may be shipped.',
  },
  cancelledQuantity: {
    name: 'cancelledQuantity',
    default: 'ordered',
    choices: ['ordered', 'zero'],
    explanation: 'The notification of a cancelled order repeats the quantities that were ordered, or says 0.',
  },
};

/** Policies of earlier versions that decide nothing any more, each with the reason. A stored document may still name them. */
export const RETIRED_POLICIES: Readonly<Record<string, string>> = {
  taxRateLimit: 'A callback answer can hold no rate above 1, so none is taken.',
};

const DEFAULTS = Object.fromEntries(Object.values(POLICIES).map((entry) => [entry.name, entry.default])) as unknown as Policies;

/** All policies of a merchant: what the document says, and the default of everything that it leaves out. */
export const resolvePolicies = (document: PolicyDocument): Policies => ({ ...DEFAULTS, ...document });
