import { randomBytes } from 'node:crypto';
import { EVENT_KINDS } from '../../src/core/order-event.js';
import { ulid } from '../../src/ids.js';
import type { NewEndpoint } from '../../src/store/endpoints.js';

/** A webhook at an address of its own that takes everything. */
export function newEndpoint(environmentId: string, differences: Partial<NewEndpoint> = {}): NewEndpoint {
  return {
    id: ulid(1),
    environmentId,
    name: 'Store',
    url: `https://store.example/${randomBytes(6).toString('hex')}`,
    format: 'webhook',
    namespace: null,
    kinds: EVENT_KINDS,
    isUnsigned: false,
    keyId: null,
    concurrency: 4,
    perMinute: 600,
    alertAfterMs: 3_600_000,
    sealedSecret: null,
    at: 1,
    ...differences,
  };
}
