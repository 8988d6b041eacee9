import { Lost } from '../buy/next-page.js';
import type { ApiAnswer, ItemUnits, StoreClient } from '../store/client.js';
import { money } from '../exact.js';
import type { Charges } from '../store/told.js';
import { cancelled, type LineMoney, type Moved, refunded, shipped, type Units } from './line-money.js';
import type { Step } from './plan.js';

/** How far the money of an order has come, by this sandbox's arithmetic. */
export interface Standing {
  readonly lines: readonly LineMoney[];
  readonly captured: bigint;
  readonly refunded: bigint;
  /** What the webhooks have to have told by now, however often. */
  readonly types: readonly string[];
}

/** One step as the receipt shows it. */
export interface StepTold {
  readonly what: string;
  readonly captured: bigint;
  readonly refunded: bigint;
}

export interface Fulfilling {
  readonly client: StoreClient;
  readonly orderId: string;
  readonly currency: string;
  /** Whether the card is charged only once. */
  readonly single: boolean;
  /** Whether the merchant collects and pays back himself, and says so: an invoice. */
  readonly byHand: boolean;
  readonly faults: string[];
  readonly steps: StepTold[];
}

/** Says a step to the API twice, as a store does that got no answer, and holds the answer against what is right. */
export async function play(step: Step, standing: Standing, at: Fulfilling): Promise<Standing> {
  const wishId = `journey-${at.orderId}-${at.steps.length}`;
  switch (step.kind) {
    case 'ship':
      return ship(step, standing, { ...at, wishId });
    case 'cancel':
      return cancel(step, standing, { ...at, wishId });
    case 'refund':
      return refund(step, standing, { ...at, wishId });
  }
}

type Playing = Fulfilling & { readonly wishId: string };

interface ToldParts {
  readonly shipmentId?: string;
  readonly refundId?: string;
  readonly lines: readonly { readonly itemCode: string; readonly captured?: Plain; readonly components?: Plain }[];
}
type Plain = Readonly<Record<keyof Charges, number>>;

async function ship(step: Extract<Step, { kind: 'ship' }>, standing: Standing, at: Playing): Promise<Standing> {
  const moved = shipped(standing.lines, step.units, at.single);
  const wish = {
    ...(step.whole ? {} : { lines: listed(step.units) }),
    carrier: 'UPS',
    trackingNumber: `1Z${at.orderId.slice(-7)}${at.steps.length}`,
  };
  const body = await twice(() => at.client.ship(at.orderId, wish, at.wishId), at);
  const { shipment } = body as { readonly shipment: ToldParts & { readonly capture: { readonly amount: number } } };
  compare(moved, shipment, { ...at, told: BigInt(shipment.capture.amount), what: 'shipment' });
  if (at.byHand) await confirm(at, `/shipments/${shipment.shipmentId ?? ''}/collected`);
  at.steps.push({ what: `ship ${counted(step.units)}`, captured: moved.amount, refunded: 0n });
  return {
    lines: moved.lines,
    captured: standing.captured + moved.amount,
    refunded: standing.refunded,
    types: [...standing.types, 'shipment.confirmed'],
  };
}

async function cancel(step: Extract<Step, { kind: 'cancel' }>, standing: Standing, at: Playing): Promise<Standing> {
  const moved = cancelled(standing.lines, step.units, at.single);
  const wish = { reason: 'Not in stock', lines: listed(step.units) };
  await twice(() => at.client.cancel(at.orderId, wish, at.wishId), at);
  at.steps.push({ what: `cancel ${counted(step.units)}`, captured: 0n, refunded: moved.amount });
  const back = moved.amount > 0n ? ['refund.issued', 'refund.settled'] : [];
  return {
    lines: moved.lines,
    captured: standing.captured,
    refunded: standing.refunded + moved.amount,
    types: [...standing.types, 'order.units_cancelled', ...back],
  };
}

async function refund(step: Extract<Step, { kind: 'refund' }>, standing: Standing, at: Playing): Promise<Standing> {
  const moved = refunded(standing.lines, step.units, step.withShipping);
  // what cost nothing cannot be paid back
  if (moved.amount === 0n) return standing;
  const lines = listed(step.units).map((line) => ({ ...line, ...(step.withShipping ? { withShipping: true } : {}) }));
  const body = await twice(() => at.client.refund(at.orderId, { reason: 'Came back', lines }, at.wishId), at);
  const { refund: told } = body as { readonly refund: ToldParts & { readonly amount: number } };
  compare(moved, told, { ...at, told: BigInt(told.amount), what: 'refund' });
  if (at.byHand) await confirm(at, `/refunds/${told.refundId ?? ''}/paid`);
  const shipping = step.withShipping ? ' with shipping' : '';
  at.steps.push({ what: `refund ${counted(step.units)}${shipping}`, captured: 0n, refunded: moved.amount });
  return {
    lines: moved.lines,
    captured: standing.captured,
    refunded: standing.refunded + moved.amount,
    types: [...standing.types, 'refund.issued', 'refund.settled'],
  };
}

/** Says that the money of an invoice has come, or was paid back. */
async function confirm({ client, orderId }: Playing, what: string): Promise<void> {
  const { status, text } = await client.ask('POST', `/orders/${orderId}${what}`);
  if (status !== 200) throw new Lost(`POST ${what} answers ${status}: ${text.slice(0, 200)}`);
}

/** The second time says the same again and has to get the same answer. */
async function twice(say: () => Promise<ApiAnswer>, { faults }: Playing): Promise<unknown> {
  const first = await say();
  if (first.status !== 200 && first.status !== 201)
    throw new Lost(`The API answered ${first.status} ${first.code ?? ''}: ${first.text.slice(0, 300)}`);
  const second = await say();
  if (second.text !== first.text) faults.push(`The same wish got another answer: ${second.status} ${second.text.slice(0, 200)}`);
  return first.body;
}

function compare(moved: Moved, { lines }: ToldParts, at: Playing & { readonly told: bigint; readonly what: string }): void {
  const { told, what, currency, faults } = at;
  const show = (minor: bigint): string => (minor < 0n ? `-${money(-minor, currency)}` : money(minor, currency));
  if (told !== moved.amount) faults.push(`The ${what} came to ${show(told)}; ${show(moved.amount)} is right.`);
  for (const [itemCode, right] of moved.parts) {
    const line = lines.find((one) => one.itemCode === itemCode);
    const got = line?.captured ?? line?.components;
    for (const [name, amount] of Object.entries(right) as [keyof Charges, bigint][]) {
      if (got !== undefined && BigInt(got[name]) === amount) continue;
      const said = got === undefined ? 'nothing' : show(BigInt(got[name]));
      faults.push(`The ${what} says ${said} for ${name} of ${itemCode}; ${show(amount)} is right.`);
    }
  }
}

const listed = (units: Units): ItemUnits[] => [...units].map(([itemCode, count]) => ({ itemCode, units: count }));

const counted = (units: Units): string => {
  const sum = [...units.values()].reduce((all, count) => all + count, 0);
  return `${sum} ${sum === 1 ? 'unit' : 'units'} of ${units.size} ${units.size === 1 ? 'line' : 'lines'}`;
};
