import { forgetAlerts, listLateEndpoints, markAlerted } from '../../store/endpoint/late.js';
import { ownerOf } from '../checkout/surroundings.js';
import type { DeliveryDeps } from './deps.js';
import { lateMail } from './endpoint-mails.js';

/** Writes to merchants whose endpoints have not taken an event for too long, once until they have caught up. */
export async function alertLate(deps: DeliveryDeps): Promise<'done'> {
  const at = deps.clock();
  await forgetAlerts(deps.db, at);
  for (const { endpoint, orderId, ageMs } of await listLateEndpoints(deps.db, at)) {
    const { environment } = await ownerOf(deps, endpoint.environmentId);
    const mail = await lateMail(deps, { endpoint, environment, orderId }, ageMs);
    await markAlerted(deps.db, endpoint.id, { at, mail });
  }
  return 'done';
}
