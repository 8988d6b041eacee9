import type { VNode } from 'preact';
import type { Delivery, DeliveryState } from '../../core/delivery.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { DeliveryBadge } from '../../ui/delivery-badge.js';
import { EmptyState } from '../../ui/empty-state.js';
import { count } from '../../ui/numbers.js';
import { Pager } from '../../ui/pager.js';
import { Table, type Column } from '../../ui/table.js';
import { When } from '../../ui/when.js';
import { orderUrl } from '../orders/address.js';
import { deliveryUrl, endpointUrl, newerHistoryUrl, olderHistoryUrl, SHOWN, type HistoryPlace, type Shown } from './address.js';

export interface HistoryRow {
  readonly delivery: Delivery;
  readonly state: DeliveryState;
}

export interface HistoryProps {
  readonly environment: EnvironmentName;
  readonly endpointId: string;
  readonly place: HistoryPlace;
  readonly rows: readonly HistoryRow[];
  readonly next: string | null;
  readonly zone: string;
  /** By the clock of the environment. */
  readonly now: number;
}

/** What was sent to an endpoint, newest first, under a filter. */
export function HistoryCard(props: HistoryProps): VNode {
  const { environment, endpointId, place, rows, next, zone, now } = props;
  return (
    <section class="card">
      <header>
        <h2>Deliveries</h2>
      </header>
      <Filter {...props} />
      {rows.length === 0 ? (
        <Nothing {...props} />
      ) : (
        <>
          <Table
            caption="Deliveries, newest first"
            columns={columns(environment, zone, now)}
            rows={rows}
            rowKey={({ delivery }) => delivery.id}
          />
          <Pager
            shown={rows.length}
            word="delivery"
            newer={newerHistoryUrl(environment, endpointId, place)}
            older={next === null ? null : olderHistoryUrl(environment, endpointId, { place, next })}
          />
        </>
      )}
    </section>
  );
}

const WORDS: Readonly<Record<Shown, string>> = {
  all: 'All',
  open: 'Undelivered',
  failed: 'Failed for good',
  delivered: 'Delivered',
  skipped: 'Skipped',
};

function Filter({ environment, endpointId, place }: HistoryProps): VNode {
  const { orderId } = place;
  return (
    <div class="cw-filter">
      <nav class="cw-periods" aria-label="State">
        {(Object.keys(SHOWN) as Shown[]).map((shown) => (
          <a
            key={shown}
            href={endpointUrl(environment, endpointId, { shown, orderId })}
            class={shown === place.shown ? 'is-on' : ''}
            {...(shown === place.shown ? { 'aria-current': 'true' } : {})}
          >
            {WORDS[shown]}
          </a>
        ))}
      </nav>
      <form class="row-x" role="search" method="get" action={endpointUrl(environment, endpointId)}>
        {place.shown === 'all' ? null : <input type="hidden" name="shown" value={place.shown} />}
        <input
          class="form-control mono"
          id="search"
          name="order"
          type="search"
          value={orderId}
          aria-label="Order id"
          placeholder="Order id"
          maxLength={19}
          autocomplete="off"
          spellcheck={false}
        />
        <button class="btn" type="submit">
          Filter
        </button>
      </form>
    </div>
  );
}

function columns(environment: EnvironmentName, zone: string, now: number): Column<HistoryRow>[] {
  return [
    {
      head: 'Time',
      class: 'tnum nowrap dim m1',
      cell: ({ delivery }) => <When at={delivery.createdAt} now={now} zone={zone} />,
    },
    {
      head: 'Event',
      class: 'm2',
      cell: ({ delivery }) => (
        <a class="mono" href={deliveryUrl(environment, delivery.id)} title={delivery.id}>
          {delivery.kind}
        </a>
      ),
    },
    { head: 'Order', class: 'nowrap mx', cell: ({ delivery }) => <OrderLink environment={environment} id={delivery.orderId} /> },
    { head: 'State', class: 'm3', cell: ({ state }) => <DeliveryBadge state={state} /> },
    { head: 'Attempts', class: 'num mx', cell: ({ delivery }) => count(delivery.tries) },
    {
      head: 'What went wrong last',
      class: 'sum m4',
      cellClass: ({ delivery }) => (delivery.problem === null ? 'none' : ''),
      cell: ({ delivery }) => <Problem delivery={delivery} />,
    },
  ];
}

function OrderLink({ environment, id }: { environment: EnvironmentName; id: string | null }): VNode {
  if (id === null) return <span class="faint">–</span>;
  return (
    <a class="mono" href={orderUrl(environment, id)} title={id}>
      …{id.slice(-7)}
    </a>
  );
}

function Problem({ delivery: { problem } }: { delivery: Delivery }): VNode {
  if (problem === null) return <span class="faint">–</span>;
  return (
    <span class="cut dim" title={problem}>
      {problem}
    </span>
  );
}

function Nothing({ environment, endpointId, place }: HistoryProps): VNode {
  const isFirst = place.shown === 'all' && place.orderId === '' && place.cursor === undefined;
  if (isFirst) {
    return (
      <EmptyState icon="inbox" title="Nothing was sent yet">
        <p>The next order shows up here with the answer of the store. Send a test to see one at once.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="search" title={place.cursor === undefined ? 'No delivery matches' : 'Nothing older'}>
      <p>
        {place.orderId === ''
          ? 'Deliveries in other states may be there.'
          : 'The order may be in other states, or of another environment.'}
      </p>
      <a class="btn" href={endpointUrl(environment, endpointId, place.shown === 'all' ? {} : { orderId: place.orderId })}>
        Show all deliveries
      </a>
    </EmptyState>
  );
}
