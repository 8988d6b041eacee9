import type { Request } from 'express';
import type { Environment } from '../../core/merchant.js';
import type { Order } from '../../core/order.js';
import type { Affairs } from '../../core/order-facts.js';
import { CartwrightError } from '../../errors.js';
import { nowOf } from '../../flows/order/order-time.js';
import { loadAffairs } from '../../store/order/affairs.js';
import type { ConsoleDeps } from '../deps.js';
import { environmentOf } from '../viewer.js';
import type { OrderAction } from './address.js';
import { actionsOf } from './order-actions.js';

/** The order that the address of a page names, with everything that became of it. */
export interface OrderOfPage {
  readonly environment: Environment;
  readonly affairs: Affairs;
  readonly key: Pick<Order, 'environmentId' | 'id'>;
  /** By the clock of the environment, as every time of an order. */
  readonly now: number;
}

/** Whether the order is open for an action; where it is not, its page says why. */
export const isOpenFor = ({ affairs, environment, now }: OrderOfPage, action: OrderAction): boolean =>
  actionsOf(affairs, { now, zone: environment.merchant.zone })[action] === null;

/** Finds the order of a page. Throws ORDER_UNKNOWN where this environment of the viewer's merchant has none with that id. */
export async function orderOf(request: Request, deps: ConsoleDeps): Promise<OrderOfPage> {
  const environment = await environmentOf(request, deps);
  const key = { environmentId: environment.id, id: String(request.params['id']) };
  const affairs = await loadAffairs(deps.db, key);
  if (affairs !== null) return { environment, affairs, key, now: await nowOf(deps, environment.id) };
  const other = environment.name === 'sandbox' ? 'live' : 'sandbox';
  throw new CartwrightError('ORDER_UNKNOWN', {
    detail: `There is no such order in the ${environment.name} environment. It may be one of ${other}.`,
  });
}
