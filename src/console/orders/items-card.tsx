import type { VNode } from 'preact';
import type { Order, OrderLine } from '../../core/order.js';
import type { Components } from '../../core/quote.js';
import { Card } from '../../ui/card.js';
import { bareMoney, count, plural } from '../../ui/numbers.js';
import { UnitBadges } from '../../ui/order-badge.js';

/** Columns of the sum, in its order; promotions are taken off. */
const COMPONENTS: readonly { readonly name: keyof Components; readonly head: string; readonly off?: true }[] = [
  { name: 'principal', head: 'Principal' },
  { name: 'principalPromo', head: 'Promo', off: true },
  { name: 'shipping', head: 'Shipping' },
  { name: 'shippingPromo', head: 'Ship. promo', off: true },
  { name: 'tax', head: 'Tax' },
  { name: 'shippingTax', head: 'Ship. tax' },
];

/** The lines with their six components; rows and columns add up to what was charged. */
export function ItemsCard({ order }: { order: Order }): VNode {
  const { lines, currency } = order;
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <Card title="Items" end={<span class="xs faint">{currency}</span>}>
      <table class="cw-table roomy kv-m">
        <caption class="unseen">Items with the six components of each amount</caption>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col" class="num">
              Qty
            </th>
            <ComponentHeads />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.number} line={line} order={order} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{plural(lines.length, 'line')}</td>
            <td class="num" data-l="Quantity">
              {count(units)}
            </td>
            <Amounts of={order.totals} total={order.total} currency={currency} />
          </tr>
        </tfoot>
      </table>
      <Reasons order={order} />
    </Card>
  );
}

function Line({ line, order }: { line: OrderLine; order: Order }): VNode {
  return (
    <tr>
      <td>
        <span class="strong">{line.title}</span>
        <div class="xs faint mono">{line.sku}</div>
        <div class="cw-units">
          <UnitBadges line={line} released={order.releasedAt !== null} />
        </div>
      </td>
      <td class="num" data-l="Quantity">
        {count(line.quantity)}
      </td>
      <Amounts of={line} total={line.total} currency={order.currency} />
    </tr>
  );
}

/** The heads of the six columns and of their sum. */
export function ComponentHeads(): VNode {
  return (
    <>
      {COMPONENTS.map(({ name, head }) => (
        <th key={name} scope="col" class="num">
          {head}
        </th>
      ))}
      <th scope="col" class="num">
        Total
      </th>
    </>
  );
}

/** The six amounts of a row and their sum. */
export function Amounts({ of, total, currency }: { of: Components; total: bigint; currency: string }): VNode {
  return (
    <>
      {COMPONENTS.map(({ name, head, off }) => (
        <td key={name} class="num" data-l={head}>
          {bareMoney(off === true ? -of[name] : of[name], currency)}
        </td>
      ))}
      <td class="num strong tot" data-l="Total">
        {bareMoney(total, currency)}
      </td>
    </>
  );
}

/** The six in words; promotions are taken off. */
export const COMPONENT_WORDS: Readonly<Record<keyof Components, string>> = {
  principal: 'Principal',
  principalPromo: 'Promotion',
  shipping: 'Shipping',
  shippingPromo: 'Shipping promotion',
  tax: 'Tax',
  shippingTax: 'Shipping tax',
};

/** Why each amount is what it is, in the words that were frozen with the order. */
function Reasons({ order: { lines, currency } }: { order: Order }): VNode {
  return (
    <details class="cw-why">
      <summary>How these amounts were worked out</summary>
      {lines.map((line) => (
        <dl key={line.number} class="kv">
          <dt class="strong">{line.sku}</dt>
          <dd class="dim">
            {line.unitPrice} x {count(line.quantity)}, item code <span class="mono">{line.itemCode}</span>
          </dd>
          {line.because.map(({ component, label, amount }, index) => (
            <Reason key={index} word={COMPONENT_WORDS[component]} label={label} amount={bareMoney(amount, currency)} />
          ))}
        </dl>
      ))}
    </details>
  );
}

function Reason({ word, label, amount }: { word: string; label: string; amount: string }): VNode {
  return (
    <>
      <dt>{word}</dt>
      <dd>
        {label} <span class="tnum strong">{amount}</span>
      </dd>
    </>
  );
}
