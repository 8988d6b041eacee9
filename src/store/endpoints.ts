import { createHash } from 'node:crypto';
import type { Endpoint } from '../core/endpoint.js';
import { endpointKey } from '../core/endpoint-url.js';
import { quickRead, run, transaction, type Db } from './db.js';
import {
  columnsOfSettings,
  ENDPOINT_COLUMNS,
  endpointFromRow,
  type EndpointRow,
  type EndpointSettings,
} from './endpoint/rows.js';
import { isDuplicate } from './engine/retry.js';
import { keepWish, type Wish } from './wishes.js';

export interface NewEndpoint extends EndpointSettings {
  readonly id: string;
  readonly environmentId: string;
  /** Sealed with the context `endpoint:<id>`; null for notifications, which the access keys sign. */
  readonly sealedSecret: Buffer | null;
  readonly at: number;
}

/** `duplicate`: the environment has an endpoint at this address already, in whatever format. */
export type SavedEndpoint =
  | { readonly state: 'saved'; readonly endpoint: Endpoint }
  | { readonly state: 'duplicate'; readonly of: Endpoint }
  | { readonly state: 'changed' }
  | { readonly state: 'unknown' };

/** Names an endpoint with the environment that it belongs to. */
export interface EndpointKey {
  readonly environmentId: string;
  readonly id: string;
}

/** Adds an endpoint, and with it what its wish did; it is told what happens from now on. */
export async function createEndpoint(
  db: Db,
  endpoint: NewEndpoint,
  { once, did }: { readonly once?: Wish | undefined; readonly did?: unknown } = {},
): Promise<SavedEndpoint> {
  const { id, environmentId, sealedSecret, at } = endpoint;
  const row = {
    id,
    environment_id: environmentId,
    ...columnsOfSettings(endpoint),
    url_sha256: urlSha256(endpoint.url),
    secret: sealedSecret,
    created_at: at,
    version: 1,
    claims: 0,
    next_slot_at: 0,
  };
  return saving(db, endpoint, async (trx) => {
    await run(trx, (knex) => knex('endpoints').insert(row));
    await keepWish(trx, once, did);
    return true;
  });
}

/** Changes what a person sets, under the condition that nobody did since `version`. */
export async function updateEndpoint(
  db: Db,
  { id, environmentId, version, ...settings }: EndpointKey & EndpointSettings & { readonly version: number },
): Promise<SavedEndpoint> {
  const columns = { ...columnsOfSettings(settings), url_sha256: urlSha256(settings.url), version: version + 1 };
  return saving(db, { id, environmentId, url: settings.url }, async (trx) => {
    const changed = await run(trx, (knex) =>
      knex('endpoints').where({ id, environment_id: environmentId, version }).update(columns),
    );
    return changed > 0;
  });
}

/** An endpoint of an environment, or null. */
export async function findEndpoint(db: Db, { environmentId, id }: EndpointKey): Promise<Endpoint | null> {
  const sql = `select ${ENDPOINT_COLUMNS} from endpoints e where e.id = ? and e.environment_id = ?`;
  const [row] = await quickRead<EndpointRow>(db, sql, [id, environmentId]);
  return row === undefined ? null : endpointFromRow(row);
}

/** The endpoints of an environment, oldest first. */
export async function listEndpoints(db: Db, environmentId: string): Promise<Endpoint[]> {
  const sql = `select ${ENDPOINT_COLUMNS} from endpoints e where e.environment_id = ? order by e.id`;
  return (await quickRead<EndpointRow>(db, sql, [environmentId])).map(endpointFromRow);
}

/** Deletes an endpoint with everything that was sent to it. Answers whether there was one. */
export function removeEndpoint(db: Db, { environmentId, id }: EndpointKey): Promise<boolean> {
  return transaction(db, async (trx) => {
    const removed = await run(trx, (knex) => knex('endpoints').where({ id, environment_id: environmentId }).delete());
    if (removed === 0) return false;
    const deliveries = trx.knex('deliveries').where('endpoint_id', id).select('id');
    await run(trx, (knex) => knex('delivery_attempts').whereIn('delivery_id', deliveries).delete());
    await run(trx, (knex) => knex('deliveries').where('endpoint_id', id).delete());
    return true;
  });
}

async function saving(
  db: Db,
  { id, environmentId, url }: EndpointKey & { readonly url: string },
  write: (trx: Db) => Promise<boolean>,
): Promise<SavedEndpoint> {
  try {
    const written = await transaction(db, write);
    const endpoint = await findEndpoint(db, { environmentId, id });
    if (endpoint === null) return { state: 'unknown' };
    return written ? { state: 'saved', endpoint } : { state: 'changed' };
  } catch (error) {
    const of = isDuplicate(error) ? await findByUrl(db, environmentId, url) : null;
    if (of === null) throw error;
    // its own, where the first try counted and its answer was lost
    return of.id === id ? { state: 'saved', endpoint: of } : { state: 'duplicate', of };
  }
}

async function findByUrl(db: Db, environmentId: string, url: string): Promise<Endpoint | null> {
  const sql = `select ${ENDPOINT_COLUMNS} from endpoints e where e.environment_id = ? and e.url_sha256 = ?`;
  const [row] = await quickRead<EndpointRow>(db, sql, [environmentId, urlSha256(url)]);
  return row === undefined ? null : endpointFromRow(row);
}

const urlSha256 = (url: string): string =>
  createHash('sha256')
    .update(endpointKey(url) ?? url)
    .digest('hex');
