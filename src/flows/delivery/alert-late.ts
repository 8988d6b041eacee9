import { forgetAlerts, listLateEndpoints, markAlerted } from '../../store/endpoint/late.js';
import { ownerOf } from '../checkout/surroundings.js';
import type { DeliveryDeps } from './deps.js';
import { lateMail } from './endpoint-mails.js';

/** Writes to merchants whose endpoints have not taken events for too long, once until they have caught up, and of what is given up once a day. */
export async function alertLate(deps: DeliveryDeps): Promise<'done'> {
  const at = deps.clock();
  await forgetAlerts(deps.db, at);
  for (const late of await listLateEndpoints(deps.db, at)) {
    const { environment } = await ownerOf(deps, late.endpoint.environmentId);
    await markAlerted(deps.db, late, await lateMail(deps, { ...late, environment }, late));
  }
  return 'done';
}
