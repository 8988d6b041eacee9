import type { ComponentChildren, VNode } from 'preact';
import type { CheckoutOption } from '../../core/checkout.js';
import type { CheckoutView } from '../../flows/checkout/view.js';
import { money } from '../../ui/numbers.js';
import { totalLines } from '../total-lines.js';
import { ItemRows, principalOf } from './parts.js';
import { Totals, WorkedOut } from './totals.js';

export interface SummaryProps {
  readonly view: CheckoutView;
  /** The choice whose total is shown; null before there is an address. */
  readonly option: CheckoutOption | null;
  /** The buyer has not chosen it: it is the cheapest one. */
  readonly assumed?: boolean;
  /** On a phone the button follows the total here. */
  readonly children?: ComponentChildren;
}

/** Sum of what the items cost by themselves. */
export const subtotalOf = ({ items, checkout }: CheckoutView): bigint =>
  items.reduce((sum, item) => sum + principalOf(item, checkout.cart.currency), 0n);

/** What is bought and what it costs, as far as that is known. */
export function Summary({ view, option, assumed = false, children }: SummaryProps): VNode {
  const { currency } = view.checkout.cart;
  return (
    <>
      <div class="items-d">
        <ItemRows items={view.items} currency={currency} />
        {option === null ? null : <hr />}
      </div>
      {option === null ? (
        <Subtotal amount={subtotalOf(view)} currency={currency} />
      ) : (
        <Priced view={view} option={option} assumed={assumed} />
      )}
      {children === undefined ? null : <div class="only-m mt">{children}</div>}
    </>
  );
}

function Subtotal({ amount, currency }: { amount: bigint; currency: string }): VNode {
  return (
    <>
      <dl class="totals">
        <div class="row big">
          <dt>Items</dt>
          <dd>{money(amount, currency)}</dd>
        </div>
      </dl>
      <p class="hint">Shipping and tax follow when the address is known. You see the whole total before you order.</p>
    </>
  );
}

function Priced({ view, option, assumed }: { view: CheckoutView; option: CheckoutOption; assumed: boolean }): VNode {
  const { quote, items, checkout } = view;
  const { currency } = checkout.cart;
  const codes = quote?.ok === true ? quote.codes.flatMap((verdict) => (verdict.state === 'applied' ? [verdict] : [])) : [];
  const worked = option.lines.map((line, place) => ({
    ...line,
    id: line.itemId,
    title: items[place]?.title ?? line.sku,
    quantity: items[place]?.quantity ?? 1,
  }));
  return (
    <>
      <Totals
        lines={totalLines({ priced: option, shippingLabel: option.label, codes })}
        total={option.total}
        currency={currency}
      />
      {assumed ? <p class="hint">With {option.label}. Choose another way to ship and the total follows.</p> : null}
      <WorkedOut lines={worked} totals={option.totals} total={option.total} currency={currency} />
    </>
  );
}
