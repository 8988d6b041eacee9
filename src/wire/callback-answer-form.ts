import type { Fault } from '../core/fault.js';
import { describeBody } from './callback-answer-hint.js';
import { wholeSeconds } from './callback-form.js';
import { failedAt, type CallbackExpectation, type CallbackPostAnswer, type FailedAnswer } from './callback-types.js';
import { openForm, type FormField } from './form.js';
import { repairBase64, verifyBodySignature, verifyBytes } from './signature.js';

const DOCUMENT = 'order-calculations-response';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

export type OpenedAnswer =
  { readonly ok: true; readonly xml: Buffer; readonly warnings: readonly Fault[] } | (FailedAnswer & { readonly ok: false });

/**
 * Finds the document of an answer and checks who signed it (protocol 3.5): the form, whatever its content type and the order of
 * its fields; the signature over the exact XML; the body signature where there is one. White space and a byte order mark
 * around the form are passed over: template engines leave them there.
 */
export function openAnswer(answer: CallbackPostAnswer, expectation: CallbackExpectation): OpenedAnswer {
  const body = Buffer.from(answer.body.buffer, answer.body.byteOffset, answer.body.length);
  const trimmed = trim(body);
  const opened = openForm(trimmed, FORM_TYPE);
  if (!opened.ok)
    return notAForm(
      opened.code === 'FORM_FIELD_DOUBLED' ? opened.detail : describeBody(trimmed, answer.contentType, opened.detail),
    );
  const document = valueOf(opened.fields, DOCUMENT);
  if (document === undefined) return notAForm(describeBody(trimmed, answer.contentType));
  const warnings: Fault[] = trimmed.length === body.length ? [] : [AROUND_FORM];
  const unsigned = checkSignature(document.bytes, opened.fields, expectation, warnings) ?? checkBody(answer, body, expectation);
  return unsigned ?? { ok: true, xml: document.bytes, warnings };
}

function notAForm(because: string): OpenedAnswer {
  return failedAt('not-a-form', `your answer is no form with the field ${DOCUMENT}: ${because}`, []);
}

/** An empty field counts as left out. */
function valueOf(fields: readonly FormField[], name: string): FormField | undefined {
  return fields.find((field) => field.name === name && field.value.trim() !== '');
}

function checkSignature(
  xml: Buffer,
  fields: readonly FormField[],
  { secret, keyId, signatureRequired }: CallbackExpectation,
  warnings: Fault[],
): FailedAnswer | null {
  const sent = valueOf(fields, 'Signature')?.value;
  const theirKey = valueOf(fields, 'aws-access-key-id')?.value.trim();
  if (sent === undefined) {
    if (signatureRequired)
      return failedAt(
        'signature-missing',
        'your answer has no field Signature, and answers to signed requests must be signed',
        [],
      );
    warnings.push(UNSIGNED);
    return null;
  }
  const repaired = repairBase64(sent, 'Signature');
  if (repaired.warning !== undefined) warnings.push(repaired.warning);
  if (verifyBytes(secret, xml, repaired.text)) {
    if (theirKey !== undefined && theirKey !== keyId) warnings.push(otherKey(keyId));
    return null;
  }
  const named = theirKey === undefined || theirKey === keyId ? '' : '; your answer names another access key';
  return failedAt(
    'signature-mismatch',
    `the Signature of your answer is not the HMAC-SHA1 of its XML, before URL encoding, with the secret of the access key ${keyId}${named}`,
    [],
  );
}

function checkBody(
  { headers }: CallbackPostAnswer,
  body: Buffer,
  { secret, uuid, timestamp }: CallbackExpectation,
): FailedAnswer | null {
  const signed = { id: uuid, timestampSeconds: wholeSeconds(timestamp), body };
  if (verifyBodySignature(secret, headers, signed) !== 'wrong') return null;
  const sentence =
    'the header webhook-signature of your answer does not fit its body with the UUID and the Timestamp of the request';
  return failedAt('signature-mismatch', sentence, []);
}

/** The body without a byte order mark and raw white space at its ends; inside the form both are written with a %. */
function trim(body: Buffer): Buffer {
  let start = body.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  let end = body.length;
  while (start < end && isBlank(body[start])) start += 1;
  while (end > start && isBlank(body[end - 1])) end -= 1;
  return body.subarray(start, end);
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

const AROUND_FORM: Fault = {
  rule: 'tolerance-around-form',
  severity: 'warning',
  message:
    'White space or a byte order mark stands around the form of your answer. It was passed over; print nothing but the form.',
};
const UNSIGNED: Fault = {
  rule: 'answer-unsigned',
  severity: 'warning',
  field: 'Signature',
  message: 'Your answer is not signed: anybody between your shop and this service could have written it.',
};
const otherKey = (keyId: string): Fault => ({
  rule: 'answer-key-other',
  severity: 'warning',
  field: 'aws-access-key-id',
  expected: keyId,
  message: `Your answer names another access key than ${keyId}, with whose secret it was signed. Send the id of the key that signed.`,
});
