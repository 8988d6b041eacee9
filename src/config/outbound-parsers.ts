import { isIP } from 'node:net';
import { readMailbox } from '../core/mailbox.js';
import type { Parse, Parsed } from './parsers.js';

/** One address and port beside public ones. */
export interface OutboundPeer {
  /** IPv6 without brackets, in its shortest form. */
  readonly address: string;
  readonly port: number;
}

const MAX_PORT = 65_535;
const PEERS_EXPECTED = 'addresses with ports, such as 127.0.0.1:4101, [::1]:4102, or the word none';

/** `address:port` pairs with commas between them; `none` is no pair at all, empty is null. */
export const outboundPeers: Parse<readonly OutboundPeer[] | null> = (text) => {
  if (text === '') return accept(null);
  if (text === 'none') return accept([]);
  const peers = text.split(',').map((pair) => peerOf(pair.trim()));
  return peers.every((peer) => peer !== null) ? accept(peers) : refuse(PEERS_EXPECTED);
};

/** `smtp://` or `smtps://` with host, and user and password where the server asks for them; empty is null. */
export const smtpAddress: Parse<string | null> = (text) => {
  if (text === '') return accept(null);
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain =
    url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname) && url.search === '';
  return plain
    ? accept(text)
    : refuse('smtp://user:password@host:587, or smtps:// for TLS from the first byte, without path or query');
};

/** `orders@shop.example` or `Larch & Loam <orders@shop.example>`. */
export const mailbox: Parse<string> = (text) =>
  readMailbox(text) === null
    ? refuse('an e-mail address, such as orders@shop.example or My shop <orders@shop.example>')
    : accept(text);

function peerOf(pair: string): OutboundPeer | null {
  const [, six, four, digits = ''] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(pair) ?? [];
  const port = Number(digits);
  if (port < 1 || port > MAX_PORT) return null;
  if (four !== undefined && isIP(four) === 4) return { address: four, port };
  if (six !== undefined && isIP(six) === 6 && !six.includes('%')) return { address: shortest(six), port };
  return null;
}

const shortest = (six: string): string => new URL(`http://[${six}]/`).hostname.slice(1, -1);
const accept = <T>(value: T): Parsed<T> => ({ ok: true, value });
const refuse = (expected: string): { readonly ok: false; readonly expected: string } => ({ ok: false, expected });
