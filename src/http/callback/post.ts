import type { ExchangeRefs } from '../../core/exchange.js';
import { CartwrightError, type ErrorCode } from '../../errors.js';
import { openCallbackPost, type CallbackPost } from '../../wire/envelope.js';
import { openForm, type FormField } from '../../wire/form.js';
import { findUnreadable, type Arrival } from '../protocol/arrival.js';

const REF_LENGTH = 100;

export const CALLBACK_STEPS = ['Received', 'Form decoded', 'Signature verified', 'Document valid', 'Priced', 'Signed'] as const;
export type CallbackArrival = Arrival<(typeof CALLBACK_STEPS)[number]>;

/** What could be read of the form; `error` is the first of size, method, content type and form fields that is wrong. */
export interface OpenedArrival {
  readonly fields: readonly FormField[];
  readonly post: CallbackPost | null;
  readonly error: CartwrightError | null;
}

/** Size, method, content type, form fields: the first four checks of contracts.md, which need no database. */
export function openArrival(arrival: CallbackArrival): OpenedArrival {
  const unread = findUnreadable(arrival, 'callback');
  if (unread !== null) return { fields: [], post: null, error: unread };
  const form = openForm(arrival.received.body, arrival.headers['content-type'] ?? '');
  if (!form.ok) return { fields: [], post: null, error: refusal(form) };
  const post = openCallbackPost(form.fields);
  if (!post.ok) return { fields: form.fields, post: null, error: refusal(post) };
  return { fields: form.fields, post, error: null };
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
