import type { VNode } from 'preact';
import { COMPONENTS } from '../../core/components.js';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Order } from '../../core/order.js';
import type { Refund, RefundState } from '../../core/refund.js';
import { Badge, type BadgeTable } from '../../ui/badge.js';
import { Card, CardAction } from '../../ui/card.js';
import { Icon } from '../../ui/icons.js';
import { count, money } from '../../ui/numbers.js';
import { When } from '../../ui/when.js';
import { PostedForm } from '../posted-form.js';
import { actionUrl, undoUrl } from './address.js';
import { COMPONENT_WORDS } from './items-card.js';

export interface RefundsCardProps {
  readonly environment: EnvironmentName;
  readonly order: Order;
  readonly refunds: readonly Refund[];
  /** Minor units that were captured, and those of them that can still go back. */
  readonly captured: bigint;
  readonly refundable: bigint;
  /** Whether another one can be issued now. */
  readonly isOpen: boolean;
  readonly formToken: string;
  readonly zone: string;
  readonly now: number;
}

/** Every refund with what it is for, and a way back while the gateway was not asked. */
export function RefundsCard(props: RefundsCardProps): VNode {
  const { environment, order, refunds, captured, refundable, isOpen } = props;
  const add = isOpen ? { end: <CardAction href={actionUrl(environment, order.id, 'refund')} label="Refund" what="again" /> } : {};
  return (
    <Card title="Refunds" {...add}>
      {refunds.length === 0 ? <p class="pad sm dim">Nothing was refunded.</p> : null}
      {refunds.map((refund) => (
        <RefundPart key={refund.id} {...props} refund={refund} />
      ))}
      {captured === 0n ? null : (
        <footer>
          Can still refund{' '}
          <span class="tnum">
            {money(refundable, order.currency)} of {money(captured, order.currency)}
          </span>
        </footer>
      )}
    </Card>
  );
}

const STATES: BadgeTable<RefundState> = {
  reserved: { tone: 'info', word: 'waiting' },
  settled: { tone: 'ok', word: 'paid back' },
  refused: { tone: 'bad', word: 'refused' },
  undone: { tone: 'mute', word: 'undone' },
};

function RefundPart({ environment, order, refund, formToken, zone, now }: RefundsCardProps & { refund: Refund }): VNode {
  const { currency } = order;
  return (
    <div class="pad stack tight sm cw-part">
      <div class="row-x wrap">
        <Icon name="arrow-back-up" tone="faint" />
        <b class="tnum">{money(refund.amount, currency)}</b>
        <Badge {...STATES[refund.state]} />
        <span class="num grow faint">
          <When at={refund.at} now={now} zone={zone} />
        </span>
      </div>
      <Amounts order={order} refund={refund} />
      {refund.state === 'reserved' && refund.undoUntil !== undefined ? (
        <PostedForm class="row-x wrap" action={undoUrl(environment, order.id, refund.id)} formToken={formToken}>
          <button class="btn btn-sm" type="submit">
            Undo refund of {money(refund.amount, currency)}
          </button>
          <span class="xs faint">
            until <When at={refund.undoUntil} now={now} zone={zone} />, then it goes to the gateway
          </span>
        </PostedForm>
      ) : null}
    </div>
  );
}

function Amounts({ order, refund }: { order: Order; refund: Refund }): VNode {
  const sums = COMPONENTS.map((name) => ({
    name,
    amount: refund.lines.reduce((sum, { components }) => sum + components[name], 0n),
  })).filter(({ amount }) => amount !== 0n);
  return (
    <dl class="kv">
      <dt>For</dt>
      <dd>{[unitsOf(order, refund), refund.reason].filter((part) => part !== '').join(', ')}</dd>
      {refund.note === undefined ? null : (
        <>
          <dt>Note</dt>
          <dd>{refund.note}</dd>
        </>
      )}
      {sums.map(({ name, amount }) => (
        <Amount key={name} word={COMPONENT_WORDS[name]} amount={money(isPromotion(name) ? -amount : amount, order.currency)} />
      ))}
    </dl>
  );
}

const isPromotion = (name: string): boolean => name === 'principalPromo' || name === 'shippingPromo';

function Amount({ word, amount }: { word: string; amount: string }): VNode {
  return (
    <>
      <dt>{word}</dt>
      <dd class="tnum">{amount}</dd>
    </>
  );
}

/** `1 x MUG-STN-12`; empty where only money goes back. */
function unitsOf({ lines }: Order, refund: Refund): string {
  return refund.lines
    .filter(({ units }) => units > 0)
    .map(({ number, units }) => `${count(units)} x ${lines.find((line) => line.number === number)?.sku ?? '–'}`)
    .join(', ');
}
