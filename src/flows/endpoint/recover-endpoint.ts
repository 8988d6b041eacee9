import { CartwrightError } from '../../errors.js';
import { previewRecovery, recoverDeliveries, type RecoveryPreview } from '../../store/delivery/restart.js';
import type { EndpointKey } from '../../store/endpoints.js';
import { findWish, type Wish } from '../../store/wishes.js';
import type { DeliveryDeps } from '../delivery/deps.js';
import { onceAt } from './once.js';
import { endpointOf } from './save-endpoint.js';

export type { RecoveryPreview } from '../../store/delivery/restart.js';

/** What to send again: all that has not arrived since a moment of the environment's clock; or only to count it. */
export interface RecoveryWish {
  readonly since: number;
  readonly dryRun: boolean;
  /** Sent again it sends nothing more, and answers what it sent first; one that was interrupted goes on. */
  readonly once?: Wish | undefined;
}

/**
 * Sends again what an endpoint missed, each order in its order, but for what is expired. Throws ENDPOINT_UNKNOWN, ENDPOINT_OFF,
 * and DELIVERY_EXPIRED where nothing else is left to send.
 */
export async function recoverEndpoint(
  deps: Pick<DeliveryDeps, 'db' | 'clock'>,
  key: EndpointKey,
  { since, dryRun, once }: RecoveryWish,
): Promise<RecoveryPreview> {
  const { offAt } = await endpointOf(deps, key);
  const before = await findWish<RecoveryPreview>(deps.db, once);
  if (before !== null) return before;
  const preview = await previewRecovery(deps.db, key.id, since);
  if (dryRun) return preview;
  if (offAt !== null)
    throw new CartwrightError('ENDPOINT_OFF', { detail: 'Resume the endpoint first; until then nothing is sent to it.' });
  if (preview.deliveries === 0 && preview.expired > 0)
    throw new CartwrightError('DELIVERY_EXPIRED', {
      detail: `What it missed since then was first sent more than 30 days ago (${preview.expired} in all), so the originals are deleted and nothing was sent.`,
    });
  const recovered = { ...preview, deliveries: await recoverDeliveries(deps.db, key, { since, at: deps.clock() }) };
  return onceAt(deps.db, key, { once, work: () => Promise.resolve(recovered) });
}
