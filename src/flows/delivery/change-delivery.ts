import { CartwrightError } from '../../errors.js';
import type { Db } from '../../store/db.js';
import { findDelivery } from '../../store/deliveries.js';
import { restartDelivery, skipDelivery as skip, type Changed, type DeliveryKey } from '../../store/delivery/restart.js';
import type { EndpointKey } from '../../store/endpoints.js';
import type { Wish } from '../../store/wishes.js';
import { onceAt } from '../endpoint/once.js';
import { endpointOf } from '../endpoint/save-endpoint.js';
import type { DeliveryDeps } from './deps.js';

type Deps = Pick<DeliveryDeps, 'db' | 'clock'>;

const EXPIRED =
  'It was first sent more than 30 days ago, so its original is deleted, and nothing else is sent under its id. The order itself can still be read.';

/** Sends a delivery again at once, whatever became of it, once for each wish. Throws DELIVERY_UNKNOWN, DELIVERY_BUSY, DELIVERY_EXPIRED and ENDPOINT_OFF. */
export async function retryDelivery(deps: Deps, key: DeliveryKey, once?: Wish): Promise<void> {
  const endpoint = await endpointKeyOf(deps, key);
  const work = async (trx: Db): Promise<string> => {
    const { offAt } = await endpointOf({ db: trx }, endpoint);
    if (offAt !== null)
      throw new CartwrightError('ENDPOINT_OFF', { detail: 'Resume the endpoint first; until then nothing is sent to it.' });
    throwUnlessChanged(await restartDelivery(trx, key, deps.clock()));
    return key.id;
  };
  await onceAt(deps.db, endpoint, { once, work });
}

/** Ends a delivery by hand, once for each wish; what is behind it goes on. Throws DELIVERY_UNKNOWN, DELIVERY_BUSY and DELIVERY_ENDED. */
export async function skipDelivery(deps: Deps, key: DeliveryKey, once?: Wish): Promise<void> {
  const work = async (trx: Db): Promise<string> => {
    throwUnlessChanged(await skip(trx, key, deps.clock()));
    return key.id;
  };
  await onceAt(deps.db, await endpointKeyOf(deps, key), { once, work });
}

async function endpointKeyOf({ db }: Deps, { environmentId, id }: DeliveryKey): Promise<EndpointKey> {
  const delivery = await findDelivery(db, environmentId, id);
  if (delivery === null) throw refusal('unknown');
  return { environmentId, id: delivery.endpointId };
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
    case 'expired':
      return new CartwrightError('DELIVERY_EXPIRED', { detail: EXPIRED });
    case 'ended':
      return new CartwrightError('DELIVERY_ENDED', { detail: 'It has ended already, so there is nothing to skip.' });
  }
}
