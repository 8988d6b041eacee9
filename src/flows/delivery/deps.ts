import type { AllowedPeer } from '../../outbound/address.js';
import { postDelivery, type DeliveryAnswer, type DeliveryPost } from '../../outbound/delivery.js';
import type { GuardedFetch } from '../../outbound/guarded-fetch.js';
import type { Recorder } from '../../store/recorder.js';
import type { CheckoutDeps } from '../checkout/deps.js';

/** Posts to a store; which peers beside public ones may be called is settled where this is made. */
export type PostDelivery = (post: Omit<DeliveryPost, 'allow'>) => Promise<DeliveryAnswer>;

interface Given extends Pick<CheckoutDeps, 'db' | 'vault' | 'keyring' | 'clock' | 'config'> {
  readonly recorder: Pick<Recorder, 'record' | 'recordWith'>;
}

/** What the flows of deliveries may use. */
export interface DeliveryDeps extends Given {
  /** What the sandbox may call beside public addresses. */
  readonly allow: readonly AllowedPeer[];
  readonly postDelivery: PostDelivery;
  /** 0 to 1, a random number: retries of many deliveries must not come together. */
  readonly jitter: () => number;
}

/** The flows' surroundings with the real network and real random numbers. */
export function createDeliveryDeps(
  { db, vault, keyring, recorder, clock, config }: Given,
  { fetch, allow }: { readonly fetch: GuardedFetch; readonly allow: readonly AllowedPeer[] },
): DeliveryDeps {
  return {
    ...{ db, vault, keyring, recorder, clock, config, allow },
    postDelivery: (post) => postDelivery(fetch, { ...post, allow }),
    jitter: Math.random,
  };
}
