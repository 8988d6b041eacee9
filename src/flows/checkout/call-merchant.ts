import { randomUUID } from 'node:crypto';
import type { CallbackResult, CallClocks } from '../../core/checkout.js';
import type { Fault } from '../../core/fault.js';
import { ulid } from '../../ids.js';
import type { PatientCallback } from '../../outbound/merchant-callback.js';
import { readCallbackAnswer } from '../../wire/callback-answer.js';
import { writeCallbackForm } from '../../wire/callback-form.js';
import type { CallbackReading } from '../../wire/callback-types.js';
import { maskFault } from '../exchange-row.js';
import type { OpenKey } from '../keyring.js';
import { maskLine } from '../stored-message.js';
import type { Prepared } from './ask-merchant.js';
import type { CheckoutDeps } from './deps.js';
import { speaksAgainstEndpoint, tallyCall } from './endpoint-breaker.js';
import { recordCall, recordLateAnswer, type Call } from './record-call.js';
import { reportFailure } from './report-failure.js';

/** Calls the endpoint once, reads its answer, records the call, and only then says what came of it. */
export async function callMerchant(deps: CheckoutDeps, prepared: Prepared, key: OpenKey): Promise<CallbackResult> {
  const call = sign(prepared, key, deps.clock());
  const { callbacks, around } = prepared;
  const timeoutMs = around.book.policies.callbackTimeoutMs;
  const environment = around.environment.name;
  const { body, headers } = call.form;
  const posted = await deps.postCallback({ endpoint: callbacks.endpoint, body, headers, timeoutMs, environment });
  const reading = posted.ok ? read(prepared, call, posted) : failureOf(posted);
  const clocks = clocksOf(call, posted, timeoutMs);
  await recordCall(deps, call, { posted, reading, clocks });
  const worked = reading.ok || reading.kind === 'address-refused';
  const counts = reading.ok || reading.kind === 'address-refused' || speaksAgainstEndpoint(reading.cause);
  if (counts) await tallyCall(deps.db, prepared.endpoint, { worked, now: deps.clock() });
  tellLater(deps, call, { posted, reading });
  return resultOf(reading, clocks, prepared);
}

function sign(prepared: Prepared, key: OpenKey, at: number): Call {
  const uuid = randomUUID();
  const timestamp = new Date(at).toISOString();
  const signing = { uuid, timestamp, secret: key.secret, keyId: key.key.id, field: 'order-calculations-request' } as const;
  return { prepared, key, at, exchangeId: ulid(at), uuid, timestamp, form: writeCallbackForm(prepared.written.xml, signing) };
}

function read(prepared: Prepared, call: Call, { answer }: Extract<PatientCallback, { ok: true }>): CallbackReading {
  const { written, question, callbacks, around } = prepared;
  const { body, headers } = answer;
  return readCallbackAnswer(
    { body, headers, contentType: headers['content-type'] ?? '' },
    {
      namespace: written.namespace,
      secret: call.key.secret,
      keyId: call.key.key.id,
      uuid: call.uuid,
      timestamp: call.timestamp,
      addressId: question.addressId,
      items: written.items,
      asked: callbacks,
      signatureRequired: around.book.policies.unsignedCallbacks === 'refused',
      currency: question.cart.currency,
      merchantId: around.environment.merchant.id,
    },
  );
}

const failureOf = ({ cause, because }: Extract<PatientCallback, { ok: false }>): CallbackReading => ({
  ok: false,
  kind: 'failed',
  cause,
  because,
  faults: [],
});

function clocksOf({ exchangeId }: Call, { startedAt, endedAt, answer }: PatientCallback, deadlineMs: number): CallClocks {
  const theirClock = answer?.headers['date'];
  return { sentAt: startedAt, endedAt, deadlineMs, exchangeId, ...(theirClock === undefined ? {} : { theirClock }) };
}

/** What the buyer does not wait for: an answer that is late, and the report of a failure to the shop (protocol 3.7). */
function tellLater(
  deps: CheckoutDeps,
  call: Call,
  { posted, reading }: { readonly posted: PatientCallback; readonly reading: CallbackReading },
): void {
  const { late } = posted;
  if (late !== undefined) deps.background.start('late callback answer', () => recordLateAnswer(deps, call, late));
  if (!reading.ok && reading.kind === 'failed')
    deps.background.start('callback failure report', () => reportFailure(deps, call, { failure: reading, posted }));
}

/** Masked: what the endpoint sent may quote an address, and all of this is shown and stored. */
function resultOf(reading: CallbackReading, call: CallClocks, { around }: Prepared): CallbackResult {
  const { mask } = around.keys;
  const masked = (faults: readonly Fault[]): Fault[] => faults.map((fault) => maskFault(fault, mask));
  if (reading.ok)
    return { state: 'answered', source: reading.source, items: reading.items, call, warnings: masked(reading.warnings) };
  if (reading.kind === 'address-refused') return { state: 'address-refused', message: maskLine(reading.message, mask), call };
  return { state: 'failed', cause: reading.cause, because: maskLine(reading.because, mask), call };
}
