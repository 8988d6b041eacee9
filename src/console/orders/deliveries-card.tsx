import type { VNode } from 'preact';
import type { Delivery, DeliveryState } from '../../core/delivery.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { Card } from '../../ui/card.js';
import { DeliveryBadge } from '../../ui/delivery-badge.js';
import { count } from '../../ui/numbers.js';
import { Table, type Column } from '../../ui/table.js';
import { When } from '../../ui/when.js';
import { deliveryUrl, endpointUrl } from '../deliveries/address.js';

/** A delivery with its endpoint's name and what it is now. */
export interface ShownDelivery {
  readonly delivery: Delivery;
  readonly endpointName: string;
  readonly state: DeliveryState;
}

export interface DeliveriesCardProps {
  readonly environment: EnvironmentName;
  readonly deliveries: readonly ShownDelivery[];
  readonly zone: string;
  readonly now: number;
}

/** Who was told what of an order, and how that went; nothing where there is no endpoint. */
export function DeliveriesCard({ environment, deliveries, zone, now }: DeliveriesCardProps): VNode | null {
  if (deliveries.length === 0) return null;
  return (
    <Card title="Deliveries">
      <Table
        caption="Deliveries of this order, oldest first"
        columns={columns(environment, zone, now)}
        rows={deliveries}
        rowKey={({ delivery }) => delivery.id}
      />
    </Card>
  );
}

function columns(environment: EnvironmentName, zone: string, now: number): Column<ShownDelivery>[] {
  return [
    {
      head: 'Event',
      class: 'm2',
      cell: ({ delivery }) => (
        <a class="mono" href={deliveryUrl(environment, delivery.id)}>
          {delivery.kind}
        </a>
      ),
    },
    {
      head: 'Endpoint',
      class: 'm4',
      cell: ({ delivery, endpointName }) => <a href={endpointUrl(environment, delivery.endpointId)}>{endpointName}</a>,
    },
    { head: 'State', class: 'm3', cell: ({ state }) => <DeliveryBadge state={state} /> },
    { head: 'Attempts', class: 'num mx', cell: ({ delivery }) => count(delivery.tries) },
    {
      head: 'Time',
      class: 'tnum nowrap dim m1',
      cell: ({ delivery }) => <When at={delivery.createdAt} now={now} zone={zone} />,
    },
  ];
}
