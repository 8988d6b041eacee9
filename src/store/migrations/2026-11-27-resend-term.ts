import type { Knex } from 'knex';
import { columnsOf, each, isSqlite } from './columns.js';

/** When the bytes of an event are looked at to be deleted; null: they are gone, and the row says so. */
export async function up(knex: Knex): Promise<void> {
  const { int } = columnsOf(knex);
  await each(knex, [
    // 0, as of rows that an older process still writes: retention finds out at once when their term ends
    `alter table event_bodies add column expires_at ${int} default 0`,
    dropIndex(knex, 'event_bodies_by_time'),
    `create index event_bodies_by_term on event_bodies (expires_at)`,
  ]);
}

export async function down(knex: Knex): Promise<void> {
  await each(knex, [
    dropIndex(knex, 'event_bodies_by_term'),
    `delete from event_bodies where expires_at is null`,
    `alter table event_bodies drop column expires_at`,
    `create index event_bodies_by_time on event_bodies (made_at)`,
  ]);
}

const dropIndex = (knex: Knex, name: string): string => `drop index ${name}${isSqlite(knex) ? '' : ' on event_bodies'}`;
