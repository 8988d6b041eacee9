import type { Request } from 'express';
import type { Endpoint } from '../../core/endpoint.js';
import type { AccessKey, Environment } from '../../core/merchant.js';
import { ownerOf } from '../../flows/checkout/surroundings.js';
import { endpointOf as load } from '../../flows/endpoint/save-endpoint.js';
import { nowOf } from '../../flows/order/order-time.js';
import type { EndpointKey } from '../../store/endpoints.js';
import type { ConsoleDeps } from '../deps.js';
import { environmentOf } from '../viewer.js';

/** The endpoint that the address of a page names. */
export interface EndpointOfPage {
  readonly environment: Environment;
  readonly endpoint: Endpoint;
  readonly key: EndpointKey;
  /** By the clock of the environment. */
  readonly now: number;
}

/** Finds the endpoint of a page. Throws ENDPOINT_UNKNOWN where this environment of the viewer's merchant has none with that id. */
export async function endpointOf(request: Request, deps: ConsoleDeps): Promise<EndpointOfPage> {
  const environment = await environmentOf(request, deps);
  const key = { environmentId: environment.id, id: String(request.params['id']) };
  return { environment, endpoint: await load(deps, key), key, now: await nowOf(deps, environment.id) };
}

/** The access keys of an environment that may sign, the newest first. */
export async function keysOf(deps: ConsoleDeps, { id }: Environment): Promise<readonly AccessKey[]> {
  const { keys } = await ownerOf(deps, id);
  return [...keys.active.values()].map(({ key }) => key);
}
