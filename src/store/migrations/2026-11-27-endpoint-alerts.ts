import type { Knex } from 'knex';
import { columnsOf, each, isSqlite } from './columns.js';

/** When the merchant was last told of an endpoint, and since when it has another chance; and what is open or ended, by age. */
export async function up(knex: Knex): Promise<void> {
  const { int } = columnsOf(knex);
  await each(knex, [
    `alter table endpoints add column told_at ${int}`,
    `alter table endpoints add column alert_from ${int}`,
    // the oldest that has not arrived, and the newest that ended in one way, without looking at the others
    `create index deliveries_by_outcome on deliveries (endpoint_id, outcome, id)`,
  ]);
}

export async function down(knex: Knex): Promise<void> {
  await each(knex, [
    `drop index deliveries_by_outcome${isSqlite(knex) ? '' : ' on deliveries'}`,
    `alter table endpoints drop column alert_from`,
    `alter table endpoints drop column told_at`,
  ]);
}
