import type { Endpoint } from '../../core/endpoint.js';
import type { Environment } from '../../core/merchant.js';
import { notificationType, type NotificationType, type PublishedEvent } from '../../core/order-event.js';
import { keepBody } from '../../store/delivery/bodies.js';
import { loadRuleBook } from '../../store/rule-book.js';
import { encodeNotification } from '../../wire/notification.js';
import { encodeWebhook } from '../../wire/webhook.js';
import type { Owner } from '../checkout/surroundings.js';
import type { DeliveryDeps } from './deps.js';

/** What every attempt sends of an event, byte for byte: a document, and for notifications the type that stands beside it. */
export interface DeliveryBody {
  readonly text: string;
  readonly type: NotificationType | null;
}

interface Asked {
  readonly event: PublishedEvent;
  readonly endpoint: Pick<Endpoint, 'format' | 'namespace'>;
  readonly owner: Owner;
  /** What an earlier attempt sent, sealed; `expired` once that is gone. */
  readonly kept: Buffer | 'expired' | null;
}

/** Which of its bodies an event is sent to an endpoint in. */
export const formatOf = ({ namespace }: Pick<Endpoint, 'namespace'>): string =>
  namespace === null ? 'webhook' : `notification-${namespace}`;

/**
 * The body of an event for an endpoint: written at the first attempt and kept, so that a retry carries the same bytes. `expired`
 * once they are gone: other bytes under the same id would be another event to the store (semantics D 10).
 */
export async function deliveryBody(deps: DeliveryDeps, asked: Asked): Promise<DeliveryBody | 'expired'> {
  const { event, endpoint } = asked;
  const format = formatOf(endpoint);
  const type = endpoint.namespace === null ? null : notificationType(event.kind);
  const context = `event-body:${event.id}:${format}`;
  const kept = asked.kept ?? (await write(deps, asked, { format, context }));
  if (kept === 'expired') return kept;
  return { text: deps.vault.open(kept, context).toString('utf8'), type };
}

async function write(
  deps: DeliveryDeps,
  asked: Asked,
  { format, context }: { readonly format: string; readonly context: string },
): Promise<Buffer | 'expired'> {
  const { id: eventId, environmentId } = asked.event;
  const bytes = await encode(deps, asked);
  const sealed = deps.vault.seal(bytes, context);
  return keepBody(deps.db, { eventId, format, environmentId, at: deps.clock(), bytes, sealed });
}

async function encode({ db }: DeliveryDeps, { event, endpoint, owner }: Asked): Promise<string> {
  const { namespace } = endpoint;
  const type = notificationType(event.kind);
  if (namespace === null) return encodeWebhook({ ...event, environment: owner.environment.name });
  if (type === null) throw new Error(`no notification tells of ${event.kind}`);
  const { policies } = await loadRuleBook(db, event.environmentId, owner.version);
  const environment = event.kind === 'endpoint.test' ? asTest(owner.environment) : owner.environment;
  return encodeNotification({ type, namespace, referenceId: event.referenceId, environment, order: event.data.order, policies });
}

/** A test of a live endpoint is of the sandbox's channel: plug-ins pass over orders that are not "Live". */
const asTest = (environment: Environment): Environment => ({ ...environment, name: 'sandbox' });
