import type { Knex } from 'knex';
import { columnsOf, each } from './columns.js';

/** Merchants with their environments, access keys and settings; facts about the installation itself. */
export async function up(knex: Knex): Promise<void> {
  const { int, text, longText, blob, table } = columnsOf(knex);
  await each(knex, [
    `create table installation (name ${text(64)} not null primary key, value ${longText} not null) ${table}`,
    `create table merchants (
      id ${text(26)} not null primary key,
      name ${text(200)} not null,
      currency ${text(3)} not null,
      zone ${text(64)} not null,
      created_at ${int} not null
    ) ${table}`,
    // version rises with every change of a key or a setting: what caches compare
    `create table environments (
      id ${text(40)} not null primary key,
      merchant_id ${text(26)} not null references merchants (id),
      name ${text(10)} not null,
      version ${int} not null,
      unique (merchant_id, name)
    ) ${table}`,
    `create table access_keys (
      id ${text(20)} not null primary key,
      environment_id ${text(40)} not null references environments (id),
      name ${text(200)} not null,
      sealed_secret ${blob} not null,
      created_at ${int} not null,
      revoked_at ${int},
      last_used_at ${int}
    ) ${table}`,
    `create index access_keys_by_environment on access_keys (environment_id)`,
    // every version is a row, the highest is in force; document is gzipped JSON
    `create table settings (
      environment_id ${text(40)} not null references environments (id),
      kind ${text(20)} not null,
      version ${int} not null,
      at ${int} not null,
      changed_by ${text(200)} not null,
      document ${blob} not null,
      primary key (environment_id, kind, version)
    ) ${table}`,
  ]);
}

export async function down(knex: Knex): Promise<void> {
  await each(
    knex,
    ['settings', 'access_keys', 'environments', 'merchants', 'installation'].map((name) => `drop table ${name}`),
  );
}
