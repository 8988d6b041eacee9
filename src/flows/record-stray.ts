import type { Db } from '../store/db.js';
import { recordStray as store } from '../store/strays.js';
import type { Keyring } from './keyring.js';
import { storeMessage, type WireMessage } from './stored-message.js';

/** A post that no merchant's exchange log can hold, as it was on the wire. */
export interface StrayPost {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly remote: string;
  readonly status: number;
  readonly code: string;
  /** The key that it names: its secret must not be kept in what came with it. */
  readonly keyId: string | undefined;
  readonly request: WireMessage;
}

/** Puts a post on the operator's list, masked like any exchange; of a flood it is only counted. */
export async function recordStray(
  { db, keyring }: { readonly db: Db; readonly keyring: Keyring },
  { keyId, request, ...stray }: StrayPost,
): Promise<void> {
  const mask = await keyring.maskFor(keyId);
  await store(db, { ...stray, request: storeMessage(request, mask) });
}
