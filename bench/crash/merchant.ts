import { randomUUID } from 'node:crypto';
import { seeded } from '../random.js';
import { callUntilAnswered, type Caller } from './api.js';
import { fulfil, PLANS, type Told } from './clerk.js';

const CLERKS = 6;
const LOOK_AGAIN_MS = 100;
const CLOCK_EVERY_MS = 1_500;
/** A refund can be undone for ten minutes of the environment's clock; after this it goes to the gateway. */
const CLOCK_STEP = 'PT11M';

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

/** Sends clerks who fulfil one order after the other over the API, and one who moves the clock so that refunds become due. */
export function sendMerchant({ port, account, nextOrder, seed }: Shop): Merchant {
  const did = { shipped: 0, cancelled: 0, refunded: 0, undone: 0, refused: 0, broken: 0, again: 0 };
  const told: Told = { shipments: new Map(), refunds: new Map(), cancelled: new Map(), did };
  const caller = { port, account, did };
  let over = false;
  const clerk = async (index: number): Promise<void> => {
    const random = seeded(seed * 7_000 + index);
    while (!over) {
      const orderId = nextOrder();
      if (orderId === null) await sleep(LOOK_AGAIN_MS);
      else await fulfil({ ...caller, told, orderId }, PLANS[Math.floor(random() * PLANS.length)] ?? []);
    }
  };
  const clock = async (): Promise<void> => {
    while (!over) {
      await sleep(CLOCK_EVERY_MS);
      await moveClock(caller);
    }
  };
  const all = Promise.all([...Array.from({ length: CLERKS }, (_, index) => clerk(index)), clock()]);
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

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
