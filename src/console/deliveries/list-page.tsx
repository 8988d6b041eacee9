import type { VNode } from 'preact';
import type { Endpoint } from '../../core/endpoint.js';
import type { EnvironmentName } from '../../core/exchange.js';
import type { EndpointHealth } from '../../store/endpoint/health.js';
import { Alert } from '../../ui/alert.js';
import { Badge } from '../../ui/badge.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { count } from '../../ui/numbers.js';
import { Table, type Column } from '../../ui/table.js';
import { endpointUrl, newEndpointUrl } from './address.js';
import { endpointState, FORMAT_WORDS, span } from './words.js';

/** An endpoint with how it does; what arrived and what failed is of the last 24 hours. */
export interface ShownEndpoint extends EndpointHealth {
  readonly endpoint: Endpoint;
}

export interface EndpointListProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly endpoints: readonly ShownEndpoint[];
  /** By the clock of the environment. */
  readonly now: number;
  /** Whether notifications can be signed. */
  readonly hasKey: boolean;
  readonly wasRemoved: boolean;
}

/** Who is told what happens to orders, and how that goes. */
export function EndpointListPage(props: EndpointListProps): VNode {
  const { viewer, environment, endpoints, now, hasKey, wasRemoved } = props;
  const waiting = !hasKey && endpoints.some(({ endpoint }) => endpoint.format === 'notification' && !endpoint.isUnsigned);
  return (
    <Layout title="Order notifications" viewer={viewer} page="endpoints">
      {wasRemoved ? <Alert tone="ok" title="The endpoint is removed." text="Nothing is sent to it any more." /> : null}
      {waiting ? <NoKey environment={environment} /> : null}
      <div class="cw-head">
        <h1>Order notifications</h1>
        {endpoints.length === 0 ? null : (
          <div class="acts">
            <a class="btn btn-primary" href={newEndpointUrl(environment)}>
              <Icon name="plus" />
              Add endpoint
            </a>
          </div>
        )}
      </div>
      <section class="card">
        {endpoints.length === 0 ? (
          <Nothing environment={environment} />
        ) : (
          <Table
            caption="Endpoints, oldest first"
            columns={columns(environment, now)}
            rows={endpoints}
            rowKey={({ endpoint }) => endpoint.id}
          />
        )}
      </section>
    </Layout>
  );
}

/** Notifications are signed with an access key; without one they wait. */
export const NoKey = ({ environment }: { environment: EnvironmentName }): VNode => (
  <Alert
    tone="warn"
    title={`There is no access key for ${environment}, so order notifications wait.`}
    text="They are sent as soon as there is one: make it with “cartwright key create”. Nothing is lost meanwhile."
  />
);

function columns(environment: EnvironmentName, now: number): Column<ShownEndpoint>[] {
  return [
    {
      head: 'Endpoint',
      class: 'm4 sum',
      cell: ({ endpoint }) => (
        <>
          <a class="cut strong" href={endpointUrl(environment, endpoint.id)}>
            {endpoint.name}
          </a>
          <span class="cut mono faint" title={endpoint.url}>
            {endpoint.url}
          </span>
        </>
      ),
    },
    { head: 'Format', class: 'm1 nowrap dim', cell: ({ endpoint }) => formatOf(endpoint) },
    { head: 'State', class: 'm3', cell: (row) => <Badge {...endpointState(row.endpoint, ageOf(row, now))} /> },
    { head: 'Oldest undelivered', class: 'num mx', cell: (row) => (row.oldestWaiting === null ? '–' : span(ageOf(row, now))) },
    { head: 'Arrived in 24 h', class: 'num mx', cell: taken },
  ];
}

/** `Order notification, 2008-11-30`. */
export const formatOf = ({ format, namespace }: Endpoint): string =>
  namespace === null ? FORMAT_WORDS[format] : `${FORMAT_WORDS[format]}, ${namespace}`;

/** How long the oldest event has been waiting; 0 where none is. */
export const ageOf = ({ oldestWaiting }: Pick<EndpointHealth, 'oldestWaiting'>, now: number): number =>
  oldestWaiting === null ? 0 : Math.max(0, now - oldestWaiting);

/** `97 % of 1,486`; a dash where nothing has ended. */
export function taken({ arrived, failed }: Pick<EndpointHealth, 'arrived' | 'failed'>): string {
  const ended = arrived + failed;
  if (ended === 0) return '–';
  // 100 % is only said where not one failed
  const percent = failed === 0 ? 100 : Math.min(99, Math.round((arrived / ended) * 100));
  return `${percent} % of ${count(ended)}`;
}

function Nothing({ environment }: { environment: EnvironmentName }): VNode {
  return (
    <EmptyState icon="webhook" title="No endpoints yet">
      <p>
        An endpoint is an address of your store that is told of every order: as the classic signed order notifications, or as JSON
        webhooks. What was missed is sent again.
      </p>
      <a class="btn btn-primary" href={newEndpointUrl(environment)}>
        Add endpoint
      </a>
    </EmptyState>
  );
}
