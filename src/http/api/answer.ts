import type { Request, Response } from 'express';
import type { CalculationReport, ExchangeKind, ExchangeRefs, Outcome } from '../../core/exchange.js';
import type { Fault } from '../../core/fault.js';
import type { ErrorCode } from '../../errors.js';
import { exchangeRow, type ExchangeFacts } from '../../flows/exchange-row.js';
import { finishClaim } from '../../flows/idempotent-answer.js';
import type { KeptAnswer } from '../../flows/kept-answer.js';
import { recordStray } from '../../flows/record-stray.js';
import { sha256, type WireMessage } from '../../flows/stored-message.js';
import { ulid } from '../../ids.js';
import { openTrace } from '../../store/exchanges.js';
import { readBasic } from '../../flows/authenticate-key.js';
import { callOf, pathOf, tellCall, type Caller } from './call.js';
import type { HttpDeps } from '../deps.js';

/** An answer of the JSON API with what its exchange says about it. */
export interface ApiAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
  readonly code?: ErrorCode;
  readonly outcome?: Outcome;
  readonly refs?: ExchangeRefs;
  readonly faults?: readonly Fault[];
  readonly calculation?: readonly CalculationReport[];
  /** The exchange that gave this answer first. */
  readonly parent?: string;
  /** Where it is known already; else a ClientRequestId may join it to an earlier one. */
  readonly trace?: string;
}

export const JSON_TYPE = 'application/json';

/** Records an exchange, keeps the answer for its Idempotency-Key, and only then answers. */
export async function answerRecorded(deps: HttpDeps, req: Request, res: Response, answer: ApiAnswer): Promise<void> {
  const { caller, claim } = callOf(req);
  const text = JSON.stringify(answer.body);
  if (caller === null) await recordStranger(deps, req, answer);
  else {
    const row = await rowOf(deps, req, caller, { answer, text });
    await deps.recorder.record(row);
    if (claim !== null) await finishClaim(deps, claim, { ...keptOf(req, { answer, text }), stored: row.response });
  }
  answerPlain(deps, req, res, answer);
}

/** Answers without recording: reads are no exchanges. */
export function answerPlain(deps: HttpDeps, req: Request, res: Response, answer: ApiAnswer, cause?: unknown): void {
  res.status(answer.status).setHeader('Content-Type', answer.contentType);
  for (const [name, value] of Object.entries(headersOf(callOf(req).id, answer))) res.setHeader(name, value);
  res.json(answer.body);
  tellCall(deps, req, res, { outcome: outcomeOf(answer), code: answer.code, ...(cause === undefined ? {} : { cause }) });
}

/** The kind of exchange that an address makes; null for reads and for what is no address. */
export function exchangeKindOf(req: Request): ExchangeKind | null {
  if (!['POST', 'PUT', 'DELETE'].includes(req.method)) return null;
  const [, , noun] = pathOf(req).split('/');
  const kinds: Readonly<Record<string, ExchangeKind>> = {
    quotes: 'quote',
    validations: 'validation',
    settings: 'settings',
    carts: 'cart',
    orders: 'order',
    clock: 'settings',
    endpoints: 'settings',
    deliveries: 'settings',
  };
  return kinds[noun ?? ''] ?? null;
}

function headersOf(id: string, { headers, code }: ApiAnswer): Record<string, string> {
  return { ...headers, 'Cartwright-Exchange': id, ...(code === undefined ? {} : { 'Cartwright-Code': code }) };
}

function outcomeOf({ outcome, status, faults }: ApiAnswer): Outcome {
  if (outcome !== undefined) return outcome;
  if (status >= 500) return 'failed';
  if (status >= 400) return 'refused';
  return faults === undefined || faults.length === 0 ? 'ok' : 'warned';
}

interface Sent {
  readonly answer: ApiAnswer;
  readonly text: string;
}

async function rowOf(deps: HttpDeps, req: Request, caller: Caller, sent: Sent): Promise<ReturnType<typeof exchangeRow>> {
  const call = callOf(req);
  const { answer } = sent;
  const { environment } = caller.open;
  const clientRequestId = answer.trace === undefined ? answer.refs?.['clientRequestId'] : undefined;
  const known = clientRequestId === undefined ? null : await openTrace(deps.db, environment.id, { clientRequestId, at: call.at });
  const facts: ExchangeFacts = {
    id: call.id,
    seq: call.seq,
    environment,
    at: call.at,
    direction: 'in',
    kind: exchangeKindOf(req) ?? 'quote',
    party: 'api',
    trace: answer.trace ?? known ?? ulid(call.at),
    parent: answer.parent,
    outcome: outcomeOf(answer),
    status: answer.status,
    code: answer.code,
    durationMs: performance.now() - call.startedMs,
    refs: answer.refs ?? {},
    faults: answer.faults ?? [],
    request: requestOf(req),
    response: responseOf(call.id, sent),
    steps: [],
    calculation: answer.calculation ?? [],
    remote: call.remote,
  };
  return exchangeRow(facts, { mask: caller.keys.mask, vault: deps.vault });
}

function requestOf(req: Request): WireMessage {
  return {
    start: `${req.method} ${req.originalUrl.slice(0, 2000)}`,
    headers: req.headers,
    contentType: req.headers['content-type'] ?? '',
    original: callOf(req).body,
  };
}

function responseOf(id: string, { answer, text }: Sent): WireMessage {
  return {
    start: String(answer.status),
    headers: { 'Content-Type': answer.contentType, ...headersOf(id, answer) },
    contentType: answer.contentType,
    original: Buffer.from(text),
  };
}

/** Whoever has no key belongs to no merchant: the operator's list. */
async function recordStranger(deps: HttpDeps, req: Request, { status, code }: ApiAnswer): Promise<void> {
  const { id, at, remote } = callOf(req);
  if (code === 'RATE_LIMITED') return;
  const keyId = readBasic(req.headers.authorization)?.id;
  await recordStray(deps, { id, at, remote, status, code: code ?? 'CREDENTIALS_MISSING', keyId, request: requestOf(req) });
}

function keptOf(req: Request, { answer, text }: Sent): KeptAnswer {
  const { status, contentType } = answer;
  const { id } = callOf(req);
  return { answer: { status, contentType, headers: headersOf(id, answer), body: text }, exchangeId: id };
}

/** The digest that an Idempotency-Key is bound to. */
export const bodyDigest = (req: Request): string => sha256(callOf(req).body);
