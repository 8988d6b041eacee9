import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { RecoveryPreview } from '../../flows/endpoint/recover-endpoint.js';
import { Card } from '../../ui/card.js';
import { FaultList, FormField } from '../../ui/form-field.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { plural } from '../../ui/numbers.js';
import { WholeInstant, zoneLabel } from '../../ui/when.js';
import { ONCE_FIELD } from '../once.js';
import { PostedForm } from '../posted-form.js';
import { endpointActionUrl, endpointUrl } from './address.js';
import { Crumb } from './crumb.js';

export interface RecoverPageProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly endpoint: { readonly id: string; readonly name: string };
  /** As typed, on the merchant's clocks: `2026-11-23 09:30`. */
  readonly since: string;
  readonly fault: string | null;
  /** What would be sent; null before a time was given. */
  readonly preview: RecoveryPreview | null;
  readonly zone: string;
  readonly now: number;
  /** A ULID of its own for every page that is shown. */
  readonly once: string;
}

export const SINCE_FIELD = 'since';
const LONGEST = 25;

/** Sends again what an endpoint missed since a time: first how much that is, then the button. */
export function RecoverPage(props: RecoverPageProps): VNode {
  const { viewer, environment, endpoint, since, fault, preview, zone, now } = props;
  const action = endpointActionUrl(environment, endpoint.id, 'recover');
  return (
    <Layout
      title={`Recover ${endpoint.name}`}
      viewer={viewer}
      page="endpoints"
      foot={<span>Times in {zoneLabel(zone, now)}</span>}
    >
      <div class="cw-head">
        <div>
          <Crumb environment={environment} endpoint={endpoint} step="Recover" />
          <h1>Send again what {endpoint.name} missed</h1>
        </div>
      </div>
      <div class="stack cw-narrow">
        <Card title="Since when">
          <form class="pad stack" method="get" action={action}>
            <FaultList faults={fault === null ? [] : [{ field: SINCE_FIELD, message: fault }]} />
            <p class="sm dim">
              Everything that has not arrived since then is sent again, each order in its order. What arrived stays.
            </p>
            <FormField
              id={SINCE_FIELD}
              label="Since"
              type="text"
              autocomplete="off"
              value={since}
              hint="Day and time on your clocks, such as 2026-11-23 09:30."
              {...(fault === null ? {} : { fault })}
              maxLength={LONGEST}
              class="cw-short"
            />
            <div class="row-x wrap">
              <button class={preview === null || preview.deliveries === 0 ? 'btn btn-primary' : 'btn'} type="submit">
                Count what it missed
              </button>
              <a class="btn" href={endpointUrl(environment, endpoint.id)}>
                Back
              </a>
            </div>
          </form>
        </Card>
        {preview === null ? null : <Preview {...props} preview={preview} action={action} />}
      </div>
    </Layout>
  );
}

function Preview({
  viewer,
  since,
  preview,
  zone,
  once,
  action,
}: RecoverPageProps & { preview: RecoveryPreview; action: string }): VNode {
  const { deliveries, expired, orders, from } = preview;
  if (deliveries === 0 || from === null) {
    return (
      <Card title="What would be sent">
        <div class="pad stack sm dim">
          {expired === 0 ? (
            <p>Nothing: everything since then has arrived, was skipped by a person, or waits for its first attempt.</p>
          ) : (
            <p>Nothing.</p>
          )}
          <Expired n={expired} />
        </div>
      </Card>
    );
  }
  return (
    <Card title="What would be sent">
      <PostedForm
        class="pad stack"
        action={action}
        formToken={viewer.formToken}
        hidden={[
          [ONCE_FIELD, once],
          [SINCE_FIELD, since],
        ]}
      >
        <p class="sm">
          {plural(deliveries, 'delivery')} of {plural(orders, 'order')}, the first of <WholeInstant at={from} zone={zone} />. A
          store that knows some of them already gets them again: it tells repeats by their id.
        </p>
        <Expired n={expired} />
        <button class="btn btn-primary start" type="submit">
          Send {plural(deliveries, 'delivery')} again
        </button>
      </PostedForm>
    </Card>
  );
}

/** How much of what it missed is not sent. */
function Expired({ n }: { n: number }): VNode | null {
  if (n === 0) return null;
  return (
    <p class="sm dim">
      {plural(n, 'delivery')} {n === 1 ? 'is' : 'are'} too old: first sent more than 30 days ago, with an original that is deleted
      (<a href="/help/DELIVERY_EXPIRED">DELIVERY_EXPIRED</a>). The events can still be read by <code>GET /v1/events</code>.
    </p>
  );
}
