import type { ComponentChildren, VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Merchant } from '../../core/merchant.js';
import { orderState, type Order } from '../../core/order.js';
import { canCancel } from '../../core/order-decisions.js';
import { Alert } from '../../ui/alert.js';
import { Badge } from '../../ui/badge.js';
import type { ShopFront } from '../../core/shop-front.js';
import { BuyerFrame } from '../../ui/buyer/frame.js';
import { money } from '../../ui/numbers.js';
import { clockTime, labelAndArrival, ORDER_WORDS, paymentTrouble } from '../order-words.js';
import { shownShop } from '../shown-shop.js';
import { AskCancel } from './ask-cancel.js';
import { addressInLine } from './contact.js';
import { OrderSummary, shownLines } from './order-parts.js';
import { SummaryBar } from './parts.js';

export interface OrderPageProps {
  readonly order: Order;
  readonly merchant: Merchant;
  readonly environment: EnvironmentName;
  readonly front: ShopFront;
  readonly now: number;
  /** Of this page. */
  readonly href: string;
  /** The buyer pressed "cancel" and is asked once more. */
  readonly asksToCancel: boolean;
  /** The buyer wanted to cancel and could not. */
  readonly tooLate: boolean;
}

/** The buyer's own page of an order, reached by the link of the confirmation. */
export function OrderPage(props: OrderPageProps): VNode {
  const { order, merchant, environment, front, tooLate } = props;
  const { word, tone, sentence } = ORDER_WORDS[orderState(order)];
  const trouble = paymentTrouble(order);
  return (
    <BuyerFrame
      title={`Order ${order.id}`}
      shop={shownShop({ merchant, environment, front, checkoutId: order.checkoutId })}
      environment={environment}
      bar={<SummaryBar items={shownLines(order)} currency={order.currency} total={order.total} />}
      summary={<OrderSummary order={order} />}
    >
      <section class="pay-sec">
        <h1 class="pay-order">
          Order <span class="mono nowrap">{order.id}</span> <Badge tone={tone} word={word} />
        </h1>
        <p class="dim">{sentence}</p>
      </section>
      {tooLate ? (
        <Alert tone="warn" title="It is too late to cancel here." text={`${merchant.name} has your order. Ask the shop.`} />
      ) : trouble === null ? null : (
        <Alert tone="warn" title={trouble} />
      )}
      <Facts {...props} />
      <Cancel {...props} />
      <AskCancel {...props} />
    </BuyerFrame>
  );
}

function Facts({ order, merchant, now }: OrderPageProps): VNode {
  return (
    <section class="pay-sec" aria-label="Facts">
      <div class="sumbox">
        <Fact label="Placed">{clockTime(order.placedAt, now, merchant.zone)}</Fact>
        <Fact label="Contact">{order.buyer.email}</Fact>
        <Fact label="Ship to">
          {order.shipTo.name}, {addressInLine(order.shipTo)}
        </Fact>
        <Fact label="Shipping">
          {order.cancelledAt === null ? labelAndArrival(order.shippingLabel, order.delivery) : order.shippingLabel}
        </Fact>
        <Fact label="Payment">{order.payment.label}</Fact>
      </div>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ComponentChildren }): VNode {
  return (
    <div class="row-x">
      <span class="faint sm lab">{label}</span>
      <span class="grow">{children}</span>
    </div>
  );
}

/** In the window the buyer cancels; the second page is the question that needs no script. */
function Cancel({ order, merchant, now, href, asksToCancel }: OrderPageProps): VNode | null {
  if (!canCancel(order, now).ok) return null;
  const total = money(order.total, order.currency);
  if (!asksToCancel) {
    return (
      <section class="pay-sec">
        <p class="dim">You can cancel until {clockTime(order.windowEndsAt, now, merchant.zone)}.</p>
        <div class="pay-ways">
          <a class="btn btn-danger-line btn-lg" href={`${href}?cancel=ask#cancel`}>
            Cancel the order
          </a>
        </div>
      </section>
    );
  }
  return (
    <section class="pay-sec sumbox pay-ask" id="cancel" aria-labelledby="cancel-ask">
      <h2 id="cancel-ask">Cancel the order for {total}?</h2>
      <p class="dim">Nothing is charged and nothing is sent. This cannot be undone.</p>
      <form class="pay-ways" method="post" action={`${href}/cancel`}>
        <button class="btn btn-danger-line btn-lg" type="submit" name="confirm" value="yes">
          Cancel the order for {total}
        </button>
        <a class="btn btn-lg" href={href}>
          Keep the order
        </a>
      </form>
    </section>
  );
}
