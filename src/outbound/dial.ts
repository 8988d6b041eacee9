import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Journey } from './journey.js';
import { codeOf, NetworkRefusal } from './refusal.js';
import type { Target } from './target.js';

interface Dialling {
  /** Checked addresses, tried in this order. */
  readonly addresses: readonly string[];
  /** PEM certificates of authorities in place of those that Node trusts. */
  readonly authorities?: readonly string[];
  readonly signal: AbortSignal;
  readonly journey?: Journey | undefined;
}

/**
 * Connects to the first of these addresses that takes the connection. They are addresses, not names, so that the system
 * resolves nothing a second time; the certificate is checked against the target's name. Throws a NetworkRefusal.
 */
export async function dial(target: Target, { addresses, authorities, signal, journey }: Dialling): Promise<Socket> {
  const plain = await firstThatTakes(target, addresses, signal);
  journey?.reach('connected');
  const socket = target.secure ? await secured(plain, target, authorities) : plain;
  if (target.secure) journey?.reach('secured');
  journey?.carry(socket);
  return socket;
}

async function firstThatTakes({ port }: Target, addresses: readonly string[], signal: AbortSignal): Promise<Socket> {
  let failure: unknown;
  for (const host of addresses) {
    const socket = handled(connectTcp({ host, port, signal, noDelay: true }));
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      socket.destroy();
      if (signal.aborted) throw error;
      failure = error;
    }
  }
  throw new NetworkRefusal('refused', `did not take the connection (${codeOf(failure) || 'no reason given'})`, failure);
}

async function secured(socket: Socket, { host, isAddress }: Target, authorities?: readonly string[]): Promise<Socket> {
  const options = {
    socket,
    host,
    // An address has no place in a handshake; its certificate is then checked against `host`.
    ...(isAddress ? {} : { servername: host }),
    ...(authorities === undefined ? {} : { ca: [...authorities] }),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: true,
  };
  const secure = handled(connectTls(options));
  socket.on('error', (error) => secure.destroy(error));
  try {
    await once(secure, 'secureConnect');
    return secure;
  } catch (error) {
    secure.destroy();
    throw new NetworkRefusal('tls', `has no TLS connection that can be trusted: ${reasonOf(error)}`, error);
  }
}

/** Whoever waits for a socket or takes it over listens too; in between, an error must not end the process. */
const handled = <S extends Socket>(socket: S): S => socket.on('error', () => undefined);

/** The codes that merchants meet, in words. */
const TLS_REASONS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that nobody knows',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority that is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'it does not send the certificates between its own and the authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ECONNRESET: 'the handshake was broken off',
};

const reasonOf = (error: unknown): string =>
  TLS_REASONS[codeOf(error)] ?? `the handshake failed (${codeOf(error) || 'no reason given'})`;
