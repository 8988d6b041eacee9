import { randomBytes } from 'node:crypto';
import type { Endpoint } from '../../core/endpoint.js';
import {
  FORBIDDEN_ADDRESS,
  settleEndpoint,
  type EndpointWish,
  type SettledEndpoint,
  type UrlProblem,
} from '../../core/endpoint-wish.js';
import type { EnvironmentName } from '../../core/exchange.js';
import { CartwrightError } from '../../errors.js';
import { ulid } from '../../ids.js';
import { whyNeverReachable } from '../../outbound/reachable.js';
import { readTarget } from '../../outbound/target.js';
import type { Db } from '../../store/db.js';
import {
  createEndpoint as create,
  findEndpoint,
  listEndpoints,
  updateEndpoint,
  type EndpointKey,
  type SavedEndpoint,
} from '../../store/endpoints.js';
import { rotateEndpointSecret } from '../../store/endpoint/secrets.js';
import { findWish, type Wish } from '../../store/wishes.js';
import { ownerOf } from '../checkout/surroundings.js';
import { secretContext } from '../delivery/sign-delivery.js';
import type { DeliveryDeps } from '../delivery/deps.js';
import { onceAt } from './once.js';

type Deps = Pick<DeliveryDeps, 'db' | 'vault' | 'keyring' | 'clock'>;
type SaveDeps = Deps & Pick<DeliveryDeps, 'allow'>;

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

/**
 * Makes an endpoint; the same one, with its first secret, where `once` comes again. Throws ENDPOINT_FAULT or
 * ENDPOINT_ADDRESS_FORBIDDEN with its faults, and ENDPOINT_DUPLICATE for an address that is there already.
 */
export async function createEndpoint(
  deps: SaveDeps,
  environmentId: string,
  { once, ...wish }: EndpointWish & { readonly once?: Wish | undefined },
): Promise<WithSecret> {
  const before = await findWish<MadeEndpoint>(deps.db, once);
  if (before !== null) return madeBefore(deps, environmentId, before);
  const settled = await settle(deps, environmentId, wish);
  if ((await listEndpoints(deps.db, environmentId)).length >= MOST_ENDPOINTS)
    throw new CartwrightError('ENDPOINT_FAULT', {
      detail: `This environment has ${MOST_ENDPOINTS} endpoints, which is the most.`,
    });
  const at = deps.clock();
  const id = ulid(at);
  const secret = settled.format === 'webhook' ? newSecret() : null;
  const sealedSecret = secret === null ? null : deps.vault.seal(secret, secretContext(id));
  const made: MadeEndpoint = { id, sealedSecret: sealedSecret?.toString('base64') ?? null };
  const fresh = { id, environmentId, ...settled, sealedSecret, at };
  const endpoint = savedOrThrow(await create(deps.db, fresh, { once, did: made }));
  return { endpoint, secret };
}

/** What a wish for an endpoint made. */
interface MadeEndpoint {
  readonly id: string;
  readonly sealedSecret: string | null;
}

async function madeBefore(deps: Deps, environmentId: string, { id, sealedSecret }: MadeEndpoint): Promise<WithSecret> {
  const endpoint = await endpointOf(deps, { environmentId, id });
  return { endpoint, secret: sealedSecret === null ? null : openSecret(deps, id, sealedSecret) };
}

const openSecret = ({ vault }: Deps, id: string, sealed: string): string =>
  vault.open(Buffer.from(sealed, 'base64'), secretContext(id)).toString('utf8');

/**
 * Changes an endpoint; its format stays, because its secret or its key belongs to that. `version` is what the change was made
 * from. Throws ENDPOINT_UNKNOWN, ENDPOINT_FAULT, ENDPOINT_ADDRESS_FORBIDDEN, ENDPOINT_CHANGED and ENDPOINT_DUPLICATE.
 */
export async function changeEndpoint(
  deps: SaveDeps,
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

export interface RotateWish {
  /** What the rotation was wished from: one that was rotated since is left alone. */
  readonly version?: number | undefined;
  /** Sent again it answers the secret that it made first. */
  readonly once?: Wish | undefined;
}

/**
 * Puts a fresh secret in force; the one before goes on signing for 24 hours. A second rotation would end that while the store
 * still has the old secret, so each wish rotates once. Throws ENDPOINT_UNKNOWN, ENDPOINT_CHANGED, and ENDPOINT_FAULT for
 * notifications.
 */
export async function rotateSecret(deps: Deps, key: EndpointKey, { version, once }: RotateWish = {}): Promise<WithSecret> {
  const sealed = deps.vault.seal(newSecret(), secretContext(key.id));
  const work = async (trx: Db): Promise<string> => {
    await rotate({ ...deps, db: trx }, key, { sealed, version });
    return sealed.toString('base64');
  };
  const secret = openSecret(deps, key.id, await onceAt(deps.db, key, { once, work }));
  return { endpoint: await endpointOf(deps, key), secret };
}

async function rotate(
  deps: Deps,
  key: EndpointKey,
  { sealed, version }: Pick<RotateWish, 'version'> & { readonly sealed: Buffer },
): Promise<void> {
  const before = await endpointOf(deps, key);
  if (before.format === 'notification')
    throw new CartwrightError('ENDPOINT_FAULT', {
      detail: 'Notifications are signed with an access key. Make a key, give it to the store, and switch the endpoint to it.',
    });
  const rotated = await rotateEndpointSecret(deps.db, { ...key, sealed, version, oldUntil: deps.clock() + OVERLAP_MS });
  if (!rotated)
    throw new CartwrightError('ENDPOINT_CHANGED', { detail: 'Look at the endpoint again: its secret may have been rotated.' });
}

/** An endpoint of an environment. Throws ENDPOINT_UNKNOWN. */
export async function endpointOf({ db }: Pick<Deps, 'db'>, key: EndpointKey): Promise<Endpoint> {
  const endpoint = await findEndpoint(db, key);
  if (endpoint === null)
    throw new CartwrightError('ENDPOINT_UNKNOWN', { detail: 'This environment has no endpoint with this id.' });
  return endpoint;
}

async function settle(deps: SaveDeps, environmentId: string, wish: EndpointWish): Promise<SettledEndpoint> {
  const { environment, keys } = await ownerOf(deps, environmentId);
  const keyIds = [...keys.active.keys()];
  const urlProblem = problemOf(wish.url, { environment: environment.name, allow: deps.allow });
  const settling = settleEndpoint(wish, { environment: environment.name, keyIds, urlProblem });
  if (settling.ok) return settling.settled;
  const { faults } = settling;
  const isForbidden = faults.some(({ rule }) => rule === FORBIDDEN_ADDRESS);
  throw new CartwrightError(isForbidden ? 'ENDPOINT_ADDRESS_FORBIDDEN' : 'ENDPOINT_FAULT', {
    detail: faults[0]?.message ?? '',
    faults,
  });
}

/** As the guard will judge it at each attempt, but for what the look-up of a name tells. */
function problemOf(
  url: string,
  { environment, allow }: Pick<DeliveryDeps, 'allow'> & { readonly environment: EnvironmentName },
): UrlProblem | null {
  const reading = readTarget(url, { requireHttps: environment === 'live' });
  if (!reading.ok) return { because: reading.because, isForbidden: false };
  const because = whyNeverReachable(reading.target, environment === 'sandbox' ? allow : []);
  return because === null ? null : { because, isForbidden: true };
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
