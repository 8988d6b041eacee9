import type { VNode } from 'preact';
import type { EnvironmentName, ExchangeDetail } from '../../core/exchange.js';
import { ExchangeBadge } from '../../ui/badge.js';
import { Fact } from '../../ui/fact.js';
import type { NoteLink, NumberedFault } from '../../ui/fault-note.js';
import { faultSentence } from '../../ui/fault-sentence.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { duration } from '../../ui/numbers.js';
import { WholeInstant, zoneLabel } from '../../ui/when.js';
import { deliveryUrl, endpointUrl } from '../deliveries/address.js';
import { orderUrl } from '../orders/address.js';
import { exchangeUrl, listUrl, traceUrl } from './address.js';
import { isRepeatable } from './curl.js';
import { SLOW_MS } from './list-page.js';
import { MessageCard } from './message-card.js';
import { CalculationCard, StepsCard } from './reports.js';
import { SignatureCard } from './signature-card.js';
import { helpOf, wholeFault } from './summary.js';
import type { DetailView, Side } from './view.js';

export interface DetailPageProps {
  readonly viewer: Viewer;
  readonly exchange: ExchangeDetail;
  readonly zone: string;
  readonly view: DetailView;
}

/** One exchange: its facts, both messages with every fault at its place, how far it got, and why each amount is what it is. */
export function DetailPage({ viewer, exchange, zone, view }: DetailPageProps): VNode {
  const path = exchangeUrl(exchange.environment, exchange.id);
  const faults = numbered(exchange);
  const links = (item: NumberedFault): NoteLink[] => linksOf(exchange, item);
  const faulty: Side = exchange.direction === 'in' ? 'request' : 'response';
  const card = (side: Side): VNode => (
    <MessageCard
      direction={exchange.direction}
      side={side}
      message={exchange[side]}
      faults={side === faulty ? faults : []}
      links={links}
      path={path}
      view={view}
    />
  );
  return (
    <Layout
      title={`Exchange ${exchange.id}`}
      viewer={viewer}
      page="exchanges"
      foot={<span>Times in {zoneLabel(zone, exchange.at)}</span>}
    >
      <Head exchange={exchange} path={path} />
      <FirstFault faults={faults} />
      <Facts exchange={exchange} zone={zone} />
      <div class="g-body mt">
        {card('request')}
        <div class="stack">{card('response')}</div>
      </div>
      <div class="g3 mt">
        <StepsCard steps={exchange.steps} />
        <SignatureCard exchange={exchange} />
        <CalculationCard exchange={exchange} />
      </div>
    </Layout>
  );
}

function Head({ exchange, path }: { exchange: ExchangeDetail; path: string }): VNode {
  return (
    <div class="cw-head">
      <div>
        <div class="cw-crumb">
          <a href={listUrl(exchange.environment)}>Error console</a>
          <Icon name="chevron-right" small />
          <span>Exchange</span>
        </div>
        <h1>
          <span class="mono cw-id">{exchange.id}</span>
          <ExchangeBadge exchange={exchange} />
        </h1>
      </div>
      {isRepeatable(exchange) ? (
        <div class="acts">
          <a class="btn" href={`${path}/curl`}>
            <Icon name="copy" />
            Copy curl
          </a>
        </div>
      ) : null}
    </div>
  );
}

/** On phones the fault stands on the first screen, above everything, and leads to its line. */
function FirstFault({ faults }: { faults: readonly NumberedFault[] }): VNode | null {
  const first = faults[0]?.fault;
  if (first === undefined) return null;
  return (
    <a class={`cw-alert ${first.severity === 'warning' ? 'warn' : 'bad'} only-m mb-3`} href="#fault-1">
      <Icon name="alert-triangle" />
      <div>
        <b>{first.line === undefined ? faultSentence(first) : `Line ${first.line}, column ${first.column ?? 1}`}</b>
        {first.line === undefined ? null : <p>{faultSentence(first)}</p>}
      </div>
      <Icon name="chevron-down" />
    </a>
  );
}

const REF_WORDS: Readonly<Record<string, string>> = {
  callbackReferenceId: 'Callback reference',
  clientRequestId: 'Client request',
  cartId: 'Cart',
  checkoutId: 'Checkout',
  orderId: 'Order',
  mailId: 'Mail',
  notificationReferenceId: 'Notification reference',
  uuid: 'UUID',
  eventId: 'Event',
  deliveryId: 'Delivery',
  endpointId: 'Endpoint',
};

/** What has a page of its own; the others are searched for. */
const PAGES: Readonly<Record<string, (environment: EnvironmentName, id: string) => string>> = {
  orderId: orderUrl,
  deliveryId: deliveryUrl,
  endpointId: endpointUrl,
};

function Facts({ exchange, zone }: { exchange: ExchangeDetail; zone: string }): VNode {
  const { environment, kind, direction, party, remote, trace, code, parent, refs } = exchange;
  const took = duration(exchange.durationMs);
  const help = helpOf(code);
  return (
    <section class="card">
      <dl class="facts">
        <Fact name={direction === 'in' ? 'Received' : 'Sent'}>
          <WholeInstant at={exchange.at} zone={zone} />
        </Fact>
        <Fact name="Took" {...(exchange.durationMs > SLOW_MS ? { tone: 't-bad strong' } : {})}>
          {took.value} {took.unit}
        </Fact>
        <Fact name="Kind">
          {kind}, {direction}
        </Fact>
        <Fact name={direction === 'in' ? 'From' : 'To'}>
          {party} <span class="faint">{remote}</span>
        </Fact>
        {code === undefined ? null : (
          <Fact name="Code">
            {help === null ? (
              <span class="mono">{code}</span>
            ) : (
              <a class="mono" href={help}>
                {code}
              </a>
            )}
          </Fact>
        )}
        {exchange.attempt > 1 ? <Fact name="Attempt">{exchange.attempt}</Fact> : null}
        <Fact name="Trace">
          <a class="mono" href={traceUrl(environment, trace)} data-trace>
            {trace}
          </a>
        </Fact>
        {parent === undefined ? null : (
          <Fact name={exchange.outcome === 'repeated' ? 'Repeats' : 'Follows'}>
            <a class="mono" href={exchangeUrl(environment, parent)}>
              {parent}
            </a>
          </Fact>
        )}
        {Object.entries(refs).map(([name, value]) => (
          <Fact key={name} name={REF_WORDS[name] ?? name}>
            <a class="mono" href={PAGES[name]?.(environment, value) ?? listUrl(environment, { search: quoted(value) })}>
              {value}
            </a>
          </Fact>
        ))}
      </dl>
    </section>
  );
}

/** An id with blanks or colons in it is searched for as a phrase. */
const quoted = (value: string): string => (/^[\w.-]+$/.test(value) ? value : `"${value.replaceAll('"', ' ')}"`);

/** Errors first, as they decided; then warnings. Each in the order of the document. */
function numbered(exchange: ExchangeDetail): NumberedFault[] {
  const whole = wholeFault(exchange);
  const all = whole === null ? exchange.faults : [whole];
  const sorted = [...all.filter((one) => one.severity === 'error'), ...all.filter((one) => one.severity === 'warning')];
  return sorted.map((fault, index) => ({ fault, number: index + 1, of: sorted.length }));
}

function linksOf({ environment, code }: ExchangeDetail, { fault }: NumberedFault): NoteLink[] {
  const links: NoteLink[] = [];
  const own = fault.severity === 'error' ? code : undefined;
  const help = helpOf(own) ?? localHelp(fault.help);
  if (help !== null) links.push({ label: `How to fix ${help.slice('/help/'.length)}`, href: help });
  if (own !== undefined) links.push({ label: 'All with this code', href: listUrl(environment, { search: `code:${own}` }) });
  return links;
}

/** Faults name their help page with or without our public address in front. */
function localHelp(help: string | undefined): string | null {
  const path = /\/help\/[A-Z_]+$/.exec(help ?? '')?.[0];
  return path ?? null;
}
