import { isUtf8 } from 'node:buffer';
import type { Request, RequestHandler, Response } from 'express';
import type { ExchangeRefs } from '../../core/exchange.js';
import { CartwrightError } from '../../errors.js';
import { authenticateKey } from '../../flows/authenticate-key.js';
import type { IdempotencyClaim } from '../../flows/idempotent-answer.js';
import type { EnvironmentKeys, OpenKey } from '../../flows/keyring.js';
import { exchangeSeq, ulid } from '../../ids.js';
import { catchUp } from '../../store/causal.js';
import { readState } from '../../store/environment-state.js';
import { placeOf, readJson } from '../../wire/json-places.js';
import type { HttpDeps } from '../deps.js';
import { readBody } from '../read-body.js';

/** One request to the JSON API, from its first byte; what is not known yet is null. */
export interface ApiCall {
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly startedMs: number;
  readonly remote: string;
  /** The bytes as they arrived, and the same as text. */
  body: Buffer;
  raw: string;
  caller: Caller | null;
  /** The Idempotency-Key that this request does the work for. */
  claim: IdempotencyClaim | null;
  /** What this call is about, once that is found: its exchange belongs to that trace, refused or not. */
  about: { readonly trace: string; readonly refs: ExchangeRefs } | null;
}

/** Who calls: the key decides the environment. */
export interface Caller {
  readonly open: OpenKey;
  readonly keys: EnvironmentKeys;
  readonly version: number;
}

const MEBIBYTE = 1_048_576;
const BODY_TIMEOUT_MS = 30_000;
/** What decoding puts in the place of bytes that are no UTF-8. */
const REPLACEMENT = '\uFFFD';
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT);
const calls = new WeakMap<Request, ApiCall>();

/** What is known of a request that passed `beginCall`. */
export function callOf(req: Request): ApiCall {
  const call = calls.get(req);
  if (call === undefined) throw new CartwrightError('INTERNAL_FAULT', { detail: 'a route of the API stands outside of it' });
  return call;
}

/** The caller of a request that passed `authenticate`. */
export function callerOf(req: Request): Caller {
  const { caller } = callOf(req);
  if (caller === null)
    throw new CartwrightError('INTERNAL_FAULT', { detail: 'a route of the API stands before its authentication' });
  return caller;
}

/** Gives every request its exchange id, before anything about it is judged. */
export function beginCall({ clock, remoteOf }: HttpDeps): RequestHandler {
  return (req, res, next) => {
    const at = clock();
    const remote = remoteOf(req);
    calls.set(req, {
      id: ulid(at),
      seq: exchangeSeq(at),
      at,
      startedMs: performance.now(),
      remote,
      body: Buffer.alloc(0),
      raw: '',
      caller: null,
      claim: null,
      about: null,
    });
    res.setHeader('Cache-Control', 'no-store');
    next();
  };
}

/** The path that was asked for, wherever the handler is mounted. */
export const pathOf = (req: Request): string => req.originalUrl.split('?', 1)[0] ?? '';

/** HTTP Basic, key id and secret; a stranger who keeps guessing is slowed down. */
export function authenticate(deps: HttpDeps): RequestHandler {
  return async (req, _res, next) => {
    const call = callOf(req);
    await catchUp(deps.db);
    const open = await authenticateKey(deps.keyring, req.headers.authorization).catch(async (error: unknown) => {
      throw (await deps.limiter.count(call.remote)) ?? error;
    });
    const { environment } = open;
    const state = await readState(deps.db, { merchantId: environment.merchant.id, name: environment.name });
    if (state === null) throw new CartwrightError('CREDENTIALS_WRONG');
    call.caller = { open, keys: await deps.keyring.keysOf(environment, state.version), version: state.version };
    deps.keyUse.note(open.key.id, call.at);
    next();
  };
}

/** Reads the raw body and, where it is JSON, parses it; documents to be validated stay as they are. */
export const readApiBody: RequestHandler = async (req, _res, next) => {
  const call = callOf(req);
  checkEncoding(req);
  const maxBytes = (pathOf(req) === '/v1/settings/taxes' ? 16 : 1) * MEBIBYTE;
  const { state, body } = await readBody(req, { maxBytes, timeoutMs: BODY_TIMEOUT_MS });
  call.body = body;
  call.raw = body.toString('utf8');
  if (state === 'too-large')
    throw new CartwrightError('BODY_TOO_LARGE', { detail: `This address takes ${maxBytes / MEBIBYTE} MiB.` });
  if (state !== 'whole')
    throw new CartwrightError('BODY_CUT_SHORT', { detail: `Only ${body.length} bytes of the body arrived.` });
  if (body.length > 0) req.body = pathOf(req) === '/v1/validations' ? call.raw : parseJson(call, req);
  next();
};

/** What the validator of the API description leaves on a request: the operation that it found. */
interface Described {
  readonly openapi?: { readonly schema?: { readonly requestBody?: { readonly required?: boolean } } };
}

/** Refuses an empty body where the API description wants one: its validator looks only at bodies that are there. */
export const requireBody: RequestHandler = (req, _res, next) => {
  const { openapi } = req as Described;
  if (openapi?.schema?.requestBody?.required === true && callOf(req).body.length === 0) {
    const message = 'The body: is missing.';
    const faults = [{ rule: 'required', severity: 'error', pointer: '', line: 1, column: 1, message }] as const;
    throw new CartwrightError('REQUEST_FAULT', { detail: message, faults });
  }
  next();
};

const isJson = (req: Request): boolean => /^application\/(?:[\w.-]+\+)?json\b/i.test(req.headers['content-type'] ?? '');

/** JSON is UTF-8 and nothing else; a compressed body would be read as what it is not. */
function checkEncoding(req: Request): void {
  const encoding = req.get('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity')
    throw new CartwrightError('CONTENT_TYPE_UNSUPPORTED', {
      detail: `The content encoding was ${encoding.slice(0, 100)}. Send the body as it is, without Content-Encoding.`,
    });
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(req.get('content-type') ?? '')?.[1] ?? 'utf-8';
  if (isJson(req) && !/^utf-?8$/i.test(charset))
    throw new CartwrightError('CONTENT_TYPE_UNSUPPORTED', {
      detail: `The charset was ${charset.slice(0, 100)}. JSON is sent in UTF-8.`,
    });
}

function parseJson({ body, raw }: Pick<ApiCall, 'body' | 'raw'>, req: Request): unknown {
  // Another content type is refused by the API description, by name.
  if (!isJson(req)) return raw;
  if (!isUtf8(body)) throw notUtf8(body, raw);
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw malformed(raw, cause);
  }
}

/** With the place of the first bytes that are none: taken as they are, they would be other letters than were sent. */
function notUtf8(body: Buffer, raw: string): CartwrightError {
  let at = raw.indexOf(REPLACEMENT);
  let bytes = Buffer.byteLength(raw.slice(0, at));
  // one that was sent as such is none
  while (body.subarray(bytes, bytes + REPLACEMENT_BYTES.length).equals(REPLACEMENT_BYTES)) {
    const next = raw.indexOf(REPLACEMENT, at + 1);
    bytes += Buffer.byteLength(raw.slice(at, next));
    at = next;
  }
  const place = placeOf(raw, { start: at, end: at + 1 });
  const message = `line ${place.line}, column ${place.column}: expected UTF-8, found bytes that are none (byte ${bytes + 1} of the body).`;
  return new CartwrightError('JSON_MALFORMED', {
    detail: message,
    faults: [{ rule: 'json-malformed', severity: 'error', ...place, expected: 'UTF-8', message }],
  });
}

/** The parser of the runtime says what is wrong; ours knows where. */
function malformed(raw: string, cause: unknown): CartwrightError {
  const read = readJson(raw);
  if (read.ok) return new CartwrightError('JSON_MALFORMED', { cause });
  const place = placeOf(raw, { start: read.offset, end: read.offset + 1 });
  const message = `line ${place.line}, column ${place.column}: expected ${read.expected}.`;
  return new CartwrightError('JSON_MALFORMED', {
    detail: message,
    faults: [{ rule: 'json-malformed', severity: 'error', ...place, expected: read.expected, message }],
    cause,
  });
}

/** The answer of a request has left: one line for the log, one count for the metrics. */
export function tellCall(
  { log, metrics }: HttpDeps,
  req: Request,
  res: Response,
  told: { outcome: string; code?: string | undefined; cause?: unknown },
): void {
  const call = callOf(req);
  const ms = performance.now() - call.startedMs;
  const route = routeOf(req);
  metrics.request(route, told.outcome, ms / 1000);
  log.request({
    method: req.method,
    route,
    status: res.statusCode,
    ms: Math.round(ms * 10) / 10,
    code: told.code,
    outcome: told.outcome,
    exchange: call.id,
    merchant: call.caller?.open.environment.merchant.id,
    environment: call.caller?.open.environment.name,
    keyId: call.caller?.open.key.id,
    remote: call.remote,
    bytesIn: call.body.length,
    ...(told.cause === undefined ? {} : { cause: told.cause }),
  });
}

/** The pattern of a route from /v1 on, so that lines group and no typed text is logged. */
const routeOf = (req: Request): string => {
  const route: unknown = req.route;
  return typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string' ? route.path : '/v1/*';
};
