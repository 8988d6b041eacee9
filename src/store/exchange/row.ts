import { createHash } from 'node:crypto';
import type { ExchangeDetail, ExchangeRefs } from '../../core/exchange.js';
import { toJson, type Json } from '../engine/json.js';
import type { ReplayClaim, StoredAnswer } from '../replay.js';

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

/** A row as the two writers take it: columns in order, JSON already text. */
export interface EncodedRow {
  readonly seq: number;
  readonly id: string;
  readonly environmentId: string;
  readonly facet: { readonly id: number; readonly values: readonly (string | number)[] };
  /** id, environment_id, facet, at, trace, parent, attempt, duration_ms, bytes, refs, faults, messages */
  readonly values: readonly (string | number | null)[];
  readonly ids: readonly (readonly [name: string, value: string])[];
  readonly sealed: Uint8Array | null;
  readonly words: string;
  readonly bytes: number;
  readonly replay: (Omit<ReplayClaim, 'answer'> & { readonly answer: Json<StoredAnswer> }) | null;
}

/** What became of a row: stored, too late for its UUID, or not taken by the database. */
export type WriteResult =
  | 'recorded'
  | { readonly lost: { readonly body_sha256: string; readonly exchange_id: string; readonly answer: Json<StoredAnswer> } }
  | { readonly failed: { readonly message: string; readonly code: string } };

/** Turns an exchange into columns: the work that is done while the batch before it is on its way to the disk. */
export function encodeRow(row: ExchangeRow, claim: ReplayClaim | undefined): EncodedRow {
  const { request, response, steps, signature, calculation, remote } = row;
  const messages = toJson({ request, response, steps, signature, calculation, remote });
  const faults = toJson(row.faults);
  const refs = toJson(row.refs);
  const words = row.words ?? '';
  const replay = claim === undefined ? null : { ...claim, answer: toJson(claim.answer) };
  const bytes = messages.length + faults.length + refs.length + row.sealed.length + words.length + (replay?.answer.length ?? 0);
  const facet = facetOf(row);
  const { id, environmentId, at, trace, parent, attempt, durationMs } = row;
  return {
    seq: row.seq,
    id,
    environmentId,
    facet,
    values: [id, environmentId, facet.id, at, trace, parent ?? null, attempt, durationMs, bytes, refs, faults, messages],
    ids: idsOf(row),
    sealed: row.sealed.length === 0 ? null : copied(row.sealed),
    words,
    bytes,
    replay,
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

/** The ids that an exchange is found by besides its own. Retention finds them again in the same way. */
export function idsOf({
  refs,
  trace,
  parent,
}: {
  refs: ExchangeRefs;
  trace: string;
  parent?: string | null | undefined;
}): [name: string, value: string][] {
  const ids: [string, string][] = [['trace', idValue(trace)]];
  if (parent !== undefined && parent !== null) ids.push(['parent', parent]);
  for (const [name, value] of Object.entries(refs)) {
    if (value !== '') ids.push([name.slice(0, NAME_LENGTH), idValue(value)]);
  }
  return ids;
}

// A small Buffer is a window on a pool that it shares; sent to a thread it would take the whole pool along.
function copied(bytes: Buffer): Uint8Array {
  return bytes.buffer.byteLength === bytes.length ? bytes : Uint8Array.prototype.slice.call(bytes);
}
