import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { CartwrightError } from '../errors.js';
import { isOwnMachine } from '../flows/checkout/limit-attempts.js';

const HOUR_SECONDS = 3_600;
/** Far more than any buyer posts: it is only to keep somebody from filling the log of a shop. */
const FORMS = { checkout: 300, address: 3_000 } as const;

/**
 * Counts the forms of buyers by checkout and by remote address, as each is written down. In memory: it protects this process,
 * and what a process more lets through does no harm.
 */
export interface FormLimiter {
  /** Counts one form; throws RATE_LIMITED where there were too many. */
  count(form: { readonly checkoutId: string; readonly remote: string | undefined }): Promise<void>;
}

/** Begins to count. */
export function createFormLimiter(): FormLimiter {
  const ofCheckout = new RateLimiterMemory({ points: FORMS.checkout, duration: HOUR_SECONDS });
  const ofAddress = new RateLimiterMemory({ points: FORMS.address, duration: HOUR_SECONDS });
  return {
    count: async ({ checkoutId, remote }) => {
      await consume(ofCheckout, checkoutId);
      if (remote !== undefined && !isOwnMachine(remote)) await consume(ofAddress, remote);
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const headers = { 'Retry-After': String(Math.ceil(refusal.msBeforeNext / 1000)) };
    throw new CartwrightError('RATE_LIMITED', { detail: 'Too many forms of this checkout or address were posted.', headers });
  }
}
