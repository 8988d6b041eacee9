import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../../core/endpoint.js';
import type { Fault } from '../../core/fault.js';
import type { PublishedEvent } from '../../core/order-event.js';
import { keepFirstKey, loadEndpointSecrets } from '../../store/endpoint/secrets.js';
import { listGap } from '../../store/event/read.js';
import type { Claimed } from '../../store/delivery/claim.js';
import { writeNotificationForm } from '../../wire/notification-form.js';
import { webhookHeaders } from '../../wire/webhook.js';
import type { EnvironmentKeys, OpenKey } from '../keyring.js';
import type { DeliveryBody } from './delivery-body.js';
import type { DeliveryDeps } from './deps.js';

/** One attempt, ready to be sent: its UUID, time and signatures are new, its document is not. */
export interface SignedDelivery {
  readonly uuid: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly warnings: readonly Fault[];
}

interface Signing {
  readonly claimed: Claimed;
  readonly event: PublishedEvent;
  readonly keys: EnvironmentKeys;
  /** Of a webhook, in clear. */
  readonly secrets: readonly string[];
  readonly body: DeliveryBody;
}

const SECOND_MS = 1_000;

/** Signs an attempt by the real clock; null where the endpoint wants signatures and the environment has no key to sign with. */
export async function signDelivery(deps: DeliveryDeps, signing: Signing): Promise<SignedDelivery | null> {
  const { endpoint } = signing.claimed;
  return endpoint.format === 'webhook' ? signWebhook(deps, signing) : signNotification(deps, signing);
}

async function signWebhook(deps: DeliveryDeps, { claimed, event, secrets, body }: Signing): Promise<SignedDelivery> {
  const { id: endpointId } = claimed.endpoint;
  const now = deps.clock();
  const { orderId, sequence } = event;
  const headers = webhookHeaders({
    id: event.id,
    timestampSeconds: Math.floor(now / SECOND_MS),
    body: body.text,
    secrets,
    gap: orderId === null ? [] : await listGap(deps.db, { endpointId, orderId, sequence }),
  });
  const late = claimed.delivery.isLate ? { 'webhook-late': 'true' } : {};
  return { uuid: randomUUID(), body: body.text, headers: { ...headers, ...late }, warnings: [] };
}

/** The secrets that sign for a webhook at `now`, in clear: the new one first. */
export async function openSecrets({ db, vault }: DeliveryDeps, endpointId: string, now: number): Promise<string[]> {
  const { secret, old, oldUntil } = await loadEndpointSecrets(db, endpointId);
  const inForce = [secret, oldUntil > now ? old : null];
  return inForce.flatMap((sealed) => (sealed === null ? [] : vault.open(sealed, secretContext(endpointId)).toString('utf8')));
}

/** What the secrets of an endpoint are sealed with. */
export const secretContext = (endpointId: string): string => `endpoint:${endpointId}`;

async function signNotification(deps: DeliveryDeps, { claimed, keys, body }: Signing): Promise<SignedDelivery | null> {
  const { endpoint } = claimed;
  if (body.type === null) throw new Error(`a notification without a type is on its way to ${endpoint.id}`);
  const notification = { type: body.type, xml: body.text };
  const uuid = randomUUID();
  if (endpoint.isUnsigned) return { uuid, ...writeNotificationForm(notification, null), warnings: [] };
  const signer = signerOf(endpoint, keys);
  if (signer === null) return null;
  const { key, secret } = signer.open;
  if (endpoint.keyId === null) await keepFirstKey(deps.db, { id: endpoint.id, keyId: key.id });
  const timestamp = new Date(deps.clock()).toISOString();
  const form = writeNotificationForm(notification, { uuid, timestamp, secret, keyId: key.id });
  return { uuid, ...form, warnings: signer.warnings };
}

/** Old stores know one key: it signs until the merchant switches the endpoint to another, or until it is revoked (semantics D 2). */
function signerOf(
  { keyId, name }: Endpoint,
  { active }: EnvironmentKeys,
): { readonly open: OpenKey; readonly warnings: readonly Fault[] } | null {
  const known = keyId === null ? undefined : active.get(keyId);
  const [newest] = active.values();
  const open = known ?? newest;
  if (open === undefined) return null;
  if (known !== undefined || keyId === null) return { open, warnings: [] };
  const message = `The endpoint "${name}" knows the key ${keyId}, which is revoked, so ${open.key.id} signed. Give the store its secret, and switch the endpoint to it.`;
  return { open, warnings: [{ rule: 'endpoint-key-revoked', severity: 'warning', message }] };
}
