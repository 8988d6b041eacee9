import { randomBytes } from 'node:crypto';
import type { CallbackResult } from '../../core/checkout.js';
import type { EnvironmentName } from '../../core/exchange.js';
import type { Gateway } from '../../core/gateway.js';
import type { AllowedPeer } from '../../outbound/address.js';
import type { GuardedFetch } from '../../outbound/guarded-fetch.js';
import { postPatiently, type CallbackCall, type PatientCallback } from '../../outbound/merchant-callback.js';
import type { Db } from '../../store/db.js';
import type { Recorder } from '../../store/recorder.js';
import type { Vault } from '../../vault.js';
import { gatewaysFor } from '../gateways.js';
import type { Keyring } from '../keyring.js';
import type { Background } from './background.js';

/** Asks a merchant's endpoint; which peers beside public ones may be called is settled where this is made. */
export type PostCallback = (call: Omit<CallbackCall, 'allow'>) => Promise<PatientCallback>;

/** What every flow of a checkout may use. */
export interface CheckoutDeps {
  readonly db: Db;
  readonly vault: Vault;
  readonly keyring: Keyring;
  readonly recorder: Pick<Recorder, 'record'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly config: { readonly publicUrl: string };
  /** What the sandbox may call beside public addresses. */
  readonly allow: readonly AllowedPeer[];
  readonly postCallback: PostCallback;
  readonly gateways: (environment: EnvironmentName) => readonly Gateway[];
  readonly random: (bytes: number) => Uint8Array;
  /** Questions to merchants that are being asked, by what they depend on: who asks the same meanwhile gets the same answer. */
  readonly underWay: Map<string, Promise<CallbackResult>>;
  /** For what no buyer waits for: the failure report, an answer that comes too late. */
  readonly background: Background;
}

type Given = Omit<CheckoutDeps, 'allow' | 'postCallback' | 'gateways' | 'random' | 'underWay'>;

/** The flows' surroundings with the real network, the real gateways and real random numbers. */
export function createCheckoutDeps(
  { db, vault, keyring, recorder, clock, config, background }: Given,
  { fetch, allow }: { readonly fetch: GuardedFetch; readonly allow: readonly AllowedPeer[] },
): CheckoutDeps {
  return {
    ...{ db, vault, keyring, recorder, clock, config, background, allow },
    postCallback: (call) => postPatiently(fetch, { ...call, allow }),
    gateways: gatewaysFor,
    random: randomBytes,
    underWay: new Map(),
  };
}
