import { hash, verify } from '@node-rs/argon2';
import { randomInt } from 'node:crypto';

/** What OWASP's password storage sheet names first for argon2id (the library's default kind): 19 MiB, 2 passes, 1 lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
/** No letters or digits that are taken for one another: 0 O, 1 l I. */
const PASSWORD_LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP_LETTERS = 4;

/** The argon2id hash of a password in its usual text form, with its parameters and salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), { memoryCost: MEMORY_KIB, timeCost: PASSES, parallelism: LANES });
}

/** Whether the hash was made from this password; false too where the hash cannot be read. */
export async function checkPassword(hashed: string, password: string): Promise<boolean> {
  try {
    return await verify(hashed, normal(password));
  } catch {
    return false;
  }
}

/** A password of 16 letters and digits (about 92 bits), in four groups so that it can be read out: `kq7R-…`. */
export function randomPassword(): string {
  const letter = (): string => PASSWORD_LETTERS.charAt(randomInt(PASSWORD_LETTERS.length));
  const group = (): string => Array.from({ length: GROUP_LETTERS }, letter).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** One text has several spellings in Unicode; keyboards differ in which they send. */
const normal = (password: string): string => password.normalize('NFKC');
