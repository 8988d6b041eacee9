import type { Knex } from 'knex';
import { LEAST_AGE_MS } from '../../core/order-expiry.js';
import { columnsOf, each, isSqlite } from './columns.js';

const INDEXES = ['orders_by_overdue', 'orders_by_overdue_there', 'orders_by_hold', 'orders_by_hold_there'];
const BEFORE = ['orders_by_expiry', 'orders_by_hold'];

/** When an order is looked at next, so that those whose time has not come cost nothing, and what gateways are asked to hold anew. */
export async function up(knex: Knex): Promise<void> {
  const { int, text, rowTable } = columnsOf(knex);
  await each(knex, [
    ...BEFORE.map((name) => dropIndex(knex, name)),
    // by the clock of the environment; null while it waits for nothing
    `alter table orders add column overdue_at ${int}`,
    `update orders set overdue_at = released_at + ${LEAST_AGE_MS} where released_at is not null and closed_at is null`,
    `create index orders_by_overdue on orders (overdue_at, id)`,
    `create index orders_by_hold on orders (held_until, id)`,
    // the same where an environment goes by a clock of its own
    `create index orders_by_overdue_there on orders (environment_id, overdue_at, id)`,
    `create index orders_by_hold_there on orders (environment_id, held_until, id)`,
    // what was asked for stands until its answer is known: the same key never comes with another amount
    `create table hold_renewals (
      order_id ${text(19)} not null primary key,
      environment_id ${text(40)} not null,
      held_until ${int} not null,
      amount ${int} not null
    ) ${rowTable}`,
    `create index hold_renewals_by_environment on hold_renewals (environment_id)`,
  ]);
}

export async function down(knex: Knex): Promise<void> {
  await each(knex, [
    'drop table hold_renewals',
    ...INDEXES.map((name) => dropIndex(knex, name)),
    'alter table orders drop column overdue_at',
    `create index orders_by_expiry on orders (closed_at, released_at)`,
    `create index orders_by_hold on orders (closed_at, held_until)`,
  ]);
}

const dropIndex = (knex: Knex, name: string): string => `drop index ${name}${isSqlite(knex) ? '' : ' on orders'}`;
