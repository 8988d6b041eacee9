import { randomUUID } from 'node:crypto';
import { seeded } from '../random.js';
import { type Answered, callUntilAnswered, type Caller } from './api.js';

const WORKERS = 6;
const LOOK_AGAIN_MS = 100;
const PATIENCE_MS = 120_000;
const CLOCK_EVERY_MS = 1_500;
/** A refund can be undone for ten minutes of the environment's clock; after this it goes to the gateway. */
const CLOCK_STEP = 'PT11M';

/** What the merchant does with an order of two mugs (line 1) and a shirt (line 2). */
type Step =
  | { readonly verb: 'ship' | 'cancel'; readonly units: readonly { readonly number: number; readonly units: number }[] | null }
  | { readonly verb: 'refund'; readonly body: object }
  | { readonly verb: 'undo' };

const MUG = [{ number: 1, units: 1 }] as const;
const REST = null;
const PLANS: readonly (readonly Step[])[] = [
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

export interface Merchant {
  readonly told: Told;
  /** Rejects as soon as an answer is one that must not be. */
  readonly fault: Promise<never>;
  /** Ends the orders that are begun. */
  finish(): Promise<void>;
}

interface Shop extends Pick<Caller, 'port' | 'account'> {
  /** An order that nobody has dealt with yet, or null. */
  readonly nextOrder: () => string | null;
  readonly seed: number;
}
interface Clerk extends Caller {
  readonly told: Told;
  readonly orderId: string;
}

/** Sends clerks who fulfil one order after the other over the API, and one who moves the clock so that refunds become due. */
export function sendMerchant({ port, account, nextOrder, seed }: Shop): Merchant {
  const did = { shipped: 0, cancelled: 0, refunded: 0, undone: 0, refused: 0, broken: 0, again: 0 };
  const told: Told = { shipments: new Map(), refunds: new Map(), cancelled: new Map(), did };
  const caller = { port, account, did };
  let over = false;
  const clerks = Array.from({ length: WORKERS }, async (_, index) => {
    const random = seeded(seed * 7_000 + index);
    while (!over) {
      const orderId = nextOrder();
      if (orderId === null) await sleep(LOOK_AGAIN_MS);
      else await fulfil({ ...caller, told, orderId }, PLANS[Math.floor(random() * PLANS.length)] ?? []);
    }
  });
  const clock = async (): Promise<void> => {
    while (!over) {
      await sleep(CLOCK_EVERY_MS);
      await moveClock(caller);
    }
  };
  const all = Promise.all([...clerks, clock()]);
  const fault = all.then(() => new Promise<never>(() => undefined));
  // whoever waits is told; until then a fault must not end the process with servers still running
  fault.catch(() => undefined);
  return {
    told,
    fault,
    finish: async () => {
      over = true;
      await all;
    },
  };
}

/** Moves the sandbox's clock on by eleven minutes. */
export async function moveClock(caller: Caller): Promise<void> {
  const call = { method: 'POST', path: '/v1/clock', key: randomUUID(), body: { advance: CLOCK_STEP } } as const;
  const { status } = await callUntilAnswered(caller, call);
  if (status !== 200) throw new Error(`the clock was not moved: ${status}`);
}

async function fulfil(clerk: Clerk, plan: readonly Step[]): Promise<void> {
  await until(clerk, '', (order: { state: string }) => order.state !== 'pending');
  for (const step of plan) await take(clerk, step);
}

async function take(clerk: Clerk, step: Step): Promise<void> {
  const { told, orderId } = clerk;
  // what was not captured is not refunded, and who captures once must have answered before units are cancelled
  if (step.verb !== 'ship') await untilCaptured(clerk);
  switch (step.verb) {
    case 'ship': {
      const { body } = await post(clerk, 'shipments', { ...linesOf(step), trackingNumber: randomUUID() });
      told.shipments.set((body as { shipment: { shipmentId: string } }).shipment.shipmentId, orderId);
      told.did.shipped++;
      return;
    }
    case 'cancel': {
      await post(clerk, 'cancellations', { ...linesOf(step), reason: 'Out of stock.' });
      const units = step.units === null ? UNITS_OF_ORDER : 1;
      told.cancelled.set(orderId, (told.cancelled.get(orderId) ?? 0) + units);
      told.did.cancelled++;
      return;
    }
    case 'refund':
      return refund(clerk, step.body);
    case 'undo':
      return undo(clerk);
  }
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

const linesOf = ({ units }: Extract<Step, { units: unknown }>): object => (units === null ? {} : { lines: units });

interface Shipments {
  readonly items: readonly { readonly capture: { readonly state: string } }[];
}

const untilCaptured = (clerk: Clerk): Promise<void> =>
  until(clerk, '/shipments', ({ items }: Shipments) => items.every(({ capture }) => !['due', 'unknown'].includes(capture.state)));

/** Looks at something of the order until it is so. */
async function until<Body>(clerk: Clerk, noun: string, isSo: (body: Body) => boolean): Promise<void> {
  const path = `/v1/orders/${clerk.orderId}${noun}`;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(LOOK_AGAIN_MS)) {
    const { status, body } = await callUntilAnswered(clerk, { method: 'GET', path });
    if (status !== 200) throw new Error(`GET ${path}: ${status}`);
    if (isSo(body as Body)) return;
  }
  throw new Error(`${path} did not come so far in ${PATIENCE_MS / 1000} s`);
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
