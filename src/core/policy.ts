import type { PredefinedRegion } from './settings.js';

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
  /** Whether a rate above 1 is refused: for settings that mean 8.25 %, not 825 %. */
  readonly taxRateLimit: 'one' | 'five';
  readonly bodySignature: 'if-present' | 'required';
  readonly unsignedCallbacks: 'refused' | 'allowed';
  readonly replay: 'answer-again' | 'refuse';
}
