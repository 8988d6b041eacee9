import type { VNode } from 'preact';
import type { Delivery, DeliveryState } from '../../core/delivery.js';
import { pausesAfter } from '../../core/delivery-schedule.js';
import type { Endpoint } from '../../core/endpoint.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { Card } from '../../ui/card.js';
import { When } from '../../ui/when.js';
import { deliveryUrl } from './address.js';
import { pausesInWords } from './words.js';

export interface NextCardProps {
  readonly environment: EnvironmentName;
  readonly delivery: Delivery;
  readonly state: DeliveryState;
  readonly endpoint: Endpoint;
  /** Earlier ones of its order that have not ended. */
  readonly before: readonly Delivery[];
  readonly isExpired: boolean;
  readonly zone: string;
  readonly now: number;
}

/** When a delivery is tried again, and the whole plan after that, in words. */
export function NextCard(props: NextCardProps): VNode {
  const { delivery, state, isExpired } = props;
  return (
    <Card title="What happens next">
      <div class="pad stack tight sm">
        {delivery.outcome !== null ? <Ended outcome={delivery.outcome} isExpired={isExpired} /> : <Going {...props} />}
        {delivery.outcome === null && state !== 'switched_off' ? <Plan {...props} /> : null}
      </div>
    </Card>
  );
}

const ENDS: Readonly<Record<NonNullable<Delivery['outcome']>, string>> = {
  delivered: 'Nothing: it has arrived.',
  acknowledged: 'Nothing: it has arrived, and the store has said so.',
  parked: 'Nothing by itself: the store refused it three times in a row. Put the cause right, then retry.',
  skipped: 'Nothing: a person skipped it. Retry sends it all the same, marked as late.',
  given_up: 'Nothing by itself: its plan is over. Put the cause right, then retry, or recover the endpoint.',
  switched_off: 'Nothing by itself: the endpoint was switched off. Switch it on, then recover what it missed.',
};

function Ended({ outcome, isExpired }: { outcome: NonNullable<Delivery['outcome']>; isExpired: boolean }): VNode {
  if (!isExpired) return <p class="dim">{ENDS[outcome]}</p>;
  return (
    <p class="dim">
      Nothing, and it cannot be sent again: it was first sent more than 30 days ago, so its original is deleted (
      <a href="/help/DELIVERY_EXPIRED">DELIVERY_EXPIRED</a>).
    </p>
  );
}

function Going({ environment, delivery, state, before, zone, now }: NextCardProps): VNode {
  const [first] = before;
  if (first !== undefined) {
    return (
      <p>
        It waits for <a href={deliveryUrl(environment, first.id)}>{first.kind}</a> of the same order, so that the store gets them
        in order.
      </p>
    );
  }
  if (state === 'sending') return <p>It is being sent at this moment.</p>;
  if (state === 'paused') return <p>It goes out once the endpoint is resumed.</p>;
  if (state === 'switched_off') return <p>It goes out once the endpoint is switched on.</p>;
  if (state === 'throttled')
    return <p>It waits until the endpoint may be called again: it failed too often, or its pace is used up.</p>;
  if (delivery.nextAt <= now) return <p>It goes out within a second.</p>;
  return (
    <p>
      The next attempt is at <When at={delivery.nextAt} now={now} zone={zone} />.
    </p>
  );
}

function Plan({ delivery: { tries }, endpoint: { format } }: NextCardProps): VNode {
  const pauses = pausesAfter(format, tries);
  return (
    <>
      <p class="dim">
        {pauses.length === 0
          ? 'That is the last one. If it fails, the delivery is given up.'
          : `If that fails, it is tried again after about ${pausesInWords(pauses)}. After that it is given up.`}
      </p>
      <p class="dim">
        {format === 'webhook'
          ? 'Three answers of 4xx in a row park it for a person; 410 switches the endpoint off. A Retry-After is followed, up to twice the pause.'
          : 'Order notifications are never parked, whatever the store answers. A Retry-After is followed, up to twice the pause.'}
      </p>
    </>
  );
}
