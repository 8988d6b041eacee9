import type { CheckoutRefusal, KindSource } from '../checkout.js';
import type { Fault } from '../fault.js';
import type { Folded } from '../promotions/fold.js';
import type { PromotedCharge } from '../promotions/shipping-promotion.js';
import { priceOrder } from '../quote/priced-order.js';
import { taxSource } from '../quote/sources.js';
import type { QuoteOption } from '../quote.js';
import { findTaxAmount, withTaxAmount } from '../table-quote/tax-amounts.js';
import { chooseTableRules } from '../table-quote/tax.js';
import type { TableTaxAmount } from '../tables.js';
import { chooseTaxRules } from '../tax/choice.js';
import type { TaxRule } from '../tax/rules.js';
import { chooseOrigin, type Origin, tellSource } from './origins.js';
import { refuseCheckout } from './refusal.js';
import type { ToShip } from './shipping.js';

export interface CheckoutTaxes {
  readonly options: readonly QuoteOption[];
  readonly warnings: readonly Fault[];
  readonly source: KindSource;
}

interface Untaxed {
  readonly charges: readonly PromotedCharge[];
  readonly folded: Folded;
}

/**
 * Every choice with the tax of the source that has it. Stated taxes that name none of the choices are no tax of 0: of an
 * answer they are a failed call, of a cart they stop the checkout (semantics A.3.4).
 */
export function taxCheckout(origin: Origin, ship: ToShip, untaxed: Untaxed): CheckoutTaxes | CheckoutRefusal {
  const amounts = origin.tables?.tables.cartTaxAmounts ?? [];
  if (amounts.length === 0) return taxByRules(origin, ship, untaxed);
  const stated = taxByAmounts(origin, amounts, ship, untaxed);
  if (stated.options.length > 0) return stated;
  if (origin.from === 'cart') {
    const because =
      'The CartTaxAmounts of the cart have no entry for any shipping method that is offered. State the tax of each.';
    return refuseCheckout('CART_TAX_MISSING', because, true);
  }
  const because = 'your endpoint stated tax amounts, but none for a shipping method that is offered';
  const next = chooseOrigin('tax', ship.request, { cause: 'kind-missing', because });
  return 'ok' in next ? next : taxCheckout(next, ship, untaxed);
}

function taxByRules(
  origin: Origin,
  { request, lines, place, book, policies }: ToShip,
  { charges, folded }: Untaxed,
): CheckoutTaxes {
  const { rules, warnings } =
    origin.tables === null
      ? chooseTaxRules(book.taxes, lines, place, request.dialect)
      : chooseTableRules(origin.tables, lines, place, policies);
  const options = priceOrder({ lines, place, rules, charges }, folded, policies);
  if (origin.tables === null) {
    const { source, because } = taxSource(book, [{ rules }]);
    return { options, warnings, source: tellSource(origin, source, because) };
  }
  const labels = [...new Set(rules.flatMap((rule: TaxRule | null) => (rule === null ? [] : [rule.label])))];
  const whose = origin.from === 'cart' ? 'Of the tax tables of the cart' : "Of the tax tables of your endpoint's answer";
  const sentence =
    labels.length === 0 ? `${whose} none covers this address.` : `${whose} these rules count here: ${labels.join(', ')}.`;
  return { options, warnings, source: tellSource(origin, origin.from, sentence) };
}

function taxByAmounts(
  origin: Origin,
  amounts: readonly TableTaxAmount[],
  { lines, place, policies }: ToShip,
  { charges, folded }: Untaxed,
): CheckoutTaxes {
  const untaxed = priceOrder({ lines, place, rules: lines.map(() => null), charges }, folded, policies);
  const warnings: Fault[] = [];
  const options = untaxed.flatMap((option) => {
    const entry = findTaxAmount(amounts, option);
    if (entry !== null) return [withTaxAmount(option, entry)];
    warnings.push(withoutTax(option));
    return [];
  });
  const whose = origin.from === 'cart' ? 'The cart' : 'Your endpoint';
  return { options, warnings, source: tellSource(origin, origin.from, `${whose} stated the tax of each shipping choice.`) };
}

const withoutTax = ({ label, methodId }: QuoteOption): Fault => ({
  rule: 'cart-tax-missing',
  severity: 'warning',
  expected: 'an entry of CartTaxAmounts for every shipping method',
  got: methodId ?? label,
  message: `CartTaxAmounts has no entry for "${label}", so it was not offered: a tax that nobody stated is not 0.`,
});
