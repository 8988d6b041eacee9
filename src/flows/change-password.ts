import type { Db } from '../store/db.js';
import { changePassword as storePassword, findPerson } from '../store/people.js';
import { sessionSha256 } from '../store/sessions.js';
import { countAttempt } from '../store/throttles.js';
import { checkPassword, hashPassword } from './password.js';

export interface PasswordChange {
  readonly personId: string;
  readonly current: string;
  readonly next: string;
  /** Id of the session that stays; every other one of the person ends. */
  readonly sessionId: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
export type PasswordFault = { readonly field: 'current' | 'next'; readonly message: string };

export const SHORTEST_PASSWORD = 12;
/** argon2 reads any length; a megabyte is an attack. */
export const LONGEST_PASSWORD = 200;
const ATTEMPTS = 10;
const WINDOW_MS = 15 * 60_000;

/** Changes a password, or says which field is wrong and why. The current one may be tried 10 times in 15 minutes. */
export async function changePassword(db: Db, change: PasswordChange): Promise<PasswordFault | null> {
  const { personId, current, next, sessionId, at } = change;
  const length = Array.from(next).length;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD)
    return { field: 'next', message: `Use ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters. You typed ${length}.` };
  const tries = await countAttempt(db, { key: `password:${personId}`, limit: ATTEMPTS, windowMs: WINDOW_MS, at });
  if (!tries.allowed)
    return {
      field: 'current',
      message: `That was tried ${ATTEMPTS} times. Try again in ${Math.ceil(tries.retryAfterMs / 60_000)} min.`,
    };
  const person = await findPerson(db, personId);
  if (person === null || !(await checkPassword(person.passwordHash, current)))
    return { field: 'current', message: 'This is not your current password.' };
  if (current === next) return { field: 'next', message: 'The new password is the one you have. Choose another.' };
  await storePassword(db, { personId, passwordHash: await hashPassword(next), at, keepSessionSha256: sessionSha256(sessionId) });
  return null;
}
