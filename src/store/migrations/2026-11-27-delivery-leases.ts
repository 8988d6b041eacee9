import type { Knex } from 'knex';
import { each, isSqlite } from './columns.js';

/**
 * What is being sent is found by its lease first: there is little of it, whatever was ever sent. By the endpoint first, MySQL
 * counted through all that each endpoint ever got.
 */
export async function up(knex: Knex): Promise<void> {
  await rebuild(knex, 'lease_until, endpoint_id');
}

export async function down(knex: Knex): Promise<void> {
  await rebuild(knex, 'endpoint_id, lease_until');
}

async function rebuild(knex: Knex, columns: string): Promise<void> {
  await each(knex, [
    `drop index deliveries_by_lease${isSqlite(knex) ? '' : ' on deliveries'}`,
    `create index deliveries_by_lease on deliveries (${columns})`,
  ]);
}
