import { type CartPromotions, promoteCart } from './cart-promotions.js';
import type { Fault } from '../fault.js';
import { type Line, readLines } from './line.js';
import { offerMethods, weightWarnings } from '../shipping/offers.js';
import type { Place } from '../region/place.js';
import type { Policies } from '../policy.js';
import { type PreparedOrder, priceOrder } from './priced-order.js';
import type { Quote, QuoteRefusal, QuoteRequest } from '../quote.js';
import { checkAmounts, checkCart, checkTotals, readPlaces } from './refusal.js';
import type { RuleBook } from '../rule-book.js';
import { sayPromotions } from './said-promotions.js';
import { sayQuote } from './said.js';
import { notSayableWarning, sayablePolicies } from './sayable.js';
import { readShipment } from '../shipping.js';
import { nameSources } from './sources.js';
import { chooseTaxRules } from '../tax/choice.js';

/** What one pass over the cart has to go by. */
interface Pass {
  readonly request: QuoteRequest;
  readonly book: RuleBook;
  readonly lines: readonly Line[];
  readonly places: readonly Place[];
  readonly promotions: CartPromotions;
}

interface Prepared {
  readonly orders: readonly PreparedOrder[];
  readonly warnings: readonly Fault[];
}

/** The one place that fixes the order of the work: promotions, shipping, shipping promotions, tax, what the wire says. */
export function priceQuote(request: QuoteRequest, book: RuleBook): Quote | QuoteRefusal {
  const refusal = checkCart(request, book);
  if (refusal !== null) return refusal;
  const places = readPlaces(request, book);
  if ('ok' in places) return places;
  const lines = readLines(request);
  const tooLarge = checkAmounts(lines, request.currency);
  if (tooLarge !== null) return tooLarge;

  const promotions = promoteCart(request, lines, book.promotions);
  const said = sayPromotions(promotions.folded, lines, request.currency, request.dialect, request.orders.length > 1);
  const pass: Pass = { request, book, lines, places, promotions };
  const sayable = sayablePolicies(book.policies, request.dialect, request.asked);
  const prepared = prepareOrders(pass, sayable.policies);
  if ('ok' in prepared) return prepared;
  const options = prepared.orders.map((order) => priceOrder(order, said.folded, sayable.policies));
  const refused = checkTotals(options, request.currency);
  if (refused !== null) return refused;

  const warnings = [...places.flatMap((place) => place.warnings), ...promotions.warnings, ...prepared.warnings];
  if (said.twins) warnings.push(TWINS);
  if (sayable.setAside.length > 0) {
    const wanted = prepareOrders(pass, book.policies);
    const fault =
      'ok' in wanted
        ? null
        : notSayableWarning(
            sayable.setAside,
            options,
            wanted.orders.map((order) => priceOrder(order, said.folded, book.policies)),
            request.currency,
          );
    if (fault !== null) warnings.push(fault);
  }
  const { asked, currency } = request;
  return {
    ok: true,
    currency,
    orders: options.map((list) => ({ options: list })),
    sources: nameSources(asked, book, prepared.orders, said.folded),
    said: sayQuote({
      asked,
      currency,
      orders: prepared.orders,
      options,
      promotions: said,
      cartTaxAmounts: sayable.cartTaxAmounts,
    }),
    warnings,
  };
}

/** Everything of every order but the tax itself; the first order that cannot be shipped refuses the quote. */
function prepareOrders({ request, book, lines, places, promotions }: Pass, policies: Policies): Prepared | QuoteRefusal {
  const { asked, dialect } = request;
  const orders: PreparedOrder[] = [];
  const warnings: Fault[] = [];
  for (const [at, place] of places.entries()) {
    const own = places.length === 1 ? lines : lines.filter(({ order }) => order === at);
    const tax = asked.tax ? chooseTaxRules(book.taxes, own, place, dialect) : { rules: own.map(() => null), warnings: [] };
    warnings.push(...tax.warnings);
    if (!asked.shipping) {
      orders.push({ lines: own, place, rules: tax.rules, charges: null });
      continue;
    }
    const shipment = readShipment(own, place, book.shipping);
    const charges = offerMethods(book.shipping, shipment, promotions.shipping, policies, dialect);
    if ('ok' in charges) return charges;
    warnings.push(...weightWarnings(shipment, charges));
    orders.push({ lines: own, place, rules: tax.rules, charges });
  }
  return { orders, warnings };
}

const TWINS: Fault = {
  rule: 'promotion-spread-by-sku',
  severity: 'warning',
  message:
    'Two lines have one SKU, and 2008-11-30 names lines by SKU: the discount was said as one of the whole cart and spread over all lines by price. Send each SKU once.',
};
