import { listRests, markRestDropped } from '../../store/order/hold.js';
import type { OrderKey } from '../../store/order/progress.js';
import { findOrder } from '../../store/orders.js';
import { doEach } from '../checkout/do-each.js';
import { gatewayOf, type GatewayDeps } from './ask-gateway.js';

const AT_ONCE = 100;

/**
 * Lets go of what gateways hold for cancelled units once no unit of their order is open and all else is captured (semantics C,
 * "Cancel"); twice is once. What cannot be let go is thrown at the end and tried again.
 */
export async function dropRests(deps: GatewayDeps): Promise<'done'> {
  const rests: OrderKey[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const some: OrderKey[] = await listRests(deps.db, { after, limit: AT_ONCE });
    rests.push(...some);
    after = some.length < AT_ONCE ? undefined : some.at(-1)?.id;
  }
  await doEach(rests, (key) => drop(deps, key));
  return 'done';
}

async function drop(deps: GatewayDeps, { environmentId, id }: OrderKey): Promise<void> {
  const order = await findOrder(deps.db, environmentId, id);
  if (order === null) return;
  const gateway = await gatewayOf(deps, order);
  if (order.payment.reference !== null) await gateway.void(order.payment.reference);
  await markRestDropped(deps.db, id);
}
