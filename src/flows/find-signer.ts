import type { SignatureReport } from '../core/exchange.js';
import type { Fault } from '../core/fault.js';
import type { Environment } from '../core/merchant.js';
import { CartwrightError } from '../errors.js';
import type { EnvironmentKeys, Keyring, OpenKey } from './keyring.js';

/** Signed with where no key was found, so that an unknown key takes as long as a known one. */
export const NOBODYS_SECRET = 'x'.repeat(40);

/** Whose keys may sign. */
export interface SignerContext {
  readonly keyring: Keyring;
  readonly environment: Environment;
  readonly keys: EnvironmentKeys;
}

/** What came of checking a signature; `key` is null for what a merchant's policy lets pass unsigned, and for the wizard's keys. */
export type SignatureVerdict =
  | { readonly ok: true; readonly key: OpenKey | null; readonly report: SignatureReport; readonly warnings: readonly Fault[] }
  | { readonly ok: false; readonly error: CartwrightError; readonly report: SignatureReport };

export type Signer =
  | { readonly ok: true; readonly open: OpenKey; readonly valid: boolean }
  | { readonly ok: false; readonly error: CartwrightError };

/**
 * The key that a post names, and whether it signed. A revoked key, or one of the other environment, is named only to whoever
 * signed with its secret; to all others it is unknown.
 */
export async function findSigner(
  keyId: string,
  signedWith: (secret: string) => boolean,
  { keyring, environment, keys }: SignerContext,
): Promise<Signer> {
  const active = keys.active.get(keyId);
  if (active !== undefined) return { ok: true, open: active, valid: signedWith(active.secret) };
  const other = await keyring.find(keyId);
  const valid = signedWith(other?.secret ?? NOBODYS_SECRET);
  return { ok: false, error: other !== null && valid ? unusable(other, environment) : unknownKey(keyId) };
}

/** KEY_UNKNOWN; what does not look like a key id is not repeated. */
export function unknownKey(keyId: string): CartwrightError {
  const named = /^[A-Z0-9]{20}$/.test(keyId) ? `The access key ${keyId}` : 'The access key that was sent';
  return new CartwrightError('KEY_UNKNOWN', {
    detail: `${named} is not an active key of this environment, or the signature was not made with its secret. Copy the key id and the secret again from the console.`,
  });
}

function unusable(open: OpenKey, environment: Environment): CartwrightError {
  if (open.environment.id !== environment.id)
    return new CartwrightError('KEY_ENVIRONMENT_WRONG', {
      detail: `The access key ${open.key.id} belongs to ${open.environment.name}${open.environment.merchant.id === environment.merchant.id ? '' : ' of another merchant'}, and this is the ${environment.name} address.`,
    });
  const since = new Date(open.key.revokedAt ?? 0).toISOString();
  return new CartwrightError('KEY_REVOKED', {
    detail: `The access key ${open.key.id} was revoked at ${since}. Sign with an active key.`,
  });
}
