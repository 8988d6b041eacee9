import type { Knex } from 'knex';
import { columnsOf, each } from './columns.js';

const TABLES = ['orders', 'order_lines', 'order_events', 'order_words', 'code_redemptions', 'code_uses', 'mails'];
const COMPONENTS = ['principal', 'principal_promo', 'shipping', 'shipping_promo', 'tax', 'shipping_tax'];

/** Orders with their lines, events and words, the codes that they used up, and the mails about them. */
export async function up(knex: Knex): Promise<void> {
  const { int, text, longText, table, rowTable } = columnsOf(knex);
  await each(knex, [
    `create table orders (
      id ${text(19)} not null primary key,
      environment_id ${text(40)} not null,
      checkout_id ${text(32)} not null unique,
      trace ${text(64)} not null,
      client_request ${text(128)},
      placed_at ${int} not null,
      window_ends_at ${int} not null,
      released_at ${int},
      cancelled_at ${int},
      cancel_reason ${longText},
      currency ${text(3)} not null,
      total ${int} not null,
      document ${longText} not null,
      gateway ${text(40)} not null,
      payment_state ${text(20)} not null,
      payment_amount ${int} not null,
      payment_reference ${text(255)},
      multiple_captures ${int} not null,
      payment_label ${longText} not null,
      version ${int} not null
    ) ${rowTable}`,
    `create index orders_by_time on orders (environment_id, placed_at, id)`,
    `create index orders_by_client_request on orders (environment_id, client_request, placed_at)`,
    // what the release looks for; cancelled orders are never released and must not be read over and over
    `create index orders_by_release on orders (released_at, cancelled_at, payment_state, window_ends_at)`,
    `create index orders_by_payment on orders (payment_state, cancelled_at)`,
    `create table order_lines (
      order_id ${text(19)} not null,
      number ${int} not null,
      item_code ${text(14)} not null unique,
      quantity ${int} not null,
      shipped ${int} not null,
      cancelled ${int} not null,
      ${COMPONENTS.map((name) => `${name} ${int} not null`).join(', ')},
      document ${longText} not null,
      primary key (order_id, number)
    ) ${rowTable}`,
    `create table order_events (
      order_id ${text(19)} not null,
      number ${int} not null,
      at ${int} not null,
      kind ${text(40)} not null,
      caused_by ${text(20)} not null,
      text ${longText} not null,
      primary key (order_id, number)
    ) ${rowTable}`,
    // what orders are found by, newest first under each word
    `create table order_words (
      environment_id ${text(40)} not null,
      word ${text(64)} not null,
      placed_at ${int} not null,
      order_id ${text(19)} not null,
      primary key (environment_id, word, placed_at, order_id)
    ) ${table}`,
    `create table code_redemptions (
      environment_id ${text(40)} not null,
      promotion_id ${text(40)} not null,
      code_folded ${text(100)} not null,
      order_id ${text(19)} not null,
      at ${int} not null,
      primary key (environment_id, promotion_id, code_folded, order_id)
    ) ${table}`,
    `create index code_redemptions_by_order on code_redemptions (order_id)`,
    // one row for each code with a limit, raised under the condition that it is below: two orders never share the last use
    `create table code_uses (
      environment_id ${text(40)} not null,
      promotion_id ${text(40)} not null,
      code_folded ${text(100)} not null,
      used ${int} not null,
      primary key (environment_id, promotion_id, code_folded)
    ) ${table}`,
    `create table mails (
      id ${text(26)} not null primary key,
      environment_id ${text(40)} not null,
      order_id ${text(19)} not null,
      kind ${text(40)} not null,
      recipient ${longText} not null,
      subject ${longText} not null,
      body ${longText} not null,
      created_at ${int} not null,
      sent_at ${int},
      attempts ${int} not null,
      next_at ${int},
      problem ${longText},
      lease_owner ${text(36)},
      lease_until ${int} not null,
      unique (order_id, kind)
    ) ${rowTable}`,
    `create index mails_by_time on mails (sent_at, next_at)`,
    `create index mails_by_environment on mails (environment_id)`,
  ]);
}

export async function down(knex: Knex): Promise<void> {
  await each(
    knex,
    TABLES.map((name) => `drop table ${name}`),
  );
}
