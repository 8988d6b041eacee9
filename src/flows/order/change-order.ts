import { factsOf, type EventAbout, type Affairs } from '../../core/order-facts.js';
import { decideOrderEvent, type EventDecision, type OrderEventName } from '../../core/order-table.js';
import type { Environment } from '../../core/merchant.js';
import { CartwrightError } from '../../errors.js';
import { ulid } from '../../ids.js';
import { transaction, type Db } from '../../store/db.js';
import { readStateOf } from '../../store/environment-state.js';
import { isPublished, type EventIds } from '../../store/events.js';
import { lockAffairs } from '../../store/order/affairs.js';
import type { OrderKey } from '../../store/order/progress.js';
import type { CheckoutDeps } from '../checkout/deps.js';
import { eventIds } from '../event-ids.js';
import { nowOf } from './order-time.js';

/** What every change of an order may use. */
export type OrderDeps = Pick<CheckoutDeps, 'db' | 'vault' | 'config' | 'clock'>;

/** An order that nobody else changes until the transaction ends. */
export interface OrderScene {
  readonly affairs: Affairs;
  readonly environment: Environment;
  /** By the clock of the environment. */
  readonly now: number;
  /** Of what the change makes: a shipment, a refund. */
  readonly newId: string;
  /** Of the first event that the change publishes; every change publishes one. */
  readonly ids: EventIds;
}

/**
 * Changes an order in one transaction, alone: whoever else wants to waits and then sees what was left. Work that refuses
 * throws, and nothing was done. Throws ORDER_UNKNOWN where the environment has no such order.
 */
export async function changeOrder<T>(
  deps: OrderDeps,
  key: OrderKey,
  work: (trx: Db, scene: OrderScene) => Promise<T>,
): Promise<T> {
  const state = await readStateOf(deps.db, key.environmentId);
  if (state === null) throw unknownOrder();
  const { environment } = state;
  const now = await nowOf(deps, key.environmentId);
  const made = { environment, now, newId: ulid(now), ids: eventIds(now) };
  let done: { readonly answer: T } | null = null;
  return transaction(deps.db, async (trx) => {
    const affairs = await lockAffairs(trx, key);
    if (affairs === null) throw unknownOrder();
    // the connection was lost at COMMIT, and it counted: a second refund must not follow the first
    if (done !== null && (await isPublished(trx, made.ids.eventId))) return done.answer;
    done = { answer: await work(trx, { ...made, affairs }) };
    return done.answer;
  });
}

/** What the table of events says of an event of this order. */
export function decide(
  { affairs, now, environment }: Pick<OrderScene, 'affairs' | 'now' | 'environment'>,
  event: OrderEventName,
  about: Omit<EventAbout, 'now' | 'zone'> = {},
): EventDecision {
  return decideOrderEvent(factsOf(affairs, { now, zone: environment.merchant.zone, ...about }), event);
}

const unknownOrder = (): CartwrightError =>
  new CartwrightError('ORDER_UNKNOWN', { detail: 'This environment has no order with this id.' });
