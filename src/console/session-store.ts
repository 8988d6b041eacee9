import { Store, type SessionData } from 'express-session';
import { catchUp } from '../store/causal.js';
import type { Db } from '../store/db.js';
import { destroySession, loadSession, saveSession, touchSession } from '../store/sessions.js';

export const IDLE_MS = 12 * 3_600_000;
/** A session is moved on at most this often: reading pages must not write a row each time. */
const TOUCH_MS = 5 * 60_000;

interface StoreOptions {
  readonly db: Db;
  readonly clock: () => number;
}

/** Sessions in our own table. express-session wants a class and callbacks; everything else is src/store/sessions.ts. */
export class DatabaseSessions extends Store {
  readonly #db: Db;
  readonly #clock: () => number;

  constructor({ db, clock }: StoreOptions) {
    super();
    this.#db = db;
    this.#clock = clock;
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    // the page before may have been answered beside another node of a cluster
    const loaded = catchUp(this.#db).then(() => loadSession(this.#db, id, this.#clock()));
    loaded.then(
      (stored) => done(null, stored === null ? null : { ...(stored.data as SessionData), movedAt: stored.expiresAt - IDLE_MS }),
      (error: unknown) => done(error),
    );
  }

  override set(id: string, session: SessionData, done?: (error?: unknown) => void): void {
    const stored = { personId: session.personId ?? null, data: session, expiresAt: this.#clock() + IDLE_MS };
    tell(saveSession(this.#db, id, stored), done);
  }

  override destroy(id: string, done?: (error?: unknown) => void): void {
    tell(destroySession(this.#db, id), done);
  }

  override touch(id: string, session: SessionData, done?: (error?: unknown) => void): void {
    const now = this.#clock();
    if (session.movedAt !== undefined && now - session.movedAt < TOUCH_MS) done?.();
    else tell(touchSession(this.#db, id, now + IDLE_MS), done);
  }
}

function tell(work: Promise<void>, done?: (error?: unknown) => void): void {
  work.then(
    () => done?.(),
    (error: unknown) => done?.(error),
  );
}
