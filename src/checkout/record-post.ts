import type { Request, RequestHandler, Response } from 'express';
import type { ExchangeRefs } from '../core/exchange.js';
import type { Fault } from '../core/fault.js';
import { CartwrightError, type ErrorCode } from '../errors.js';
import { checkoutRefs } from '../flows/checkout/refs.js';
import { ownerOf } from '../flows/checkout/surroundings.js';
import { exchangeRow } from '../flows/exchange-row.js';
import type { Mask } from '../flows/keyring.js';
import { startSteps, type StepClock } from '../flows/steps.js';
import { exchangeSeq, ulid } from '../ids.js';
import { findCheckout, type StoredCheckout } from '../store/checkouts.js';
import type { CheckoutPageDeps } from './deps.js';
import { readForm } from './form.js';
import { asCartwrightError } from './page-errors.js';
import { faultOf, outcomeOf, sendAnswer, type PostAnswer } from './post-answer.js';
import { answeredMessage, maskedAs, postedMessage } from './post-message.js';

const POST_STEPS = ['Form read', 'Session verified', 'Checkout open', 'Fields valid', 'Saved'];

/** A form of a buyer while it is worked on. */
export interface Post {
  readonly request: Request;
  readonly response: Response;
  readonly steps: StepClock;
}

/** Answers null where it has answered itself, with a record of its own. */
export type PostHandler = (post: Post) => Promise<PostAnswer | null>;

/** Whose log a form belongs in; null where it is nobody's. */
export interface Subject {
  readonly checkout: StoredCheckout;
  readonly refs: ExchangeRefs;
}

/** The steps of a form, and how it is known whose it is. */
interface Special {
  readonly steps: readonly string[];
  readonly subjectOf: (deps: CheckoutPageDeps, request: Request) => Promise<Subject | null>;
}
const OF_CHECKOUT: Special = { steps: POST_STEPS, subjectOf: ownCheckout };

/** Where nothing can be written, or what is turned away by the hundred: that stands in the log of the service alone. */
const UNRECORDED: readonly ErrorCode[] = ['DATABASE_UNAVAILABLE', 'SHUTTING_DOWN', 'RATE_LIMITED'];
/** Says that there is a record already, and is in the answer of every recorded form. */
const EXCHANGE = 'Cartwright-Exchange';

/**
 * Reads a buyer's form, has it handled, and writes down what came of it before the buyer learns of it: kind `checkout`, party
 * `buyer`. What is refused by throwing is on record too, and thrown on to the page that says so.
 */
export function onRecord(deps: CheckoutPageDeps, handle: PostHandler, special = OF_CHECKOUT): RequestHandler {
  return async (request, response) => {
    const at = deps.clock();
    const arrival = { id: ulid(at), seq: exchangeSeq(at), at };
    const post = { request, response, steps: startSteps(special.steps) };
    const subject = await special.subjectOf(deps, request);
    if (subject !== null) await deps.forms.count({ checkoutId: subject.checkout.id, remote: request.ip });
    const answer = await work(post, handle).catch(async (thrown: unknown) => {
      const error = asCartwrightError(thrown);
      const recorded = response.hasHeader(EXCHANGE) || UNRECORDED.includes(error.code);
      if (subject !== null && !recorded) await record(deps, { ...post, ...arrival, subject, answer: refusalOf(error) });
      throw thrown;
    });
    if (answer === null) return;
    if (subject !== null) await record(deps, { ...post, ...arrival, subject, answer });
    sendAnswer(response, answer);
  };
}

async function work(post: Post, handle: PostHandler): Promise<PostAnswer | null> {
  const { request, response, steps } = post;
  await new Promise<void>((done, failed) => {
    readForm(request, response, (error?: unknown) => {
      if (error === undefined) done();
      else failed(error instanceof Error ? error : new CartwrightError('REQUEST_FAULT', { cause: error }));
    });
  });
  steps.done('Form read');
  return handle(post);
}

/** The checkout that the address names. */
async function ownCheckout({ db }: CheckoutPageDeps, { params }: Request): Promise<Subject | null> {
  const checkout = typeof params['id'] === 'string' ? await findCheckout(db, params['id']) : null;
  return checkout === null ? null : { checkout, refs: checkoutRefs(checkout) };
}

function refusalOf({ status, code, detail, faults }: CartwrightError): PostAnswer {
  return { status, code, faults: faults.length > 0 ? faults : [faultOf(code, detail)] };
}

interface Recording extends Post {
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly subject: Subject;
  readonly answer: PostAnswer;
}

async function record(
  deps: CheckoutPageDeps,
  { id, seq, at, request, response, steps, subject, answer }: Recording,
): Promise<void> {
  const { checkout, refs } = subject;
  const { environment, keys } = await ownerOf(deps, checkout.environmentId);
  const { status, code, location, calculation = [] } = answer;
  const outcome = outcomeOf(answer);
  const facts = {
    ...{ id, seq, at, environment, outcome, status, code, refs, calculation },
    direction: 'in',
    kind: 'checkout',
    party: 'buyer',
    trace: checkout.trace,
    parent: checkout.cartExchangeId,
    durationMs: performance.now() - steps.startedMs,
    faults: answer.faults.map((fault) => maskGot(fault, keys.mask)),
    request: postedMessage(request),
    response: answeredMessage({ status, location, headers: { [EXCHANGE]: id, 'Cartwright-Code': code } }),
    steps: steps.list(outcome === 'refused' || outcome === 'failed'),
    remote: request.ip,
  } as const;
  await deps.recorder.record(exchangeRow(facts, { mask: keys.mask, vault: deps.vault }));
  response.setHeader(EXCHANGE, id);
}

/** What a buyer typed is masked by the field that it was typed into, as in the form itself. */
function maskGot(fault: Fault, mask: Mask): Fault {
  const { field, got } = fault;
  if (field === undefined || got === undefined) return fault;
  return { ...fault, got: mask.text(got, 'form-value', maskedAs(field)).text };
}
