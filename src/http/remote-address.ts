import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Config } from '../config.js';

/** Where a request came from, as far as the proxies in front are trusted. */
export type RemoteAddress = (req: IncomingMessage) => string;

const LOOPBACK = [
  ['127.0.0.0', 8, 'ipv4'],
  ['::1', 128, 'ipv6'],
] as const;

/**
 * Reads X-Forwarded-For from its end: as many entries as there are trusted hops, or as long as each is one of the trusted
 * addresses and networks. What stands further left may be anybody's invention.
 */
export function remoteAddress(trust: Config['trustProxy']): RemoteAddress {
  if (trust === false) return socketAddress;
  const trusted = typeof trust === 'number' ? null : listOf(trust);
  return (req) => {
    const hops = [socketAddress(req), ...forwardedFor(req)];
    const farthest = hops.length - 1;
    if (trusted === null) return hops[Math.min(Number(trust), farthest)] ?? '';
    return hops.find((address, index) => index === farthest || !isTrusted(trusted, address)) ?? '';
  };
}

const socketAddress = (req: IncomingMessage): string => plain(req.socket.remoteAddress ?? '');

/** An IPv4 address that an IPv6 socket shows is the IPv4 address. */
const plain = (address: string): string =>
  address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;

/** The nearest hop first. */
function forwardedFor(req: IncomingMessage): string[] {
  const header = req.headers['x-forwarded-for'];
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  return text === ''
    ? []
    : text
        .split(',')
        .map((part) => plain(part.trim()))
        .reverse();
}

function listOf(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    if (entry === 'loopback') for (const [net, prefix, family] of LOOPBACK) list.addSubnet(net, prefix, family);
    else if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
const isTrusted = (list: BlockList, address: string): boolean => isIP(address) !== 0 && list.check(address, familyOf(address));
