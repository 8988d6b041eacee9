import Sqlite from 'better-sqlite3';
import type { Db } from './db.js';

/**
 * Copies an SQLite database to `file` while the service runs: a consistent copy of one moment. The master key is not in it
 * and must be kept as well. Throws a sentence on MySQL, which has tools of its own.
 */
export async function backup(db: Db, file: string): Promise<void> {
  if (db.sqlite === null) {
    throw new Error(
      'Back up MySQL or MariaDB with its own tools, for example: mysqldump --single-transaction --hex-blob <database> > cartwright.sql',
    );
  }
  // a connection of its own: the copy goes page by page and must not hold up anybody
  const source = new Sqlite(db.sqlite.file, { readonly: true });
  try {
    await source.backup(file);
  } finally {
    source.close();
  }
}
