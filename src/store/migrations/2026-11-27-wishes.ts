import type { Knex } from 'knex';
import { columnsOf, each, isSqlite } from './columns.js';

/** What wishes did that are not to be done again, and whose the Idempotency-Keys are, so that they go with their merchant. */
export async function up(knex: Knex): Promise<void> {
  const { int, text, longText, rowTable } = columnsOf(knex);
  await each(knex, [
    `create table wishes (
      id_sha256 ${text(64)} not null primary key,
      environment_id ${text(40)} not null,
      at ${int} not null,
      did ${longText} not null
    ) ${rowTable}`,
    `create index wishes_by_time on wishes (at)`,
    `create index wishes_by_environment on wishes (environment_id)`,
    // null in rows from before, which are gone a day later
    `alter table idempotency_keys add column environment_id ${text(40)}`,
    `create index idempotency_keys_by_environment on idempotency_keys (environment_id)`,
  ]);
}

export async function down(knex: Knex): Promise<void> {
  await each(knex, [
    `drop index idempotency_keys_by_environment${isSqlite(knex) ? '' : ' on idempotency_keys'}`,
    'alter table idempotency_keys drop column environment_id',
    'drop table wishes',
  ]);
}
