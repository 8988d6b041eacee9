import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Order } from '../../core/order.js';
import type { Capture, Shipment } from '../../core/shipment.js';
import { Badge, type BadgeTable } from '../../ui/badge.js';
import { Card, CardAction } from '../../ui/card.js';
import { Icon } from '../../ui/icons.js';
import { count, money } from '../../ui/numbers.js';
import { Day, When } from '../../ui/when.js';
import { actionUrl, trackingUrl } from './address.js';

export interface ShipmentsCardProps {
  readonly environment: EnvironmentName;
  readonly order: Order;
  readonly shipments: readonly Shipment[];
  /** Whether another one can be confirmed now. */
  readonly isOpen: boolean;
  readonly zone: string;
  readonly now: number;
}

/** Every shipment with what it holds, how it travels and what it captured. */
export function ShipmentsCard({ environment, order, shipments, isOpen, zone, now }: ShipmentsCardProps): VNode {
  const add = isOpen ? { end: <CardAction href={actionUrl(environment, order.id, 'ship')} label="Add" what="a shipment" /> } : {};
  return (
    <Card title="Shipments" {...add}>
      {shipments.length === 0 ? <p class="pad sm dim">Nothing was shipped yet.</p> : null}
      {shipments.map((shipment) => (
        <div key={shipment.id} class="pad stack tight sm cw-part">
          <div class="row-x wrap">
            <Icon name="truck" tone="faint" />
            <b>Shipment {count(shipment.number)}</b>
            <Badge {...STATES[shipment.capture.state]} />
            <span class="num grow faint">
              <When at={shipment.at} now={now} zone={zone} />
            </span>
          </div>
          <Details order={order} shipment={shipment} />
          <a class="start" href={trackingUrl(environment, order.id, shipment.id)}>
            Edit tracking<span class="unseen"> of shipment {count(shipment.number)}</span>
          </a>
        </div>
      ))}
    </Card>
  );
}

/** A shipment stands whatever becomes of its capture; one that was refused needs somebody. */
const STATES: BadgeTable<Capture['state']> = {
  nothing: { tone: 'ok', word: 'shipped' },
  due: { tone: 'ok', word: 'shipped' },
  captured: { tone: 'ok', word: 'shipped' },
  unknown: { tone: 'ok', word: 'shipped' },
  refused: { tone: 'bad', word: 'payment failed' },
};

function Details({ order, shipment }: { order: Order; shipment: Shipment }): VNode {
  const { carrier, service, trackingNumber, shipDate, capture } = shipment;
  const travels = [carrier, service].filter((part) => part !== undefined).join(', ');
  return (
    <dl class="kv">
      <dt>Carrier</dt>
      <dd>{travels === '' ? '–' : travels}</dd>
      <dt>Tracking</dt>
      <dd>{trackingNumber === undefined ? '–' : <span class="mono">{trackingNumber}</span>}</dd>
      <dt>Ship date</dt>
      <dd class="tnum">
        <Day date={shipDate} />
      </dd>
      <dt>Holds</dt>
      <dd>{holds(order, shipment)}</dd>
      <dt>Captured</dt>
      <dd class="tnum">{captured(capture, order.currency)}</dd>
    </dl>
  );
}

/** `4 x MUG-STN-12, 1 x TRAY-OAK-L`. */
export function holds({ lines }: Order, shipment: Pick<Shipment, 'lines'>): string {
  const leaving = shipment.lines.filter(({ units }) => units > 0);
  return leaving
    .map(({ number, units }) => `${count(units)} x ${lines.find((line) => line.number === number)?.sku ?? '–'}`)
    .join(', ');
}

function captured({ state, amount }: Capture, currency: string): string {
  switch (state) {
    case 'nothing':
      return 'Nothing to capture';
    case 'due':
      return `${money(amount, currency)} within a moment`;
    case 'captured':
      return money(amount, currency);
    case 'unknown':
      return `${money(amount, currency)}, but the gateway did not say how it went: it is being asked`;
    case 'refused':
      return `The gateway refused ${money(amount, currency)}`;
  }
}
