import fc from 'fast-check';
import { openUnits } from '../../../src/core/cancellation.js';
import type { Order } from '../../../src/core/order.js';
import { factsOf, type Affairs } from '../../../src/core/order-facts.js';
import { decideOrderEvent, type OrderEventName } from '../../../src/core/order-table.js';
import { decideRefund } from '../../../src/core/refund/decide.js';
import { refundOfCancelled } from '../../../src/core/refund/cancelled.js';
import { remainingLines } from '../../../src/core/refund/remaining.js';
import type { RefundWish } from '../../../src/core/refund/wish.js';
import type { Refund } from '../../../src/core/refund.js';
import type { Shipment } from '../../../src/core/shipment.js';
import { PLACED_AT, WINDOW_MS } from './order.js';
import { cancelUnits, refunded, ship, type Amounts } from './order-life.js';

const KINDS = [
  'ship',
  'ship',
  'cancel',
  'settle',
  'capture_fails',
  'expire',
  'return_units',
  'return_amount',
  'return_components',
  'return_rest',
  'concession',
  'undo',
  'chargeback',
  'chargeback_won',
  'chargeback_lost',
] as const;

/** A wish of somebody, sensible or not: what it means is for the table to say. */
export interface Step {
  readonly kind: (typeof KINDS)[number];
  readonly line: number;
  readonly units: number;
  /** All that is open, or with shipping. */
  readonly all: boolean;
  readonly amount: bigint;
}

const cents = fc.bigInt({ min: 0n, max: 5000n });

/** P, PP, S, SP, T, ST, each promotion at most what it is taken from; small ones, where every half cent shows. */
export const amounts: fc.Arbitrary<Amounts> = fc
  .tuple(fc.boolean(), cents, cents, cents, cents, cents, cents)
  .map(([small, ...parts]) => {
    const [p, pp, s, sp, t, st] = parts.map((part) => (small ? part % 7n : part)) as [
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    return [p, pp > p ? p : pp, s, sp > s ? s : sp, p === 0n ? 0n : t, s === 0n ? 0n : st];
  });

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    line: fc.integer({ min: 1, max: 5 }),
    units: fc.integer({ min: -1, max: 5 }),
    all: fc.boolean(),
    amount: fc.bigInt({ min: -100n, max: 6000n }),
  }),
  { maxLength: 25 },
);

const EVENTS: Readonly<Record<Step['kind'], OrderEventName>> = {
  ship: 'ship',
  cancel: 'cancel_units',
  settle: 'capture',
  capture_fails: 'capture_refused',
  expire: 'expire',
  return_units: 'refund',
  return_amount: 'refund',
  return_components: 'refund',
  return_rest: 'refund',
  concession: 'refund',
  undo: 'undo_refund',
  chargeback: 'chargeback',
  chargeback_won: 'chargeback_won',
  chargeback_lost: 'chargeback_lost',
};

/** The affairs after one step; the same where the table or the arithmetic says no. */
export function play(life: Affairs, step: Step): Affairs {
  const about = {
    shipment: waiting(life) ?? null,
    refund: life.refunds.find(({ state }) => state === 'reserved') ?? null,
    chargeback: life.chargebacks.find(({ state }) => state === 'open') ?? null,
  };
  const late = step.kind === 'expire' && step.all ? 31 * 86_400_000 : 0;
  const facts = factsOf(life, { now: PLACED_AT + WINDOW_MS + late, zone: 'UTC', ...about });
  if (step.kind !== 'settle' && decideOrderEvent(facts, EVENTS[step.kind]).answer !== 'advance') return life;
  return changed(life, step);
}

function changed(life: Affairs, step: Step): Affairs {
  switch (step.kind) {
    case 'ship':
    case 'cancel':
    case 'expire':
      return changeUnits(life, step);
    case 'settle':
      return settleAll(life);
    case 'capture_fails':
      return failCapture(life);
    case 'undo':
      return { ...life, refunds: life.refunds.map((one) => (one.state === 'reserved' ? { ...one, state: 'undone' } : one)) };
    case 'chargeback':
      return openChargeback(life, step);
    case 'chargeback_won':
    case 'chargeback_lost':
      return endChargebacks(life, step.kind === 'chargeback_won' ? 'won' : 'lost');
    case 'return_units':
    case 'return_amount':
    case 'return_components':
    case 'return_rest':
    case 'concession':
      return giveBack(life, { ...step, kind: step.kind });
  }
}

function changeUnits(life: Affairs, { kind, line, units, all }: Step): Affairs {
  const decision = openUnits(life.order, all || kind === 'expire' ? null : [{ number: line, units }]);
  if (!decision.ok) return life;
  if (kind === 'ship') return ship(life, decision.units, 'due');
  const back = refundOfCancelled(life, decision.units);
  const after = cancelUnits(life, decision.units);
  return back === null ? after : refunded(after, back, 'reserved');
}

const waiting = ({ shipments }: Affairs): Shipment | undefined =>
  shipments.find(({ capture }) => capture.state === 'due' || capture.state === 'refused');

const withProblem = (order: Order, paymentProblem: string | null): Order => ({ ...order, paymentProblem });

/** Every capture that waits is made, and every refund; a problem with a payment is solved by it. */
const settleAll = (life: Affairs): Affairs => ({
  ...life,
  order: withProblem(life.order, null),
  shipments: life.shipments.map((one) =>
    one.capture.state === 'nothing' ? one : { ...one, capture: { ...one.capture, state: 'captured' } },
  ),
  refunds: life.refunds.map((one): Refund => (one.state === 'reserved' ? { ...one, state: 'settled' } : one)),
});

function failCapture(life: Affairs): Affairs {
  const refused = waiting(life);
  const shipments = life.shipments.map((one) =>
    one.id === refused?.id ? { ...one, capture: { ...one.capture, state: 'refused' as const } } : one,
  );
  return { ...life, order: withProblem(life.order, 'The card was refused.'), shipments };
}

function openChargeback(life: Affairs, { line, all }: Step): Affairs {
  const about = remainingLines(life).filter(({ number, net }) => net > 0n && (all || number === line));
  if (about.length === 0) return life;
  const number = life.chargebacks.length + 1;
  const amount = about.reduce((sum, { net }) => sum + net, 0n);
  const opened = { id: `C${number}`, number, at: PLACED_AT, reason: 'fraud', lines: about.map((one) => one.number), amount };
  return { ...life, chargebacks: [...life.chargebacks, { ...opened, state: 'open' }] };
}

const endChargebacks = (life: Affairs, state: 'won' | 'lost'): Affairs => ({
  ...life,
  chargebacks: life.chargebacks.map((one) => (one.state === 'open' ? { ...one, state } : one)),
});

type Kind = Step['kind'];
type Giving = Omit<Step, 'kind'> & { readonly kind: Extract<Kind, `return_${string}` | 'concession'> };

function giveBack(life: Affairs, step: Giving): Affairs {
  const decision = decideRefund(life, wishOf(life, step));
  return decision.ok ? refunded(life, decision, step.all ? 'reserved' : 'settled') : life;
}

function wishOf(life: Affairs, { kind, line: number, units, all, amount }: Giving): RefundWish {
  switch (kind) {
    case 'return_units':
      return { by: 'units', lines: [{ number, units, shipping: all }] };
    case 'return_amount':
      return { by: 'amount', lines: [{ number, principal: amount, shipping: all ? amount / 3n : 0n }] };
    case 'return_rest': {
      const rest = remainingLines(life).find((line) => line.number === number)?.remaining ?? {};
      return { by: 'components', lines: [{ number, units: 0, components: rest }] };
    }
    case 'return_components': {
      const components = {
        principal: amount,
        shipping: -amount / 5n,
        tax: amount / 7n,
        ...(all ? { principalPromo: amount / 4n } : {}),
      };
      return { by: 'components', lines: [{ number, units: Math.max(0, units), components }] };
    }
    case 'concession':
      return { by: 'concession', amount };
  }
}
