import type { Person } from '../core/merchant.js';
import type { Db } from '../store/db.js';
import { findPersonByEmail } from '../store/people.js';
import { clearAttempts, countAttempt, type Throttled } from '../store/throttles.js';
import { checkPassword, hashPassword } from './password.js';

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  /** Address that it came from. */
  readonly remote: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
export type SignInResult =
  | { readonly ok: true; readonly person: Person }
  | { readonly ok: false; readonly code: 'SIGN_IN_WRONG' }
  | { readonly ok: false; readonly code: 'SIGN_IN_THROTTLED'; readonly retryAfterMs: number };

const WINDOW_MS = 15 * 60_000;
const ATTEMPTS_PER_EMAIL = 10;
/** Many people may stand behind one address. */
const ATTEMPTS_PER_ADDRESS = 50;

/** Made once: what the password of an unknown e-mail is checked against, so that both take the same time. */
let nobodysHash: Promise<string> | null = null;

/**
 * Checks an e-mail and a password, 10 times an e-mail and 50 times an address in 15 minutes. An unknown e-mail takes as long
 * as a wrong password and gets the same answer.
 */
export async function signIn(db: Db, attempt: SignInAttempt): Promise<SignInResult> {
  const { email, password, remote, at } = attempt;
  const byEmail = `sign-in:email:${email.trim().normalize('NFC').toLowerCase()}`;
  const waits = [
    await countAttempt(db, { key: byEmail, limit: ATTEMPTS_PER_EMAIL, windowMs: WINDOW_MS, at }),
    await countAttempt(db, { key: `sign-in:address:${remote}`, limit: ATTEMPTS_PER_ADDRESS, windowMs: WINDOW_MS, at }),
  ];
  const retryAfterMs = Math.max(...waits.map(waitOf));
  if (retryAfterMs > 0) return { ok: false, code: 'SIGN_IN_THROTTLED', retryAfterMs };
  const person = await findPersonByEmail(db, email);
  nobodysHash ??= hashPassword('nobody has this password');
  const right = await checkPassword(person?.passwordHash ?? (await nobodysHash), password);
  if (person === null || !right) return { ok: false, code: 'SIGN_IN_WRONG' };
  await clearAttempts(db, byEmail);
  return { ok: true, person: { id: person.id, merchantId: person.merchantId, email: person.email, name: person.name } };
}

const waitOf = (throttled: Throttled): number => (throttled.allowed ? 0 : throttled.retryAfterMs);
