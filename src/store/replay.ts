import { fromJson, type Json } from './engine/json.js';

/** An HTTP answer that is given again to whoever repeats the request. */
export interface StoredAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the first request with a (key, UUID) left behind. */
export interface StoredReplay {
  readonly bodySha256: string;
  /** The exchange in which the answer was first given. */
  readonly exchangeId: string;
  /** Null: as the record of that exchange has it. */
  readonly answer: StoredAnswer | null;
}

/** What a request brings that must be the only one with its UUID. */
export interface ReplayClaim {
  readonly keyId: string;
  /** At most 128 characters. */
  readonly uuid: string;
  /** Hex. */
  readonly bodySha256: string;
  /** Epoch milliseconds: Timestamp + 15 minutes. */
  readonly expiresAt: number;
  /** Null where the exchange that is recorded with it says the answer byte for byte. */
  readonly answer: StoredAnswer | null;
}

/** A replay as it stands in the columns of a row; null where a left join found none. */
export function storedReplay(row: {
  readonly body_sha256: string | null;
  readonly exchange_id: string | null;
  readonly answer: Json<StoredAnswer | null> | null;
}): StoredReplay | null {
  if (row.body_sha256 === null || row.exchange_id === null || row.answer === null) return null;
  return { bodySha256: row.body_sha256, exchangeId: row.exchange_id, answer: fromJson(row.answer) };
}
