import type { StoredMessage } from '../core/exchange.js';
import { quickRead, run, transaction, type Db } from './db.js';
import { fromJson, toJson, type Json } from './engine/json.js';

const MAX_BODY_CHARACTERS = 64 * 1024;
const MAX_START_CHARACTERS = 2_048;
const MINUTE_MS = 60_000;
const RECORDED_A_MINUTE = 600;
/** While a flood lasts, its count is written this often, not at each post. */
const COUNT_EVERY_MS = 1_000;

/** A post that belongs to no merchant, for the operator's list; masked like any exchange. */
export interface Stray {
  readonly id: string;
  readonly at: number;
  readonly remote: string;
  readonly status: number;
  readonly code: string;
  readonly request: StoredMessage;
}
interface StrayRow extends Omit<Stray, 'request'> {
  readonly body: Json<StoredMessage>;
}
interface Minute {
  minute: number;
  recorded: number;
  uncounted: number;
  countedAt: number;
}

const minutes = new WeakMap<Db, Minute>();

/**
 * Stores a stray, its texts cut at 64 KiB. Of more than 600 a minute in this process the rest is only counted: whoever
 * posts nonsense must not fill the disk or keep it busy.
 */
export async function recordStray(db: Db, stray: Stray): Promise<'recorded' | 'counted'> {
  const minute = Math.floor(stray.at / MINUTE_MS);
  const state = minutes.get(db.root) ?? { minute, recorded: 0, uncounted: 0, countedAt: 0 };
  minutes.set(db.root, state);
  if (minute !== state.minute) {
    await writeCount(db, state);
    Object.assign(state, { minute, recorded: 0 });
  }
  if (state.recorded < RECORDED_A_MINUTE) {
    state.recorded++;
    await insertStray(db, stray);
    return 'recorded';
  }
  state.uncounted++;
  if (stray.at - state.countedAt >= COUNT_EVERY_MS) {
    state.countedAt = stray.at;
    await writeCount(db, state);
  }
  return 'counted';
}

/** The newest strays first, `before` an id of the page before. */
export async function listStrays(
  db: Db,
  { limit, before }: { readonly limit: number; readonly before?: string },
): Promise<Stray[]> {
  const sql = 'select id, at, remote, status, code, body from strays where id < ? order by id desc limit ?';
  const rows = await quickRead<StrayRow>(db, sql, [before ?? '~', limit]);
  return rows.map(({ body, ...row }) => ({ ...row, request: fromJson(body) }));
}

/** How many posts were only counted in minutes from `since` (epoch milliseconds) on. */
export async function countUnrecordedStrays(db: Db, since: number): Promise<number> {
  const sql = 'select coalesce(sum(uncounted), 0) as n from stray_minutes where minute >= ?';
  const [row] = await quickRead<{ n: number | string }>(db, sql, [Math.floor(since / MINUTE_MS)]);
  return Number(row?.n ?? 0);
}

async function insertStray(db: Db, stray: Stray): Promise<void> {
  const request = cutMessage(stray.request);
  const row = {
    id: stray.id,
    at: stray.at,
    remote: stray.remote.slice(0, 64),
    start: request.start,
    code: stray.code,
    status: stray.status,
    length: request.length,
    body: toJson(request),
  };
  await run(db, (knex) => knex('strays').insert(row).onConflict('id').ignore());
}

async function writeCount(db: Db, state: Minute): Promise<void> {
  const { minute, uncounted } = state;
  if (uncounted === 0) return;
  state.uncounted = 0;
  await transaction(db, async ({ knex }) => {
    await knex('stray_minutes').insert({ minute, uncounted: 0 }).onConflict('minute').ignore();
    await knex('stray_minutes').where({ minute }).increment('uncounted', uncounted);
  });
}

/** One budget of 64 KiB for all texts of the message, in their order. */
function cutMessage(message: StoredMessage): StoredMessage {
  let left = MAX_BODY_CHARACTERS;
  const cut = (text: string): string => {
    const kept = text.slice(0, left);
    left -= kept.length;
    return kept;
  };
  const fields = message.fields
    .slice(0, 20)
    .map(({ name, value }) => ({ name: name.slice(0, 200), value: { text: cut(value.text), masks: value.masks } }));
  const body = { text: cut(message.body.text), masks: message.body.masks };
  const start = message.start.slice(0, MAX_START_CHARACTERS);
  return { ...message, start, headers: message.headers.slice(0, 100), fields, body, cut: message.cut || left === 0 };
}
