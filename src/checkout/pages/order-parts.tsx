import type { VNode } from 'preact';
import { parseDecimal, PRICE_PLACES } from '../../core/money.js';
import type { Order } from '../../core/order.js';
import { totalLines } from '../total-lines.js';
import { ItemRows, type ShownItem } from './parts.js';
import { Totals, WorkedOut } from './totals.js';

/** The lines of an order as the rows of a page. */
export const shownLines = ({ lines }: Order): ShownItem[] =>
  lines.map(({ itemId, title, quantity, unitPrice, imageUrl }) => ({
    id: itemId,
    title,
    quantity,
    price: parseDecimal(unitPrice, PRICE_PLACES) ?? 0n,
    imageUrl,
  }));

/** What was bought and what it cost, as it was frozen. */
export function OrderSummary({ order }: { order: Order }): VNode {
  const { currency, lines, totals, total, shippingLabel, codes } = order;
  return (
    <>
      <div class="items-d">
        <ItemRows items={shownLines(order)} currency={currency} />
        <hr />
      </div>
      <Totals lines={totalLines({ priced: order, shippingLabel, codes })} total={total} currency={currency} />
      <WorkedOut lines={lines.map((line) => ({ ...line, id: line.itemId }))} totals={totals} total={total} currency={currency} />
    </>
  );
}
