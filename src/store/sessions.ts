import { createHash } from 'node:crypto';
import { quickRead, run, type Db } from './db.js';
import { fromJson, toJson, type Json } from './engine/json.js';

interface SessionRow {
  readonly person_id: string | null;
  readonly data: Json<unknown>;
  readonly expires_at: number;
}

/** What a session holds, and until when (epoch milliseconds). */
export interface StoredSession {
  readonly personId: string | null;
  readonly data: unknown;
  readonly expiresAt: number;
}

/** The name of a session in the database: SHA-256 of its id, hex. The id itself is only in the cookie. */
export function sessionSha256(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** A session that is in force at `at`, or null. */
export async function loadSession(db: Db, id: string, at: number): Promise<StoredSession | null> {
  const sql = 'select person_id, data, expires_at from sessions where id_sha256 = ? and expires_at > ?';
  const [row] = await quickRead<SessionRow>(db, sql, [sessionSha256(id), at]);
  return row === undefined ? null : { personId: row.person_id, data: fromJson(row.data), expiresAt: row.expires_at };
}

/** Stores a session, new or changed. */
export async function saveSession(db: Db, id: string, { personId, data, expiresAt }: StoredSession): Promise<void> {
  const row = { id_sha256: sessionSha256(id), person_id: personId, data: toJson(data), expires_at: expiresAt };
  await run(db, (knex) => knex('sessions').insert(row).onConflict('id_sha256').merge());
}

/** Moves the end of a session; one that was ended meanwhile stays ended. */
export async function touchSession(db: Db, id: string, expiresAt: number): Promise<void> {
  await run(db, (knex) => knex('sessions').where('id_sha256', sessionSha256(id)).update({ expires_at: expiresAt }));
}

/** Ends a session at once, in every process. */
export async function destroySession(db: Db, id: string): Promise<void> {
  await run(db, (knex) => knex('sessions').where('id_sha256', sessionSha256(id)).delete());
}
