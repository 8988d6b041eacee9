import { setTimeout as pause } from 'node:timers/promises';
import { findDelivery } from '../../store/deliveries.js';
import type { ConsoleDeps } from '../deps.js';

const LOOK_EVERY_MS = 100;
/** Longer than most stores take; who takes longer is looked at again by the person. */
const LOOKS = 20;

/** Waits up to two seconds for the first answer to a delivery, so that the next page can show it; false where none came. */
export async function settledDelivery(
  { db }: Pick<ConsoleDeps, 'db'>,
  { environmentId, id }: { readonly environmentId: string; readonly id: string },
): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    const delivery = await findDelivery(db, environmentId, id);
    if (delivery === null || delivery.tries > 0 || delivery.outcome !== null) return true;
    await pause(LOOK_EVERY_MS);
  }
  return false;
}
