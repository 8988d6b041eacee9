import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { AllDocuments, SettingsDocuments, SettingsKind } from '../core/settings.js';
import { CartwrightError } from '../errors.js';
import { bumpVersion } from './access-keys.js';
import { quickRead, run, transaction, type Db } from './db.js';
import { fromJson, toJson, type Json } from './engine/json.js';
import { isDuplicate } from './engine/retry.js';

const KINDS: readonly SettingsKind[] = ['shipping', 'taxes', 'promotions', 'policies', 'shop'];
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
 * The settings in force that prices are made from; what was never saved is empty, in the merchant's currency, and has version 0. The document of
 * `replaced` is left empty unread. Throws SETTINGS_UNREADABLE where a stored document is none.
 */
export async function loadSettings(db: Db, environmentId: string, replaced?: SettingsKind): Promise<SettingsDocuments> {
  const sql = `select s.kind, s.version, s.document from settings s
    join (select kind, max(version) as version from settings where environment_id = ? group by kind) newest
      on newest.kind = s.kind and newest.version = s.version
    where s.environment_id = ? and s.kind <> 'shop'`;
  const rows = await quickRead<SettingsRow>(db, sql, [environmentId, environmentId]);
  const saved: Partial<SettingsDocuments> = {};
  for (const row of rows) {
    if (row.kind !== replaced) Object.assign(saved, { [row.kind]: await unpackDocument(row) });
  }
  const { shipping = await emptyShipping(db, environmentId) } = saved;
  return { ...EMPTY, ...saved, shipping };
}

/** One document in force with its version; one that was never saved is empty and has version 0. Throws SETTINGS_UNREADABLE. */
export async function loadDocument<Kind extends SettingsKind>(
  db: Db,
  environmentId: string,
  kind: Kind,
): Promise<{ readonly document: AllDocuments[Kind]; readonly version: number }> {
  const sql = `select kind, version, document from settings where environment_id = ? and kind = ? order by version desc limit 1`;
  const [row] = await quickRead<SettingsRow>(db, sql, [environmentId, kind]);
  if (row !== undefined) return { document: await unpackDocument(row), version: row.version };
  const empty: AllDocuments = { ...EMPTY, shop: EMPTY_SHOP, shipping: await emptyShipping(db, environmentId) };
  return { document: empty[kind], version: 0 };
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
    readonly document: AllDocuments[Kind];
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
): Promise<AllDocuments[Kind] | null> {
  const rows = await run(db, (knex) =>
    knex('settings').where({ environment_id: environmentId, kind, version }).select<SettingsRow[]>('kind', 'version', 'document'),
  );
  return rows[0] === undefined ? null : unpackDocument<AllDocuments[Kind]>(rows[0]);
}

/** The version of a kind that is in force; 0 where none was ever saved. */
export async function versionInForce(trx: Db, environmentId: string, kind: SettingsKind): Promise<number> {
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

const EMPTY: Omit<SettingsDocuments, 'shipping'> = { taxes: { rules: [] }, promotions: { promotions: [] }, policies: {} };
const EMPTY_SHOP: AllDocuments['shop'] = { policies: [] };

async function emptyShipping(db: Db, environmentId: string): Promise<AllDocuments['shipping']> {
  const sql = 'select m.currency from merchants m join environments e on e.merchant_id = m.id where e.id = ?';
  const [row] = await quickRead<{ currency: string }>(db, sql, [environmentId]);
  return { currency: row?.currency ?? 'USD', methods: [] };
}
