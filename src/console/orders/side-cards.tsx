import type { VNode } from 'preact';
import type { Kind, KindSource } from '../../core/checkout.js';
import { countryName } from '../../core/country.js';
import { deliveryInWords } from '../../core/delivery-dates.js';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Order, OrderEvent } from '../../core/order.js';
import { Badge } from '../../ui/badge.js';
import { Card } from '../../ui/card.js';
import { Icon, type IconName } from '../../ui/icons.js';
import { stepMs } from '../../ui/numbers.js';
import { When, WholeInstant } from '../../ui/when.js';
import { exchangeUrl, traceUrl } from '../exchanges/address.js';

export interface SideProps {
  readonly environment: EnvironmentName;
  readonly order: Order;
  readonly zone: string;
  readonly now: number;
}

/** Where it goes, how, and who bought it. The address is shown only while something may be shipped there. */
export function ShipToCard({ order, zone, now }: SideProps): VNode {
  const { shipTo, buyer, shippingLabel, serviceLevel, payment, delivery, releasedAt, cancelledAt } = order;
  const phone = shipTo.phone ?? buyer.phone;
  const isHidden = releasedAt === null || cancelledAt !== null;
  return (
    <Card title="Ship to">
      <div class="pad stack tight sm">
        {isHidden ? <HiddenAddress order={order} zone={zone} now={now} /> : <Address shipTo={shipTo} />}
        <dl class="kv">
          {buyer.name === shipTo.name && !isHidden ? null : <Row name="Buyer">{buyer.name}</Row>}
          <Row name="E-mail">{buyer.email}</Row>
          {phone === undefined || isHidden ? null : <Row name="Phone">{phone}</Row>}
          <Row name="Service">{shippingLabel === serviceLevel ? shippingLabel : `${shippingLabel}, ${serviceLevel}`}</Row>
          {delivery === undefined ? null : <Row name="Promised">{deliveryInWords(delivery)}</Row>}
          <Row name="Payment">{payment.label}</Row>
        </dl>
      </div>
    </Card>
  );
}

function Address({ shipTo }: { shipTo: Order['shipTo'] }): VNode {
  const city = [shipTo.city, shipTo.state, shipTo.postalCode].filter((part) => part !== undefined && part !== '').join(' ');
  const country = shipTo.country === undefined ? undefined : countryName(shipTo.country);
  const lines = [shipTo.line1, shipTo.line2, shipTo.line3, city, country];
  return (
    <address>
      <b>{shipTo.name}</b>
      {lines.map((line, index) => (line === undefined || line === '' ? null : <div key={index}>{line}</div>))}
    </address>
  );
}

function HiddenAddress({ order, zone, now }: Pick<SideProps, 'order' | 'zone' | 'now'>): VNode {
  if (order.cancelledAt !== null) return <p class="dim">The address is not shown any more: the order was cancelled.</p>;
  return now < order.windowEndsAt ? (
    <p class="dim">
      The address is shown once the order is released: the buyer may cancel it until{' '}
      <When at={order.windowEndsAt} now={now} zone={zone} />, and nothing may be shipped before.
    </p>
  ) : (
    <p class="dim">The address is shown once the payment has cleared and the order is released.</p>
  );
}

function Row({ name, children }: { name: string; children: string }): VNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

const KINDS: readonly { readonly kind: Kind; readonly word: string }[] = [
  { kind: 'shipping', word: 'Shipping' },
  { kind: 'promotions', word: 'Promotions' },
  { kind: 'tax', word: 'Tax' },
];

/** Which source gave each kind of amount, why not one further up, and both clocks of the call that was made for it. */
export function SourcesCard({ environment, order, zone }: SideProps): VNode {
  return (
    <Card title="Where the amounts came from">
      <div class="pad">
        <dl class="kv">
          {KINDS.map(({ kind, word }) => (
            <Source key={kind} word={word} source={order.sources[kind]} environment={environment} zone={zone} />
          ))}
        </dl>
      </div>
      <footer>
        <a href={traceUrl(environment, order.trace)} data-trace>
          Open the trace
        </a>
      </footer>
    </Card>
  );
}

interface SourceProps {
  readonly word: string;
  readonly source: KindSource;
  readonly environment: EnvironmentName;
  readonly zone: string;
}

function Source({ word, source: { source, because, cause, call }, environment, zone }: SourceProps): VNode {
  return (
    <>
      <dt>{word}</dt>
      <dd>
        {cause === undefined ? <b>{source}</b> : <Badge tone="warn" word={source} />}{' '}
        <span class="dim">
          {because}
          {cause === undefined ? null : (
            <>
              {' '}
              (<span class="mono">{cause}</span>)
            </>
          )}
        </span>
        {call === undefined ? null : (
          <div class="xs faint tnum">
            Asked <WholeInstant at={call.sentAt} zone={zone} />, {stepMs(call.endedAt - call.sentAt)} of {stepMs(call.deadlineMs)}{' '}
            ms. Your clock: {call.theirClock ?? 'not sent'}. <a href={exchangeUrl(environment, call.exchangeId)}>Open the call</a>
          </div>
        )}
      </dd>
    </>
  );
}

const EVENT_ICONS: Readonly<Record<OrderEvent['kind'], IconName>> = {
  placed: 'shopping-cart',
  payment_cleared: 'circle-check',
  payment_failed: 'alert-triangle',
  released: 'package',
  cancelled: 'circle-x',
  units_cancelled: 'circle-x',
  cancel_asked: 'info-circle',
  expiring: 'hourglass',
  shipped: 'truck',
  shipment_changed: 'pencil',
  captured: 'credit-card',
  capture_refused: 'alert-triangle',
  payment_retried: 'refresh',
  refunded: 'arrow-back-up',
  refund_settled: 'circle-check',
  refund_refused: 'alert-triangle',
  refund_undone: 'x',
  chargeback: 'alert-triangle',
};

/** What happened, newest first. */
export function TimelineCard({ events, zone, now }: SideProps & { readonly events: readonly OrderEvent[] }): VNode {
  return (
    <Card title="Timeline">
      <div class="pad">
        <ol class="cw-timeline">
          {[...events].reverse().map(({ number, kind, at, by, text }) => (
            <li key={number}>
              <Icon name={EVENT_ICONS[kind]} />
              <div>
                {text}
                <div class="xs faint tnum">
                  <When at={at} now={now} zone={zone} />, {by}
                </div>
              </div>
            </li>
          ))}
        </ol>
      </div>
    </Card>
  );
}
