import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EnvironmentName } from '../core/exchange.js';
import { CartwrightError } from '../errors.js';
import { exchangeSeq, ulid } from '../ids.js';
import { maskError } from '../flows/mask-error.js';
import { ruleBookInForce } from '../flows/rule-book-in-force.js';
import { readStateOfTurn } from '../store/environment-state.js';
import { decide, refused, type Decision } from './callback/decision.js';
import { BODY_TIMEOUT_MS, MAX_FORM_BYTES, openArrival, startSteps, type Arrival, type OpenedArrival } from './callback/post.js';
import { recordDecision, recordFailure, recordUnknownMerchant, type Owner, type Settled } from './callback/record.js';
import { failureReply, problemReply, type Reply } from './callback/reply.js';
import type { HttpDeps } from './deps.js';
import type { ProtocolHandler, ProtocolRow } from './protocol.js';
import { readBody } from './read-body.js';

/** The callback address and its sandbox twin. */
export function callbackRoutes(deps: HttpDeps): ProtocolRow[] {
  const access = { feature: 'protocol', right: 'edit' } as const;
  return [
    { method: 'all', path: '/callbacks/:merchantId', access, handlers: [answerCallback(deps, 'live')] },
    { method: 'all', path: '/sandbox/callbacks/:merchantId', access, handlers: [answerCallback(deps, 'sandbox')] },
  ];
}

/** Reads, decides, records, and only then answers; the log line follows the answer. */
function answerCallback(deps: HttpDeps, environmentName: EnvironmentName): ProtocolHandler {
  const route = environmentName === 'live' ? '/callbacks/:merchantId' : '/sandbox/callbacks/:merchantId';
  return async (req, res, merchantId) => {
    const arrival = await arrive(deps, req, { environmentName, merchantId });
    const settled = await settle(deps, arrival);
    send(res, arrival, settled.reply);
    tell(deps, route, arrival, settled);
  };
}

async function arrive(
  deps: HttpDeps,
  req: IncomingMessage,
  target: Pick<Arrival, 'environmentName' | 'merchantId'>,
): Promise<Arrival> {
  const steps = startSteps(performance.now());
  const received = await readBody(req, { maxBytes: MAX_FORM_BYTES, timeoutMs: BODY_TIMEOUT_MS });
  steps.done('Received');
  const at = deps.clock();
  return {
    id: ulid(at),
    seq: exchangeSeq(at),
    at,
    ...target,
    method: req.method ?? '',
    url: req.url ?? '',
    headers: req.headers,
    remote: deps.remoteOf(req),
    received,
    steps,
  };
}

async function settle(deps: HttpDeps, arrival: Arrival): Promise<Settled> {
  const opened = openArrival(arrival);
  if (opened.error === null) arrival.steps.done('Form decoded');
  const progress: Progress = { owner: null, decision: null };
  try {
    const state = await readStateOfTurn(deps.db, { merchantId: arrival.merchantId, name: arrival.environmentName });
    if (state === null) return await settleUnknown(deps, arrival, opened);
    const { environment, version } = state;
    progress.owner = { environment, keys: await deps.keyring.keysOf(environment, version) };
    const around = { ...progress.owner, ...(await ruleBookInForce(deps.db, environment.id, version)) };
    progress.decision = await decide(deps, arrival, opened, around);
    const flood = await floodOf(deps, arrival, progress.decision);
    const settled = flood ?? (await recordDecision(deps, arrival, opened, { ...around, decision: progress.decision }));
    // Nobody but the owner of the shop can mend its settings: an error in the log, though the checkout has its answer.
    return settled.reply.code === 'SETTINGS_UNREADABLE' ? { ...settled, cause: around.unreadable } : settled;
  } catch (error) {
    return settleFailure(deps, arrival, opened, { ...progress, cause: error });
  }
}

/** How far it got: in whose log a mistake of ours belongs, and who its answer is signed for. */
interface Progress {
  owner: Owner | null;
  decision: Decision | null;
}

async function settleUnknown(deps: HttpDeps, arrival: Arrival, opened: OpenedArrival): Promise<Settled> {
  const detail = `There is no merchant ${/^[A-Z0-9]{1,40}$/.test(arrival.merchantId) ? arrival.merchantId : 'of this id'}. Copy the address again from the console.`;
  const mask = await deps.keyring.maskFor(opened.post?.keyId);
  const error = maskError(opened.error ?? new CartwrightError('MERCHANT_UNKNOWN', { detail }), mask);
  const decision = refused(deps, arrival, opened, { around: null, error });
  return (await floodOf(deps, arrival, decision)) ?? recordUnknownMerchant(deps, arrival, opened, decision);
}

/** The answer instead of a refusal where one address had too many: it is counted and logged, but no longer recorded. */
async function floodOf({ limiter, config }: HttpDeps, arrival: Arrival, { reply }: Decision): Promise<Settled | null> {
  if (reply.status !== 403 && reply.status !== 404) return null;
  const error = await limiter.count(arrival.remote);
  return error === null ? null : { reply: problemReply(error, { publicUrl: config.publicUrl }) };
}

/** 503 and 500: told in the log; a mistake of ours is recorded too, if that is still possible. */
async function settleFailure(
  deps: HttpDeps,
  arrival: Arrival,
  opened: OpenedArrival,
  failed: Progress & { readonly cause: unknown },
): Promise<Settled> {
  const { owner, decision, cause } = failed;
  const unavailable = cause instanceof CartwrightError && cause.status === 503;
  const error = unavailable ? cause : new CartwrightError('INTERNAL_FAULT', { cause });
  const reply = failureReply(error, decision?.namespace ?? null, decision?.signer ?? null);
  // A database that is away is somebody's work; an overload or a shutdown is not.
  if (unavailable) return error.code === 'DATABASE_UNAVAILABLE' ? { reply, cause: error.cause ?? error } : { reply };
  return owner === null ? { reply, cause } : recordFailure(deps, arrival, opened, { ...owner, reply, cause });
}

/** Straight to the socket: `res.send` would hash the body for an ETag that nobody asks for. */
function send(res: ServerResponse, { id, received }: Arrival, reply: Reply): void {
  if (received.state === 'cut-short') return;
  res
    .writeHead(reply.status, {
      'Content-Type': reply.contentType,
      'Content-Length': Buffer.byteLength(reply.body),
      'Cache-Control': 'no-store',
      'Cartwright-Exchange': id,
      ...(reply.code === undefined ? {} : { 'Cartwright-Code': reply.code }),
      ...(received.state === 'whole' ? {} : { Connection: 'close' }),
      ...reply.headers,
    })
    .end(reply.body);
}

function tell(deps: HttpDeps, route: string, arrival: Arrival, { reply, trace, keyId, cause }: Settled): void {
  const ms = performance.now() - arrival.steps.startedMs;
  deps.metrics.request(route, reply.outcome, ms / 1000);
  deps.log.request({
    method: arrival.method,
    route,
    status: arrival.received.state === 'cut-short' ? 0 : reply.status,
    ms: Math.round(ms * 10) / 10,
    code: reply.code,
    outcome: reply.outcome,
    exchange: arrival.id,
    trace,
    merchant: arrival.merchantId.slice(0, 40),
    environment: arrival.environmentName,
    keyId,
    remote: arrival.remote,
    bytesIn: arrival.received.body.length,
    bytesOut: reply.body.length,
    ...(cause === undefined ? {} : { cause }),
  });
}
