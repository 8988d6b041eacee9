import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { CartwrightError } from '../errors.js';

const WINDOW_SECONDS = 60;

/**
 * Counts refusals of strangers (unknown merchant, key, signature, credentials) by remote address. In memory: it protects
 * this process from a flood, and whoever has the right key is never counted.
 */
export interface RefusalLimiter {
  /** Counts one refusal; the RATE_LIMITED to answer instead where the address has used up its minute, else null. */
  count(remote: string): Promise<CartwrightError | null>;
}

/** `perMinute` refusals for each address; 0 is no limit. */
export function createRefusalLimiter(perMinute: number): RefusalLimiter {
  if (perMinute === 0) return { count: () => Promise.resolve(null) };
  const limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS });
  return {
    count: async (remote) => {
      try {
        await limiter.consume(remote);
        return null;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return limited(perMinute, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
  };
}

function limited(perMinute: number, seconds: number): CartwrightError {
  return new CartwrightError('RATE_LIMITED', {
    detail: `More than ${perMinute} posts from this address were refused within a minute. Try again in ${seconds} s.`,
    headers: { 'Retry-After': String(seconds) },
  });
}
