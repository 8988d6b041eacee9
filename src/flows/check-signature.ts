import type { SignatureReport } from '../core/exchange.js';
import type { Fault } from '../core/fault.js';
import type { Policies } from '../core/policy.js';
import { CartwrightError } from '../errors.js';
import { equalSignature, signCallback, verifyBodySignature } from '../wire/signature.js';
import { findSigner, unknownKey, type SignatureVerdict, type SignerContext } from './find-signer.js';
import type { OpenKey } from './keyring.js';

/** semantics B, signature freshness: either way. */
export const FRESHNESS_SECONDS = 900;
/** What is signed of callbacks, both ways, in words. */
export const CALLBACK_RULE = 'HMAC-SHA1 over UUID + Timestamp';

/** As much of a signed post as its signature is about. */
export interface SignedPost {
  readonly keyId: string | undefined;
  readonly signature: string | undefined;
  readonly uuid: string | undefined;
  readonly timestamp: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface SignatureContext extends SignerContext {
  readonly policies: Policies;
  readonly at: number;
}

/**
 * Checks a signed post in the order of contracts.md: key, freshness, signature, body signature. A revoked key, or one of
 * the other environment, is named only to whoever signed with its secret; to all others it is unknown.
 */
export async function checkSignature(post: SignedPost, context: SignatureContext): Promise<SignatureVerdict> {
  const { keyId, signature, uuid = '', timestamp = '', headers, body } = post;
  if (signature === undefined) return unsigned(context.policies);
  const signed: Signed = { keyId, signature, uuid, timestamp, headers, body };
  const candidate = await findCandidate(signed, context);
  if (!candidate.ok) return { ok: false, error: candidate.error, report: reportOf(signed, context.at) };
  const stale = checkFreshness(signed.timestamp, context.at);
  if (stale !== null) return { ok: false, error: stale, report: reportOf(signed, context.at) };
  const { open, valid } = candidate;
  if (!valid) return { ok: false, error: mismatch(open), report: reportOf(signed, context.at, { open, state: 'wrong' }) };
  return checkBody(signed, context, candidate);
}

interface Signed extends SignedPost {
  readonly signature: string;
  readonly uuid: string;
  readonly timestamp: string;
}
type Candidate = Signatory | { readonly ok: false; readonly error: CartwrightError };
interface Signatory {
  readonly ok: true;
  readonly open: OpenKey;
  readonly valid: boolean;
  readonly warnings: readonly Fault[];
}

function unsigned(policies: Policies): SignatureVerdict {
  const report: SignatureReport = { state: 'missing', rule: CALLBACK_RULE };
  if (policies.unsignedCallbacks === 'allowed') return { ok: true, key: null, report, warnings: [] };
  const detail =
    'The field Signature is absent. Send UUID, Timestamp, Signature and aws-access-key-id, or let the policy unsignedCallbacks be "allowed".';
  return { ok: false, error: new CartwrightError('SIGNATURE_MISSING', { detail }), report };
}

async function findCandidate(post: Signed, context: SignatureContext): Promise<Candidate> {
  if (post.keyId === undefined) return tryActiveKeys(post, context);
  const signer = await findSigner(post.keyId, (secret) => verifies(secret, post), context);
  return signer.ok ? { ok: true, open: signer.open, valid: signer.valid, warnings: [] } : signer;
}

function tryActiveKeys(post: Signed, { keys }: SignatureContext): Candidate {
  // Every key is tried whatever the first one gave: the time does not tell which one it was.
  const fitting = [...keys.active.values()].filter((open) => verifies(open.secret, post));
  const [open] = fitting.length > 0 ? fitting : keys.active.values();
  if (open === undefined) return { ok: false, error: unknownKey('') };
  const message =
    'The field aws-access-key-id is absent, so every active key was tried. Send it: it keeps working when keys are rotated.';
  const warning: Fault = { rule: 'key-id-missing', severity: 'warning', field: 'aws-access-key-id', message };
  return { ok: true, open, valid: fitting.length > 0, warnings: [warning] };
}

const verifies = (secret: string, post: Signed): boolean =>
  equalSignature(signCallback(secret, post.uuid, post.timestamp), post.signature);

function mismatch(open: OpenKey): CartwrightError {
  return new CartwrightError('SIGNATURE_MISMATCH', {
    detail: `The signature is not the ${CALLBACK_RULE}, in base64, made with the secret of the access key ${open.key.id}.`,
  });
}

/** ISO 8601 with `Z` or an offset; as text it is part of what was signed. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Epoch milliseconds of a wire Timestamp, or null where it cannot be read. */
export function readTimestamp(text: string): number | null {
  const at = TIMESTAMP.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

function checkFreshness(timestamp: string, at: number): CartwrightError | null {
  const theirs = readTimestamp(timestamp);
  if (theirs === null)
    return new CartwrightError('TIMESTAMP_MALFORMED', {
      detail: 'Timestamp must be ISO 8601 with Z or an offset, such as 2026-01-15T09:30:00.000Z.',
    });
  const difference = secondsBetween(theirs, at);
  if (Math.abs(difference) <= FRESHNESS_SECONDS) return null;
  const clocks = `Your clock says ${new Date(theirs).toISOString()}, ours ${new Date(at).toISOString()}`;
  return new CartwrightError('SIGNATURE_STALE', {
    detail: `${clocks}: ${Math.abs(difference)} s ${difference > 0 ? 'behind' : 'ahead'}, and ${FRESHNESS_SECONDS} s are allowed. Set your clock, and sign each post anew.`,
  });
}

/** How far their clock is behind ours, in seconds; negative where it is ahead. The exact 900.000 s still count as 900. */
const secondsBetween = (theirs: number, ours: number): number =>
  Math.sign(ours - theirs) * Math.ceil(Math.abs(ours - theirs) / 1000);

/** How far a check came: whose key it was, and what of the body. */
interface Reached {
  readonly open: OpenKey;
  readonly state: 'valid' | 'wrong';
  readonly body?: 'valid' | 'wrong' | 'absent';
}

function reportOf(post: Signed, at: number, reached?: Reached): SignatureReport {
  const theirs = readTimestamp(post.timestamp);
  return {
    state: reached?.state ?? 'not reached',
    rule: CALLBACK_RULE,
    base: post.uuid + post.timestamp,
    received: post.signature,
    theirClock: post.timestamp,
    ourClock: new Date(at).toISOString(),
    ...(theirs === null ? {} : { differenceSeconds: secondsBetween(theirs, at) }),
    body: reached?.body ?? 'not reached',
    ...(reached === undefined ? {} : { keyId: reached.open.key.id, keyName: reached.open.key.name }),
    ...(reached?.state === 'valid' ? { computed: post.signature } : {}),
  };
}

function checkBody(post: Signed, context: SignatureContext, { open, warnings }: Signatory): SignatureVerdict {
  const timestampSeconds = Math.floor((readTimestamp(post.timestamp) ?? 0) / 1000);
  const body = verifyBodySignature(open.secret, post.headers, { id: post.uuid, timestampSeconds, body: post.body });
  const report = reportOf(post, context.at, { open, state: 'valid', body });
  if (body === 'wrong')
    return {
      ok: false,
      error: new CartwrightError('BODY_SIGNATURE_MISMATCH', {
        detail:
          'The header webhook-signature does not fit the body as it arrived: it was changed on the way, or signed before its last change.',
      }),
      report,
    };
  if (body === 'absent' && context.policies.bodySignature === 'required')
    return {
      ok: false,
      error: new CartwrightError('BODY_SIGNATURE_MISSING', {
        detail: 'The policy bodySignature is "required": send webhook-id, webhook-timestamp and webhook-signature.',
      }),
      report,
    };
  return { ok: true, key: open, report, warnings };
}
