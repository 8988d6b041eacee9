import type { CheckoutDeps } from '../flows/checkout/deps.js';
import type { Log } from '../log.js';
import type { FormLimiter } from './form-limiter.js';

/** What the pages of buyers may use: everything that the flows use, the log, and the count of their forms. */
export interface CheckoutPageDeps extends CheckoutDeps {
  readonly log: Pick<Log, 'error'>;
  readonly forms: FormLimiter;
}
