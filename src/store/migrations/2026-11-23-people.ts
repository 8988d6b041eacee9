import type { Knex } from 'knex';
import { columnsOf, each } from './columns.js';

/** People and their sessions, throttles, idempotency keys, and leases on work that one process at a time does. */
export async function up(knex: Knex): Promise<void> {
  const { int, text, longText, table } = columnsOf(knex);
  await each(knex, [
    `create table people (
      id ${text(26)} not null primary key,
      merchant_id ${text(26)} not null references merchants (id),
      email ${text(254)} not null,
      email_folded ${text(254)} not null unique,
      name ${text(200)} not null,
      password_hash ${text(255)} not null,
      created_at ${int} not null,
      password_changed_at ${int} not null
    ) ${table}`,
    // id_sha256: whoever reads the table cannot sign in with what is in it
    `create table sessions (
      id_sha256 ${text(64)} not null primary key,
      person_id ${text(26)},
      data ${longText} not null,
      expires_at ${int} not null
    ) ${table}`,
    `create index sessions_by_person on sessions (person_id)`,
    `create index sessions_by_expiry on sessions (expires_at)`,
    `create table throttles (
      key_sha256 ${text(64)} not null primary key,
      attempts ${int} not null,
      window_until ${int} not null
    ) ${table}`,
    `create index throttles_by_window on throttles (window_until)`,
    `create table idempotency_keys (
      scope_sha256 ${text(64)} not null primary key,
      body_sha256 ${text(64)} not null,
      owner ${text(36)} not null,
      lease_until ${int} not null,
      expires_at ${int} not null,
      answer ${longText}
    ) ${table}`,
    `create index idempotency_keys_by_expiry on idempotency_keys (expires_at)`,
    `create table leases (name ${text(64)} not null primary key, owner ${text(36)} not null, until ${int} not null) ${table}`,
  ]);
}

export async function down(knex: Knex): Promise<void> {
  await each(
    knex,
    ['leases', 'idempotency_keys', 'throttles', 'sessions', 'people'].map((name) => `drop table ${name}`),
  );
}
