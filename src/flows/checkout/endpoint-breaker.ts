import { afterFailure, afterSuccess, mayCall } from '../../core/breaker.js';
import type { CallbackCause } from '../../core/checkout.js';
import { loadEndpointHealth, saveEndpointHealth } from '../../store/checkout/endpoint-health.js';
import type { Db } from '../../store/db.js';

/** An address of a merchant as its breaker knows it. */
export interface Endpoint {
  readonly environmentId: string;
  /** SHA-256 of the address, hex. */
  readonly endpointSha256: string;
}

/**
 * Failures that may be due to what one buyer typed, or that never reached the endpoint: they say nothing about the others who are
 * waiting for it, so they count neither for it nor against it.
 */
const OF_ONE_QUESTION: ReadonlySet<CallbackCause> = new Set([
  'address-mismatch',
  'items-mismatch',
  'ids-undefined',
  'kind-missing',
  'bounds',
  'updates-invalid',
  'merchant-error',
  'address-forbidden',
  'breaker-open',
  'no-key',
]);

/** Whether a failed call is a reason to leave its endpoint alone: no connection, no time, a status, no readable document. */
export const speaksAgainstEndpoint = (cause: CallbackCause): boolean => !OF_ONE_QUESTION.has(cause);

/** How often a count is tried that others change at the same time; one that is lost among so many changes nothing. */
const MOST_TRIES = 10;

/** Whether an endpoint may be called; of all who find a breaker half open, one. */
export async function leaveToCall(
  db: Db,
  endpoint: Endpoint,
  now: number,
): Promise<{ readonly allowed: true } | { readonly allowed: false; readonly until: number }> {
  const before = await loadEndpointHealth(db, endpoint);
  const leave = mayCall(before, now);
  if (leave.kind === 'call') return { allowed: true };
  if (leave.kind === 'wait') return { allowed: false, until: leave.until };
  const mine = await saveEndpointHealth(db, { ...endpoint, before, after: leave.next });
  return mine ? { allowed: true } : { allowed: false, until: leave.next.probeUntil };
}

/** Notes how a call went. */
export async function tallyCall(
  db: Db,
  endpoint: Endpoint,
  { worked, now }: { readonly worked: boolean; readonly now: number },
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = await loadEndpointHealth(db, endpoint);
    const after = worked ? afterSuccess() : afterFailure(before, now);
    if (await saveEndpointHealth(db, { ...endpoint, before, after })) return;
  }
}
