import type { VNode } from 'preact';
import { deliveryInWords } from '../../core/delivery-dates.js';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Merchant } from '../../core/merchant.js';
import type { Order } from '../../core/order.js';
import type { ShopFront } from '../../core/shop-front.js';
import { BuyerFrame } from '../../ui/buyer/frame.js';
import { Icon } from '../../ui/icons.js';
import { safeUrl } from '../../ui/safe-url.js';
import { clockTime, PAYING } from '../order-words.js';
import { shippingWords } from '../total-lines.js';
import { shownShop } from '../shown-shop.js';
import { addressInLine } from './contact.js';
import { OrderSummary, shownLines } from './order-parts.js';
import { SummaryBar } from './parts.js';

export interface ThanksPageProps {
  readonly order: Order;
  readonly merchant: Merchant;
  readonly environment: EnvironmentName;
  readonly front: ShopFront;
  readonly now: number;
  /** The buyer's own page of the order. */
  readonly orderHref: string;
  /** Back to the shop, with what the shop wants to know; null where it named no address. */
  readonly returnHref: string | null;
  readonly accountHref: string | null;
  /** Addresses that count the order for the shop, http(s) only. */
  readonly pixels: readonly string[];
}

/** The order is placed: its number, what happens next, and the ways on. */
export function ThanksPage(props: ThanksPageProps): VNode {
  const { order, merchant, environment, front, orderHref, returnHref, accountHref, pixels } = props;
  return (
    <BuyerFrame
      title="Thank you"
      shop={shownShop({ merchant, environment, front, checkoutId: order.checkoutId })}
      environment={environment}
      bar={<SummaryBar items={shownLines(order)} currency={order.currency} total={order.total} />}
      summary={<OrderSummary order={order} />}
    >
      <section class="pay-sec pay-done">
        <Icon name="circle-check" tone="t-ok" />
        <h1>Thank you, {order.buyer.name}</h1>
        <p>
          Your order <b class="mono nowrap">{order.id}</b> is placed.
        </p>
        <p class="dim">A confirmation goes to {order.buyer.email}.</p>
      </section>
      <NextSteps {...props} />
      <div class="pay-ways">
        {returnHref === null ? null : (
          <a class="btn btn-primary btn-lg" href={safeUrl(returnHref)}>
            Back to {merchant.name}
          </a>
        )}
        <a class={returnHref === null ? 'btn btn-primary btn-lg' : 'btn btn-lg'} href={orderHref}>
          See your order
        </a>
        {accountHref === null ? null : (
          <a class="btn btn-lg" href={safeUrl(accountHref)}>
            Your account at {merchant.name}
          </a>
        )}
      </div>
      {pixels.map((address) => (
        <img key={address} class="unseen" src={safeUrl(address)} alt="" width={1} height={1} referrerpolicy="no-referrer" />
      ))}
    </BuyerFrame>
  );
}

function NextSteps({ order, merchant, now, orderHref }: ThanksPageProps): VNode {
  const until = clockTime(order.windowEndsAt, now, merchant.zone);
  return (
    <section class="pay-sec">
      <h2>What happens next</h2>
      <ol class="pay-next">
        <li>
          <b>{order.payment.label}.</b> {PAYING[order.payment.gateway]}
        </li>
        <li>
          Until {until} you can cancel it yourself on <a href={orderHref}>the page of your order</a>. Then the shop gets it.
        </li>
        <li>
          The shop sends it to {order.shipTo.name}, {addressInLine(order.shipTo)}. You chose {shippingWords(order.shippingLabel)}
          {order.delivery === undefined ? '.' : `; it arrives ${deliveryInWords(order.delivery)}.`}
        </li>
      </ol>
    </section>
  );
}
