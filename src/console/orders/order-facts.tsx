import type { VNode } from 'preact';
import { orderExpiry } from '../../core/order-expiry.js';
import { orderState } from '../../core/order.js';
import type { OrderMoney } from '../../core/order-money.js';
import { Fact } from '../../ui/fact.js';
import { money } from '../../ui/numbers.js';
import { PaymentBadge } from '../../ui/order-badge.js';
import { When } from '../../ui/when.js';
import { listUrl } from '../exchanges/address.js';
import type { SideProps } from './side-cards.js';

const WEEK_MS = 7 * 86_400_000;

/** What an order comes to, what of it was moved, and until when something must happen. */
export function OrderFacts({ money: sums, ...props }: SideProps & { readonly money: OrderMoney }): VNode {
  const { order, environment, zone, now } = props;
  const { placedAt, cancelledAt, cancelReason, clientRequestId, total, currency, codes } = order;
  return (
    <section class="card">
      <dl class="facts">
        <Fact name="Placed">
          <When at={placedAt} now={now} zone={zone} />
        </Fact>
        <Fact name="Total">{money(total, currency)}</Fact>
        <Fact name="Captured">{money(sums.captured, currency)}</Fact>
        {sums.authorisedLeft > 0n ? <Fact name="Still authorised">{money(sums.authorisedLeft, currency)}</Fact> : null}
        {sums.refunded > 0n ? <Fact name="Refunded">{money(sums.refunded, currency)}</Fact> : null}
        {sums.chargedBack > 0n ? <Fact name="Charged back">{money(sums.chargedBack, currency)}</Fact> : null}
        <Fact name="Payment">
          <PaymentBadge state={order.payment.state} />
        </Fact>
        <Deadline {...props} />
        {cancelledAt === null ? null : (
          <Fact name="Cancelled">
            <When at={cancelledAt} now={now} zone={zone} />
          </Fact>
        )}
        {cancelReason === null ? null : <Fact name="Reason">{cancelReason}</Fact>}
        {codes.length === 0 ? null : (
          <Fact name="Claim codes">
            <span class="mono">{codes.map(({ code }) => code).join(', ')}</span>
          </Fact>
        )}
        {clientRequestId === undefined ? null : (
          <Fact name="Client request">
            <a class="mono" href={listUrl(environment, { search: `"${clientRequestId.replaceAll('"', ' ')}"` })}>
              {clientRequestId}
            </a>
          </Fact>
        )}
      </dl>
    </section>
  );
}

/** Until when the buyer may cancel; later until when what is open must have been shipped. */
function Deadline({ order, zone, now }: SideProps): VNode | null {
  const state = orderState(order);
  if (state === 'pending') {
    return (
      <Fact name="Buyer may cancel until">
        <When at={order.windowEndsAt} now={now} zone={zone} />
      </Fact>
    );
  }
  if (order.releasedAt === null || state === 'shipped' || state === 'cancelled') return null;
  const { cancelAt } = orderExpiry(order.releasedAt, zone);
  return (
    <Fact name="Ship by, else it is cancelled" {...(cancelAt - now < WEEK_MS ? { tone: 't-warn' } : {})}>
      <When at={cancelAt} now={now} zone={zone} />
    </Fact>
  );
}
