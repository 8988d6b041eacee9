import type { ComponentChildren, VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Order, OrderEvent } from '../../core/order.js';
import { Alert } from '../../ui/alert.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { money } from '../../ui/numbers.js';
import { OrderBadge, PaymentBadge } from '../../ui/order-badge.js';
import { When, zoneLabel } from '../../ui/when.js';
import { listUrl } from '../exchanges/address.js';
import { orderUrl, ordersUrl } from './address.js';
import { ItemsCard } from './items-card.js';
import { ShipToCard, SourcesCard, TimelineCard, type SideProps } from './side-cards.js';

export interface OrderDetailProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly order: Order;
  readonly events: readonly OrderEvent[];
  readonly zone: string;
  readonly now: number;
  /** What was just done to it. */
  readonly done: 'cancelled' | 'already' | null;
}

/** One order: facts, lines with their six components, where it goes, where its amounts came from, what happened. */
export function OrderDetailPage({ viewer, environment, order, events, zone, now, done }: OrderDetailProps): VNode {
  const side: SideProps = { environment, order, zone, now };
  return (
    <Layout title={`Order ${order.id}`} viewer={viewer} page="orders" foot={<span>Times in {zoneLabel(zone, now)}</span>}>
      {done === null ? null : <Done done={done} />}
      <Head environment={environment} order={order} />
      <div class="g-side">
        <div class="stack">
          <Facts {...side} />
          <ItemsCard order={order} />
        </div>
        <aside class="stack" aria-label="About this order">
          <ShipToCard {...side} />
          <SourcesCard {...side} />
          <TimelineCard {...side} events={events} />
        </aside>
      </div>
    </Layout>
  );
}

function Done({ done }: { done: 'cancelled' | 'already' }): VNode {
  return done === 'cancelled' ? (
    <Alert tone="ok" title="The order is cancelled." text="The buyer is told by mail. What the gateway holds is let go." />
  ) : (
    <Alert tone="info" title="The order was cancelled before." text="Nothing was changed." />
  );
}

/** Whether anything of an order is left that could be cancelled. */
export const isOpen = ({ cancelledAt, lines }: Order): boolean =>
  cancelledAt === null && lines.some(({ quantity, shipped, cancelled }) => quantity > shipped + cancelled);

function Head({ environment, order }: { environment: EnvironmentName; order: Order }): VNode {
  return (
    <div class="cw-head">
      <div>
        <div class="cw-crumb">
          <a href={ordersUrl(environment)}>Manage orders</a>
          <Icon name="chevron-right" small />
          <span>Order</span>
        </div>
        <h1>
          <span class="mono cw-id">{order.id}</span>
          <OrderBadge order={order} />
        </h1>
      </div>
      {isOpen(order) ? (
        <div class="acts">
          <a class="btn btn-danger-line" href={`${orderUrl(environment, order.id)}/cancel`}>
            <Icon name="x" />
            Cancel order
          </a>
        </div>
      ) : null}
    </div>
  );
}

function Facts({ environment, order, zone, now }: SideProps): VNode {
  const { placedAt, windowEndsAt, releasedAt, cancelledAt, cancelReason, clientRequestId, total, currency, payment, codes } =
    order;
  const when = (at: number): VNode => <When at={at} now={now} zone={zone} />;
  return (
    <section class="card">
      <dl class="facts">
        <Fact name="Placed">{when(placedAt)}</Fact>
        <Fact name="Total">{money(total, currency)}</Fact>
        <Fact name="Payment">
          <PaymentBadge state={payment.state} />
        </Fact>
        {payment.amount > 0n ? <Fact name="Authorised">{money(payment.amount, currency)}</Fact> : null}
        {releasedAt === null && cancelledAt === null ? <Fact name="Buyer may cancel until">{when(windowEndsAt)}</Fact> : null}
        {releasedAt === null ? null : <Fact name="Released">{when(releasedAt)}</Fact>}
        {cancelledAt === null ? null : <Fact name="Cancelled">{when(cancelledAt)}</Fact>}
        {cancelReason === null ? null : <Fact name="Reason">{cancelReason}</Fact>}
        {codes.length === 0 ? null : (
          <Fact name="Claim codes">
            <span class="mono">{codes.map(({ code }) => code).join(', ')}</span>
          </Fact>
        )}
        {clientRequestId === undefined ? null : (
          <Fact name="Client request">
            <a class="mono" href={listUrl(environment, { search: `"${clientRequestId.replaceAll('"', ' ')}"` })}>
              {clientRequestId}
            </a>
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="tnum">{children}</dd>
    </div>
  );
}
