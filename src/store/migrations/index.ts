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
import * as wishes from './2026-11-27-wishes.js';
import * as deadlines from './2026-11-27-deadlines.js';
import * as resendTerm from './2026-11-27-resend-term.js';
import * as endpointAlerts from './2026-11-27-endpoint-alerts.js';
import * as deliveryLeases from './2026-11-27-delivery-leases.js';

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
  ['2026-11-27-wishes', wishes],
  ['2026-11-27-deadlines', deadlines],
  ['2026-11-27-resend-term', resendTerm],
  ['2026-11-27-endpoint-alerts', endpointAlerts],
  ['2026-11-27-delivery-leases', deliveryLeases],
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
