import { createHash, timingSafeEqual } from 'node:crypto';
import { CartwrightError } from '../errors.js';
import type { Keyring, OpenKey } from './keyring.js';

const CHALLENGE = { 'WWW-Authenticate': 'Basic realm="Cartwright", charset="UTF-8"' };
/** Compared with where no key was found, so that an unknown key takes as long as a known one. */
const NOBODYS_SECRET = 'x'.repeat(40);

/**
 * The access key of an HTTP Basic header: key id as user name, secret as password. Throws CREDENTIALS_MISSING without one;
 * CREDENTIALS_WRONG alike for an unknown key and a wrong secret, and for a revoked key by name to whoever knows its secret.
 */
export async function authenticateKey(keyring: Keyring, authorization: string | undefined): Promise<OpenKey> {
  const given = readBasic(authorization);
  if (given === null)
    throw new CartwrightError('CREDENTIALS_MISSING', {
      detail: 'Send the access key id as user name and its secret as password of HTTP Basic (curl -u ID:SECRET).',
      headers: CHALLENGE,
    });
  const found = await keyring.find(given.id);
  const right = sameSecret(found?.secret ?? NOBODYS_SECRET, given.secret);
  if (found !== null && right && found.key.revokedAt === null) return found;
  const revoked = found !== null && right && found.key.revokedAt !== null;
  throw new CartwrightError('CREDENTIALS_WRONG', {
    ...(revoked
      ? { detail: `The access key ${given.id} was revoked at ${new Date(found.key.revokedAt).toISOString()}. Use an active key.` }
      : {}),
    headers: CHALLENGE,
  });
}

/** User name and password of an HTTP Basic header; null where it is none. */
export function readBasic(authorization: string | undefined): { id: string; secret: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]{1,400})$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? null : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/** Of equal length whatever was sent, and compared in constant time. */
function sameSecret(expected: string, given: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
