import type { Dialect } from '../../core/cart.js';
import type { CalculationReport, ExchangeKind, ExchangeRefs, SignatureReport } from '../../core/exchange.js';
import type { Fault } from '../../core/fault.js';
import type { Environment } from '../../core/merchant.js';
import type { RuleBook } from '../../core/rule-book.js';
import { CartwrightError } from '../../errors.js';
import { answerCalculation } from '../../flows/answer-calculation.js';
import { maskError } from '../../flows/mask-error.js';
import { checkSignature, type SignedPost } from '../../flows/check-signature.js';
import type { EnvironmentKeys } from '../../flows/keyring.js';
import { readCallbackDocument, type CallbackDocument } from '../../wire/calculation.js';
import type { CallbackPost } from '../../wire/envelope.js';
import { looksLikeErrorReport, sniffRefs, type CallbackArrival, type OpenedArrival } from './post.js';
import { emptyReply, faultReply, formReply, problemReply, signerOf, type Signer } from './reply.js';
import type { HttpDeps } from '../deps.js';
import type { Reply } from '../protocol/reply.js';

/** What was decided about a post: everything that its row and its answer say. */
export interface Decision {
  readonly kind: ExchangeKind;
  readonly reply: Reply;
  readonly refs: ExchangeRefs;
  readonly faults: readonly Fault[];
  readonly signature?: SignatureReport;
  readonly calculation?: readonly CalculationReport[];
  /** With it, the answer is kept under (key, UUID) and the ids of the document may join a trace. */
  readonly signer: Signer | null;
  /**
   * Which ids of the document may join it to a trace: those of a verified post both, of an unsigned error report only the
   * CallbackReferenceId, which nobody can guess; of a refused post none.
   */
  readonly joins: 'both' | 'reference' | 'none';
  /** For the 503 of a failing commit. */
  readonly namespace: Dialect | null;
}

/** The environment that a post is for, as of one version. */
export interface Surroundings {
  readonly environment: Environment;
  readonly keys: EnvironmentKeys;
  readonly book: RuleBook;
  /** Why `book` can price nothing: the merchant must act, and the log says so. */
  readonly unreadable?: CartwrightError | undefined;
}

/**
 * Goes on where `openArrival` ended: key, freshness, signature, body signature, XML, schema, meaning. Whether the post is a
 * replay, which comes before its XML, is told by the transaction that records it, and then all of this is put aside.
 */
export async function decide(
  deps: HttpDeps,
  arrival: CallbackArrival,
  opened: OpenedArrival,
  around: Surroundings,
): Promise<Decision> {
  const { post } = opened;
  if (opened.error !== null || post === null)
    return refused(deps, arrival, opened, { around, error: opened.error ?? emptyForm() });
  if (post.signed === undefined && around.book.policies.unsignedCallbacks === 'refused' && looksLikeErrorReport(post.xml))
    return readDocument(arrival, post, around, { signer: null, report: { state: 'missing' }, warnings: [UNVERIFIED] });
  const verdict = await checkSignature(signedPost(arrival, post), {
    keyring: deps.keyring,
    environment: around.environment,
    keys: around.keys,
    policies: around.book.policies,
    at: arrival.at,
  });
  if (!verdict.ok) return refused(deps, arrival, opened, { around, error: verdict.error, report: verdict.report });
  arrival.steps.done('Signature verified', verdict.key === null ? 'unsigned, allowed by policy' : undefined);
  const signer = signerOf(verdict.key, post);
  return readDocument(arrival, post, around, {
    signer,
    report: verdict.report,
    warnings: [...post.warnings, ...verdict.warnings],
  });
}

/** A post that is not worth reading further, answered with a problem document. */
export function refused(
  deps: HttpDeps,
  arrival: CallbackArrival,
  opened: OpenedArrival,
  { around, report, ...given }: { around: Surroundings | null; error: CartwrightError; report?: SignatureReport },
): Decision {
  const error = around === null ? given.error : maskError(given.error, around.keys.mask);
  const exchange = { id: arrival.id, environment: around?.environment.name };
  const rule = error.code.toLowerCase().replaceAll('_', '-');
  return {
    kind: 'callback',
    reply: problemReply(error, { publicUrl: deps.config.publicUrl, exchange }),
    refs: sniffRefs(opened),
    faults: error.faults.length > 0 ? error.faults : [{ rule, severity: 'error', message: error.detail }],
    ...(report === undefined ? {} : { signature: report }),
    signer: null,
    joins: 'none',
    namespace: null,
  };
}

const emptyForm = (): CartwrightError => new CartwrightError('FORM_FIELD_MISSING');

const signedPost = ({ headers, received }: CallbackArrival, { keyId, signature, uuid, timestamp }: CallbackPost): SignedPost => ({
  keyId,
  signature,
  uuid,
  timestamp,
  headers,
  body: received.body,
});

interface Verified {
  readonly signer: Signer | null;
  readonly report: SignatureReport;
  readonly warnings: readonly Fault[];
}

function readDocument(arrival: CallbackArrival, post: CallbackPost, around: Surroundings, verified: Verified): Decision {
  const document = readCallbackDocument(post.xml, { field: post.field });
  const joins = verified.warnings.includes(UNVERIFIED) ? 'reference' : 'both';
  const common = { signature: verified.report, signer: verified.signer, joins, namespace: document.namespace } as const;
  switch (document.kind) {
    case 'fault':
      return { kind: 'callback', refs: refsOf(document.refs, post.uuid), ...common, ...faulty(document, around, verified) };
    case 'error-report':
      return { kind: 'callback-error', refs: refsOf(document.report, post.uuid), ...common, ...reported(document, verified) };
    case 'request':
      arrival.steps.done('Document valid');
      return {
        kind: 'callback',
        refs: refsOf(document.request, post.uuid),
        ...common,
        ...priced(arrival, document, around, verified),
      };
  }
}

type Part<K extends CallbackDocument['kind']> = Extract<CallbackDocument, { kind: K }>;
type Outcome = Pick<Decision, 'reply' | 'faults' | 'calculation'>;

function faulty(document: Part<'fault'>, { keys }: Surroundings, { signer, warnings }: Verified): Outcome {
  const error = maskError(new CartwrightError(document.code, { faults: document.faults }), keys.mask);
  return { reply: faultReply(error, document.namespace, signer), faults: [...error.faults, ...warnings] };
}

function reported({ report, warnings }: Part<'error-report'>, verified: Verified): Outcome {
  const said: Fault = {
    rule: 'callback-error-reported',
    severity: 'warning',
    message: `The checkout reports that a callback failed: ${report.code}: ${report.message}`,
  };
  return { reply: emptyReply(verified.signer), faults: [said, ...verified.warnings, ...warnings] };
}

function priced(
  arrival: CallbackArrival,
  document: Part<'request'>,
  { book, unreadable, keys }: Surroundings,
  { signer, warnings }: Verified,
): Outcome {
  const { merchantId, at } = arrival;
  const answer = answerCalculation(document.request, {
    namespace: document.namespace,
    book,
    unreadable,
    merchantId,
    at,
    mask: keys.mask,
  });
  arrival.steps.done('Priced');
  const faults = [...answer.faults, ...document.warnings, ...warnings];
  const outcome = answer.code === undefined ? (faults.length === 0 ? 'ok' : 'warned') : 'refused';
  const reply = formReply(answer.xml, signer, {
    status: 200,
    outcome,
    ...(answer.code === undefined ? {} : { code: answer.code }),
  });
  arrival.steps.done('Signed');
  return { reply, faults, calculation: answer.calculation };
}

const UNVERIFIED: Fault = {
  rule: 'unverified',
  severity: 'warning',
  message: 'This error report came without a signature: anybody could have sent it. It was recorded and changes nothing.',
};

/** The ids that are there, those of the document first. */
function refsOf(
  {
    callbackReferenceId = '',
    clientRequestId = '',
  }: { readonly callbackReferenceId?: string; readonly clientRequestId?: string },
  uuid: string | undefined,
): ExchangeRefs {
  const refs: Record<string, string> = {};
  if (callbackReferenceId !== '') refs['callbackReferenceId'] = callbackReferenceId;
  if (clientRequestId !== '') refs['clientRequestId'] = clientRequestId;
  if (uuid !== undefined) refs['uuid'] = uuid;
  return refs;
}
