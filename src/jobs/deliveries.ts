import { alertLate } from '../flows/delivery/alert-late.js';
import { createCourier } from '../flows/delivery/courier.js';
import type { DeliveryDeps } from '../flows/delivery/deps.js';
import type { Log } from '../log.js';
import { onPublished } from '../store/events.js';
import { numberEvents } from '../store/event/number.js';
import { releaseLease } from '../store/leases.js';
import type { Job } from './loop.js';

/** What this process committed is sent at once; what others did, and what is tried again, is looked for this often. */
const SEND_EVERY_MS = 250;
const SEND_REST_MS = 20;
const NUMBER_EVERY_MS = 250;
const NUMBER_REST_MS = 100;
const ALERT_EVERY_MS = 30_000;
/** As numberEvents claims it. */
const NUMBER_LEASE = 'number-events';

/** What tells stores of orders. Idle, each step is one look-up by an index. */
export function deliveryJobs(deps: DeliveryDeps, log: Log): Job[] {
  const courier = createCourier(deps, (error) => log.warn('A delivery could not be sent and will be tried again.', { error }));
  const listen = (wake: () => void): (() => void) => onPublished(deps.db, wake);
  return [
    {
      name: 'deliveries',
      everyMs: SEND_EVERY_MS,
      restMs: SEND_REST_MS,
      run: () => courier.step(),
      listen,
      atStop: () => courier.idle(),
    },
    {
      name: 'event-positions',
      everyMs: NUMBER_EVERY_MS,
      restMs: NUMBER_REST_MS,
      run: () => numberEvents(deps.db, deps.clock()),
      listen,
      // Else the next process waits until the lease of this one runs out.
      atStop: () => releaseLease(deps.db, { name: NUMBER_LEASE }),
    },
    { name: 'delivery-alerts', everyMs: ALERT_EVERY_MS, run: () => alertLate(deps) },
  ];
}
