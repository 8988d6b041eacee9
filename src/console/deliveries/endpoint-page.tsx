import type { VNode } from 'preact';
import type { Endpoint } from '../../core/endpoint.js';
import { kindsOf } from '../../core/endpoint-wish.js';
import { Alert } from '../../ui/alert.js';
import { Badge } from '../../ui/badge.js';
import { Fact } from '../../ui/fact.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { count } from '../../ui/numbers.js';
import { When, zoneLabel } from '../../ui/when.js';
import { Crumb } from './crumb.js';
import { EndpointActions } from './endpoint-actions.js';
import { EndpointDoneAlert, type EndpointDone } from './endpoint-done.js';
import { HistoryCard, type HistoryProps } from './history-card.js';
import { ageOf, formatOf, NoKey, taken, type ShownEndpoint } from './list-page.js';
import { endpointState, KIND_WORDS, span } from './words.js';

export interface EndpointPageProps extends HistoryProps {
  readonly viewer: Viewer;
  readonly shown: ShownEndpoint;
  /** Whether notifications can be signed. */
  readonly hasKey: boolean;
  /** A ULID of its own for every page that is shown. */
  readonly once: string;
  readonly done: EndpointDone | null;
}

/** One endpoint: what it takes, how it does, and everything that was sent to it. */
export function EndpointPage(props: EndpointPageProps): VNode {
  const { viewer, environment, shown, zone, now, once } = props;
  const { endpoint } = shown;
  return (
    <Layout title={endpoint.name} viewer={viewer} page="endpoints" foot={<span>Times in {zoneLabel(zone, now)}</span>}>
      <Told {...props} />
      <div class="cw-head">
        <div>
          <Crumb environment={environment} endpoint={null} step="Endpoint" />
          <h1>
            <span class="cw-id">{endpoint.name}</span>
            <Badge {...endpointState(endpoint, ageOf(shown, now))} />
          </h1>
        </div>
        <EndpointActions environment={environment} endpoint={endpoint} formToken={viewer.formToken} once={once} />
      </div>
      <div class="stack">
        <EndpointFacts {...props} />
        <HistoryCard {...props} />
      </div>
    </Layout>
  );
}

/** What was just done; without that what keeps the endpoint from being told. */
function Told({ environment, shown: { endpoint }, hasKey, done }: EndpointPageProps): VNode | null {
  if (done !== null) return <EndpointDoneAlert done={done} />;
  if (endpoint.offAt !== null)
    return (
      <Alert
        tone="bad"
        title={`This endpoint is switched off: ${endpoint.offBecause ?? 'its store said that it is gone.'}`}
        text="Nothing is sent to it. Switch it on again, then recover what it missed."
      />
    );
  if (endpoint.pausedAt !== null)
    return (
      <Alert tone="warn" title="This endpoint is paused." text="Everything waits, and goes out in order once it is resumed." />
    );
  const waits = endpoint.format === 'notification' && !endpoint.isUnsigned && !hasKey;
  return waits ? <NoKey environment={environment} /> : null;
}

function EndpointFacts({ shown, zone, now }: EndpointPageProps): VNode {
  const { endpoint, waiting } = shown;
  const age = ageOf(shown, now);
  return (
    <section class="card">
      <dl class="facts">
        <Fact name="Format">{formatOf(endpoint)}</Fact>
        <Fact name="Address">
          <span class="mono cw-id">{endpoint.url}</span>
        </Fact>
        <Fact name="Undelivered">{count(waiting)}</Fact>
        <Fact name="Oldest undelivered" {...(age > endpoint.alertAfterMs ? { tone: 't-warn' } : {})}>
          {shown.oldestWaiting === null ? '–' : span(age)}
        </Fact>
        <Fact name="Arrived in 24 h">{taken(shown)}</Fact>
        <Signed endpoint={endpoint} zone={zone} now={now} />
        <Fact name="Pace">
          {count(endpoint.perMinute)} a minute, {count(endpoint.concurrency)} at a time
        </Fact>
        <Fact name="Mail after">{span(endpoint.alertAfterMs)}</Fact>
      </dl>
      <footer>{toldOf(endpoint)}</footer>
    </section>
  );
}

function Signed({ endpoint, zone, now }: { endpoint: Endpoint; zone: string; now: number }): VNode {
  const { format, isUnsigned, keyId, oldSecretUntil } = endpoint;
  if (isUnsigned) return <Fact name="Signed with">Nothing</Fact>;
  if (format === 'notification')
    return <Fact name="Signed with">{keyId === null ? 'The first key that you make' : <span class="mono">{keyId}</span>}</Fact>;
  return (
    <Fact name="Signed with">
      Its secret
      {oldSecretUntil === null ? null : (
        <>
          , and the one before until <When at={oldSecretUntil} now={now} zone={zone} />
        </>
      )}
    </Fact>
  );
}

/** What the store is told of, and what the classic format cannot say. */
function toldOf({ format, kinds }: Endpoint): string {
  if (format === 'webhook' && kinds.length === kindsOf(format).length) return 'Told of everything that happens to an order.';
  const words = kinds.map((kind) => KIND_WORDS[kind].charAt(0).toLowerCase() + KIND_WORDS[kind].slice(1));
  const told = `Told when ${words.join(', ')}.`;
  if (format === 'webhook') return told;
  return `${told} When only some units of an order are cancelled, order notifications cannot say so; a webhook can.`;
}
