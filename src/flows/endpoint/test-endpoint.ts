import { testOrder } from '../../core/test-order.js';
import { CartwrightError } from '../../errors.js';
import { ulid } from '../../ids.js';
import type { Db } from '../../store/db.js';
import { deliveryId } from '../../store/delivery/add.js';
import type { EndpointKey } from '../../store/endpoints.js';
import { publishTo } from '../../store/events.js';
import type { Wish } from '../../store/wishes.js';
import { ownerOf } from '../checkout/surroundings.js';
import type { DeliveryDeps } from '../delivery/deps.js';
import { eventIds } from '../event-ids.js';
import { nowOf } from '../order/order-time.js';
import { onceAt } from './once.js';
import { endpointOf } from './save-endpoint.js';

/**
 * Sends an endpoint something that is no order, in its own format and signed like everything else; answers the id of the
 * delivery, that of the first where `once` comes again. Throws ENDPOINT_UNKNOWN and ENDPOINT_OFF.
 */
export async function testEndpoint(
  deps: Pick<DeliveryDeps, 'db' | 'keyring' | 'clock'>,
  key: EndpointKey,
  once?: Wish,
): Promise<{ readonly deliveryId: string }> {
  const { environmentId } = key;
  const { environment } = await ownerOf(deps, environmentId);
  const at = await nowOf(deps, environmentId);
  const order = testOrder({ environmentId, currency: environment.merchant.currency, at });
  const ids = eventIds(at);
  const event = { environmentId, orderId: null, kind: 'endpoint.test', at, ids, trace: ulid(at), data: { order } } as const;
  const work = async (trx: Db): Promise<{ readonly deliveryId: string }> => {
    const endpoint = await endpointOf({ db: trx }, key);
    if (endpoint.offAt !== null)
      throw new CartwrightError('ENDPOINT_OFF', { detail: 'Resume the endpoint first; until then nothing is sent to it.' });
    await publishTo(trx, endpoint.id, event);
    return { deliveryId: deliveryId(ids.eventId, endpoint.id) };
  };
  return onceAt(deps.db, key, { once, work });
}
