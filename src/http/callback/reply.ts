import type { Dialect } from '../../core/cart.js';
import type { Outcome } from '../../core/exchange.js';
import type { CartwrightError, ErrorCode } from '../../errors.js';
import { FRESHNESS_SECONDS, readTimestamp } from '../../flows/check-signature.js';
import type { OpenKey } from '../../flows/keyring.js';
import { encodeCalculationRefusal } from '../../wire/calculation.js';
import type { CallbackPost } from '../../wire/envelope.js';
import { writeCallbackAnswer } from '../../wire/envelope.js';
import type { StoredAnswer } from '../../store/replay.js';
import { bodySignatureHeaders, signBytes } from '../../wire/signature.js';
import { problemOf, PROBLEM_TYPE, type ProblemPlace } from '../problem.js';
import type { Reply } from '../protocol/reply.js';

export const FORM_TYPE = 'application/x-www-form-urlencoded';
const RETRY_AFTER_SECONDS = '5';

/** Who an answer is signed for: the key that was verified, and the post whose UUID and Timestamp it repeats. */
export interface Signer {
  readonly open: OpenKey;
  readonly uuid: string;
  readonly timestamp: string;
}

/** The signer of the answer to a post; null where it came unsigned and a policy let it pass. */
export function signerOf(open: OpenKey | null, { signed }: CallbackPost): Signer | null {
  return open === null || signed === undefined ? null : { open, uuid: signed.uuid, timestamp: signed.timestamp };
}

/** How long a used UUID must be remembered: as long as its post would count as fresh. */
export const replayExpiry = ({ timestamp }: Signer): number => (readTimestamp(timestamp) ?? 0) + (FRESHNESS_SECONDS + 1) * 1000;

/** A document as the form that checkouts read (protocol 3.5), signed both ways if there is a signer. */
export function formReply(
  xml: string,
  signer: Signer | null,
  outcome: { status: number; outcome: Outcome; code?: ErrorCode },
): Reply {
  if (signer === null) {
    const fields = [{ name: 'order-calculations-response', value: xml }];
    return { contentType: FORM_TYPE, headers: {}, body: writeCallbackAnswer({ xml }), fields, ...outcome };
  }
  const { secret, key } = signer.open;
  const signature = signBytes(secret, xml);
  const body = writeCallbackAnswer({ xml, signature, keyId: key.id });
  const timestampSeconds = Math.floor((readTimestamp(signer.timestamp) ?? 0) / 1000);
  return {
    contentType: FORM_TYPE,
    headers: bodySignatureHeaders(secret, { id: signer.uuid, timestampSeconds, body }),
    body,
    fields: [
      { name: 'order-calculations-response', value: xml },
      { name: 'Signature', value: signature },
      { name: 'aws-access-key-id', value: key.id },
    ],
    ...outcome,
  };
}

/** The 200 without a body that an error report gets; its own signature headers cover the empty body. */
export function emptyReply(signer: Signer | null): Reply {
  const reply = {
    status: 200,
    contentType: FORM_TYPE,
    body: '',
    outcome: 'warned',
    code: 'CALLBACK_ERROR_REPORTED',
    fields: [],
  } as const;
  if (signer === null) return { ...reply, headers: {} };
  const timestampSeconds = Math.floor((readTimestamp(signer.timestamp) ?? 0) / 1000);
  return { ...reply, headers: bodySignatureHeaders(signer.open.secret, { id: signer.uuid, timestampSeconds, body: '' }) };
}

/** A refusal that is no answer of the protocol: a problem document, never signed (semantics B). */
export function problemReply(error: CartwrightError, place: ProblemPlace): Reply {
  return {
    status: error.status,
    contentType: PROBLEM_TYPE,
    headers: error.headers,
    body: JSON.stringify(problemOf(error, place)),
    outcome: error.status >= 500 ? 'failed' : 'refused',
    code: error.code,
  };
}

/** An answer that was given before, byte for byte. */
export function repeatedReply(answer: StoredAnswer): Reply {
  const code = answer.headers['Cartwright-Code'];
  return { ...answer, outcome: 'repeated', ...(code === undefined ? {} : { code: code as ErrorCode }) };
}

/** A document that could not be read, with a good signature: 400 and an `Error` whose message is the first fault with its line. */
export function faultReply(error: CartwrightError, namespace: Dialect | null, signer: Signer | null): Reply {
  const [first] = error.faults;
  const message = first?.message ?? error.detail;
  const xml = encodeCalculationRefusal(namespace ?? '2008-11-30', 'INTERNAL_SERVER_ERROR', message);
  return formReply(xml, signer, { status: error.status, outcome: 'refused', code: error.code });
}

/** What is not the sender's fault: 503 (or 500 for a mistake of ours) with an `Error` that old checkouts understand. */
export function failureReply(error: CartwrightError, namespace: Dialect | null, signer: Signer | null): Reply {
  const unavailable = error.status === 503;
  const message = unavailable ? `${error.title}. Try again.` : 'Something went wrong on our side.';
  const code = unavailable ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
  const reply = formReply(encodeCalculationRefusal(namespace ?? '2008-11-30', code, message), signer, {
    status: error.status,
    outcome: 'failed',
    code: error.code,
  });
  return unavailable ? { ...reply, headers: { 'Retry-After': RETRY_AFTER_SECONDS, ...error.headers, ...reply.headers } } : reply;
}
