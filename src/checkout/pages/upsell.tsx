import type { VNode } from 'preact';
import type { OrderCartItem } from '../../core/order-cart.js';
import type { CheckoutView } from '../../flows/checkout/view.js';
import { money } from '../../ui/numbers.js';
import { HiddenFields, principalOf, Thumb, type FormMark } from './parts.js';

export interface UpsellProps {
  readonly view: CheckoutView;
  readonly mark: FormMark;
  readonly page: 'shipping' | 'review';
}

/** What the cart offers besides: one click adds one, and one takes it out again. Nothing is in the order unasked. */
export function Upsell({ view, mark, page }: UpsellProps): VNode | null {
  const { cart, choices, id } = view.checkout;
  if (cart.upsellItems.length === 0) return null;
  return (
    <section class="pay-sec" id="upsell">
      <h2>Also from this shop</h2>
      <ul class="sumbox pay-offers">
        {cart.upsellItems.map((item) => (
          <li key={item.id} class="item">
            <Thumb imageUrl={item.imageUrl} />
            <div>
              <div class="strong">{item.title}</div>
              <div class="sub">{money(principalOf({ ...item, quantity: 1 }, cart.currency), cart.currency)}</div>
            </div>
            <Toggle id={id} item={item} taken={takenOf(item, choices.upsell)} mark={mark} page={page} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const takenOf = ({ sku }: OrderCartItem, upsell: CheckoutView['checkout']['choices']['upsell']): number =>
  upsell.reduce((sum, one) => sum + (one.sku === sku ? one.quantity : 0), 0);

interface ToggleProps {
  readonly id: string;
  readonly item: OrderCartItem;
  readonly taken: number;
  readonly mark: FormMark;
  readonly page: UpsellProps['page'];
}

function Toggle({ id, item, taken, mark, page }: ToggleProps): VNode {
  const word = taken === 0 ? 'Add' : 'Take out';
  return (
    <form method="post" action={`/pay/${id}/upsell`}>
      <HiddenFields mark={mark} />
      <input type="hidden" name="back" value={page} />
      <input type="hidden" name="sku" value={item.sku} />
      <input type="hidden" name="quantity" value={taken === 0 ? '1' : '0'} />
      <button class="btn" type="submit" aria-label={`${word}: ${item.title}`}>
        {word}
      </button>
    </form>
  );
}
