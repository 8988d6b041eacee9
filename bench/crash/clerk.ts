import { randomUUID } from 'node:crypto';
import { type Answered, callUntilAnswered, type Caller } from './api.js';

const LOOK_AGAIN_MS = 100;
const PATIENCE_MS = 120_000;

/** What the API told the merchant, and what he did. */
export interface Told {
  /** Id of each shipment -> its order. */
  readonly shipments: Map<string, string>;
  /** Id of each refund that he asked for -> its order. */
  readonly refunds: Map<string, string>;
  /** Order -> units that he cancelled. */
  readonly cancelled: Map<string, number>;
  readonly did: Record<'shipped' | 'cancelled' | 'refunded' | 'undone' | 'refused' | 'broken' | 'again', number>;
}

/** What the merchant does with an order of two mugs (line 1) and a shirt (line 2). */
export type Step =
  | { readonly verb: 'ship' | 'cancel'; readonly units: readonly { readonly number: number; readonly units: number }[] | null }
  | { readonly verb: 'refund'; readonly body: object }
  | { readonly verb: 'undo' };

const MUG = [{ number: 1, units: 1 }] as const;
const REST = null;
/** What a clerk may do with an order, one step after the other. */
export const PLANS: readonly (readonly Step[])[] = [
  [
    { verb: 'ship', units: REST },
    { verb: 'refund', body: { lines: [{ number: 1, units: 1, withShipping: true }] } },
  ],
  [
    { verb: 'ship', units: MUG },
    { verb: 'ship', units: REST },
    { verb: 'refund', body: { concession: '1.00' } },
    { verb: 'undo' },
  ],
  [
    { verb: 'cancel', units: MUG },
    { verb: 'ship', units: REST },
    { verb: 'refund', body: { lines: [{ number: 2, amount: { principal: '2.00' } }] } },
  ],
  [
    { verb: 'ship', units: MUG },
    { verb: 'cancel', units: MUG },
    { verb: 'ship', units: REST },
  ],
  [{ verb: 'cancel', units: REST }],
];
/** Mugs and a shirt. */
const UNITS_OF_ORDER = 3;

/** Somebody of the merchant's who has one order in hand. */
export interface Clerk extends Caller {
  readonly told: Told;
  readonly orderId: string;
}

/** Takes the steps of a plan once the order is released, and notes what was answered; throws at an answer that must not be. */
export async function fulfil(clerk: Clerk, plan: readonly Step[]): Promise<void> {
  await until(clerk, '', (order) => (order as { state: string }).state !== 'pending');
  for (const step of plan) await take(clerk, step);
}

async function take(clerk: Clerk, step: Step): Promise<void> {
  // what was not captured is not refunded, and who captures once must have answered before units are cancelled
  if (step.verb !== 'ship') await untilCaptured(clerk);
  switch (step.verb) {
    case 'ship':
      return ship(clerk, step);
    case 'cancel':
      return cancel(clerk, step);
    case 'refund':
      return refund(clerk, step.body);
    case 'undo':
      return undo(clerk);
  }
}

type UnitsStep = Extract<Step, { units: unknown }>;

async function ship(clerk: Clerk, step: UnitsStep): Promise<void> {
  const { told, orderId } = clerk;
  const { body } = await post(clerk, 'shipments', { ...linesOf(step), trackingNumber: randomUUID() });
  told.shipments.set((body as { shipment: { shipmentId: string } }).shipment.shipmentId, orderId);
  told.did.shipped++;
}

async function cancel(clerk: Clerk, step: UnitsStep): Promise<void> {
  const { told, orderId } = clerk;
  await post(clerk, 'cancellations', { ...linesOf(step), reason: 'Out of stock.' });
  const units = step.units === null ? UNITS_OF_ORDER : 1;
  told.cancelled.set(orderId, (told.cancelled.get(orderId) ?? 0) + units);
  told.did.cancelled++;
}

async function refund(clerk: Clerk, body: object): Promise<void> {
  const { told, orderId } = clerk;
  const answered = await post(clerk, 'refunds', { ...body, reason: 'CustomerReturn' }, TAKEN_BACK);
  if (answered.code !== '') return;
  told.refunds.set((answered.body as { refund: { refundId: string } }).refund.refundId, orderId);
  told.did.refunded++;
}

/** The newest refund of the order, if it can still be undone. */
async function undo(clerk: Clerk): Promise<void> {
  const { told, orderId } = clerk;
  const [id] = [...told.refunds].findLast(([, of]) => of === orderId) ?? [];
  if (id === undefined) return;
  const { code } = await post(clerk, `refunds/${id}/undo`, {}, ['REFUND_SENT', 'REFUND_REFUSED']);
  if (code === '') told.did.undone++;
}

/** The buyer's bank has the money: a payment of the test gateway that is charged back at once. */
const TAKEN_BACK = ['REFUND_ABOVE_REMAINDER'];

/** Throws where the answer is no 2xx, and no refusal that may be. */
async function post(clerk: Clerk, noun: string, body: object, mayBe: readonly string[] = []): Promise<Answered> {
  const path = `/v1/orders/${clerk.orderId}/${noun}`;
  const answered = await callUntilAnswered(clerk, { method: 'POST', path, key: randomUUID(), body });
  if (answered.status < 300) return answered;
  if (!mayBe.includes(answered.code)) throw new Error(`POST ${path}: ${answered.status} ${JSON.stringify(answered.body)}`);
  clerk.told.did.refused++;
  return answered;
}

const linesOf = ({ units }: UnitsStep): object => (units === null ? {} : { lines: units });

interface Shipments {
  readonly items: readonly { readonly capture: { readonly state: string } }[];
}

const untilCaptured = (clerk: Clerk): Promise<void> =>
  until(clerk, '/shipments', (body) =>
    (body as Shipments).items.every(({ capture }) => !['due', 'unknown'].includes(capture.state)),
  );

/** Looks at something of the order until it is so. */
async function until(clerk: Clerk, noun: string, isSo: (body: unknown) => boolean): Promise<void> {
  const path = `/v1/orders/${clerk.orderId}${noun}`;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    const { status, body } = await callUntilAnswered(clerk, { method: 'GET', path });
    if (status !== 200) throw new Error(`GET ${path}: ${status}`);
    if (isSo(body)) return;
    await sleep(LOOK_AGAIN_MS);
  }
  throw new Error(`${path} did not come so far in ${PATIENCE_MS / 1000} s`);
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
