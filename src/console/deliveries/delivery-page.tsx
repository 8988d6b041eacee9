import type { VNode } from 'preact';
import type { Delivery, DeliveryAttempt, DeliveryState } from '../../core/delivery.js';
import type { Endpoint } from '../../core/endpoint.js';
import type { EnvironmentName } from '../../core/exchange.js';
import type { PublishedEvent } from '../../core/order-event.js';
import { Alert } from '../../ui/alert.js';
import { Card } from '../../ui/card.js';
import { DeliveryBadge } from '../../ui/delivery-badge.js';
import { Fact } from '../../ui/fact.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { count } from '../../ui/numbers.js';
import { WholeInstant, zoneLabel } from '../../ui/when.js';
import { traceUrl } from '../exchanges/address.js';
import { ONCE_FIELD } from '../once.js';
import { orderUrl } from '../orders/address.js';
import { PostedForm } from '../posted-form.js';
import { deliveryActionUrl, endpointUrl } from './address.js';
import { AttemptsCard } from './attempts-card.js';
import { Crumb } from './crumb.js';
import { DeliveryDoneAlert, type DeliveryDone } from './delivery-done.js';
import { NextCard } from './next-card.js';
import { KIND_WORDS } from './words.js';

export interface DeliveryPageProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly delivery: Delivery;
  readonly state: DeliveryState;
  readonly event: PublishedEvent;
  readonly endpoint: Endpoint;
  readonly attempts: readonly DeliveryAttempt[];
  /** Earlier ones of its order at the same endpoint that have not ended: it waits for them. */
  readonly before: readonly Delivery[];
  /** It has ended, and what was sent of it is kept no longer. */
  readonly isExpired: boolean;
  readonly zone: string;
  /** By the clock of the environment. */
  readonly now: number;
  /** A ULID of its own for every page that is shown. */
  readonly once: string;
  readonly done: DeliveryDone | null;
}

/** One event on its way to one endpoint: every attempt, and what happens next. */
export function DeliveryPage(props: DeliveryPageProps): VNode {
  const { viewer, environment, delivery, state, endpoint, attempts, zone, now, done } = props;
  return (
    <Layout
      title={`Delivery of ${delivery.kind}`}
      viewer={viewer}
      page="endpoints"
      foot={<span>Times in {zoneLabel(zone, now)}</span>}
    >
      {done === null ? <Trouble {...props} /> : <DeliveryDoneAlert done={done} />}
      <div class="cw-head">
        <div>
          <Crumb environment={environment} endpoint={endpoint} step="Delivery" />
          <h1>
            <span class="mono cw-id">{delivery.kind}</span>
            <DeliveryBadge state={state} />
          </h1>
        </div>
        <Actions {...props} />
      </div>
      <Facts {...props} />
      <div class="g-body mt">
        <AttemptsCard environment={environment} attempts={attempts} zone={zone} now={now} />
        <div class="stack">
          <NextCard {...props} />
          <EchoCard {...props} />
        </div>
      </div>
    </Layout>
  );
}

/** What stands in its way, as its last attempt or its sender said it, and what comes of that. */
function Trouble({ delivery: { problem, outcome } }: DeliveryPageProps): VNode | null {
  if (problem === null || outcome === 'skipped') return null;
  return outcome === null ? (
    <Alert tone="warn" title={problem} text="Nothing is lost: below stands when it is tried again." />
  ) : (
    <Alert tone="bad" title={problem} text="It is not tried again by itself." />
  );
}

function Actions({ viewer, environment, delivery, state, once, isExpired }: DeliveryPageProps): VNode | null {
  const isSending = state === 'sending';
  if (isSending || isExpired) return null;
  const canSkip = delivery.outcome === null && delivery.orderId !== null;
  return (
    <div class="acts">
      <PostedForm
        action={deliveryActionUrl(environment, delivery.id, 'retry')}
        formToken={viewer.formToken}
        hidden={[[ONCE_FIELD, once]]}
      >
        <button class="btn btn-primary" type="submit">
          <Icon name="refresh" />
          {delivery.outcome === 'delivered' || delivery.outcome === 'acknowledged' ? 'Send again' : 'Retry now'}
        </button>
      </PostedForm>
      {canSkip ? (
        <a class="btn" href={deliveryActionUrl(environment, delivery.id, 'skip')}>
          <Icon name="player-skip-forward" />
          Skip
        </a>
      ) : null}
    </div>
  );
}

function Facts({ environment, delivery, event, endpoint, zone }: DeliveryPageProps): VNode {
  return (
    <section class="card">
      <dl class="facts">
        <Fact name="What happened">{KIND_WORDS[event.kind]}</Fact>
        <Fact name="When">
          <WholeInstant at={event.at} zone={zone} />
        </Fact>
        <Fact name="Endpoint">
          <a href={endpointUrl(environment, endpoint.id)}>{endpoint.name}</a>
        </Fact>
        {delivery.orderId === null ? null : (
          <Fact name="Order">
            <a class="mono" href={orderUrl(environment, delivery.orderId)}>
              {delivery.orderId}
            </a>
          </Fact>
        )}
        {delivery.orderId === null ? null : <Fact name="Event of the order">{count(delivery.sequence)}</Fact>}
        <Fact name={endpoint.format === 'webhook' ? 'webhook-id' : 'NotificationReferenceId'}>
          <span class="mono cw-id">{endpoint.format === 'webhook' ? event.id : event.referenceId}</span>
        </Fact>
        <Fact name="Trace">
          <a class="mono" href={traceUrl(environment, event.trace)} data-trace>
            {event.trace}
          </a>
        </Fact>
      </dl>
    </section>
  );
}

/** Whether the store said that it processed this order and this body, and not merely that it took the request. */
function EchoCard({ delivery: { outcome, echo } }: DeliveryPageProps): VNode | null {
  if (outcome !== 'delivered' && outcome !== 'acknowledged') return null;
  const text =
    outcome === 'acknowledged'
      ? 'The store echoed the order and the very body that was sent: it has processed it.'
      : echo === null
        ? 'The store took it and did not echo it. With the header Cartwright-Echo it could say that it has processed it.'
        : 'The store echoed another order or another body than was sent. Look at what it has stored.';
  return (
    <Card title="Echo of the store">
      <div class="pad stack tight sm">
        <p class="dim">{text}</p>
        {echo === null ? null : <div class="well">{echo}</div>}
      </div>
    </Card>
  );
}
