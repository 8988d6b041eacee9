import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Chargeback } from '../../core/chargeback.js';
import type { Order, OrderEvent } from '../../core/order.js';
import type { Affairs } from '../../core/order-facts.js';
import { orderMoney } from '../../core/order-money.js';
import { remainingLines } from '../../core/refund/remaining.js';
import { Alert } from '../../ui/alert.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { count, money } from '../../ui/numbers.js';
import { OrderBadge } from '../../ui/order-badge.js';
import { zoneLabel } from '../../ui/when.js';
import { PostedForm } from '../posted-form.js';
import type { ActionProps } from './action-frame.js';
import { actionUrl, ordersUrl, retryPaymentUrl } from './address.js';
import { DeliveriesCard, type ShownDelivery } from './deliveries-card.js';
import { DoneAlert, type Done } from './done-alert.js';
import { ItemsCard } from './items-card.js';
import { LedgerCard, type LedgerCardProps } from './ledger-card.js';
import { ActionButtons, actionsOf, ClosedActions } from './order-actions.js';
import { OrderFacts } from './order-facts.js';
import { RefundsCard } from './refunds-card.js';
import { ShipmentsCard } from './shipments-card.js';
import { ShipToCard, SourcesCard, TimelineCard, type SideProps } from './side-cards.js';

export interface OrderDetailProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly affairs: Affairs;
  readonly events: readonly OrderEvent[];
  readonly postings: LedgerCardProps['postings'];
  readonly deliveries: readonly ShownDelivery[];
  readonly zone: string;
  /** By the clock of the environment, as every time of the order. */
  readonly now: number;
  /** What was just done to it. */
  readonly done: Done | null;
}

/** One order: facts, lines with their six components, what was shipped, refunded and posted, where it goes, what happened. */
export function OrderDetailPage(props: OrderDetailProps): VNode {
  const { viewer, environment, affairs, events, zone, now } = props;
  const { order } = affairs;
  const side: SideProps = { environment, order, zone, now };
  return (
    <Layout title={`Order ${order.id}`} viewer={viewer} page="orders" foot={<span>Times in {zoneLabel(zone, now)}</span>}>
      <Told {...props} />
      <Head {...props} />
      <div class="g-side">
        <div class="stack">
          <OrderFacts {...side} money={orderMoney(affairs)} />
          <ItemsCard order={order} />
          <Moved {...props} />
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

/** What was just done; without that what somebody must look at. */
function Told({ viewer, affairs: { order, chargebacks }, environment, done }: OrderDetailProps): VNode | null {
  if (done !== null) return <DoneAlert done={done} />;
  if (order.paymentProblem !== null) return <PaymentProblem viewer={viewer} environment={environment} order={order} />;
  const disputed = chargebacks.find(({ state }) => state === 'open');
  if (disputed !== undefined) return <Disputed order={order} chargeback={disputed} />;
  if (order.cancelAskedAt === null || order.cancelledAt !== null) return null;
  return (
    <Alert
      tone="warn"
      title={`${order.buyer.name} asks to cancel this order.`}
      text="It is for you to decide: cancel what is open, or ship it."
      link={{ label: 'Cancel units', href: actionUrl(environment, order.id, 'cancel') }}
    />
  );
}

/** Money that a bank took back, until it is known who keeps it. */
function Disputed({ order, chargeback }: { order: Order; chargeback: Chargeback }): VNode {
  return (
    <Alert
      tone="warn"
      title={`The buyer’s bank took ${money(chargeback.amount, order.currency)} back: ${chargeback.reason}`}
      text={`Chargeback ${count(chargeback.number)} is open. Until it is won, nothing of its lines can be refunded.`}
    />
  );
}

/** A capture or a renewal that the gateway refused, and the way to ask it once more. */
function PaymentProblem({ viewer, environment, order }: ActionProps): VNode {
  return (
    <Alert
      tone="bad"
      title={order.paymentProblem ?? ''}
      text="What was shipped stays shipped. Nothing more is shipped until the payment is solved."
      action={
        <PostedForm action={retryPaymentUrl(environment, order.id)} formToken={viewer.formToken}>
          <button class="btn" type="submit">
            <Icon name="refresh" />
            Ask the gateway again
          </button>
        </PostedForm>
      }
    />
  );
}

function Head({ environment, affairs, zone, now }: OrderDetailProps): VNode {
  const { order } = affairs;
  const actions = actionsOf(affairs, { now, zone });
  return (
    <>
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
        <ActionButtons environment={environment} orderId={order.id} actions={actions} />
      </div>
      <ClosedActions actions={actions} />
    </>
  );
}

function Moved({ viewer, environment, affairs, postings, deliveries, zone, now }: OrderDetailProps): VNode {
  const { order, shipments, refunds } = affairs;
  const shared = { environment, order, zone, now };
  const refundable = remainingLines(affairs).reduce((sum, { net }) => sum + net, 0n);
  const actions = actionsOf(affairs, { now, zone });
  return (
    <>
      <div class="g2">
        <ShipmentsCard {...shared} shipments={shipments} isOpen={shipments.length > 0 && actions.ship === null} />
        <RefundsCard
          {...shared}
          refunds={refunds}
          captured={orderMoney(affairs).captured}
          refundable={refundable}
          isOpen={refunds.length > 0 && actions.refund === null}
          formToken={viewer.formToken}
        />
      </div>
      <LedgerCard currency={order.currency} postings={postings} shipments={shipments} refunds={refunds} zone={zone} now={now} />
      <DeliveriesCard environment={environment} deliveries={deliveries} zone={zone} now={now} />
    </>
  );
}
