import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { run, type Db } from './db.js';
import { pendingMigrations } from './migrate.js';

/** What is wrong with the database as one sentence each; empty where it takes writes and its tables are up to date. */
export async function databaseFaults(db: Db, { minimumFreeBytes }: { readonly minimumFreeBytes: number }): Promise<string[]> {
  const faults: string[] = [];
  try {
    await run(db, (knex) => knex('leases').insert({ name: 'health', owner: '', until: 0 }).onConflict('name').merge());
    const pending = await pendingMigrations(db);
    if (pending.length > 0) faults.push(`Migrations are missing: ${pending.join(', ')}.`);
  } catch (error) {
    faults.push(`The database does not take writes: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (db.sqlite !== null) {
    const { bavail, bsize } = await statfs(dirname(db.sqlite.file));
    if (bavail * bsize < minimumFreeBytes)
      faults.push(`Only ${Math.floor((bavail * bsize) / 1_048_576)} MiB are free on the disk of the database.`);
  }
  return faults;
}
