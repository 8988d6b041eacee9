import type { Holding } from '../../core/delivery.js';
import type { Endpoint } from '../../core/endpoint.js';
import { loadEndpointHealth } from '../../store/checkout/endpoint-health.js';
import type { Db } from '../../store/db.js';
import { loadNextSlot } from '../../store/endpoint/health.js';
import { healthKey } from './delivery-breaker.js';

/** What keeps an endpoint from being called at the moment, for the states of its deliveries. */
export async function holdingOf(db: Db, endpoint: Endpoint): Promise<Holding> {
  const { openUntil, probeUntil } = await loadEndpointHealth(db, healthKey(endpoint));
  return { endpoint, heldUntil: Math.max(openUntil, probeUntil, await loadNextSlot(db, endpoint.id)) };
}
