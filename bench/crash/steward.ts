import { randomUUID } from 'node:crypto';
import { catchUp } from '../../src/store/causal.js';
import { quickRead, type Db } from '../../src/store/db.js';
import { seeded } from '../random.js';
import { type Answered, type Call, callUntilAnswered, type Caller } from './api.js';
import type { Told } from './clerk.js';
import type { Arrival, Store } from './forgetful-store.js';

const LONGEST_PAUSE_MS = 1_500;
const REST_MS = 300;
const EVER = '2020-01-01T00:00:00Z';

/** An endpoint of the store, with whoever may change it. */
export interface Held {
  readonly caller: Caller;
  readonly id: string;
  readonly format: Arrival['format'];
}

export interface Steward {
  /** Rejects as soon as an answer is one that must not be. */
  readonly fault: Promise<never>;
  /** Sends again what was given up for dead. */
  recoverAll(): Promise<void>;
  finish(): Promise<void>;
}

interface Stewardship {
  readonly endpoints: readonly Held[];
  readonly store: Store;
  readonly db: Db;
  readonly told: Told;
  readonly seed: number;
}

/** Makes an endpoint at the store; nothing is sent faster than the store takes it. */
export async function openEndpoint(caller: Caller, store: Store, format: Arrival['format']): Promise<Held> {
  const body = { name: format, url: store.urls[format], format, concurrency: 20, perMinute: 60_000 };
  const { endpointId: id } = await ask(caller, { method: 'POST', path: '/v1/endpoints', key: randomUUID(), body });
  return { caller, id, format };
}

/** Sends somebody who holds endpoints up for a moment, one after the other, and recovers what the store would not take. */
export function sendSteward(stewardship: Stewardship): Steward {
  const { endpoints, seed } = stewardship;
  const random = seeded(seed * 11_000);
  let over = false;
  const rounds = async (): Promise<void> => {
    while (!over) {
      for (const endpoint of endpoints) {
        await holdUp(stewardship, endpoint, random() * LONGEST_PAUSE_MS);
        await recover(stewardship, endpoint);
        await sleep(REST_MS);
      }
    }
  };
  const work = rounds();
  const fault = work.then(() => new Promise<never>(() => undefined));
  // whoever waits is told; until then a fault must not end the process with servers still running
  fault.catch(() => undefined);
  return {
    fault,
    recoverAll: async () => {
      for (const endpoint of endpoints) await recover(stewardship, endpoint);
    },
    finish: async () => {
      over = true;
      await work;
    },
  };
}

/** Throws where anything is taken to be sent between the answer to the pause and the resumption, whoever dies meanwhile. */
async function holdUp({ db, told }: Stewardship, { caller, id }: Held, ms: number): Promise<void> {
  const path = `/v1/endpoints/${id}`;
  await ask(caller, { method: 'POST', path: `${path}/pause`, verb: 'pause', key: randomUUID() });
  const before = await claimsOf(db, id);
  await sleep(ms);
  const { state } = await ask(caller, { method: 'GET', path });
  const after = await claimsOf(db, id);
  if (state !== 'paused' || after !== before) throw new Error(`${path} was paused, is ${state}, and ${after - before} were sent`);
  await ask(caller, { method: 'POST', path: `${path}/resume`, verb: 'resume', key: randomUUID() });
  told.did.paused++;
}

/** Once the store can read what it could not. */
async function recover({ store, told }: Stewardship, { caller, id }: Held): Promise<void> {
  const path = `/v1/endpoints/${id}`;
  const { items } = await ask(caller, { method: 'GET', path: `${path}/deliveries?outcome=parked&limit=1` });
  if (items.length === 0) return;
  store.mend();
  await ask(caller, { method: 'POST', path: `${path}/recover`, verb: 'recover', key: randomUUID(), body: { since: EVER } });
  told.did.recovered++;
}

/** Every taking of deliveries is counted in the row of the endpoint; the node that is looked at may be a moment behind. */
async function claimsOf(db: Db, id: string): Promise<number> {
  await catchUp(db);
  const [row] = await quickRead<{ claims: number }>(db, 'select claims from endpoints where id = ?', [id]);
  return row?.claims ?? 0;
}

interface Said {
  readonly endpointId: string;
  readonly state: string;
  readonly items: readonly unknown[];
}

async function ask(caller: Caller, call: Call): Promise<Said> {
  const { status, body }: Answered = await callUntilAnswered(caller, call);
  if (status >= 300) throw new Error(`${call.method} ${call.path}: ${status} ${JSON.stringify(body)}`);
  return body as Said;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
