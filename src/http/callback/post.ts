import type { IncomingHttpHeaders } from 'node:http';
import type { EnvironmentName, ExchangeRefs, Step } from '../../core/exchange.js';
import { CartwrightError, type ErrorCode } from '../../errors.js';
import { openCallbackPost, type CallbackPost } from '../../wire/envelope.js';
import { openForm, type FormField } from '../../wire/form.js';
import type { ReceivedBody } from '../read-body.js';

/** contracts.md, Reading documents: 1 MiB of XML, 4 MiB of form around it. */
export const MAX_FORM_BYTES = 4 * 1_048_576;
export const BODY_TIMEOUT_MS = 15_000;
const REF_LENGTH = 100;

/** One post to a callback address, before anybody has judged it. */
export interface Arrival {
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
  readonly steps: StepClock;
}

/** What could be read of the form; `error` is the first of size, method, content type and form fields that is wrong. */
export interface OpenedArrival {
  readonly fields: readonly FormField[];
  readonly post: CallbackPost | null;
  readonly error: CartwrightError | null;
}

/** Size, method, content type, form fields: the first four checks of contracts.md, which need no database. */
export function openArrival(arrival: Arrival): OpenedArrival {
  const unread = checkSize(arrival) ?? checkMethod(arrival) ?? checkWhole(arrival);
  if (unread !== null) return { fields: [], post: null, error: unread };
  const form = openForm(arrival.received.body, arrival.headers['content-type'] ?? '');
  if (!form.ok) return { fields: [], post: null, error: refusal(form) };
  const post = openCallbackPost(form.fields);
  if (!post.ok) return { fields: form.fields, post: null, error: refusal(post) };
  return { fields: form.fields, post, error: null };
}

function checkSize({ received }: Arrival): CartwrightError | null {
  if (received.state !== 'too-large') return null;
  return new CartwrightError('BODY_TOO_LARGE', {
    detail: 'A callback form may have 4 MiB (4,194,304 bytes), and the XML in it 1 MiB.',
  });
}

function checkMethod({ method }: Arrival): CartwrightError | null {
  if (method === 'POST') return null;
  return new CartwrightError('METHOD_NOT_ALLOWED', {
    detail: `Callbacks are posted; this was ${method}.`,
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

const refusal = ({ code, detail }: { readonly code: ErrorCode; readonly detail: string }): CartwrightError =>
  new CartwrightError(code, { detail });

/** The ids of a document that was not parsed: good enough to find a refused post again, and for nothing else. */
export function sniffRefs(opened: OpenedArrival): ExchangeRefs {
  const refs: Record<string, string> = {};
  const xml = opened.post?.xml.toString('utf8') ?? '';
  // Bounded repetitions: whoever sent this has not shown a valid signature.
  const reference = /<(?:[\w.-]{1,40}:)?CallbackReferenceId>([^<]{1,200})</.exec(xml)?.[1]?.trim();
  const request = /<(?:[\w.-]{1,40}:)?ClientRequestId>([^<]{1,200})</.exec(xml)?.[1]?.trim();
  if (reference !== undefined && reference !== '') refs['callbackReferenceId'] = reference.slice(0, REF_LENGTH);
  if (request !== undefined && request !== '') refs['clientRequestId'] = request.slice(0, REF_LENGTH);
  if (opened.post?.uuid !== undefined) refs['uuid'] = opened.post.uuid;
  return refs;
}

/** Whether a document's root element is OrderCalculationsError, without parsing it. */
export function looksLikeErrorReport(xml: Buffer): boolean {
  const start = xml.toString('utf8', 0, 4096).replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '');
  return /^[\s\uFEFF]*<(?:[\w.-]+:)?OrderCalculationsError[\s>]/.test(start);
}

/** Names the steps of the work on one exchange and measures each. */
export interface StepClock {
  readonly startedMs: number;
  done(name: StepName, note?: string): void;
  /** The steps so far, and every later one as failed (the first) or not reached. */
  list(failed: boolean): Step[];
}

const STEP_NAMES = ['Received', 'Form decoded', 'Signature verified', 'Document valid', 'Priced', 'Signed'] as const;
export type StepName = (typeof STEP_NAMES)[number];

/** Starts the clock at `startedMs`, in milliseconds of `performance.now()`. */
export function startSteps(startedMs: number): StepClock {
  const steps: Step[] = [];
  let last = startedMs;
  return {
    startedMs,
    done: (name, note) => {
      const now = performance.now();
      steps.push({ name, state: 'done', ms: hundredths(now - last), ...(note === undefined ? {} : { note }) });
      last = now;
    },
    list: (failed) => {
      const missing = STEP_NAMES.slice(steps.length);
      return [
        ...steps,
        ...missing.map((name, index): Step => ({ name, state: failed && index === 0 ? 'failed' : 'not reached' })),
      ];
    },
  };
}

const hundredths = (ms: number): number => Math.round(ms * 100) / 100;
