import type { Knex } from 'knex';
import { columnsOf, each } from './columns.js';

const TABLES = ['events', 'event_bodies', 'event_positions', 'endpoints', 'deliveries', 'delivery_attempts'];

/** The outbox: what happened to orders, whom it is told, and how that went. */
export async function up(knex: Knex): Promise<void> {
  const { int, text, longText, blob, table, rowTable } = columnsOf(knex);
  await each(knex, [
    `create table events (
      id ${text(26)} not null primary key,
      reference_id ${text(36)} not null unique,
      environment_id ${text(40)} not null,
      order_id ${text(19)},
      sequence ${int} not null,
      kind ${text(40)} not null,
      at ${int} not null,
      trace ${text(64)} not null,
      document ${longText} not null,
      position ${int}
    ) ${rowTable}`,
    // tests are of no order
    `create unique index events_by_order on events (order_id, sequence)`,
    `create unique index events_by_position on events (environment_id, position)`,
    `create index events_by_time on events (environment_id, at, id)`,
    // what the numberer looks for
    `create index events_without_position on events (position, id)`,
    // the bytes of an event in one format, sealed: every attempt at every endpoint sends the same
    `create table event_bodies (
      event_id ${text(26)} not null,
      format ${text(40)} not null,
      environment_id ${text(40)} not null,
      made_at ${int} not null,
      sha256 ${text(64)} not null,
      sealed ${blob} not null,
      primary key (event_id, format)
    ) ${rowTable}`,
    `create index event_bodies_by_time on event_bodies (made_at)`,
    `create index event_bodies_by_environment on event_bodies (environment_id)`,
    `create table event_positions (
      environment_id ${text(40)} not null primary key,
      last ${int} not null
    ) ${table}`,
    `create table endpoints (
      id ${text(26)} not null primary key,
      environment_id ${text(40)} not null,
      name ${longText} not null,
      url ${longText} not null,
      url_sha256 ${text(64)} not null,
      format ${text(20)} not null,
      namespace ${text(10)},
      kinds ${longText} not null,
      is_unsigned ${int} not null,
      key_id ${text(20)},
      secret ${blob},
      old_secret ${blob},
      old_secret_until ${int},
      concurrency ${int} not null,
      per_minute ${int} not null,
      alert_after_ms ${int} not null,
      alerted_at ${int},
      paused_at ${int},
      off_at ${int},
      off_because ${longText},
      created_at ${int} not null,
      version ${int} not null,
      claims ${int} not null,
      next_slot_at ${int} not null
    ) ${rowTable}`,
    // two endpoints at one address would give a store every order twice
    `create unique index endpoints_by_url on endpoints (environment_id, url_sha256)`,
    `create table deliveries (
      id ${text(26)} not null primary key,
      environment_id ${text(40)} not null,
      endpoint_id ${text(26)} not null,
      event_id ${text(26)} not null,
      order_id ${text(19)},
      sequence ${int} not null,
      created_at ${int} not null,
      outcome ${text(20)},
      finished_at ${int},
      next_at ${int} not null,
      began_at ${int},
      tries ${int} not null,
      refusals ${int} not null,
      late ${int} not null,
      problem ${longText},
      status ${int} not null,
      echo ${text(64)},
      fence ${int} not null,
      lease_owner ${text(36)},
      lease_until ${int} not null
    ) ${rowTable}`,
    `create unique index deliveries_by_event on deliveries (event_id, endpoint_id)`,
    // the lane: what of one order goes to one endpoint goes in this order
    `create index deliveries_by_lane on deliveries (endpoint_id, order_id, sequence)`,
    `create index deliveries_by_due on deliveries (endpoint_id, outcome, next_at)`,
    // how many of an endpoint are being sent
    `create index deliveries_by_lease on deliveries (endpoint_id, lease_until)`,
    `create index deliveries_by_endpoint on deliveries (endpoint_id, id)`,
    `create index deliveries_by_environment on deliveries (environment_id, id)`,
    `create table delivery_attempts (
      delivery_id ${text(26)} not null,
      number ${int} not null,
      environment_id ${text(40)} not null,
      at ${int} not null,
      duration_ms ${int} not null,
      status ${int} not null,
      result ${text(20)} not null,
      because ${longText} not null,
      exchange_id ${text(26)} not null,
      primary key (delivery_id, number)
    ) ${rowTable}`,
    `create index delivery_attempts_by_environment on delivery_attempts (environment_id)`,
  ]);
}

export async function down(knex: Knex): Promise<void> {
  await each(
    knex,
    TABLES.map((name) => `drop table ${name}`),
  );
}
