// For the knex command line in development: `npx tsx node_modules/knex/bin/cli.js migrate:status`. The service and
// `npx cartwright migrate` bring tables up to date without it.
import type { Knex } from 'knex';
import { MIGRATION_CONFIG } from './src/store/migrate.js';
import { mysqlOptions } from './src/store/engine/mysql.js';
import { sqliteFile } from './src/store/engine/sqlite.js';

const url = process.env['DATABASE_URL'] ?? 'sqlite:./data/cartwright.db';

const config: Knex.Config = url.startsWith('sqlite:')
  ? { client: 'better-sqlite3', connection: { filename: sqliteFile(url) }, useNullAsDefault: true, migrations: MIGRATION_CONFIG }
  : { client: 'mysql2', connection: mysqlOptions(url), migrations: MIGRATION_CONFIG };

export default config;
