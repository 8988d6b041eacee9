import type { VNode } from 'preact';
import type { EnvironmentName, Exchange } from '../../core/exchange.js';
import { ExchangeBadge } from '../../ui/badge.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { duration } from '../../ui/numbers.js';
import { Pager } from '../../ui/pager.js';
import { Table, type Column } from '../../ui/table.js';
import { When, zoneLabel } from '../../ui/when.js';
import { exchangeUrl, listUrl, newerUrl, olderUrl, traceUrl, type ListPlace } from './address.js';
import { Facets } from './facets.js';
import { termsOf, valuesOf, withoutKey } from './query-text.js';
import { SearchField, type SearchFault } from './search-field.js';
import { summaryOf } from './summary.js';

/** An exchange that took longer is bold and red. */
export const SLOW_MS = 800;
const TRACE_LETTERS = 6;

export interface ListPageProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly zone: string;
  readonly now: number;
  readonly place: ListPlace;
  readonly items: readonly Exchange[];
  readonly next: string | null;
  readonly fault: SearchFault | null;
  /** `curl` that makes a first exchange, on a page that has none yet. */
  readonly sample: string;
}

/** The error console: every exchange of one environment, newest first, under a search. */
export function ListPage(props: ListPageProps): VNode {
  const { viewer, environment, place, items, zone, now } = props;
  const filters = termsOf(place.search).length;
  return (
    <Layout title="Error console" viewer={viewer} page="exchanges" foot={<span>Times in {zoneLabel(zone, now)}</span>}>
      <div class="cw-head">
        <h1>Error console</h1>
      </div>
      <SearchField environment={environment} search={place.search} fault={props.fault} filters={filters} />
      <div class="cw-list">
        <Facets environment={environment} search={place.search} shown={items} />
        <div class="stack">
          <section class="card">{items.length === 0 ? <Nothing {...props} /> : <Rows {...props} />}</section>
        </div>
      </div>
    </Layout>
  );
}

function Rows({ environment, place, items, next, zone, now }: ListPageProps): VNode {
  return (
    <>
      <Table caption="Exchanges, newest first" columns={columns(environment, zone, now)} rows={items} rowKey={(row) => row.id} />
      <Pager
        shown={items.length}
        word="exchange"
        newer={newerUrl(environment, place)}
        older={next === null ? null : olderUrl(environment, place, next)}
        traced
      />
    </>
  );
}

function columns(environment: EnvironmentName, zone: string, now: number): Column<Exchange>[] {
  return [
    {
      head: 'Time',
      class: 'tnum nowrap m1',
      cell: (row) => (
        <a href={exchangeUrl(environment, row.id)} class="dim" title={row.id}>
          <When at={row.at} now={now} zone={zone} />
        </a>
      ),
    },
    { head: <span class="unseen">Direction</span>, class: 'dir mx', cell: (row) => <Direction direction={row.direction} /> },
    { head: 'Kind', class: 'strong m2', cell: (row) => row.kind },
    { head: 'Party', class: 'dim nowrap mx', cell: (row) => row.party },
    { head: 'Status', class: 'm3', cell: (row) => <ExchangeBadge exchange={row} short /> },
    {
      head: 'Code and first fault',
      class: 'sum m4',
      cellClass: (row) => (isPlain(row) ? 'none' : ''),
      cell: (row) => <Summary row={row} />,
    },
    {
      head: 'Took',
      class: 'num mx',
      cellClass: (row) => (row.durationMs > SLOW_MS ? 't-bad strong' : ''),
      cell: (row) => <Took ms={row.durationMs} />,
    },
    {
      head: 'Trace',
      class: 'nowrap mx',
      cell: ({ trace }) => (
        <a class="mono" href={traceUrl(environment, trace)} title={trace} data-trace>
          <span class="faint">…</span>
          {trace.slice(-TRACE_LETTERS)}
        </a>
      ),
    },
  ];
}

function Direction({ direction }: { direction: Exchange['direction'] }): VNode {
  return (
    <span title={direction}>
      <Icon name={direction === 'in' ? 'arrow-down-left' : 'arrow-up-right'} small />
      <span class="unseen">{direction}</span>
    </span>
  );
}

/** Nothing to say about it but that it went well. */
const isPlain = (row: Exchange): boolean => row.code === undefined && summaryOf(row) === null;

function Summary({ row }: { row: Exchange }): VNode {
  const summary = summaryOf(row);
  if (isPlain(row)) return <span class="faint">–</span>;
  return (
    <>
      {row.code === undefined ? null : <span class="cut mono strong">{row.code}</span>}
      {summary === null ? null : (
        <span class="cut dim" title={summary}>
          {summary}
        </span>
      )}
    </>
  );
}

function Took({ ms }: { ms: number }): VNode {
  const { value, unit } = duration(ms);
  return (
    <>
      {value} <span class={ms > SLOW_MS ? '' : 'faint'}>{unit}</span>
    </>
  );
}

/** First use, a search without a hit, or a page past the end. */
function Nothing({ environment, place, sample, fault }: ListPageProps): VNode {
  if (fault !== null) {
    return (
      <EmptyState icon="search" title="Nothing was searched">
        <p>The search has to be put right first. Exchanges are still being recorded.</p>
      </EmptyState>
    );
  }
  if (place.search === '' && place.cursor === undefined) {
    return (
      <EmptyState icon="inbox" title="No exchanges yet">
        <p>Ask for a quote with your {environment} key and it shows up here within a second.</p>
        <pre class="well" id="sample" tabIndex={0}>
          {sample}
        </pre>
        <button class="btn" type="button" data-copy="#sample" hidden>
          Copy
        </button>
      </EmptyState>
    );
  }
  const wider = withoutKey(place.search, 'last');
  const narrowed = valuesOf(place.search, 'last').length > 0;
  return (
    <EmptyState icon="search" title={place.cursor === undefined ? 'Nothing matches' : 'Nothing older'}>
      <p>
        {narrowed
          ? 'The search looks only at a short time. Without that limit it may find what you look for.'
          : 'Every id, word, code and path of the last 90 days is searched.'}
      </p>
      <a class="btn" href={listUrl(environment, { search: narrowed ? wider : '' })}>
        {narrowed ? 'Search all times' : 'Show all exchanges'}
      </a>
    </EmptyState>
  );
}
