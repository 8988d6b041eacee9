import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Order } from '../../core/order.js';
import { FaultList, FormField } from '../../ui/form-field.js';
import { Icon } from '../../ui/icons.js';
import { Layout, type Viewer } from '../../ui/layout.js';
import { money } from '../../ui/numbers.js';
import { TOKEN_FIELD } from '../form-token.js';
import { orderUrl, ordersUrl } from './address.js';

export interface CancelPageProps {
  readonly viewer: Viewer;
  readonly environment: EnvironmentName;
  readonly order: Order;
  readonly reason: string;
  readonly fault: string | null;
}

export const LONGEST_REASON = 200;

/** Asks once more before an order is cancelled, and why: the buyer reads the reason. */
export function CancelPage({ viewer, environment, order, reason, fault }: CancelPageProps): VNode {
  const back = orderUrl(environment, order.id);
  return (
    <Layout title={`Cancel order ${order.id}`} viewer={viewer} page="orders">
      <div class="cw-head">
        <div>
          <div class="cw-crumb">
            <a href={ordersUrl(environment)}>Manage orders</a>
            <Icon name="chevron-right" small />
            <a href={back} class="mono">
              {order.id}
            </a>
            <Icon name="chevron-right" small />
            <span>Cancel</span>
          </div>
          <h1>Cancel this order of {money(order.total, order.currency)}?</h1>
        </div>
      </div>
      <section class="card cw-narrow">
        <form class="pad stack" method="post" action={`${back}/cancel`}>
          <input type="hidden" name={TOKEN_FIELD} value={viewer.formToken} />
          <FaultList faults={fault === null ? [] : [{ field: 'reason', message: fault }]} />
          <p class="sm dim">
            Every unit that has not been shipped is cancelled, and what is authorised for it is let go. It cannot be undone.{' '}
            {order.buyer.name} is told by mail.
          </p>
          <FormField
            id="reason"
            label="Reason"
            type="text"
            autocomplete="off"
            value={reason}
            hint="The buyer reads it in the mail: sold out, address not reachable."
            {...(fault === null ? {} : { fault })}
            maxLength={LONGEST_REASON}
          />
          <div class="row-x wrap">
            <button class="btn btn-danger-line" type="submit">
              Cancel order of {money(order.total, order.currency)}
            </button>
            <a class="btn" href={back}>
              Keep order
            </a>
          </div>
        </form>
      </section>
    </Layout>
  );
}
