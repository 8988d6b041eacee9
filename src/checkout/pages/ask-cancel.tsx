import type { VNode } from 'preact';
import { orderState } from '../../core/order.js';
import { canCancel } from '../../core/order-decisions.js';
import { clockTime } from '../order-words.js';
import type { OrderPageProps } from './order-page.js';

/** After his time the buyer can ask the shop to cancel, once; what comes of it is the shop's to say. */
export function AskCancel({ order, merchant, now, href }: OrderPageProps): VNode | null {
  const state = orderState(order);
  if (state === 'cancelled' || state === 'shipped' || canCancel(order, now).ok) return null;
  if (order.cancelAskedAt !== null)
    return (
      <section class="pay-sec">
        <p class="dim">
          You asked {merchant.name} to cancel: {clockTime(order.cancelAskedAt, now, merchant.zone)}. The shop decides, and you get
          a mail if it does.
        </p>
      </section>
    );
  return (
    <section class="pay-sec">
      <p class="dim">Your time to cancel is over. You can ask the shop to cancel what it has not shipped; it decides.</p>
      <form class="pay-ways" method="post" action={`${href}/ask`}>
        <button class="btn btn-lg" type="submit">
          Ask {merchant.name} to cancel
        </button>
      </form>
    </section>
  );
}
