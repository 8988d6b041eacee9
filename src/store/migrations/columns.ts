import type { Knex } from 'knex';

/** The column types of one database, under the names that migrations use. */
export interface Columns {
  /** Whole numbers up to 2^53: times, sizes, exchange numbers. */
  readonly int: string;
  /** Text that may stand in a key; compared byte by byte. */
  readonly text: (characters: number) => string;
  readonly longText: string;
  readonly blob: string;
  /** What follows the closing bracket of a table whose primary key is not one integer. */
  readonly table: string;
  /** What follows the closing bracket of a table whose primary key is one integer. */
  readonly rowTable: string;
}

const SQLITE: Columns = {
  int: 'integer',
  text: () => 'text',
  longText: 'text',
  blob: 'blob',
  table: 'without rowid',
  rowTable: '',
};

// utf8mb4_bin for the whole table: SQLite's text compares byte by byte as well
const MYSQL: Columns = {
  int: 'bigint',
  text: (characters) => `varchar(${characters})`,
  longText: 'longtext',
  blob: 'longblob',
  table: 'engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin',
  rowTable: 'engine=InnoDB row_format=dynamic default charset=utf8mb4 collate=utf8mb4_bin',
};

/** Which of the two a migration speaks to. */
export function isSqlite(knex: Knex): boolean {
  const { config } = knex.client as { readonly config: Knex.Config };
  return config.client === 'better-sqlite3';
}

/** The column types of the database that `knex` is connected to. */
export function columnsOf(knex: Knex): Columns {
  return isSqlite(knex) ? SQLITE : MYSQL;
}

/** Runs statements one after the other. */
export async function each(knex: Knex, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await knex.raw(statement);
}
