import { formatMajor, shortestDecimal } from '../money.js';
import type { PreparedOrder } from './priced-order.js';
import type { Asked, QuoteOption, Said } from '../quote.js';
import type { SaidPromotions } from './said-promotions.js';
import type { TaxRule } from '../tax/rules.js';

type TaxTable = NonNullable<Said['taxTables']>[number];
type SaidMethod = NonNullable<Said['shippingMethods']>[number];
type SaidItem = Said['orders'][number]['items'][number];

/** Everything that the tables are made of. */
export interface Sayings {
  readonly asked: Asked;
  readonly currency: string;
  readonly orders: readonly PreparedOrder[];
  readonly options: readonly (readonly QuoteOption[])[];
  readonly promotions: SaidPromotions;
  readonly cartTaxAmounts: boolean;
}

/** The resolved tables of an answer (semantics A): only rules that won, only methods that are offered. */
export function sayQuote({ asked, currency, orders, options, promotions, cartTaxAmounts }: Sayings): Said {
  const taxTables: TaxTable[] = [];
  const shippingMethods: SaidMethod[] = [];
  const said = orders.map((order, at) => {
    // several addresses: ids and tables are per address (A.1)
    const prefix = orders.length === 1 ? '' : `${at + 1}-`;
    const tables = asked.tax ? sayTaxTables(order, prefix, taxTables) : [];
    const methods = (order.charges ?? []).map((charge): SaidMethod => {
      const { id, serviceLevel, label, poBoxes } = charge.charge.method;
      return { id: prefix + id, serviceLevel, label, ...charge.said, region: order.place.said, poBoxes };
    });
    shippingMethods.push(...methods);
    const shippingMethodIds = methods.map(({ id }) => id);
    const items = order.lines.map(({ item, index }, line): SaidItem => {
      const taxTableId = tables[line];
      const promotionId = promotions.ofLine[index];
      return {
        itemId: item.id,
        ...(taxTableId !== undefined && { taxTableId }),
        ...(asked.promotions && promotionId !== undefined && { promotionId }),
        ...(asked.shipping && { shippingMethodIds }),
      };
    });
    return { items };
  });
  return {
    orders: said,
    ...(asked.tax && { taxTables }),
    ...(asked.promotions && { promotions: promotions.list }),
    ...(asked.shipping && { shippingMethods }),
    ...(asked.promotions && promotions.cart !== undefined && { cartPromotionId: promotions.cart }),
    ...(cartTaxAmounts && { cartTaxAmounts: sayCartTaxes(options, currency) }),
  };
}

/** One table for each distinct (rate, shipping taxed) of the order (A.3.1); no rule is rate 0. Answers each line's table. */
function sayTaxTables({ place, rules }: PreparedOrder, prefix: string, tables: TaxTable[]): string[] {
  const known: { rate: bigint; shippingTaxed: boolean; id: string }[] = [];
  return rules.map((rule: TaxRule | null) => {
    const rate = rule?.rate ?? 0n;
    const shippingTaxed = rule?.shippingTaxed ?? false;
    const same = known.find((table) => table.rate === rate && table.shippingTaxed === shippingTaxed);
    if (same !== undefined) return same.id;
    const id = `${prefix}tax-${known.length + 1}`;
    known.push({ rate, shippingTaxed, id });
    tables.push({ id, rate: shortestDecimal(rate), shippingTaxed, region: place.said });
    return id;
  });
}

/** Tax + ShippingTax of every option by its method (A.3.3). */
const sayCartTaxes = (orders: readonly (readonly QuoteOption[])[], currency: string): NonNullable<Said['cartTaxAmounts']> =>
  orders.flatMap((options, at) =>
    options.flatMap(({ methodId, serviceLevel, totals }) => {
      if (methodId === null || serviceLevel === null) return [];
      const shippingMethodId = orders.length === 1 ? methodId : `${at + 1}-${methodId}`;
      return [{ shippingMethodId, serviceLevel, amount: formatMajor(totals.tax + totals.shippingTax, currency) }];
    }),
  );
