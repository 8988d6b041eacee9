import { createHash } from 'node:crypto';
import type { ExchangeDetail, ExchangeRefs } from '../../core/exchange.js';
import { toJson, type Json } from '../engine/json.js';
import type { Statement } from '../engine/sqlite-writer.js';
import type { ReplayClaim, StoredAnswer } from '../replay.js';
import { outlineMessages } from './texts.js';
import { indexTerms, wordsOfExchange } from './words.js';

/** Longest value that is found as an id; longer ones are found by their first 128 characters. */
export const ID_LENGTH = 128;
const NAME_LENGTH = 40;
/** Lower bounds of the speed classes in milliseconds: what `ms>800` looks up before it looks at rows. */
export const SPEEDS_MS = [0, 1, 4, 16, 64, 256, 1_024, 4_096, 16_384] as const;

/** A complete exchange on its way into the database. */
export interface ExchangeRow extends ExchangeDetail {
  readonly environmentId: string;
  /** The sealed original; empty where there is none to keep. */
  readonly sealed: Buffer;
  /** Masked text to find the exchange by, besides what is in its messages, faults and ids. */
  readonly words?: string;
}

/** A row as the two writers take it: columns in order. */
export interface EncodedRow {
  readonly seq: number;
  readonly id: string;
  readonly environmentId: string;
  readonly facet: { readonly id: number; readonly values: readonly (string | number)[] };
  /** Its own, unless an earlier exchange is found by `joins` in the transaction that writes it. */
  readonly trace: string;
  readonly joins: readonly TraceJoin[];
  /** id, environment_id, facet, at, parent, attempt, duration_ms, refs, faults */
  readonly values: readonly (string | number | null)[];
  /** All but the trace. */
  readonly ids: readonly (readonly [name: string, value: string])[];
  readonly long: LongColumns;
  /** The words given beside the messages, for that job. */
  readonly words: string;
  /** Bytes of what else counts as this exchange's share of the database: `storedBytes` adds the long columns. */
  readonly shortBytes: number;
  /** UTF-16 units of its long columns and bytes of its original: about what it takes. */
  readonly size: number;
  readonly replay: Omit<ReplayClaim, 'answer'> | null;
  /** What is done in the transaction that writes it. */
  readonly along: readonly Statement[];
}

/** What makes a row long. */
export interface LongColumns {
  readonly messages: string;
  /** The long texts of the messages, one behind the other. */
  readonly texts: readonly string[];
  readonly sealed: Buffer;
  /** The kept answer as JSON; empty where the row has no replay key. */
  readonly answer: string;
  /** What the word index holds of it; empty where the job cuts the words later. */
  readonly terms: string;
}

/** An id that joins a row to the trace of the newest exchange that has it and a number of at least `from`. */
export interface TraceJoin {
  readonly name: 'callbackReferenceId' | 'clientRequestId';
  readonly value: string;
  /** The value as it is looked up. */
  readonly known: string;
  readonly from: number;
}

/** What became of a row: stored, stored in the trace of an earlier one or together with statements, too late for its UUID, or not taken by the database. */
export type WriteResult =
  | 'recorded'
  | { readonly joined: string }
  | { /** How many rows each statement beside it changed. */ readonly changed: number[] }
  | { readonly lost: { readonly body_sha256: string; readonly exchange_id: string; readonly answer: Json<StoredAnswer | null> } }
  | { readonly failed: { readonly message: string; readonly code: string } };

/** What is written with a row. */
export interface Beside {
  readonly claim?: ReplayClaim | undefined;
  readonly joins?: readonly TraceJoin[] | undefined;
  readonly along?: readonly Statement[] | undefined;
}

/**
 * Turns an exchange into columns: the work that is done while the batch before it is on its way to the disk. `cutWords` where
 * the database takes the words with the row.
 */
export function encodeRow(
  row: ExchangeRow,
  { claim, joins = [], along = [] }: Beside,
  { cutWords }: { readonly cutWords: boolean },
): EncodedRow {
  const { messages, texts } = outlineMessages(row);
  const answer = claim === undefined ? '' : toJson(claim.answer);
  const faults = toJson(row.faults);
  const refs = toJson(row.refs);
  const words = row.words ?? '';
  const facet = facetOf(row);
  const { id, environmentId, at, trace, parent, attempt, durationMs, request, response, sealed } = row;
  const searched = { code: row.code ?? '', refs: row.refs, faults: row.faults, request, response, words };
  const terms = cutWords ? indexTerms(environmentId, wordsOfExchange(searched)) : '';
  const long = { messages, texts, sealed, answer, terms };
  const textLength = texts.reduce((sum, text) => sum + text.length, 0);
  return {
    seq: row.seq,
    id,
    environmentId,
    facet,
    trace,
    joins,
    values: [id, environmentId, facet.id, at, parent ?? null, attempt, durationMs, refs, faults],
    ids: idsBesideTrace(row),
    long,
    words,
    shortBytes: faults.length + refs.length + words.length,
    size: messages.length + textLength + sealed.length + answer.length + terms.length,
    replay: claim === undefined ? null : replayOf(claim),
    along,
  };
}

/** How a value is spelled in the table of ids, for storing and for looking up alike. */
export function idValue(value: string): string {
  return value.slice(0, ID_LENGTH);
}

/** The highest speed class that begins at or below `ms`. */
export function speedOf(ms: number): number {
  return SPEEDS_MS.findLastIndex((from) => from <= ms);
}

const facetIds = new Map<string, number>();
const FACETS_REMEMBERED = 20_000;

/** The facet of a row; its id is made from its values, so that every process gives it the same one. */
function facetOf(row: ExchangeRow): EncodedRow['facet'] {
  const values = [
    row.environmentId,
    row.direction,
    row.kind,
    row.party,
    row.outcome,
    row.status,
    row.code ?? '',
    speedOf(row.durationMs),
  ];
  const key = values.join('|');
  const known = facetIds.get(key);
  const id = known ?? createHash('sha256').update(key).digest().readUIntBE(0, 6);
  if (known === undefined && facetIds.size < FACETS_REMEMBERED) facetIds.set(key, id);
  return { id, values: [id, ...values] };
}

interface Findable {
  readonly refs: ExchangeRefs;
  readonly trace: string;
  readonly parent?: string | null | undefined;
}

/** The ids that an exchange is found by besides its own. Retention finds them again in the same way. */
export function idsOf(exchange: Findable): [name: string, value: string][] {
  return [['trace', idValue(exchange.trace)], ...idsBesideTrace(exchange)];
}

function idsBesideTrace({ refs, parent }: Omit<Findable, 'trace'>): [name: string, value: string][] {
  const ids: [string, string][] = parent === undefined || parent === null ? [] : [['parent', parent]];
  for (const name in refs) {
    const value = refs[name] ?? '';
    if (value !== '') ids.push([name.slice(0, NAME_LENGTH), idValue(value)]);
  }
  return ids;
}

const replayOf = ({ keyId, uuid, bodySha256, expiresAt }: ReplayClaim): EncodedRow['replay'] => ({
  keyId,
  uuid,
  bodySha256,
  expiresAt,
});
