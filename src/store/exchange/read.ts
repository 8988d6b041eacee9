import type { Exchange, ExchangeDetail, ExchangeRefs, EnvironmentName } from '../../core/exchange.js';
import type { Fault } from '../../core/fault.js';
import { messagesFromRow, type MessageColumns } from './texts.js';
import type { SearchableExchange } from './words.js';
import { fromJson, type Json } from '../engine/json.js';

/** The columns of an exchange that say what happened, with those of its facet. */
export interface SummaryRow {
  readonly seq: number;
  readonly id: string;
  readonly environment_id: string;
  readonly environment: EnvironmentName;
  readonly facet: number;
  readonly at: number;
  readonly trace: string;
  readonly parent: string | null;
  readonly attempt: number;
  readonly duration_ms: number;
  readonly refs: Json<ExchangeRefs>;
  readonly faults: Json<readonly Fault[]>;
  readonly direction: Exchange['direction'];
  readonly kind: Exchange['kind'];
  readonly party: Exchange['party'];
  readonly outcome: Exchange['outcome'];
  readonly status: number;
  readonly code: string;
}
export interface StoredExchangeRow extends MessageColumns {
  readonly seq: number;
  readonly environment_id: string;
  readonly facet: number;
  readonly refs: Json<ExchangeRefs>;
  readonly faults: Json<readonly Fault[]>;
}

/** An exchange as a list shows it. */
export type ExchangeSummary = Exchange & {
  /** The first error, or where there is none the first warning. */
  readonly firstFault?: Fault;
};

/** What SUMMARY_FROM selects. */
export const SUMMARY_COLUMNS = `e.seq, e.id, e.environment_id, n.name as environment, e.facet, e.at, e.trace, e.parent, e.attempt, e.duration_ms,
  e.refs, e.faults, f.direction, f.kind, f.party, f.outcome, f.status, f.code`;
export const SUMMARY_FROM = 'from exchanges e join facets f on f.id = e.facet join environments n on n.id = e.environment_id';

/** A row as the exchange of a list. */
export function summaryFromRow(row: SummaryRow): ExchangeSummary {
  const faults = fromJson(row.faults);
  const firstFault = faults.find(({ severity }) => severity === 'error') ?? faults[0];
  return { ...exchangeFromRow(row, faults), ...(firstFault === undefined ? {} : { firstFault }) };
}

/** A row with its messages as the whole exchange. */
export function detailFromRow(row: SummaryRow & MessageColumns): ExchangeDetail {
  return { ...exchangeFromRow(row, fromJson(row.faults)), ...messagesFromRow(row) };
}

/** What a search looks into. */
export function searchableFromRow(
  row: MessageColumns & {
    readonly refs: Json<ExchangeRefs>;
    readonly faults: Json<readonly Fault[]>;
    readonly code: string;
    readonly words: string;
  },
): SearchableExchange {
  const { request, response } = messagesFromRow(row);
  return {
    code: row.code,
    refs: fromJson(row.refs),
    faults: fromJson(row.faults),
    request,
    response,
    words: row.words,
  };
}

export type Messages = Pick<ExchangeDetail, 'request' | 'response' | 'steps' | 'signature' | 'calculation' | 'remote'>;

function exchangeFromRow(row: SummaryRow, faults: readonly Fault[]): Exchange {
  return {
    id: row.id,
    seq: row.seq,
    environment: row.environment,
    at: row.at,
    direction: row.direction,
    kind: row.kind,
    party: row.party,
    trace: row.trace,
    ...(row.parent === null ? {} : { parent: row.parent }),
    attempt: row.attempt,
    outcome: row.outcome,
    status: row.status,
    ...(row.code === '' ? {} : { code: row.code }),
    durationMs: row.duration_ms,
    refs: fromJson(row.refs),
    faults,
  };
}
