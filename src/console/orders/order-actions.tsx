import type { VNode } from 'preact';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Order } from '../../core/order.js';
import { factsOf, type Affairs } from '../../core/order-facts.js';
import { decideOrderEvent, type EventReason } from '../../core/order-table.js';
import { Icon, type IconName } from '../../ui/icons.js';
import { MoreActions } from '../../ui/more-actions.js';
import { actionUrl, type OrderAction } from './address.js';

/** Why an action is closed, a sentence; null where it is open, and left out where there is nothing for it to do. */
export type Actions = Partial<Readonly<Record<OrderAction, string | null>>>;

interface Scene {
  /** By the clock of the environment. */
  readonly now: number;
  readonly zone: string;
}

/** What can be done with an order now, and why not what cannot: the table of events decides. */
export function actionsOf(affairs: Affairs, { now, zone }: Scene): Actions {
  const facts = factsOf(affairs, { now, zone });
  const closed = (action: OrderAction): string | null | undefined => {
    const { answer, reason } = decideOrderEvent(facts, action);
    if (answer === 'advance') return null;
    return reason === 'pending' ? whyPending(affairs.order) : WORDS[reason];
  };
  const open = facts.state !== 'shipped' && facts.state !== 'cancelled';
  const actions = [
    ...(open ? [['ship', closed('ship')] as const] : []),
    ...(open || facts.captured ? [['refund', closed('refund')] as const] : []),
    ...(open ? [['cancel', closed('cancel')] as const] : []),
  ];
  return Object.fromEntries(actions.filter(([, reason]) => reason !== undefined));
}

/** An action that is closed for another reason is not offered. */
const WORDS: Partial<Readonly<Record<EventReason, string>>> = {
  'payment-problem': 'The gateway refused to capture an earlier shipment. Nothing more is shipped until that is solved.',
  'capture-pending': 'The gateway captures this order once and has not answered about it yet. Look again in a minute.',
  'not-captured': 'Nothing was captured yet, so nothing can be refunded. Cancel what is not shipped instead.',
  'nothing-left': 'Everything that was captured has gone back.',
};

function whyPending({ payment: { state } }: Order): string {
  return state === 'pending' || state === 'needs_authentication'
    ? 'Shipping opens when the payment has cleared and the order is released.'
    : 'Shipping opens when the order is released: until then the buyer may cancel it.';
}

const LOOKS: readonly {
  readonly action: OrderAction;
  readonly icon: IconName;
  readonly label: string;
  readonly class: string;
}[] = [
  { action: 'ship', icon: 'truck', label: 'Confirm shipment', class: 'btn btn-primary' },
  { action: 'refund', icon: 'arrow-back-up', label: 'Refund', class: 'btn' },
  { action: 'cancel', icon: 'x', label: 'Cancel units', class: 'btn btn-danger-line' },
];

type Look = (typeof LOOKS)[number];

interface ActionButtonsProps {
  readonly environment: EnvironmentName;
  readonly orderId: string;
  readonly actions: Actions;
}

/** On phones the others stand behind three dots. */
const SHOWN_ON_PHONES = 2;

/** A button for each action; one that is closed says why beneath. */
export function ActionButtons(props: ActionButtonsProps): VNode | null {
  const shown = LOOKS.filter(({ action }) => action in props.actions);
  const more = shown.slice(SHOWN_ON_PHONES);
  if (shown.length === 0) return null;
  return (
    <div class="acts">
      {shown.map((look, place) => (
        <ActionButton key={look.action} {...props} look={look} extra={place < SHOWN_ON_PHONES ? '' : ' hide-m'} />
      ))}
      {more.length === 0 ? null : (
        <MoreActions>
          {more.map((look) => (
            <ActionButton key={look.action} {...props} look={look} extra="" />
          ))}
        </MoreActions>
      )}
    </div>
  );
}

function ActionButton({ environment, orderId, actions, look, extra }: ActionButtonsProps & { look: Look; extra: string }): VNode {
  const { action, icon, label } = look;
  const content = (
    <>
      <Icon name={icon} />
      {label}
    </>
  );
  return actions[action] === null ? (
    <a class={look.class + extra} href={actionUrl(environment, orderId, action)}>
      {content}
    </a>
  ) : (
    <button class={look.class + extra} type="button" disabled aria-describedby={`why-${action}`}>
      {content}
    </button>
  );
}

/** Why actions are closed, in words. */
export function ClosedActions({ actions }: { actions: Actions }): VNode | null {
  const closed = LOOKS.flatMap(({ action, label }) => {
    const reason = actions[action];
    return typeof reason === 'string' ? [{ action, label, reason }] : [];
  });
  if (closed.length === 0) return null;
  return (
    <ul class="cw-closed">
      {closed.map(({ action, label, reason }) => (
        <li key={action} id={`why-${action}`}>
          <b>{label}:</b> {reason}
        </li>
      ))}
    </ul>
  );
}
