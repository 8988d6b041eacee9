import type { Knex } from 'knex';
import * as exchanges from './2026-11-23-exchanges.js';
import * as merchants from './2026-11-23-merchants.js';
import * as people from './2026-11-23-people.js';
import * as replayKeys from './2026-11-27-replay-keys.js';
import * as wordMerges from './2026-11-27-word-merges.js';
import * as checkouts from './2026-11-27-checkouts.js';
import * as orders from './2026-11-27-orders.js';
import * as exchangeTexts from './2026-11-27-exchange-texts.js';
import * as events from './2026-11-27-events.js';
import * as shipments from './2026-11-27-shipments.js';

interface Migration {
  readonly up: (knex: Knex) => Promise<void>;
  readonly down: (knex: Knex) => Promise<void>;
}

/** In the order in which they run. A name never changes: it is what a database remembers, from .ts and .js alike. */
const MIGRATIONS: readonly (readonly [name: string, migration: Migration])[] = [
  ['2026-11-23-merchants', merchants],
  ['2026-11-23-exchanges', exchanges],
  ['2026-11-23-people', people],
  ['2026-11-27-replay-keys', replayKeys],
  ['2026-11-27-word-merges', wordMerges],
  ['2026-11-27-checkouts', checkouts],
  ['2026-11-27-orders', orders],
  ['2026-11-27-exchange-texts', exchangeTexts],
  ['2026-11-27-shipments', shipments],
  ['2026-11-27-events', events],
];

/** Our own source, so that knex neither reads folders nor remembers file extensions. */
export const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve(MIGRATIONS.map(([name]) => name)),
  getMigrationName: (name) => name,
  getMigration: (name) => {
    const found = MIGRATIONS.find(([known]) => known === name);
    return found === undefined ? Promise.reject(new Error(`there is no migration ${name}`)) : Promise.resolve(found[1]);
  },
};
