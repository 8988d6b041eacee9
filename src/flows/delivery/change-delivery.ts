import { CartwrightError } from '../../errors.js';
import { findDelivery } from '../../store/deliveries.js';
import { restartDelivery, skipDelivery as skip, type Changed, type DeliveryKey } from '../../store/delivery/restart.js';
import { endpointOf } from '../endpoint/save-endpoint.js';
import type { DeliveryDeps } from './deps.js';

type Deps = Pick<DeliveryDeps, 'db' | 'clock'>;

/** Sends a delivery again at once, whatever became of it. Throws DELIVERY_UNKNOWN, DELIVERY_BUSY, and ENDPOINT_OFF. */
export async function retryDelivery(deps: Deps, key: DeliveryKey): Promise<void> {
  const { environmentId } = key;
  const delivery = await findDelivery(deps.db, environmentId, key.id);
  if (delivery === null) throw refusal('unknown');
  const { offAt } = await endpointOf(deps, { environmentId, id: delivery.endpointId });
  if (offAt !== null)
    throw new CartwrightError('ENDPOINT_OFF', { detail: 'Resume the endpoint first; until then nothing is sent to it.' });
  throwUnlessChanged(await restartDelivery(deps.db, key, deps.clock()));
}

/** Ends a delivery by hand; what is behind it goes on. Throws DELIVERY_UNKNOWN, DELIVERY_BUSY and DELIVERY_ENDED. */
export async function skipDelivery(deps: Deps, key: DeliveryKey): Promise<void> {
  throwUnlessChanged(await skip(deps.db, key, deps.clock()));
}

function throwUnlessChanged(changed: Changed): void {
  if (changed !== 'changed') throw refusal(changed);
}

function refusal(changed: Exclude<Changed, 'changed'>): CartwrightError {
  switch (changed) {
    case 'unknown':
      return new CartwrightError('DELIVERY_UNKNOWN', { detail: 'This environment has no delivery with this id.' });
    case 'busy':
      return new CartwrightError('DELIVERY_BUSY', {
        detail: 'The store is being asked right now. Look at the delivery again in 15 seconds.',
        headers: { 'Retry-After': '15' },
      });
    case 'ended':
      return new CartwrightError('DELIVERY_ENDED', { detail: 'It has ended already, so there is nothing to skip.' });
  }
}
