import { CartwrightError } from '../../errors.js';
import { previewRecovery, recoverDeliveries, type RecoveryPreview } from '../../store/delivery/restart.js';
import type { EndpointKey } from '../../store/endpoints.js';
import type { DeliveryDeps } from '../delivery/deps.js';
import { endpointOf } from './save-endpoint.js';

export type { RecoveryPreview } from '../../store/delivery/restart.js';

/** What to send again: all that has not arrived since a moment of the environment's clock; or only to count it. */
export interface RecoveryWish {
  readonly since: number;
  readonly dryRun: boolean;
}

/** Sends again what an endpoint missed, each order in its order. Throws ENDPOINT_UNKNOWN and ENDPOINT_OFF. */
export async function recoverEndpoint(
  deps: Pick<DeliveryDeps, 'db' | 'clock'>,
  key: EndpointKey,
  { since, dryRun }: RecoveryWish,
): Promise<RecoveryPreview> {
  const { offAt } = await endpointOf(deps, key);
  const preview = await previewRecovery(deps.db, key.id, since);
  if (dryRun) return preview;
  if (offAt !== null)
    throw new CartwrightError('ENDPOINT_OFF', { detail: 'Resume the endpoint first; until then nothing is sent to it.' });
  return { ...preview, deliveries: await recoverDeliveries(deps.db, key, { since, at: deps.clock() }) };
}
