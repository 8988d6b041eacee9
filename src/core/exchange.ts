import type { Fault } from './fault.js';

export type EnvironmentName = 'sandbox' | 'live';
export type Direction = 'in' | 'out';
export type ExchangeKind =
  | 'callback'
  | 'callback-error'
  | 'cart'
  | 'quote'
  | 'validation'
  | 'settings'
  | 'checkout'
  | 'order'
  | 'notification'
  | 'webhook'
  | 'mail'
  | 'file';
export type Party = 'cart' | 'checkout' | 'merchant' | 'store' | 'api' | 'buyer';
/** ok; warned = done with warnings; refused = 4xx or an `Error` with 200; failed = 5xx or no answer; repeated = a replay. */
export type Outcome = 'ok' | 'warned' | 'refused' | 'failed' | 'repeated';

/** The ids that an exchange carries, by name; every value is searchable the moment the exchange is committed. */
export type ExchangeRefs = Readonly<Record<string, string>>;

/** Where a value was masked in a stored body: place in code points, what it was, and a keyed tag that equal values share. */
export interface MaskSpan {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly what: 'e-mail' | 'phone' | 'street' | 'card number' | 'secret' | 'name' | 'session';
  readonly tag: string;
}

/** A text as stored: masked, at most the first 1 MiB of it. */
export interface MaskedText {
  readonly text: string;
  readonly masks: readonly MaskSpan[];
}

/** One side of an exchange as stored. For a form, `fields` holds its decoded fields in order and `body` is empty. */
export interface StoredMessage {
  /** `POST /sandbox/callbacks/A…` for a request, `200` for a response. */
  readonly start: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly contentType: string;
  readonly body: MaskedText;
  readonly fields: readonly { readonly name: string; readonly value: MaskedText }[];
  /** Bytes of the original, before masking and cutting. */
  readonly length: number;
  /** SHA-256 of the original bytes, hex. */
  readonly sha256: string;
  readonly cut: boolean;
}

/** What was signed and what came of it; the console shows it under "Signature". */
export interface SignatureReport {
  /** `made` where we signed it. */
  readonly state: 'valid' | 'wrong' | 'missing' | 'not reached' | 'made';
  readonly keyId?: string;
  readonly keyName?: string;
  /** `HMAC-SHA1 over UUID + Timestamp`. */
  readonly rule?: string;
  /** The exact text that was signed (never the secret). */
  readonly base?: string;
  readonly received?: string;
  /** What we sent, or what equals what was received: a right signature must not be handed to someone who sent a wrong one. */
  readonly computed?: string;
  readonly theirClock?: string;
  readonly ourClock?: string;
  readonly differenceSeconds?: number;
  readonly body?: 'valid' | 'wrong' | 'absent' | 'not reached' | 'made';
}

/** One step of the work on an exchange, in order: "How far it got". */
export interface Step {
  readonly name: string;
  readonly state: 'done' | 'failed' | 'not reached';
  readonly ms?: number;
  readonly note?: string;
}

/** One kind of amount: where it was asked from, what was used, and why. */
export interface CalculationReport {
  readonly kind: 'shipping' | 'promotions' | 'tax';
  readonly source: string;
  readonly because: string;
  readonly value?: string;
}

/** The facts of an exchange, as lists and the API show them. */
export interface Exchange {
  readonly id: string;
  /** (ms since 2026-01-01) x 4096 + counter; a safe integer, the primary key. */
  readonly seq: number;
  readonly environment: EnvironmentName;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly direction: Direction;
  readonly kind: ExchangeKind;
  readonly party: Party;
  readonly trace: string;
  readonly parent?: string;
  readonly attempt: number;
  readonly outcome: Outcome;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly code?: string;
  readonly durationMs: number;
  readonly refs: ExchangeRefs;
  readonly faults: readonly Fault[];
}

/** An exchange with its two messages and its reports. */
export interface ExchangeDetail extends Exchange {
  readonly request: StoredMessage;
  readonly response: StoredMessage;
  readonly steps: readonly Step[];
  readonly signature?: SignatureReport;
  readonly calculation: readonly CalculationReport[];
  /** Address of the other side. */
  readonly remote?: string;
}
