import type { Knex } from 'knex';
import { columnsOf, each, isSqlite } from './columns.js';

/** Exchanges, what finds them again, replay keys, and the operator's list of posts that belong to no merchant. */
export async function up(knex: Knex): Promise<void> {
  const { int, text, longText, blob, table, rowTable } = columnsOf(knex);
  await each(knex, [
    // One row for each combination of the values that lists are filtered by. An environment has some hundreds of them, so
    // a filter is turned into their ids, and each id is a range of one index, newest first.
    `create table facets (
      id ${int} not null primary key,
      environment_id ${text(40)} not null,
      direction ${text(3)} not null,
      kind ${text(20)} not null,
      party ${text(20)} not null,
      outcome ${text(20)} not null,
      status ${int} not null,
      code ${text(64)} not null,
      speed ${int} not null
    ) ${rowTable}`,
    `create index facets_by_environment on facets (environment_id)`,
    `create table exchanges (
      seq ${int} not null primary key,
      id ${text(26)} not null,
      environment_id ${text(40)} not null,
      facet ${int} not null,
      at ${int} not null,
      trace ${text(64)} not null,
      parent ${text(26)},
      attempt ${int} not null,
      duration_ms ${int} not null,
      bytes ${int} not null,
      refs ${longText} not null,
      faults ${longText} not null,
      messages ${longText} not null
    ) ${rowTable}`,
    `create unique index exchanges_by_id on exchanges (id)`,
    `create index exchanges_by_environment on exchanges (environment_id, seq)`,
    `create index exchanges_by_facet on exchanges (facet, seq)`,
    `create table exchange_ids (
      environment_id ${text(40)} not null,
      value ${text(128)} not null,
      seq ${int} not null,
      name ${text(40)} not null,
      primary key (environment_id, value, seq, name)
    ) ${table}`,
    `create table exchange_originals (seq ${int} not null primary key, sealed ${blob} not null) ${rowTable}`,
    // exchanges whose words are not in the search index yet
    `create table unindexed (seq ${int} not null primary key, words ${longText} not null) ${rowTable}`,
    // a word table that keeps only row numbers: SQLite's FTS5, which intersects common words quickest there; on MySQL a
    // plain table, because FULLTEXT drops short and common words
    isSqlite(knex)
      ? `create virtual table exchange_words using fts5(words, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars ':_-.'")`
      : `create table exchange_words (word ${text(64)} not null, seq ${int} not null, primary key (word, seq)) ${table}`,
    `create table replay_keys (
      key_id ${text(20)} not null,
      uuid ${text(128)} not null,
      body_sha256 ${text(64)} not null,
      exchange_id ${text(26)} not null,
      expires_at ${int} not null,
      answer ${longText} not null,
      primary key (key_id, uuid)
    ) ${table}`,
    `create index replay_keys_by_expiry on replay_keys (expires_at)`,
    `create table strays (
      id ${text(26)} not null primary key,
      at ${int} not null,
      remote ${text(64)} not null,
      start ${text(2048)} not null,
      code ${text(64)} not null,
      status ${int} not null,
      length ${int} not null,
      body ${longText} not null
    ) ${table}`,
    `create table stray_minutes (minute ${int} not null primary key, uncounted ${int} not null) ${rowTable}`,
  ]);
  if (!isSqlite(knex)) await knex.raw('create index exchange_words_by_seq on exchange_words (seq)');
}

export async function down(knex: Knex): Promise<void> {
  const tables = ['stray_minutes', 'strays', 'replay_keys', 'exchange_words', 'unindexed', 'exchange_originals', 'exchange_ids'];
  await each(
    knex,
    [...tables, 'exchanges', 'facets'].map((name) => `drop table ${name}`),
  );
}
