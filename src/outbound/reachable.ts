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
  const { host } = target;
  const known = knownAddresses(target, allow);
  const addresses = known ?? (await addressesOf(host, resolve, signal));
  const because = whyNotAt(target, { addresses, allow });
  if (because !== null) throw new NetworkRefusal('address-forbidden', because);
  return addresses;
}

/**
 * Why a target will never be dialled, as the end of a sentence such as "is at a private address, 10.0.0.7"; null where that
 * is not known before its name is resolved. No name is looked up for this.
 */
export function whyNeverReachable(target: Target, allow: readonly AllowedPeer[]): string | null {
  const addresses = knownAddresses(target, allow);
  return addresses === null ? null : whyNotAt(target, { addresses, allow });
}

const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

/** The addresses that a URL itself tells. The system is never asked for local names: they mean this machine, and only by leave. */
function knownAddresses({ host, port, isAddress }: Target, allow: readonly AllowedPeer[]): readonly string[] | null {
  if (isLocalName(host)) return LOOPBACK.filter((address) => isAllowed(allow, { address, port }));
  return isAddress ? [host] : null;
}

interface Checked {
  readonly addresses: readonly string[];
  readonly allow: readonly AllowedPeer[];
}

function whyNotAt({ host, port, isAddress }: Target, { addresses, allow }: Checked): string | null {
  if (addresses.length === 0) return `has the name ${host}, which leads to a loopback address`;
  for (const address of addresses) {
    if (isAllowed(allow, { address, port })) continue;
    const kind = whyForbidden(address);
    // The address behind a name is not told: it may be a fact of the network that Cartwright runs in.
    if (kind !== null) return isAddress ? `is at ${kind}, ${address}` : `has the name ${host}, which leads to ${kind}`;
    if (port < FIRST_FREE_PORT && !WEB_PORTS.includes(port))
      return `is at port ${port}; below ${FIRST_FREE_PORT.toLocaleString('en-US')} only 80 and 443 are called`;
  }
  return null;
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
