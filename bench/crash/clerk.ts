import { randomUUID } from 'node:crypto';
import { type Answered, type Call, callUntilAnswered, type Caller } from './api.js';
import { type Step, UNITS_OF_ORDER } from './plans.js';

const LOOK_AGAIN_MS = 200;
const PATIENCE_MS = 600_000;
/** Characters of what was there instead of what was waited for. */
const SHOWN = 1_500;

/** What the API told the merchant, and what he did. */
export interface Told {
  /** Id of each shipment -> its order. */
  readonly shipments: Map<string, string>;
  /** Id of a shipment -> the tracking numbers that it got, the one that stands last. */
  readonly tracking: Map<string, readonly string[]>;
  /** Id of each refund that he asked for -> its order. */
  readonly refunds: Map<string, string>;
  /** Refunds that he undid. */
  readonly undone: Set<string>;
  /** Order -> units that he cancelled. */
  readonly cancelled: Map<string, number>;
  /** Order -> what its buyer was told when he wanted to cancel it. */
  readonly regretted: Map<string, 'cancelled' | 'late'>;
  readonly did: Record<Deed, number>;
}

const DEEDS = [
  'shipped',
  'cancelled',
  'refunded',
  'undone',
  'tracked',
  'retried',
  'regretted',
  'paused',
  'recovered',
  'refused',
  'broken',
  'again',
] as const;
type Deed = (typeof DEEDS)[number];

export const nothingTold = (): Told => ({
  shipments: new Map(),
  tracking: new Map(),
  refunds: new Map(),
  undone: new Set(),
  cancelled: new Map(),
  regretted: new Map(),
  did: Object.fromEntries(DEEDS.map((deed) => [deed, 0])) as Record<Deed, number>,
});

/** Somebody of the merchant's who has one order in hand. */
export interface Clerk extends Caller {
  readonly told: Told;
  readonly orderId: string;
  /** Refusals besides those that any order may meet. */
  readonly mayBe?: readonly string[];
}

/** Takes the steps of a plan once the order is released, and notes what was answered; throws at an answer that must not be. */
export async function fulfil(clerk: Clerk, plan: readonly Step[]): Promise<void> {
  await until(clerk, '', (order) => (order as { state: string }).state !== 'pending');
  for (const step of plan) await take(clerk, step);
  await untilCaptured(clerk);
}

async function take(clerk: Clerk, step: Step): Promise<void> {
  // what was not captured is not refunded, and who captures once must have answered before units are cancelled
  if (step.verb !== 'ship' && step.verb !== 'track') await untilCaptured(clerk);
  switch (step.verb) {
    case 'ship':
      return ship(clerk, step);
    case 'track':
      return track(clerk);
    case 'cancel':
      return cancel(clerk, step);
    case 'refund':
      return refund(clerk, step.body);
    case 'undo':
      return undo(clerk);
  }
}

type UnitsStep = Extract<Step, { units: unknown }>;

/** Nothing is shipped of an order whose payment has a problem: that is solved first. */
async function ship(clerk: Clerk, step: UnitsStep): Promise<void> {
  const { told, orderId } = clerk;
  const trackingNumber = randomUUID();
  const path = 'shipments';
  const { code, body } = await post(clerk, { path, body: { ...linesOf(step), trackingNumber }, mayBe: [NOT_PAID] });
  if (code === NOT_PAID) {
    await untilCaptured(clerk);
    return ship(clerk, step);
  }
  if (code !== '') return;
  const { shipmentId } = (body as { shipment: { shipmentId: string } }).shipment;
  told.shipments.set(shipmentId, orderId);
  told.tracking.set(shipmentId, [trackingNumber]);
  told.did.shipped++;
}

const NOT_PAID = 'ORDER_PAYMENT_PROBLEM';

async function track(clerk: Clerk): Promise<void> {
  const { told, orderId } = clerk;
  const id = newestOf(told.shipments, orderId);
  if (id === undefined) return;
  const trackingNumber = randomUUID();
  const path = `/v1/orders/${orderId}/shipments/${id}`;
  await ask(clerk, { method: 'PUT', path, verb: 'track', body: { trackingNumber }, key: randomUUID() });
  told.tracking.set(id, [...(told.tracking.get(id) ?? []), trackingNumber]);
  told.did.tracked++;
}

async function cancel(clerk: Clerk, step: UnitsStep): Promise<void> {
  const { told, orderId } = clerk;
  await post(clerk, { path: 'cancellations', body: { ...linesOf(step), reason: 'Out of stock.' } });
  const units = step.units === null ? UNITS_OF_ORDER : 1;
  told.cancelled.set(orderId, (told.cancelled.get(orderId) ?? 0) + units);
  told.did.cancelled++;
}

async function refund(clerk: Clerk, body: object): Promise<void> {
  const { told, orderId } = clerk;
  const answered = await post(clerk, { path: 'refunds', body: { ...body, reason: 'CustomerReturn' }, mayBe: TAKEN_BACK });
  if (answered.code !== '') return;
  told.refunds.set((answered.body as { refund: { refundId: string } }).refund.refundId, orderId);
  told.did.refunded++;
}

/** The newest refund of the order, if it can still be undone. */
async function undo(clerk: Clerk): Promise<void> {
  const { told, orderId } = clerk;
  const id = newestOf(told.refunds, orderId);
  if (id === undefined) return;
  const { code } = await post(clerk, { path: `refunds/${id}/undo`, verb: 'undo', body: {}, mayBe: ['REFUND_SENT'] });
  if (code !== '') return;
  told.undone.add(id);
  told.did.undone++;
}

/** The buyer's bank has the money: a payment of the test gateway that is charged back at once. */
const TAKEN_BACK = ['REFUND_ABOVE_REMAINDER'];

type Posted = Pick<Call, 'path' | 'verb' | 'body'> & { readonly mayBe?: readonly string[] };

const post = (clerk: Clerk, { path, ...call }: Posted): Promise<Answered> =>
  ask(clerk, { ...call, method: 'POST', path: `/v1/orders/${clerk.orderId}/${path}`, key: randomUUID() });

/** Throws where the answer is no 2xx, and no refusal that may be. */
async function ask(clerk: Clerk, { mayBe = [], ...call }: Call & Pick<Posted, 'mayBe'>): Promise<Answered> {
  const answered = await callUntilAnswered(clerk, call);
  if (answered.status < 300) return answered;
  if (!mayBe.includes(answered.code) && clerk.mayBe?.includes(answered.code) !== true)
    throw new Error(`${call.method} ${call.path}: ${answered.status} ${JSON.stringify(answered.body)}`);
  clerk.told.did.refused++;
  return answered;
}

const linesOf = ({ units }: UnitsStep): object => (units === null ? {} : { lines: units });

const newestOf = (made: ReadonlyMap<string, string>, orderId: string): string | undefined =>
  [...made].findLast(([, of]) => of === orderId)?.[0];

interface Shipments {
  readonly items: readonly { readonly capture: { readonly state: string } }[];
}

/** Until the gateway has paid for each shipment; what it refuses is tried again. */
const untilCaptured = (clerk: Clerk): Promise<void> =>
  until(clerk, '/shipments', async (body) => {
    const states = (body as Shipments).items.map(({ capture }) => capture.state);
    if (states.includes('refused')) await retry(clerk);
    return states.every((state) => state === 'captured' || state === 'nothing');
  });

async function retry(clerk: Clerk): Promise<void> {
  await post(clerk, { path: 'payment/retry', verb: 'retry' });
  clerk.told.did.retried++;
}

/** Looks at something of the order until it is so. */
async function until(clerk: Clerk, noun: string, isSo: (body: unknown) => boolean | Promise<boolean>): Promise<void> {
  const path = `/v1/orders/${clerk.orderId}${noun}`;
  let seen: unknown = null;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    const { status, body } = await callUntilAnswered(clerk, { method: 'GET', path });
    if (status !== 200) throw new Error(`GET ${path}: ${status}`);
    if (await isSo(body)) return;
    seen = body;
    await sleep(LOOK_AGAIN_MS);
  }
  throw new Error(`${path} did not come so far in ${PATIENCE_MS / 1000} s: ${JSON.stringify(seen).slice(0, SHOWN)}`);
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
