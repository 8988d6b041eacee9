import { randomUUID } from 'node:crypto';
import { ulid } from '../ids.js';
import type { EventIds } from '../store/events.js';

/** The ids of an event that happens at `at`, made before the transaction: one that is done again writes the same. */
export const eventIds = (at: number): EventIds => ({ eventId: ulid(at), referenceId: randomUUID() });
