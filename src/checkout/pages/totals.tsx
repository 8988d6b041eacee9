import type { ComponentChildren, VNode } from 'preact';
import type { Components } from '../../core/quote.js';
import { bareMoney, money } from '../../ui/numbers.js';
import type { TotalLine } from '../total-lines.js';

export interface TotalsProps {
  readonly lines: readonly TotalLine[];
  readonly total: bigint;
  readonly currency: string;
}

/** The rows of a total with the reason below each that needs one, and the total itself. */
export function Totals({ lines, total, currency }: TotalsProps): VNode {
  return (
    <dl class="totals">
      {lines.map(({ label, amount, why }) => (
        <div key={label} class="row">
          <dt>
            {label}
            {why.map((sentence) => (
              <span key={sentence} class="why">
                {sentence}
              </span>
            ))}
          </dt>
          <dd class={amount < 0n ? 'save' : ''}>{money(amount, currency)}</dd>
        </div>
      ))}
      <div class="row big">
        <dt>Total</dt>
        <dd>{money(total, currency)}</dd>
      </div>
    </dl>
  );
}

/** A line of the sum: an item with its six components. */
export interface WorkedLine extends Components {
  readonly id: string;
  readonly title: string;
  readonly quantity: number;
  readonly total: bigint;
}

export interface WorkedOutProps {
  readonly lines: readonly WorkedLine[];
  readonly totals: Components;
  readonly total: bigint;
  readonly currency: string;
}

/** Every item with its six components, and all of them together: each block re-adds, and so do the blocks. */
export function WorkedOut({ lines, totals, total, currency }: WorkedOutProps): VNode {
  return (
    <details class="why-box">
      <summary>How this total was worked out</summary>
      <div class="in">
        <p class="faint">All amounts in {currency}. Each sum is the amounts above it.</p>
        {lines.map((line) => (
          <SixComponents
            key={line.id}
            title={`${line.title} × ${line.quantity}`}
            of={line}
            total={line.total}
            currency={currency}
          />
        ))}
        {lines.length === 1 ? null : <SixComponents title="Together" of={totals} total={total} currency={currency} />}
      </div>
    </details>
  );
}

function SixComponents(props: { title: string; of: Components; total: bigint; currency: string }): VNode {
  const { title, of, total, currency } = props;
  return (
    <section class="six">
      <h3>{title}</h3>
      <dl>
        <Pair name="Price" value={bareMoney(of.principal, currency)} />
        <Pair name="Off the price" value={bareMoney(-of.principalPromo, currency)} />
        <Pair name="Shipping" value={bareMoney(of.shipping, currency)} />
        <Pair name="Off shipping" value={bareMoney(-of.shippingPromo, currency)} />
        <Pair name="Tax" value={bareMoney(of.tax, currency)} />
        <Pair name="Tax on shipping" value={bareMoney(of.shippingTax, currency)} />
        <Pair name="Sum" value={bareMoney(total, currency)} big />
      </dl>
    </section>
  );
}

function Pair({ name, value, big = false }: { name: string; value: ComponentChildren; big?: boolean }): VNode {
  return (
    <div class={big ? 'sum' : ''}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
