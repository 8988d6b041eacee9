import { Resolver } from 'node:dns/promises';

/** Every address of a name, IPv4 first; rejects where there is none. `signal` ends the waiting. */
export type Resolve = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

/**
 * Asks the name servers of this machine. Not `dns.lookup`: that takes a thread of a pool of four until it gives up, so that
 * a few slow names would hold up every file and every password check. It reads no hosts file either, which only ever names
 * addresses that may not be called.
 */
export const resolveName: Resolve = async (name, signal) => {
  const resolver = new Resolver();
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = [four, six].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length === 0 && four.status === 'rejected') throw four.reason;
    return addresses;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};
