import type { Knex } from 'knex';
import { messagesFromRow, type MessageColumns } from '../exchange/texts.js';
import { toJson } from '../engine/json.js';
import { columnsOf, each } from './columns.js';

const ROWS_OF_BATCH = 100;

/**
 * The long texts of an exchange get a column beside the JSON of its messages, in which they had to be escaped. Rows of before
 * stay as they are: their column is null, and their texts are read from the JSON.
 */
export async function up(knex: Knex): Promise<void> {
  await each(knex, [`alter table exchanges add column texts ${columnsOf(knex).longText}`]);
}

/** Puts the texts back into the JSON, row by row. */
export async function down(knex: Knex): Promise<void> {
  for (;;) {
    const rows = await knex('exchanges')
      .whereNotNull('texts')
      .orderBy('seq')
      .limit(ROWS_OF_BATCH)
      .select<(MessageColumns & { seq: number })[]>('seq', 'messages', 'texts');
    for (const row of rows)
      await knex('exchanges')
        .where('seq', row.seq)
        .update({ messages: toJson(messagesFromRow(row)), texts: null });
    if (rows.length < ROWS_OF_BATCH) break;
  }
  await each(knex, ['alter table exchanges drop column texts']);
}
