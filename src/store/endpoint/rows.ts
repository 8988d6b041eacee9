import type { Endpoint, EndpointFormat, NotificationNamespace } from '../../core/endpoint.js';
import type { EventKind } from '../../core/order-event.js';
import { fromJson, toJson, type Json } from '../engine/json.js';

/** A row of `endpoints` but for its secrets and what claims count with. */
export interface EndpointRow {
  readonly id: string;
  readonly environment_id: string;
  readonly name: string;
  readonly url: string;
  readonly format: EndpointFormat;
  readonly namespace: NotificationNamespace | null;
  readonly kinds: Json<readonly EventKind[]>;
  readonly is_unsigned: number;
  readonly key_id: string | null;
  readonly concurrency: number;
  readonly per_minute: number;
  readonly alert_after_ms: number;
  readonly paused_at: number | null;
  readonly off_at: number | null;
  readonly off_because: string | null;
  readonly old_secret_until: number | null;
  readonly created_at: number;
  readonly version: number;
}

/** What a person sets. */
export type EndpointSettings = Pick<
  Endpoint,
  'name' | 'url' | 'format' | 'namespace' | 'kinds' | 'isUnsigned' | 'keyId' | 'concurrency' | 'perMinute' | 'alertAfterMs'
>;

export const ENDPOINT_COLUMNS = `e.id, e.environment_id, e.name, e.url, e.format, e.namespace, e.kinds, e.is_unsigned, e.key_id,
  e.concurrency, e.per_minute, e.alert_after_ms, e.paused_at, e.off_at, e.off_because, e.old_secret_until, e.created_at, e.version`;

/** The columns of what a person sets, without the one that two equal addresses meet in. */
export function columnsOfSettings(settings: EndpointSettings) {
  return {
    name: settings.name,
    url: settings.url,
    format: settings.format,
    namespace: settings.namespace,
    kinds: toJson(settings.kinds),
    is_unsigned: settings.isUnsigned ? 1 : 0,
    key_id: settings.keyId,
    concurrency: settings.concurrency,
    per_minute: settings.perMinute,
    alert_after_ms: settings.alertAfterMs,
  };
}

/** A row as an endpoint. */
export function endpointFromRow(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    environmentId: row.environment_id,
    name: row.name,
    url: row.url,
    format: row.format,
    namespace: row.namespace,
    kinds: fromJson(row.kinds),
    isUnsigned: row.is_unsigned === 1,
    keyId: row.key_id,
    concurrency: row.concurrency,
    perMinute: row.per_minute,
    alertAfterMs: row.alert_after_ms,
    pausedAt: row.paused_at,
    offAt: row.off_at,
    offBecause: row.off_because,
    oldSecretUntil: row.old_secret_until,
    createdAt: row.created_at,
    version: row.version,
  };
}
