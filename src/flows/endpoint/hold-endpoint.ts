import type { Endpoint } from '../../core/endpoint.js';
import { removeEndpoint as remove, type EndpointKey } from '../../store/endpoints.js';
import { pauseEndpoint as pause, switchOn } from '../../store/endpoint/state.js';
import type { Wish } from '../../store/wishes.js';
import type { DeliveryDeps } from '../delivery/deps.js';
import { onceAt } from './once.js';
import { endpointOf } from './save-endpoint.js';

type Deps = Pick<DeliveryDeps, 'db' | 'clock'>;

/** Holds back everything that goes to an endpoint; a repeat of the wish leaves it as it has become since. Throws ENDPOINT_UNKNOWN. */
export async function pauseEndpoint(deps: Deps, key: EndpointKey, once?: Wish): Promise<Endpoint> {
  await onceAt(deps.db, key, { once, work: async (trx) => ({ found: await pause(trx, key, deps.clock()) }) });
  return endpointOf(deps, key);
}

/** Lets an endpoint that was paused or switched off be told again, once for each wish. Throws ENDPOINT_UNKNOWN. */
export async function resumeEndpoint(deps: Deps, key: EndpointKey, once?: Wish): Promise<Endpoint> {
  await onceAt(deps.db, key, { once, work: async (trx) => ({ found: await switchOn(trx, key, deps.clock()) }) });
  return endpointOf(deps, key);
}

/** Removes an endpoint with the record of what was sent to it. Throws ENDPOINT_UNKNOWN. */
export async function removeEndpoint(deps: Deps, key: EndpointKey): Promise<void> {
  await endpointOf(deps, key);
  await remove(deps.db, key);
}
