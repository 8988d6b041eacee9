import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Order } from '../../core/order.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { count, money, plural } from '../../ui/numbers.js';
import { OrderBadge } from '../../ui/order-badge.js';
import { Pager } from '../../ui/pager.js';
import { Table, type Column } from '../../ui/table.js';
import { When, zoneLabel } from '../../ui/when.js';
import { newerOrdersUrl, olderOrdersUrl, orderUrl, ordersUrl, PERIODS, type OrdersPlace, type Period } from './address.js';

export interface OrderListProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly zone: string;
  readonly now: number;
  readonly place: OrdersPlace;
  readonly items: readonly Order[];
  readonly next: string | null;
  /** Where a shop posts its carts to. */
  readonly checkoutUrl: string;
}

const ID_END = 7;
const MOST_LETTERS = 500;

/** The orders of one environment, newest first, those of the last seven days unless asked for more. */
export function OrderListPage(props: OrderListProps): VNode {
  const { viewer, items, zone, now } = props;
  return (
    <Layout title="Manage orders" viewer={viewer} page="orders" foot={<span>Times in {zoneLabel(zone, now)}</span>}>
      <div class="cw-head">
        <h1>Manage orders</h1>
      </div>
      <Search {...props} />
      <section class="card">{items.length === 0 ? <Nothing {...props} /> : <Rows {...props} />}</section>
    </Layout>
  );
}

const PERIOD_WORDS: Readonly<Record<Period, string>> = { '7d': 'Last 7 days', '30d': 'Last 30 days', all: 'All times' };

function Search({ environment, place }: OrderListProps): VNode {
  return (
    <>
      <form class="cw-search" role="search" method="get" action={ordersUrl(environment)}>
        <div class="box">
          <Icon name="search" />
          <input
            class="form-control"
            id="search"
            name="search"
            type="search"
            value={place.search}
            aria-label="Search orders"
            placeholder="Order id, buyer, e-mail, SKU or title"
            maxLength={MOST_LETTERS}
            autocomplete="off"
            spellcheck={false}
          />
          <span class="keys" aria-hidden="true">
            <kbd>/</kbd>
          </span>
        </div>
        {place.period === '7d' ? null : <input type="hidden" name="placed" value={place.period} />}
        <button class="btn" type="submit">
          Search
        </button>
      </form>
      <nav class="cw-periods" aria-label="Placed">
        {(Object.keys(PERIODS) as Period[]).map((period) => (
          <a
            key={period}
            href={ordersUrl(environment, { search: place.search, period })}
            class={period === place.period ? 'is-on' : ''}
            {...(period === place.period ? { 'aria-current': 'true' } : {})}
          >
            {PERIOD_WORDS[period]}
          </a>
        ))}
      </nav>
    </>
  );
}

function Rows({ environment, place, items, next, zone, now }: OrderListProps): VNode {
  return (
    <>
      <Table caption="Orders, newest first" columns={columns(environment, zone, now)} rows={items} rowKey={({ id }) => id} />
      <Pager
        shown={items.length}
        word="order"
        newer={newerOrdersUrl(environment, place)}
        older={next === null ? null : olderOrdersUrl(environment, place, next)}
      />
    </>
  );
}

function columns(environment: EnvironmentName, zone: string, now: number): Column<Order>[] {
  return [
    {
      head: 'Order',
      class: 'nowrap m2',
      cell: ({ id }) => (
        <a class="mono" href={orderUrl(environment, id)} title={id}>
          …{id.slice(-ID_END)}
        </a>
      ),
    },
    { head: 'Placed', class: 'tnum nowrap dim m1', cell: ({ placedAt }) => <When at={placedAt} now={now} zone={zone} /> },
    {
      head: 'Buyer',
      class: 'mx',
      cell: ({ buyer }) => (
        <>
          <span class="strong">{buyer.name}</span>
          <div class="xs faint">{buyer.email}</div>
        </>
      ),
    },
    {
      head: 'Items',
      class: 'sum m4',
      cell: (order) => (
        <>
          <span class="cut">{itemsOf(order)}</span>
          <span class="only-m">
            {order.buyer.name}, <span class="tnum strong">{money(order.total, order.currency)}</span>
          </span>
        </>
      ),
    },
    { head: 'Status', class: 'm3', cell: (order) => <OrderBadge order={order} /> },
    { head: 'Total', class: 'num mx', cell: ({ total, currency }) => money(total, currency) },
  ];
}

/** `2 x Blue mug`, `2 x Blue mug and 3 more lines`. */
function itemsOf({ lines }: Order): string {
  const [first] = lines;
  if (first === undefined) return '–';
  const title = `${count(first.quantity)} x ${first.title}`;
  return lines.length === 1 ? title : `${title} and ${plural(lines.length - 1, 'more line')}`;
}

function Nothing({ environment, place, checkoutUrl }: OrderListProps): VNode {
  if (place.search === '' && place.period === 'all' && place.cursor === undefined) {
    return (
      <EmptyState icon="inbox" title="No orders yet">
        <p>Post a signed cart from your shop to this address. Its order shows up here when the buyer has placed it.</p>
        <div class="well" id="sample">
          {checkoutUrl}
        </div>
        <button class="btn" type="button" data-copy="#sample" hidden>
          Copy
        </button>
      </EmptyState>
    );
  }
  const narrowed = place.period !== 'all';
  const title =
    place.cursor !== undefined ? 'Nothing older' : place.search === '' ? 'No orders in this time' : 'No order matches';
  return (
    <EmptyState icon="search" title={title}>
      <p>
        {narrowed
          ? `This looks at orders of the ${PERIOD_WORDS[place.period].toLowerCase()}. Older ones may be there.`
          : 'Every word must be in the order: an id, the name or e-mail of the buyer, a SKU, a title.'}
      </p>
      <a class="btn" href={ordersUrl(environment, { search: narrowed ? place.search : '', period: 'all' })}>
        {narrowed ? 'Look at all times' : 'Show all orders'}
      </a>
    </EmptyState>
  );
}
