import { randomUUID } from 'node:crypto';
import { seeded } from '../random.js';
import { callUntilAnswered, type Caller } from './api.js';
import type { Buyers } from './buyers.js';
import { fulfil, type Told } from './clerk.js';
import { LEFT_PLANS, PLANS, type Step } from './plans.js';
import { regret } from './regret.js';

const CLERKS = 8;
const CLERKS_OF_LEFT = 4;
const LOOK_AGAIN_MS = 100;
const CLOCK_EVERY_MS = 1_500;
/** A refund can be undone for ten minutes of the environment's clock; after this it goes to the gateway. */
const CLOCK_STEP = 'PT11M';
/** Of buyers who have a time in which they can. */
const SHARE_OF_REGRETS = 0.5;
/** What else the clerk of an order may meet whose 30 days end while he ships it. */
const OVERTAKEN = ['ORDER_CANCELLED', 'ORDER_UNITS_CLOSED'];

export interface Merchant {
  /** Rejects as soon as an answer is one that must not be. */
  readonly fault: Promise<never>;
  /** Ends the orders that are begun. */
  finish(): Promise<void>;
}

export interface Shop extends Pick<Caller, 'port' | 'account' | 'calls'> {
  readonly buyers: Buyers;
  readonly told: Told;
  readonly seed: number;
}

/** Sends clerks who fulfil one order after the other over the API, and one who moves the clock so that refunds become due. */
export function sendMerchant(shop: Shop): Merchant {
  const work: Work = async (clerk, random) => fulfil(clerk, oneOf(PLANS, random));
  return send(shop, { clerks: CLERKS, work });
}

/**
 * Sends the clerks of a shop whose buyers can cancel for a while and that ships in part what they did not cancel, or not at
 * all: what is open is cancelled after 30 days of its clock.
 */
export function sendSlowMerchant(shop: Shop): Merchant {
  const { port, calls, buyers, told } = shop;
  const work: Work = async (clerk, random) => {
    const page = buyers.seen.pages.get(clerk.orderId) ?? '';
    if (random() < SHARE_OF_REGRETS) {
      const answer = await regret({ port, calls, page });
      told.regretted.set(clerk.orderId, answer);
      told.did.regretted++;
      if (answer === 'cancelled') return;
    }
    await fulfil({ ...clerk, mayBe: OVERTAKEN }, oneOf(LEFT_PLANS, random));
  };
  return send(shop, { clerks: CLERKS_OF_LEFT, work });
}

type Work = (clerk: Caller & { readonly told: Told; readonly orderId: string }, random: () => number) => Promise<void>;

function send(
  { port, account, calls, buyers, told, seed }: Shop,
  { clerks, work }: { readonly clerks: number; readonly work: Work },
): Merchant {
  const caller = { port, account, calls, did: told.did };
  const nextOrder = oneAfterTheOther(buyers.seen.orders);
  let over = false;
  const clerk = async (index: number): Promise<void> => {
    const random = seeded(seed * 7_000 + index);
    while (!over) {
      const orderId = nextOrder();
      if (orderId === null) await sleep(LOOK_AGAIN_MS);
      else await work({ ...caller, told, orderId }, random);
    }
  };
  let clockIsOver = false;
  const clock = async (): Promise<void> => {
    while (!clockIsOver) {
      await sleep(CLOCK_EVERY_MS);
      await moveClock(caller, CLOCK_STEP);
    }
  };
  const all = Promise.all(Array.from({ length: clerks }, (_, index) => clerk(index)));
  const moving = clock();
  const fault = Promise.all([all, moving]).then(() => new Promise<never>(() => undefined));
  // whoever waits is told; until then a fault must not end the process with servers still running
  fault.catch(() => undefined);
  return {
    fault,
    finish: async () => {
      over = true;
      // an order in hand may wait for the end of its buyer's time
      await Promise.race([all, fault]);
      clockIsOver = true;
      await moving;
    },
  };
}

/** Moves the clock of a sandbox on, by a duration as `PT11M`. */
export async function moveClock(caller: Caller, advance: string): Promise<void> {
  const call = { method: 'POST', path: '/v1/clock', key: randomUUID(), body: { advance } } as const;
  const { status } = await callUntilAnswered(caller, call);
  if (status !== 200) throw new Error(`the clock was not moved: ${status}`);
}

/** Gives each order that a buyer saw to one clerk. */
function oneAfterTheOther(seen: ReadonlyMap<string, ReadonlySet<string>>): () => string | null {
  const taken = new Set<string>();
  return () => {
    for (const ids of seen.values()) {
      for (const id of ids) {
        if (taken.has(id)) continue;
        taken.add(id);
        return id;
      }
    }
    return null;
  };
}

const oneOf = (plans: readonly (readonly Step[])[], random: () => number): readonly Step[] =>
  plans[Math.floor(random() * plans.length)] ?? [];

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
