import type { Delivery, DeliveryAttempt, DeliveryState } from '../core/delivery.js';
import type { Endpoint } from '../core/endpoint.js';

const MINUTE_MS = 60_000;
const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** An endpoint as the API tells it, without its secret. */
export function encodeEndpoint(endpoint: Endpoint): object {
  const { id, name, url, format, namespace, kinds, isUnsigned, keyId, concurrency, perMinute } = endpoint;
  return {
    endpointId: id,
    ...{ name, url, format, namespace, kinds, unsigned: isUnsigned, keyId, concurrency, perMinute },
    alertAfterMinutes: endpoint.alertAfterMs / MINUTE_MS,
    state: endpoint.offAt !== null ? 'switched_off' : endpoint.pausedAt !== null ? 'paused' : 'active',
    pausedAt: isoOrNull(endpoint.pausedAt),
    offAt: isoOrNull(endpoint.offAt),
    offBecause: endpoint.offBecause,
    oldSecretUntil: isoOrNull(endpoint.oldSecretUntil),
    createdAt: iso(endpoint.createdAt),
  };
}

/** A delivery with its state in the words of the console. */
export function encodeDelivery(delivery: Delivery, state: DeliveryState): object {
  const { id, endpointId, eventId, kind, orderId, sequence, createdAt, nextAt, finishedAt, outcome } = delivery;
  const { tries, isLate, problem, status, echo } = delivery;
  return {
    deliveryId: id,
    ...{ endpointId, eventId, type: kind, orderId, sequence, state },
    createdAt: iso(createdAt),
    nextAt: outcome === null ? iso(nextAt) : null,
    finishedAt: isoOrNull(finishedAt),
    ...{ tries, late: isLate, problem, status, echo },
  };
}

/** One try of a delivery. */
export const encodeAttempt = (attempt: DeliveryAttempt): object => ({ ...attempt, at: iso(attempt.at) });
