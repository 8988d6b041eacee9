import type { Db } from '../../src/store/db.js';

/** Everything that the database holds but for these tables, as one text; bytes by their Latin letters. */
export async function keptText(db: Db, leftOut: readonly string[]): Promise<string> {
  const sql = db.dialect === 'sqlite' ? "select name from sqlite_master where type = 'table'" : 'show tables';
  const found = (await db.knex.raw(sql)) as unknown as Record<string, string>[] | [Record<string, string>[]];
  const rows = (Array.isArray(found[0]) ? found[0] : found) as Record<string, string>[];
  const tables = rows.map((row) => Object.values(row)[0] ?? '').filter((name) => !leftOut.includes(name));
  const contents = await Promise.all(tables.map((table) => db.knex(table).select('*')));
  return JSON.stringify(contents, (_name, value: unknown) =>
    isBytes(value) ? Buffer.from(value.data).toString('latin1') : value,
  );
}

/** A Buffer turns itself into this before anybody else sees it. */
const isBytes = (value: unknown): value is { readonly data: number[] } =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value;
