import type { PublishedEvent } from '../../core/order-event.js';
import { loadBodies } from '../../store/delivery/bodies.js';
import type { Claimed } from '../../store/delivery/claim.js';
import { loadEvents } from '../../store/event/read.js';
import { ownerOf, type Owner } from '../checkout/surroundings.js';
import { formatOf } from './delivery-body.js';
import type { DeliveryDeps } from './deps.js';
import { openSecrets } from './sign-delivery.js';

/** What is needed to send deliveries that one endpoint was claimed together for, read once for all of them. */
export interface Batch {
  readonly owner: Owner;
  /** Of a webhook, in clear: the new one first. */
  readonly secrets: readonly string[];
  /** Throws for an event that cannot be read, which is nobody else's fault. */
  readonly findEvent: (id: string) => PublishedEvent | null;
  /** The sealed body of an event in the format of the endpoint, `expired` once it is gone, null before its first attempt. */
  readonly findBody: (eventId: string) => Buffer | 'expired' | null;
}

/** Reads it for deliveries of one endpoint, at least one. */
export async function loadBatch(deps: DeliveryDeps, claimed: readonly [Claimed, ...Claimed[]]): Promise<Batch> {
  const { db, clock } = deps;
  const [{ endpoint }] = claimed;
  const eventIds = claimed.map(({ delivery }) => delivery.eventId);
  const [owner, secrets, findEvent, bodies] = await Promise.all([
    ownerOf(deps, endpoint.environmentId),
    endpoint.format === 'webhook' ? openSecrets(deps, endpoint.id, clock()) : [],
    loadEvents(db, eventIds),
    loadBodies(db, { eventIds, format: formatOf(endpoint) }),
  ]);
  return { owner, secrets, findEvent, findBody: (eventId) => bodies.get(eventId) ?? null };
}
