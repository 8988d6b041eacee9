import type { FloorRow } from './row.js';
import { mysqlRows } from './rows-mysql.js';
import { sqliteRows } from './rows-sqlite.js';

/** The function that writes one batch durably into an empty database at `url`. */
export async function openRows(url: string): Promise<(rows: readonly FloorRow[]) => void | Promise<void>> {
  return url.startsWith('sqlite:') ? sqliteRows(url.slice('sqlite:'.length)) : mysqlRows(url);
}
