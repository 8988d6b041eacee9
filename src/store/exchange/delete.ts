import type { ExchangeRefs } from '../../core/exchange.js';
import type { Db } from '../db.js';
import { fromJson, type Json } from '../engine/json.js';
import type { Statement } from '../engine/sqlite-writer.js';
import { idsOf } from './row.js';

/** What has to be known of an exchange to delete it with everything that finds it. */
export interface DoomedRow {
  readonly seq: number;
  readonly environment_id: string;
  readonly trace: string;
  readonly parent: string | null;
  readonly refs: Json<ExchangeRefs>;
  readonly bytes: number;
}

/** The columns of a DoomedRow. */
export const DOOMED_COLUMNS = 'seq, environment_id, trace, parent, refs, bytes';

/** The statements that delete exchanges, their ids, words, originals and places in the queue of the indexer. */
export function deletionsOf(db: Db, rows: readonly DoomedRow[]): Statement[] {
  return rows.flatMap((row) => {
    const { seq, environment_id: environmentId, trace, parent } = row;
    const bySeq = (table: string): Statement => ({ sql: `delete from ${table} where seq = ?`, values: [seq] });
    const words = { sql: `delete from exchange_words where ${db.sqlite === null ? 'seq' : 'rowid'} = ?`, values: [seq] };
    const ids = idsOf({ refs: fromJson(row.refs), trace, parent }).map(([, value]) => ({
      sql: 'delete from exchange_ids where environment_id = ? and value = ? and seq = ?',
      values: [environmentId, value, seq],
    }));
    return [...ids, words, bySeq('exchange_originals'), bySeq('unindexed'), bySeq('exchanges')];
  });
}
