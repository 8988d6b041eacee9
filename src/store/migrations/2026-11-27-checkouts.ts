import type { Knex } from 'knex';
import { columnsOf, each } from './columns.js';

const TABLES = [
  'checkouts',
  'checkout_bytes',
  'checkout_claims',
  'payment_attempts',
  'callback_answers',
  'endpoint_health',
  'wizard_keys',
];

/** Checkouts with what they ask gateways and merchants for, and the keys that the button wizard signs carts with. */
export async function up(knex: Knex): Promise<void> {
  const { int, text, longText, blob, table, rowTable } = columnsOf(knex);
  // Rows with long texts stand in tables with row numbers: else SQLite would keep the texts inside the key's tree.
  await each(knex, [
    `create table checkouts (
      id ${text(32)} not null primary key,
      environment_id ${text(40)} not null,
      state ${text(10)} not null,
      trace ${text(64)} not null,
      cart_exchange_id ${text(26)} not null,
      client_request ${text(128)},
      cart ${longText} not null,
      cart_sha256 ${text(64)} not null,
      choices ${longText} not null,
      version ${int} not null,
      created_at ${int} not null,
      updated_at ${int} not null,
      expires_at ${int},
      session_sha256 ${text(64)},
      order_id ${text(19)}
    ) ${rowTable}`,
    `create index checkouts_by_environment on checkouts (environment_id, state, created_at)`,
    `create index checkouts_by_client_request on checkouts (environment_id, client_request)`,
    `create index checkouts_by_change on checkouts (state, updated_at)`,
    `create index checkouts_by_expiry on checkouts (state, expires_at)`,
    // what the shop posted, byte for byte, in a table of its own: it goes after 90 days, the checkout of an order stays
    `create table checkout_bytes (
      checkout_id ${text(32)} not null primary key,
      received_at ${int} not null,
      bytes ${blob} not null
    ) ${rowTable}`,
    `create index checkout_bytes_by_age on checkout_bytes (received_at)`,
    // the checkout that a browser session has for a cart
    `create table checkout_claims (
      session_sha256 ${text(64)} not null,
      environment_id ${text(40)} not null,
      cart_sha256 ${text(64)} not null,
      checkout_id ${text(32)} not null,
      claimed_at ${int} not null,
      primary key (session_sha256, environment_id, cart_sha256)
    ) ${table}`,
    `create index checkout_claims_by_age on checkout_claims (claimed_at)`,
    `create table payment_attempts (
      id ${text(64)} not null primary key,
      environment_id ${text(40)} not null,
      checkout_id ${text(32)} not null,
      attempt ${int} not null,
      state ${text(10)} not null,
      amount ${int} not null,
      currency ${text(3)} not null,
      gateway ${text(40)} not null,
      method ${text(64)} not null,
      answer ${longText},
      at ${int} not null
    ) ${rowTable}`,
    `create index payment_attempts_by_state on payment_attempts (state, at)`,
    `create index payment_attempts_by_checkout on payment_attempts (checkout_id, attempt)`,
    `create table callback_answers (
      checkout_id ${text(32)} not null,
      input_sha256 ${text(64)} not null,
      environment_id ${text(40)} not null,
      result ${longText} not null,
      expires_at ${int} not null,
      primary key (checkout_id, input_sha256)
    ) ${rowTable}`,
    `create index callback_answers_by_environment on callback_answers (environment_id)`,
    `create index callback_answers_by_expiry on callback_answers (expires_at)`,
    `create table endpoint_health (
      environment_id ${text(40)} not null,
      endpoint_sha256 ${text(64)} not null,
      failures ${int} not null,
      open_until ${int} not null,
      probe_until ${int} not null,
      primary key (environment_id, endpoint_sha256)
    ) ${table}`,
    `create table wizard_keys (
      environment_id ${text(40)} not null,
      version ${int} not null,
      sealed_secret ${blob} not null,
      created_at ${int} not null,
      primary key (environment_id, version)
    ) ${table}`,
  ]);
}

export async function down(knex: Knex): Promise<void> {
  await each(
    knex,
    TABLES.map((name) => `drop table ${name}`),
  );
}
