import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { SettingsDocuments, SettingsKind } from '../core/settings.js';
import { CartwrightError } from '../errors.js';
import { bumpVersion } from './access-keys.js';
import { quickRead, run, transaction, type Db } from './db.js';
import { fromJson, toJson, type Json } from './engine/json.js';
import { isDuplicate } from './engine/retry.js';

const KINDS: readonly SettingsKind[] = ['shipping', 'taxes', 'promotions', 'policies'];
/** Versions kept of each kind, the one in force included. */
const VERSIONS_KEPT = 50;

// MariaDB takes no packet over 16 MiB, which a tax document of 16 MiB would be; compressed it is a tenth.
const pack = promisify(gzip);
const unpack = promisify(gunzip);

interface SettingsRow {
  readonly kind: SettingsKind;
  readonly version: number;
  readonly document: Buffer;
}

/** One earlier state of a settings document. `by` names who saved it: a person, an access key or `demo`. */
export interface SettingsVersion {
  readonly version: number;
  readonly at: number;
  readonly by: string;
}

/**
 * The settings in force; what was never saved is empty, in the merchant's currency, and has version 0. The document of
 * `replaced` is left empty unread. Throws SETTINGS_UNREADABLE where a stored document is none.
 */
export async function loadSettings(
  db: Db,
  environmentId: string,
  replaced?: SettingsKind,
): Promise<{ readonly documents: SettingsDocuments; readonly versions: Readonly<Record<SettingsKind, number>> }> {
  const sql = `select s.kind, s.version, s.document from settings s
    join (select kind, max(version) as version from settings where environment_id = ? group by kind) newest
      on newest.kind = s.kind and newest.version = s.version
    where s.environment_id = ?`;
  const rows = await quickRead<SettingsRow>(db, sql, [environmentId, environmentId]);
  const versions: Record<SettingsKind, number> = { shipping: 0, taxes: 0, promotions: 0, policies: 0 };
  const saved: Partial<SettingsDocuments> = {};
  for (const row of rows) {
    versions[row.kind] = row.version;
    if (row.kind !== replaced) Object.assign(saved, { [row.kind]: await unpackDocument(row) });
  }
  const currency = saved.shipping === undefined ? await currencyOf(db, environmentId) : '';
  const empty: SettingsDocuments = {
    shipping: { currency, methods: [] },
    taxes: { rules: [] },
    promotions: { promotions: [] },
    policies: {},
  };
  return { documents: { ...empty, ...saved }, versions };
}

/**
 * Saves a document as the next version of its kind. `changed` where the version in force is not `expectedVersion`, or
 * somebody saved at the same moment.
 */
export async function saveSettings<Kind extends SettingsKind>(
  db: Db,
  environmentId: string,
  kind: Kind,
  save: {
    readonly document: SettingsDocuments[Kind];
    readonly expectedVersion?: number;
    readonly at: number;
    readonly by: string;
  },
): Promise<{ readonly version: number } | 'changed'> {
  const document = await pack(toJson(save.document));
  try {
    return await transaction(db, async (trx) => {
      const before = await versionInForce(trx, environmentId, kind);
      if (save.expectedVersion !== undefined && save.expectedVersion !== before) return 'changed';
      const version = before + 1;
      await trx
        .knex('settings')
        .insert({ environment_id: environmentId, kind, version, at: save.at, changed_by: save.by, document });
      await trx
        .knex('settings')
        .where({ environment_id: environmentId, kind })
        .where('version', '<=', version - VERSIONS_KEPT)
        .delete();
      await bumpVersion(trx, environmentId);
      return { version };
    });
  } catch (error) {
    if (isDuplicate(error)) return 'changed';
    throw error;
  }
}

/** The versions kept of a kind, newest first. */
export async function listVersions(db: Db, environmentId: string, kind: SettingsKind): Promise<SettingsVersion[]> {
  const rows = await run(db, (knex) =>
    knex('settings')
      .where({ environment_id: environmentId, kind })
      .orderBy('version', 'desc')
      .select<{ version: number; at: number; changed_by: string }[]>('version', 'at', 'changed_by'),
  );
  return rows.map((row) => ({ version: row.version, at: row.at, by: row.changed_by }));
}

/** A document as it was in one version, or null where that version is not kept. */
export async function loadVersion<Kind extends SettingsKind>(
  db: Db,
  environmentId: string,
  { kind, version }: { readonly kind: Kind; readonly version: number },
): Promise<SettingsDocuments[Kind] | null> {
  const rows = await run(db, (knex) =>
    knex('settings').where({ environment_id: environmentId, kind, version }).select<SettingsRow[]>('kind', 'version', 'document'),
  );
  return rows[0] === undefined ? null : unpackDocument<SettingsDocuments[Kind]>(rows[0]);
}

async function versionInForce(trx: Db, environmentId: string, kind: SettingsKind): Promise<number> {
  if (!KINDS.includes(kind)) throw new RangeError(`there are no settings of kind ${kind}`);
  const row = await trx
    .knex('settings')
    .where({ environment_id: environmentId, kind })
    .max<{ version: number | null }[]>({ version: 'version' });
  return row[0]?.version ?? 0;
}

async function unpackDocument<T>({ kind, version, document }: SettingsRow): Promise<T> {
  try {
    const text: Json<T> = (await unpack(document)).toString();
    return fromJson(text);
  } catch (cause) {
    throw new CartwrightError('SETTINGS_UNREADABLE', {
      detail: `Version ${version} of the ${kind} settings cannot be read from the database. Save them anew.`,
      cause,
    });
  }
}

async function currencyOf(db: Db, environmentId: string): Promise<string> {
  const sql = 'select m.currency from merchants m join environments e on e.merchant_id = m.id where e.id = ?';
  const [row] = await quickRead<{ currency: string }>(db, sql, [environmentId]);
  return row?.currency ?? 'USD';
}
