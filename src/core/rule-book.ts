import type { Fault } from './fault.js';
import { checkPolicies } from './settings/policy-check.js';
import { type Policies, resolvePolicies } from './policy.js';
import { compilePromotions } from './promotions/compile.js';
import type { PromotionBook } from './promotions/promotion.js';
import type { SettingsDocuments, SettingsKind } from './settings.js';
import type { Reading } from './settings/reading.js';
import { compileShipping, type ShippingBook } from './shipping/methods.js';
import { compileTaxes, type TaxBook } from './tax/rules.js';

/** All settings of an environment, checked and arranged for quotes. Outside core only `policies` and `currency` are read. */
export interface RuleBook {
  readonly policies: Policies;
  readonly currency: string;
  readonly shipping: ShippingBook;
  readonly taxes: TaxBook;
  readonly promotions: PromotionBook;
}

export type CompiledRuleBook =
  | { readonly ok: true; readonly book: RuleBook; readonly warnings: readonly Fault[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Checks the four settings documents and arranges them so that a quote costs the same whatever their size. Every fault is
 * named with its kind in `field` and its JSON pointer under that document.
 */
export function compileRuleBook(documents: SettingsDocuments): CompiledRuleBook {
  const faults: Fault[] = [];
  const { currency } = documents.shipping;
  const reading = (kind: SettingsKind): Reading => ({ kind, currency, faults });
  const checked = checkPolicies(documents.policies, reading('policies'));
  const policies = resolvePolicies(checked);
  const book: RuleBook = {
    policies,
    currency,
    shipping: compileShipping(documents.shipping, policies, reading('shipping')),
    taxes: compileTaxes(documents.taxes, policies, reading('taxes')),
    promotions: compilePromotions(documents.promotions, reading('promotions')),
  };
  return faults.some(({ severity }) => severity === 'error') ? { ok: false, faults } : { ok: true, book, warnings: faults };
}
