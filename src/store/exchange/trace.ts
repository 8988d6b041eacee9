import type { ExchangeRefs } from '../../core/exchange.js';
import { seqAt } from '../../core/seq.js';
import { quickRead, type Db } from '../db.js';
import { fromJson, type Json } from '../engine/json.js';
import { idValue, type TraceJoin } from './row.js';

/** contracts.md, Trace. */
const CLIENT_REQUEST_MS = 24 * 3_600_000;

/** The ids that may join an exchange to an earlier trace; an empty one joins nothing. */
export interface JoiningIds {
  readonly callbackReferenceId?: string;
  readonly clientRequestId?: string;
}

/** What `openTrace` looks for, in its order, for whoever looks in a transaction of his own. */
export function joinsOf({
  callbackReferenceId = '',
  clientRequestId = '',
  at,
}: JoiningIds & { readonly at: number }): TraceJoin[] {
  const joins: TraceJoin[] = [];
  const add = (name: TraceJoin['name'], value: string, from: number): void => {
    if (value !== '') joins.push({ name, value, known: idValue(value), from });
  };
  add('callbackReferenceId', callbackReferenceId, 0);
  add('clientRequestId', clientRequestId, seqAt(at - CLIENT_REQUEST_MS));
  return joins;
}

/**
 * The trace that an exchange belongs to by its ids: that of the newest one with this CallbackReferenceId, else of the newest
 * one within 24 hours with this ClientRequestId; null where there is none (contracts.md, Trace).
 */
export async function openTrace(
  db: Db,
  environmentId: string,
  ask: JoiningIds & { readonly at: number },
): Promise<string | null> {
  const { callbackReferenceId = '', clientRequestId = '', at } = ask;
  if (callbackReferenceId === '' && clientRequestId === '') return null;
  const known = { callbackReferenceId, clientRequestId };
  const rows = await quickRead<TraceRow>(db, TRACE, [
    ...[environmentId, idValue(callbackReferenceId)],
    ...[environmentId, idValue(clientRequestId), seqAt(at - CLIENT_REQUEST_MS)],
  ]);
  // very long ids are looked up by their beginning
  const found = rows.filter(({ name, refs }) => fromJson(refs)[name] === known[name]);
  return (found.find(({ name }) => name === 'callbackReferenceId') ?? found[0])?.trace ?? null;
}

interface TraceRow {
  readonly name: 'callbackReferenceId' | 'clientRequestId';
  readonly trace: string;
  readonly refs: Json<ExchangeRefs>;
}
const newestBy = (name: TraceRow['name'], bounds: string): string =>
  `select * from (select i.name, e.trace, e.refs from exchange_ids i join exchanges e on e.seq = i.seq
    where i.environment_id = ? and i.value = ? and i.name = '${name}' ${bounds} order by i.seq desc limit 1) ${name}`;
/** An empty id is never stored, so it finds nothing. */
const TRACE = `${newestBy('callbackReferenceId', '')} union all ${newestBy('clientRequestId', 'and i.seq >= ?')}`;
