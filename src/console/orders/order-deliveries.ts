import { deliveryState, type Holding } from '../../core/delivery.js';
import { holdingOf } from '../../flows/delivery/holding.js';
import { listDeliveries } from '../../store/deliveries.js';
import { listEndpoints } from '../../store/endpoints.js';
import type { ConsoleDeps } from '../deps.js';
import type { ShownDelivery } from './deliveries-card.js';

/** The page shows no more; the history of an endpoint has them all. */
const MOST = 100;

/** What was sent of an order, oldest first, with the name of its endpoint and what it is now. */
export async function deliveriesOf(
  deps: ConsoleDeps,
  asked: { readonly environmentId: string; readonly orderId: string; readonly environmentNow: number },
): Promise<ShownDelivery[]> {
  const { environmentId, orderId, environmentNow } = asked;
  const { items } = await listDeliveries(deps.db, environmentId, { search: { orderId }, limit: MOST });
  if (items.length === 0) return [];
  const holdings = new Map<string, { readonly name: string; readonly holding: Holding }>();
  for (const endpoint of await listEndpoints(deps.db, environmentId))
    holdings.set(endpoint.id, { name: endpoint.name, holding: await holdingOf(deps.db, endpoint) });
  const clocks = { now: deps.clock(), environmentNow };
  return items.reverse().flatMap((delivery) => {
    const found = holdings.get(delivery.endpointId);
    if (found === undefined) return [];
    return [{ delivery, endpointName: found.name, state: deliveryState(delivery, found.holding, clocks) }];
  });
}
