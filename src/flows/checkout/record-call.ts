import type { CallbackCause, CallbackResult, CallClocks } from '../../core/checkout.js';
import type { ExchangeRefs, Outcome } from '../../core/exchange.js';
import type { Fault } from '../../core/fault.js';
import { exchangeSeq, ulid } from '../../ids.js';
import type { LateAnswer, PatientCallback } from '../../outbound/merchant-callback.js';
import type { CallbackReading } from '../../wire/callback-types.js';
import { exchangeRow, type ExchangeFacts } from '../exchange-row.js';
import type { OpenKey } from '../keyring.js';
import type { Prepared } from './ask-merchant.js';
import { CALL_CODES } from './call-codes.js';
import { answeredMessage, postedMessage } from './call-messages.js';
import { callSteps, lateSteps, madeSignature, noCallSteps } from './call-report.js';
import type { CheckoutDeps } from './deps.js';
import { checkoutRefs } from './refs.js';

/** A signed request on its way to an endpoint. */
export interface Call {
  readonly prepared: Prepared;
  readonly key: OpenKey;
  readonly at: number;
  readonly exchangeId: string;
  readonly uuid: string;
  readonly timestamp: string;
  readonly form: { readonly body: string; readonly headers: Readonly<Record<string, string>> };
}

/** What is true of every row about a call of one checkout. */
type CallFacts = Omit<ExchangeFacts, 'environment' | 'seq' | 'direction' | 'party' | 'trace' | 'refs'> & {
  readonly uuid?: string;
};

/** Writes down a call with both sides, before anything that came of it leaves. */
export async function recordCall(
  deps: CheckoutDeps,
  call: Call,
  {
    posted,
    reading,
    clocks,
  }: { readonly posted: PatientCallback; readonly reading: CallbackReading; readonly clocks: CallClocks },
): Promise<void> {
  const { prepared, at, exchangeId, uuid, form } = call;
  const { endpoint } = prepared.callbacks;
  await record(deps, prepared, {
    id: exchangeId,
    at,
    kind: 'callback',
    parent: prepared.checkout.cartExchangeId,
    ...verdictOf(reading),
    status: posted.answer?.status ?? 0,
    durationMs: clocks.endedAt - clocks.sentAt,
    uuid,
    request: postedMessage(endpoint, form),
    response: answeredMessage(posted.answer),
    steps: callSteps({ endpoint, posted, reading }),
    signature: madeSignature(call, posted),
  });
}

/** Waits for an answer that missed its deadline and writes down how late it was, beside the call that had failed by then. */
export async function recordLateAnswer(deps: CheckoutDeps, call: Call, coming: Promise<LateAnswer | null>): Promise<void> {
  const late = await coming;
  if (late === null) return;
  const { prepared, exchangeId, uuid } = call;
  const deadline = prepared.around.book.policies.callbackTimeoutMs.toLocaleString('en-US');
  const message = `The answer came ${late.lateMs.toLocaleString('en-US')} ms after the deadline of ${deadline} ms and was not used.`;
  const at = deps.clock();
  await record(deps, prepared, {
    id: ulid(at),
    at,
    kind: 'callback',
    parent: exchangeId,
    outcome: 'failed',
    code: CALL_CODES.timeout,
    faults: [{ rule: 'callback-late', severity: 'error', message }],
    status: late.answer.status,
    durationMs: prepared.around.book.policies.callbackTimeoutMs + late.lateMs,
    uuid,
    request: postedMessage(prepared.callbacks.endpoint, call.form),
    response: answeredMessage(late.answer),
    steps: lateSteps(prepared.callbacks.endpoint, message),
    signature: madeSignature(call, late),
  });
}

/** A call that was not made, as the result of asking. It is on record too: else nobody would find out why. */
export async function recordNoCall(
  deps: CheckoutDeps,
  prepared: Prepared,
  { cause, because }: { readonly cause: CallbackCause; readonly because: string },
): Promise<CallbackResult> {
  const at = deps.clock();
  await record(deps, prepared, {
    id: ulid(at),
    at,
    kind: 'callback',
    parent: prepared.checkout.cartExchangeId,
    ...verdictOf({ ok: false, kind: 'failed', cause, because, faults: [] }),
    status: 0,
    durationMs: 0,
    request: postedMessage(prepared.callbacks.endpoint, null),
    response: answeredMessage(undefined),
    steps: noCallSteps(prepared.callbacks.endpoint, because),
  });
  return { state: 'failed', cause, because };
}

/** Writes a row about a call, with the trace and the ids of its checkout. */
export async function record(deps: CheckoutDeps, prepared: Prepared, { uuid, ...facts }: CallFacts): Promise<void> {
  const { checkout, question, around } = prepared;
  const refs: ExchangeRefs = {
    callbackReferenceId: question.callbackReferenceId,
    ...checkoutRefs(checkout),
    ...(uuid === undefined ? {} : { uuid }),
  };
  const { environment, keys } = around;
  const common = { environment, seq: exchangeSeq(facts.at), direction: 'out', party: 'merchant', trace: checkout.trace } as const;
  await deps.recorder.record(exchangeRow({ ...facts, ...common, refs }, { mask: keys.mask, vault: deps.vault }));
}

/** An `Error` with 200 and a 4xx are refusals; everything else that is no answer is a failure (contracts.md, Exchange). */
export function verdictOf(reading: CallbackReading): {
  readonly outcome: Outcome;
  readonly code?: string;
  readonly faults: readonly Fault[];
} {
  if (reading.ok) return { outcome: reading.warnings.length === 0 ? 'ok' : 'warned', faults: reading.warnings };
  if (reading.kind === 'address-refused')
    return {
      outcome: 'refused',
      code: 'CALLBACK_ADDRESS_REFUSED',
      faults: [
        { rule: 'callback-address-refused', severity: 'error', message: addressSentence(reading.message) },
        ...reading.warnings,
      ],
    };
  const { cause, because, faults } = reading;
  const code = CALL_CODES[cause];
  const outcome = cause === 'http-4xx' || cause === 'merchant-error' ? 'refused' : 'failed';
  const said: Fault = { rule: code.toLowerCase().replaceAll('_', '-'), severity: 'error', message: sentenceOf(because) };
  return { outcome, code, faults: faults.some(({ severity }) => severity === 'error') ? faults : [said, ...faults] };
}

const addressSentence = (message: string): string =>
  `Your endpoint refused the address${message === '' ? '' : `: ${message}`}`.replace(/\.?$/, '.');
const sentenceOf = (half: string): string => `${half.charAt(0).toUpperCase()}${half.slice(1)}`.replace(/\.?$/, '.');
