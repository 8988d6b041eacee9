import type { ErrorRequestHandler, Request } from 'express';
import type { Fault } from '../../core/fault.js';
import { CartwrightError, type ErrorCode } from '../../errors.js';
import { giveClaimBack } from '../../flows/idempotent-answer.js';
import { maskError } from '../../flows/mask-error.js';
import { sentence } from '../../flows/price-quote.js';
import { validateQuoteBody } from '../../wire/json-cart.js';
import { decodeCartBody } from '../../wire/json-order-cart.js';
import { placeOf, readJson } from '../../wire/json-places.js';
import { answerPlain, answerRecorded, exchangeKindOf, type ApiAnswer } from './answer.js';
import { callOf, pathOf } from './call.js';
import type { HttpDeps } from '../deps.js';
import { problemOf, PROBLEM_TYPE } from '../problem.js';

/** More faults than this help nobody. */
const MAX_FAULTS = 50;

/** What the validator of the API description throws. */
interface ValidatorError {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors: readonly ValidatorItem[];
}
interface ValidatorItem {
  readonly path: string;
  readonly message: string;
  readonly errorCode?: string;
}

/** Every refusal of the JSON API as a problem document; those of posts and puts are exchanges and recorded as such. */
export function answerApiError(deps: HttpDeps): ErrorRequestHandler {
  return async (thrown: unknown, req, res, next) => {
    if (res.headersSent) {
      next(thrown);
      return;
    }
    const call = callOf(req);
    const mask = call.caller?.keys.mask ?? (await deps.keyring.maskFor(undefined));
    const error = maskError(asCartwrightError(thrown, req), mask);
    const recorded = exchangeKindOf(req) !== null && error.status !== 503;
    const exchange = recorded ? { id: call.id, environment: call.caller?.open.environment.name } : undefined;
    const answer: ApiAnswer = {
      status: error.status,
      contentType: PROBLEM_TYPE,
      headers: error.headers,
      body: problemOf(error, { publicUrl: deps.config.publicUrl, exchange }),
      code: error.code,
      faults: error.faults.length > 0 ? error.faults : [faultOf(error)],
      ...call.about,
    };
    if (!recorded) {
      if (call.claim !== null) await giveClaimBack(deps.db, call.claim);
      answerPlain(deps, req, res, answer, causeOf(error));
      return;
    }
    if (error.status === 500)
      deps.log.error('A request of the API failed.', { exchange: call.id, code: error.code, cause: error.cause ?? error });
    return answerRecorded(deps, req, res, answer);
  };
}

const causeOf = (error: CartwrightError): unknown => (error.status === 500 ? (error.cause ?? error) : undefined);

function faultOf({ code, detail }: CartwrightError): Fault {
  return { rule: code.toLowerCase().replaceAll('_', '-'), severity: 'error', message: detail };
}

function asCartwrightError(thrown: unknown, req: Request): CartwrightError {
  if (thrown instanceof CartwrightError) return thrown;
  if (!isValidatorError(thrown) || thrown.status >= 500) return new CartwrightError('INTERNAL_FAULT', { cause: thrown });
  const code = CODES[thrown.status] ?? 'REQUEST_FAULT';
  if (code !== 'REQUEST_FAULT') return new CartwrightError(code, { detail: detailOf(code, req), headers: thrown.headers ?? {} });
  const faults = faultsOf(thrown, req).slice(0, MAX_FAULTS);
  return new CartwrightError(code, { detail: sentence(faults), faults });
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  415: 'CONTENT_TYPE_UNSUPPORTED',
};

function detailOf(code: ErrorCode, req: Request): string {
  const path = pathOf(req).slice(0, 200);
  if (code === 'METHOD_NOT_ALLOWED') return `${path} does not take ${req.method}.`;
  if (code === 'NOT_FOUND') return `There is nothing at ${path}. The addresses are listed at /docs.`;
  const types = path === '/v1/validations' ? 'application/json or application/xml' : 'application/json';
  return `The content type was ${req.get('content-type') ?? 'not named'}. Send ${types}.`;
}

function isValidatorError(thrown: unknown): thrown is ValidatorError {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'status' in thrown &&
    typeof thrown.status === 'number' &&
    'errors' in thrown &&
    Array.isArray(thrown.errors)
  );
}

function faultsOf({ errors }: ValidatorError, req: Request): Fault[] {
  // The cart has sentences of its own, the same that /v1/validations gives.
  const ofCart = bodyFaults(req);
  const elsewhere = errors.filter(({ path }) => ofCart.length === 0 || !path.startsWith('/body'));
  const read = readJson(callOf(req).raw);
  return [...ofCart, ...elsewhere.map((item) => faultOfItem(item, callOf(req).raw, read))];
}

function bodyFaults(req: Request): readonly Fault[] {
  const { raw } = callOf(req);
  if (pathOf(req) === '/v1/quotes') return validateQuoteBody(req.body, raw);
  if (pathOf(req) !== '/v1/carts') return [];
  const read = decodeCartBody(req.body, { merchantId: '', raw });
  return read.ok ? [] : read.faults;
}

function faultOfItem(item: ValidatorItem, raw: string, read: ReturnType<typeof readJson>): Fault {
  const [, part = '', ...steps] = item.path.split('/');
  const rule = (item.errorCode ?? 'request').split('.', 1)[0] ?? 'request';
  const name = part === 'body' ? item.path.slice('/body'.length) || 'The body' : `${PARTS[part] ?? part} ${steps.join('/')}`;
  const message = `${name}: ${WORDS[rule] ?? item.message}.`;
  if (part !== 'body') return { rule, severity: 'error', field: part, path: steps.join('/'), message };
  const pointer = item.path.slice('/body'.length);
  return { rule, severity: 'error', pointer, ...placeIn(raw, read, { pointer, rule }), message };
}

const PARTS: Readonly<Record<string, string>> = { query: 'Query parameter', headers: 'Header', params: 'Part of the address' };
/** Where the validator's own words do not say what to do. */
const WORDS: Readonly<Record<string, string>> = {
  required: 'is missing',
  additionalProperties: 'is not known here',
  discriminator: 'has a kind that does not exist',
  not: 'bands and parts (perShipment, perPound, …) cannot stand together',
};

/** The value that a pointer names, the name of an unknown one, or where it is missing, the end of what lacks it. */
function placeIn(
  raw: string,
  read: ReturnType<typeof readJson>,
  { pointer, rule }: { readonly pointer: string; readonly rule: string },
): Pick<Fault, 'line' | 'column' | 'length'> {
  if (!read.ok) return {};
  const own = read.places.get(pointer);
  if (own !== undefined)
    return placeOf(raw, rule === 'additionalProperties' ? { start: own.key ?? own.start, end: own.start } : own);
  const parent = read.places.get(pointer.slice(0, pointer.lastIndexOf('/')));
  return parent === undefined ? {} : placeOf(raw, { start: parent.end - 1, end: parent.end - 1 });
}
