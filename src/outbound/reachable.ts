import { isAllowed, whyForbidden, type AllowedPeer } from './address.js';
import { codeOf, NetworkRefusal } from './refusal.js';
import type { Resolve } from './resolve.js';
import type { Target } from './target.js';

/** Ports below this belong to other services (mail, shells, directories); of them only those of the web are called. */
const FIRST_FREE_PORT = 1024;
const WEB_PORTS: readonly number[] = [80, 443];
/** Where `localhost` can lead, if the pair is allowed. */
const LOOPBACK: readonly string[] = ['127.0.0.1', '::1'];

/**
 * The addresses that may be dialled for a target, each checked. A name is resolved here once and never again; one forbidden
 * address among several refuses the name whole, so that nobody can hide a private address behind a public one. Throws a
 * NetworkRefusal.
 */
export async function reachableAddresses(
  target: Target,
  { allow, resolve, signal }: { readonly allow: readonly AllowedPeer[]; readonly resolve: Resolve; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const { host, port } = target;
  if (isLocalName(host))
    return loopbackOf(
      host,
      LOOPBACK.filter((address) => isAllowed(allow, { address, port })),
    );
  const addresses = target.isAddress ? [host] : await addressesOf(host, resolve, signal);
  for (const address of addresses) {
    if (isAllowed(allow, { address, port })) continue;
    const kind = whyForbidden(address);
    // The address behind a name is not told: it may be a fact of the network that Cartwright runs in.
    if (kind !== null)
      throw forbidden(target.isAddress ? `is at ${kind}, ${address}` : `has the name ${host}, which leads to ${kind}`);
    if (port < FIRST_FREE_PORT && !WEB_PORTS.includes(port))
      throw forbidden(`is at port ${port}; below ${FIRST_FREE_PORT.toLocaleString('en-US')} only 80 and 443 are called`);
  }
  return addresses;
}

const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

/** The system is never asked for these names: they mean this machine, and only by leave. */
function loopbackOf(host: string, allowed: readonly string[]): readonly string[] {
  if (allowed.length === 0) throw forbidden(`has the name ${host}, which leads to a loopback address`);
  return allowed;
}

async function addressesOf(name: string, resolve: Resolve, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const addresses = await resolve(name, signal);
    if (addresses.length > 0) return addresses;
  } catch (error) {
    if (!/^(ENOTFOUND|ENODATA|EBADNAME)$/.test(codeOf(error)))
      throw new NetworkRefusal(
        'refused',
        `has the name ${name}, which could not be looked up (${codeOf(error) || 'no reason given'})`,
        error,
      );
  }
  throw new NetworkRefusal('refused', `has the name ${name}, and no machine has this name`);
}

const forbidden = (because: string): NetworkRefusal => new NetworkRefusal('address-forbidden', because);
