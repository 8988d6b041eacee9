import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { EnvironmentName } from '../../core/exchange.js';
import { CartwrightError } from '../../errors.js';
import { exchangeSeq, ulid } from '../../ids.js';
import type { HttpDeps } from '../deps.js';
import { readBody, type ReceivedBody } from '../read-body.js';
import { startSteps, type StepClock } from '../../flows/steps.js';

/** contracts.md, Reading documents: 1 MiB of XML, 4 MiB of form around it. */
export const MAX_FORM_BYTES = 4 * 1_048_576;
const BODY_TIMEOUT_MS = 15_000;

/** One post to an address of the protocol, before anybody has judged it. */
export interface Arrival<Name extends string = string> {
  readonly id: string;
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly environmentName: EnvironmentName;
  readonly merchantId: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly remote: string;
  readonly received: ReceivedBody;
  readonly steps: StepClock<Name>;
}

/** Where a post goes, and the steps that the work on it has; the first is that it was received. */
export interface Target<Name extends string> {
  readonly environmentName: EnvironmentName;
  readonly merchantId: string;
  readonly steps: readonly ['Received', ...Name[]];
}

/** Reads a post to its end, whatever it is. */
export async function arrive<Name extends string>(
  deps: Pick<HttpDeps, 'clock' | 'remoteOf'>,
  req: IncomingMessage,
  { environmentName, merchantId, steps: names }: Target<Name>,
): Promise<Arrival<'Received' | Name>> {
  const steps = startSteps<'Received' | Name>(names);
  const received = await readBody(req, { maxBytes: MAX_FORM_BYTES, timeoutMs: BODY_TIMEOUT_MS });
  steps.done('Received');
  const at = deps.clock();
  return {
    id: ulid(at),
    seq: exchangeSeq(at),
    at,
    environmentName,
    merchantId,
    method: req.method ?? '',
    url: req.url ?? '',
    headers: req.headers,
    remote: deps.remoteOf(req),
    received,
    steps,
  };
}

/** Size, method, and whether all of it came: the checks that stand before any reading. `noun` is what is posted there: `callback`. */
export function findUnreadable(arrival: Arrival, noun: string): CartwrightError | null {
  return checkSize(arrival, noun) ?? checkMethod(arrival, noun) ?? checkWhole(arrival);
}

function checkSize({ received }: Arrival, noun: string): CartwrightError | null {
  if (received.state !== 'too-large') return null;
  return new CartwrightError('BODY_TOO_LARGE', {
    detail: `A ${noun} form may have 4 MiB (4,194,304 bytes), and the XML in it 1 MiB.`,
  });
}

function checkMethod({ method }: Arrival, noun: string): CartwrightError | null {
  if (method === 'POST') return null;
  return new CartwrightError('METHOD_NOT_ALLOWED', {
    detail: `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s are posted; this was ${method}.`,
    headers: { Allow: 'POST' },
  });
}

function checkWhole({ received }: Arrival): CartwrightError | null {
  if (received.state === 'cut-short')
    return new CartwrightError('BODY_CUT_SHORT', {
      detail: `The connection ended after ${received.body.length} bytes of the body.`,
    });
  if (received.state === 'too-slow')
    return new CartwrightError('BODY_CUT_SHORT', {
      detail: `After ${BODY_TIMEOUT_MS / 1000} s only ${received.body.length} bytes of the body had arrived.`,
    });
  return null;
}
