import type { Knex } from 'knex';
import { columnsOf, each, isSqlite } from './columns.js';

/**
 * On SQLite the kept answers move out of the tree of their random keys: an answer of some kilobytes beside its key meant that
 * every insert rewrote a page somewhere in the middle. InnoDB stays as it is: its claims rely on the locks of that primary key.
 */
export async function up(knex: Knex): Promise<void> {
  if (isSqlite(knex)) await rebuild(knex, '');
}

export async function down(knex: Knex): Promise<void> {
  if (isSqlite(knex)) await rebuild(knex, 'without rowid');
}

async function rebuild(knex: Knex, tail: string): Promise<void> {
  const { int, text, longText } = columnsOf(knex);
  await each(knex, [
    'drop index replay_keys_by_expiry',
    'alter table replay_keys rename to replay_keys_before',
    `create table replay_keys (
      key_id ${text(20)} not null,
      uuid ${text(128)} not null,
      body_sha256 ${text(64)} not null,
      exchange_id ${text(26)} not null,
      expires_at ${int} not null,
      answer ${longText} not null,
      primary key (key_id, uuid)
    ) ${tail}`,
    'insert into replay_keys select key_id, uuid, body_sha256, exchange_id, expires_at, answer from replay_keys_before',
    'drop table replay_keys_before',
    'create index replay_keys_by_expiry on replay_keys (expires_at)',
  ]);
}
