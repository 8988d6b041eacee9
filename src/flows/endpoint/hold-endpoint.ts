import type { Endpoint } from '../../core/endpoint.js';
import { removeEndpoint as remove, type EndpointKey } from '../../store/endpoints.js';
import { pauseEndpoint as pause, switchOn } from '../../store/endpoint/state.js';
import type { DeliveryDeps } from '../delivery/deps.js';
import { endpointOf } from './save-endpoint.js';

type Deps = Pick<DeliveryDeps, 'db' | 'clock'>;

/** Holds back everything that goes to an endpoint. Throws ENDPOINT_UNKNOWN. */
export async function pauseEndpoint(deps: Deps, key: EndpointKey): Promise<Endpoint> {
  await pause(deps.db, key, deps.clock());
  return endpointOf(deps, key);
}

/** Lets an endpoint that was paused or switched off be told again. Throws ENDPOINT_UNKNOWN. */
export async function resumeEndpoint(deps: Deps, key: EndpointKey): Promise<Endpoint> {
  await switchOn(deps.db, key);
  return endpointOf(deps, key);
}

/** Removes an endpoint with the record of what was sent to it. Throws ENDPOINT_UNKNOWN. */
export async function removeEndpoint(deps: Deps, key: EndpointKey): Promise<void> {
  await endpointOf(deps, key);
  await remove(deps.db, key);
}
