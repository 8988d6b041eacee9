import ipaddr from 'ipaddr.js';

/** One address and port that the sandbox may reach although it is not public (CARTWRIGHT_OUTBOUND_ALLOW). */
export interface AllowedPeer {
  /** An IP address, never a name. */
  readonly address: string;
  readonly port: number;
}

type Kind = ReturnType<ipaddr.IPv4['range'] | ipaddr.IPv6['range']>;

/** What ipaddr.js calls the ranges that are nobody's public address, in words; a kind without words is "a reserved address". */
const IN_WORDS: Readonly<Partial<Record<Kind, string>>> = {
  unspecified: 'an unspecified address',
  broadcast: 'the broadcast address',
  multicast: 'a multicast address',
  linkLocal: 'a link-local address',
  loopback: 'a loopback address',
  carrierGradeNat: 'a carrier-grade NAT address',
  private: 'a private address',
  uniqueLocal: 'a private address',
  ipv4Mapped: 'an IPv4 address in IPv6 form',
  rfc6145: 'an IPv4 address in IPv6 form',
  rfc6052: 'a NAT64 address',
  '6to4': 'a 6to4 address',
  teredo: 'a Teredo address',
};
const RESERVED = 'a reserved address';

/** All public IPv6 there is. Outside it ipaddr.js calls `::127.0.0.1` a plain address. */
const GLOBAL_IPV6 = ipaddr.IPv6.parse('2000::');
const GLOBAL_IPV6_BITS = 3;
/** Public by its number, but inside every machine of one cloud it is the host's own service. */
const CLOUD_HOST = '168.63.129.16';

/** What keeps an address from being called, such as "a loopback address"; null for a public one. */
export function whyForbidden(address: string): string | null {
  // An address with a zone is one of this machine's links, whatever its number.
  if (!ipaddr.isValid(address) || address.includes('%')) return RESERVED;
  const parsed = ipaddr.parse(address);
  const kind = parsed.range();
  if (kind !== 'unicast') return IN_WORDS[kind] ?? RESERVED;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(GLOBAL_IPV6, GLOBAL_IPV6_BITS) ? null : RESERVED;
  return parsed.toString() === CLOUD_HOST ? RESERVED : null;
}

/** Whether `allow` names exactly this address and port; `::1` and `0:0:0:0:0:0:0:1` are one address. */
export function isAllowed(allow: readonly AllowedPeer[], { address, port }: AllowedPeer): boolean {
  return allow.some((peer) => peer.port === port && plain(peer.address) === plain(address));
}

const plain = (address: string): string => (ipaddr.isValid(address) ? ipaddr.parse(address).toString() : address);
