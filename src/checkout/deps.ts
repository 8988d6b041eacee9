import type { CheckoutDeps } from '../flows/checkout/deps.js';
import type { Log } from '../log.js';

/** What the pages of buyers may use: everything that the flows use, and the log. */
export interface CheckoutPageDeps extends CheckoutDeps {
  readonly log: Pick<Log, 'error'>;
}
