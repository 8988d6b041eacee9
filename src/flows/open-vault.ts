import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Db } from '../store/db.js';
import { readInstallation, rememberInstallation } from '../store/installation.js';
import { openVault, type Vault } from '../vault.js';

/** Where the master key may come from. */
export interface KeySource {
  /** CARTWRIGHT_MASTER_KEY. */
  readonly given: Buffer | null;
  /** The key file beside the embedded database; null with MySQL. */
  readonly file: string | null;
  readonly production: boolean;
}

export type OpenedVault =
  | { readonly ok: true; readonly vault: Vault; /** The key file, if it was made just now. */ readonly keyMade: string | null }
  | { readonly ok: false; readonly reason: string };

const MASTER_KEY_BYTES = 32;
/** Its name in the table of facts about the installation. */
const CHECK_VALUE = 'master-key-check';

/**
 * Opens the vault of this database (contracts.md, Running it): the given key, else the key file, which is made for an
 * unused database outside production. A key that is not the database's own is refused with a sentence.
 */
export async function openDatabaseVault(db: Db, source: KeySource): Promise<OpenedVault> {
  const expected = await readInstallation(db, CHECK_VALUE);
  const key =
    source.given === null ? await keyOfFile(source, expected === null) : { ok: true as const, bytes: source.given, made: false };
  if (!key.ok) return key;
  const vault = openVault(key.bytes);
  const stored = expected ?? (await rememberInstallation(db, CHECK_VALUE, vault.checkValue()));
  if (stored !== vault.checkValue()) return { ok: false, reason: wrongKey(source) };
  return { ok: true, vault, keyMade: key.made ? source.file : null };
}

type FoundKey =
  { readonly ok: true; readonly bytes: Buffer; readonly made: boolean } | { readonly ok: false; readonly reason: string };

async function keyOfFile({ file, production }: KeySource, unused: boolean): Promise<FoundKey> {
  if (file === null)
    return refuse('With MySQL, CARTWRIGHT_MASTER_KEY must be set, to the same 32 bytes in base64 for every process.');
  if (production)
    return refuse(
      `With NODE_ENV=production, CARTWRIGHT_MASTER_KEY must be set. If ${file} exists, set it to what stands in that file.`,
    );
  const text = await readIfThere(file);
  if (text !== null) return decode(file, text);
  if (!unused)
    return refuse(
      `The master key of this database is missing: ${file} is not there. Put it back from your backup, or set CARTWRIGHT_MASTER_KEY.`,
    );
  const bytes = randomBytes(MASTER_KEY_BYTES);
  try {
    await writeFile(file, `${bytes.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process that starts at this moment made it first.
    if (!hasCode(error, 'EEXIST')) throw error;
    return decode(file, (await readIfThere(file)) ?? '');
  }
  return { ok: true, bytes, made: true };
}

function decode(file: string, text: string): FoundKey {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length === MASTER_KEY_BYTES) return { ok: true, bytes, made: false };
  return refuse(`${file} must hold 32 bytes in base64. Put it back from your backup.`);
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function wrongKey({ given, file }: KeySource): string {
  const place = given === null ? `The key in ${String(file)}` : 'The key in CARTWRIGHT_MASTER_KEY';
  return `${place} is not the master key of this database, so its secrets cannot be opened. Use the key that the database was made with.`;
}

const refuse = (reason: string): { readonly ok: false; readonly reason: string } => ({ ok: false, reason });
const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
