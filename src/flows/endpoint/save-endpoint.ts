import { randomBytes } from 'node:crypto';
import type { Endpoint } from '../../core/endpoint.js';
import { settleEndpoint, type EndpointWish, type SettledEndpoint } from '../../core/endpoint-wish.js';
import { CartwrightError } from '../../errors.js';
import { ulid } from '../../ids.js';
import { readTarget } from '../../outbound/target.js';
import {
  createEndpoint as create,
  findEndpoint,
  listEndpoints,
  updateEndpoint,
  type EndpointKey,
  type SavedEndpoint,
} from '../../store/endpoints.js';
import { rotateEndpointSecret } from '../../store/endpoint/secrets.js';
import { ownerOf } from '../checkout/surroundings.js';
import { secretContext } from '../delivery/sign-delivery.js';
import type { DeliveryDeps } from '../delivery/deps.js';

type Deps = Pick<DeliveryDeps, 'db' | 'vault' | 'keyring' | 'clock'>;

/** An endpoint that was made or whose secret was rotated: the only moment at which the secret can be read. */
export interface WithSecret {
  readonly endpoint: Endpoint;
  /** Null for notifications, which an access key signs. */
  readonly secret: string | null;
}

const HOUR_MS = 3_600_000;
/** Two secrets sign for so long, so that a store can change over without losing anything. */
const OVERLAP_MS = 24 * HOUR_MS;
const SECRET_BYTES = 32;
const MOST_ENDPOINTS = 50;

/** Makes an endpoint. Throws ENDPOINT_FAULT with its faults, and ENDPOINT_DUPLICATE for an address that is there already. */
export async function createEndpoint(deps: Deps, environmentId: string, wish: EndpointWish): Promise<WithSecret> {
  const settled = await settle(deps, environmentId, wish);
  if ((await listEndpoints(deps.db, environmentId)).length >= MOST_ENDPOINTS)
    throw new CartwrightError('ENDPOINT_FAULT', {
      detail: `This environment has ${MOST_ENDPOINTS} endpoints, which is the most.`,
    });
  const at = deps.clock();
  const id = ulid(at);
  const secret = settled.format === 'webhook' ? newSecret() : null;
  const sealedSecret = secret === null ? null : deps.vault.seal(secret, secretContext(id));
  const endpoint = savedOrThrow(await create(deps.db, { id, environmentId, ...settled, sealedSecret, at }));
  return { endpoint, secret };
}

/**
 * Changes an endpoint; its format stays, because its secret or its key belongs to that. `version` is what the change was made
 * from. Throws ENDPOINT_UNKNOWN, ENDPOINT_FAULT, ENDPOINT_CHANGED and ENDPOINT_DUPLICATE.
 */
export async function changeEndpoint(
  deps: Deps,
  key: EndpointKey,
  { wish, version }: { readonly wish: EndpointWish; readonly version?: number | undefined },
): Promise<Endpoint> {
  const before = await endpointOf(deps, key);
  if (wish.format !== before.format)
    throw new CartwrightError('ENDPOINT_FAULT', {
      detail: `This endpoint takes ${before.format}s. For ${wish.format}s make another one.`,
      faults: [
        {
          rule: 'endpoint',
          severity: 'error',
          pointer: '/format',
          expected: before.format,
          message: 'The format of an endpoint stays.',
        },
      ],
    });
  // the key in use stays where none is named: a store that knows one key must be told before another signs (semantics D 2)
  const settled = await settle(deps, key.environmentId, wish);
  const keyId = wish.keyId ?? before.keyId ?? settled.keyId;
  return savedOrThrow(await updateEndpoint(deps.db, { ...key, ...settled, keyId, version: version ?? before.version }));
}

/**
 * Puts a fresh secret in force; the one before goes on signing for 24 hours. A second rotation would end that, so one that
 * was wished from `version` is done once. Throws ENDPOINT_UNKNOWN, ENDPOINT_CHANGED, and ENDPOINT_FAULT for notifications.
 */
export async function rotateSecret(deps: Deps, key: EndpointKey, version?: number): Promise<WithSecret> {
  const before = await endpointOf(deps, key);
  if (before.format === 'notification')
    throw new CartwrightError('ENDPOINT_FAULT', {
      detail: 'Notifications are signed with an access key. Make a key, give it to the store, and switch the endpoint to it.',
    });
  const secret = newSecret();
  const sealed = deps.vault.seal(secret, secretContext(key.id));
  const rotated = await rotateEndpointSecret(deps.db, { ...key, sealed, version, oldUntil: deps.clock() + OVERLAP_MS });
  if (!rotated)
    throw new CartwrightError('ENDPOINT_CHANGED', { detail: 'Look at the endpoint again: its secret may have been rotated.' });
  return { endpoint: await endpointOf(deps, key), secret };
}

/** An endpoint of an environment. Throws ENDPOINT_UNKNOWN. */
export async function endpointOf({ db }: Pick<Deps, 'db'>, key: EndpointKey): Promise<Endpoint> {
  const endpoint = await findEndpoint(db, key);
  if (endpoint === null)
    throw new CartwrightError('ENDPOINT_UNKNOWN', { detail: 'This environment has no endpoint with this id.' });
  return endpoint;
}

async function settle(deps: Deps, environmentId: string, wish: EndpointWish): Promise<SettledEndpoint> {
  const { environment, keys } = await ownerOf(deps, environmentId);
  const target = readTarget(wish.url, { requireHttps: environment.name === 'live' });
  const keyIds = [...keys.active.keys()];
  const urlProblem = target.ok ? null : target.because;
  const settling = settleEndpoint(wish, { environment: environment.name, keyIds, urlProblem });
  if (!settling.ok)
    throw new CartwrightError('ENDPOINT_FAULT', { detail: settling.faults[0]?.message ?? '', faults: settling.faults });
  return settling.settled;
}

function savedOrThrow(saved: SavedEndpoint): Endpoint {
  switch (saved.state) {
    case 'saved':
      return saved.endpoint;
    case 'duplicate':
      throw new CartwrightError('ENDPOINT_DUPLICATE', {
        detail: `The endpoint "${saved.of.name}" (${saved.of.id}) is at this address already.`,
      });
    case 'changed':
      throw new CartwrightError('ENDPOINT_CHANGED', { detail: 'Read the endpoint again and change what you find there.' });
    case 'unknown':
      throw new CartwrightError('ENDPOINT_UNKNOWN', { detail: 'This environment has no endpoint with this id.' });
  }
}

const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
