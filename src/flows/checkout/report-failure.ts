import { randomUUID } from 'node:crypto';
import { ulid } from '../../ids.js';
import type { PatientCallback } from '../../outbound/merchant-callback.js';
import { ERROR_CODES, writeCallbackErrorReport } from '../../wire/callback-error.js';
import { writeCallbackForm } from '../../wire/callback-form.js';
import type { FailedAnswer } from '../../wire/callback-types.js';
import { CALL_CODES } from './call-codes.js';
import { answeredMessage, postedMessage } from './call-messages.js';
import { madeSignature, reportSteps } from './call-report.js';
import type { CheckoutDeps } from './deps.js';
import { record, type Call } from './record-call.js';

/**
 * Tells the shop that its endpoint failed (protocol 3.7, semantics D 13): once for each call, signed like a call, not tried
 * again and not counted by the breaker. An address that may not be called gets no report either.
 */
export async function reportFailure(
  deps: CheckoutDeps,
  { prepared, key, exchangeId }: Call,
  { failure, posted }: { readonly failure: FailedAnswer; readonly posted: PatientCallback },
): Promise<void> {
  const code = ERROR_CODES[failure.cause];
  if (code === null) return;
  const { question, callbacks, around } = prepared;
  const response = posted.answer?.body.toString('utf8') ?? null;
  const xml = writeCallbackErrorReport({ question, code, message: failure.because, response });
  const at = deps.clock();
  const uuid = randomUUID();
  const signing = { uuid, timestamp: new Date(at).toISOString(), secret: key.secret, keyId: key.key.id };
  const form = writeCallbackForm(xml, { ...signing, field: 'order-calculations-error' });
  const timeoutMs = around.book.policies.callbackTimeoutMs;
  const { endpoint } = callbacks;
  const told = await deps.postCallback({ endpoint, ...form, timeoutMs, environment: around.environment.name });
  const message = told.ok ? '' : `The report of the failure was not taken: ${told.because}.`;
  await record(deps, prepared, {
    id: ulid(at),
    at,
    kind: 'callback-error',
    parent: exchangeId,
    outcome: told.ok ? 'ok' : 'failed',
    ...(told.ok ? {} : { code: CALL_CODES[told.cause] }),
    faults: told.ok ? [] : [{ rule: 'callback-report-failed', severity: 'warning', message }],
    status: told.answer?.status ?? 0,
    durationMs: told.endedAt - told.startedAt,
    uuid,
    request: postedMessage(endpoint, form),
    response: answeredMessage(told.answer),
    steps: reportSteps({ endpoint, posted: told }, message),
    signature: madeSignature({ key, uuid, timestamp: signing.timestamp }, told),
  });
}
