import type { Knex } from 'knex';
import { columnsOf, each, isSqlite } from './columns.js';

const TABLES = [
  'shipments',
  'shipment_lines',
  'refunds',
  'refund_lines',
  'chargebacks',
  'ledger_postings',
  'ledger_rows',
  'environment_clocks',
];
const COMPONENTS = ['principal', 'principal_promo', 'shipping', 'shipping_promo', 'tax', 'shipping_tax'];
const ORDER_COLUMNS = ['closed_at', 'cancel_asked_at', 'expiry_warned_at', 'payment_problem', 'held_until', 'rest_held'];

/** What becomes of an order: shipments with their captures, refunds, the ledger, and how far an environment's clock was moved. */
export async function up(knex: Knex): Promise<void> {
  const { int, text, longText, table, rowTable } = columnsOf(knex);
  const components = COMPONENTS.map((name) => `${name} ${int} not null`).join(', ');
  // who is asking the gateway, and when it may be asked again: by the real clock, whatever the environment's says
  const work = `tries ${int} not null, attempts ${int} not null, next_at ${int} not null, lease_owner ${text(36)}, lease_until ${int} not null`;
  await each(knex, [
    // when the last unit was shipped or cancelled; null while one is open
    `alter table orders add column closed_at ${int}`,
    `alter table orders add column cancel_asked_at ${int}`,
    `alter table orders add column expiry_warned_at ${int}`,
    // the sentence of a capture that was refused; null where there is none, or it was solved
    `alter table orders add column payment_problem ${longText}`,
    // when the gateway lets go of what it holds; null where it does not
    `alter table orders add column held_until ${int}`,
    // 1 while the gateway may hold money for units of a shipped order that were cancelled
    `alter table orders add column rest_held ${int} not null default 0`,
    `update orders set closed_at = cancelled_at where cancelled_at is not null`,
    `create index orders_by_expiry on orders (closed_at, released_at)`,
    `create index orders_by_hold on orders (closed_at, held_until)`,
    `create index orders_by_rest on orders (rest_held)`,
    // the same where an environment goes by a clock of its own, and for lists of what is open
    `create index orders_by_environment on orders (environment_id, closed_at, released_at)`,
    `create table shipments (
      id ${text(26)} not null primary key,
      environment_id ${text(40)} not null,
      order_id ${text(19)} not null,
      number ${int} not null,
      at ${int} not null,
      ship_date ${text(10)} not null,
      carrier ${longText},
      service ${longText},
      tracking_number ${longText},
      caused_by ${text(20)} not null,
      capture_state ${text(20)} not null,
      capture_amount ${int} not null,
      capture_reference ${text(255)},
      ${work},
      unique (order_id, number)
    ) ${rowTable}`,
    `create index shipments_by_capture on shipments (capture_state, next_at)`,
    `create index shipments_by_environment on shipments (environment_id)`,
    `create table shipment_lines (
      shipment_id ${text(26)} not null,
      number ${int} not null,
      units ${int} not null,
      captured_units ${int} not null,
      ${components},
      primary key (shipment_id, number)
    ) ${table}`,
    // due_at by the environment's clock: until then a refund can be undone
    `create table refunds (
      id ${text(26)} not null primary key,
      environment_id ${text(40)} not null,
      order_id ${text(19)} not null,
      number ${int} not null,
      at ${int} not null,
      state ${text(20)} not null,
      reason ${longText} not null,
      note ${longText},
      caused_by ${text(20)} not null,
      amount ${int} not null,
      reference ${text(255)},
      due_at ${int} not null,
      ${work},
      unique (order_id, number)
    ) ${rowTable}`,
    `create index refunds_by_state on refunds (state, next_at)`,
    `create index refunds_by_environment on refunds (environment_id)`,
    `create table refund_lines (
      refund_id ${text(26)} not null,
      number ${int} not null,
      units ${int} not null,
      ${components},
      primary key (refund_id, number)
    ) ${table}`,
    `create table chargebacks (
      id ${text(26)} not null primary key,
      environment_id ${text(40)} not null,
      order_id ${text(19)} not null,
      number ${int} not null,
      at ${int} not null,
      state ${text(20)} not null,
      reason ${longText} not null,
      line_numbers ${longText} not null,
      amount ${int} not null,
      unique (order_id, number)
    ) ${rowTable}`,
    `create index chargebacks_by_environment on chargebacks (environment_id)`,
    `create table ledger_postings (
      id ${text(26)} not null primary key,
      environment_id ${text(40)} not null,
      order_id ${text(19)} not null,
      source ${text(40)} not null,
      kind ${text(40)} not null,
      at ${int} not null,
      unique (source, kind)
    ) ${rowTable}`,
    `create index ledger_postings_by_order on ledger_postings (order_id, id)`,
    `create index ledger_postings_by_time on ledger_postings (environment_id, at, id)`,
    `create table ledger_rows (
      posting_id ${text(26)} not null,
      account ${text(40)} not null,
      currency ${text(3)} not null,
      amount ${int} not null,
      primary key (posting_id, account)
    ) ${table}`,
    `create table environment_clocks (
      environment_id ${text(40)} not null primary key,
      offset_ms ${int} not null
    ) ${table}`,
  ]);
}

export async function down(knex: Knex): Promise<void> {
  await each(knex, [
    ...TABLES.map((name) => `drop table ${name}`),
    ...['orders_by_expiry', 'orders_by_hold', 'orders_by_rest', 'orders_by_environment'].map(
      (name) => `drop index ${name}${isSqlite(knex) ? '' : ' on orders'}`,
    ),
    ...ORDER_COLUMNS.map((name) => `alter table orders drop column ${name}`),
  ]);
}
