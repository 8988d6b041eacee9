import type { RequestHandler } from 'express';
import type { RouteRow } from '../../core/access.js';
import { CartwrightError } from '../../errors.js';
import { recoverEndpoint } from '../../flows/endpoint/recover-endpoint.js';
import { endpointOf } from '../../flows/endpoint/save-endpoint.js';
import { nowOf } from '../../flows/order/order-time.js';
import { loadReconciliation, type Difference } from '../../store/delivery/reconcile.js';
import { listEvents } from '../../store/event/read.js';
import { isDayOrMoment } from '../../wire/calendar.js';
import { encodeEvent } from '../../wire/webhook.js';
import type { HttpDeps } from '../deps.js';
import { answerPlain, answerRecorded, JSON_TYPE } from './answer.js';
import { callerOf } from './call.js';
import { endpointKeyOf } from './endpoints.js';
import { wishOf } from './idempotency.js';
import { readPage } from './page.js';

/** Of each list of a reconciliation. */
const MOST_DIFFERENCES = 1_000;

/** How a store gets what it missed: by a recovery, by comparing, or by pulling. */
export function recoveryRoutes(deps: HttpDeps, once: RequestHandler): RouteRow<RequestHandler>[] {
  const look = { feature: 'order-pipeline', right: 'view' } as const;
  const change = { feature: 'order-pipeline', right: 'edit' } as const;
  return [
    { method: 'get', path: '/v1/events', access: look, handlers: [getEvents(deps)] },
    { method: 'post', path: '/v1/endpoints/:id/recover', access: change, handlers: [once, postRecover(deps)] },
    { method: 'get', path: '/v1/endpoints/:id/reconciliation', access: look, handlers: [getReconciliation(deps)] },
  ];
}

function getEvents(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { environment } = callerOf(req).open;
    const { limit } = readPage(req);
    const events = await listEvents(deps.db, environment.id, { after: Number(req.query['after'] ?? 0), limit });
    const items = events.map((event) => ({
      position: event.position,
      referenceId: event.referenceId,
      ...encodeEvent({ ...event, environment: environment.name }),
    }));
    const next = events.at(-1)?.position ?? null;
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: { items, next } });
  };
}

interface RecoveryBody {
  readonly since: string;
  readonly dryRun?: boolean;
}

function postRecover(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const key = endpointKeyOf(req);
    const { since: text, dryRun = false } = req.body as RecoveryBody;
    const wish = { since: momentOf(text, 'since'), dryRun, once: dryRun ? undefined : wishOf(req) };
    const { deliveries, expired, orders, from } = await recoverEndpoint(deps, key, wish);
    const body = { deliveries, expired, orders, from: from === null ? null : new Date(from).toISOString(), dryRun };
    await answerRecorded(deps, req, res, { status: 200, contentType: JSON_TYPE, body, refs: { endpointId: key.id } });
  };
}

function getReconciliation(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const key = endpointKeyOf(req);
    const endpoint = await endpointOf(deps, key);
    const { from: first, to: last } = req.query;
    const from = momentOf(first, 'from');
    const to = last === undefined ? await nowOf(deps, key.environmentId) : momentOf(last, 'to');
    const compared = await loadReconciliation(deps.db, endpoint, { from, to, limit: MOST_DIFFERENCES });
    const { missing, doubled, changed, to: reached } = compared;
    const complete = reached === to && [missing, doubled, changed].every(({ length }) => length < MOST_DIFFERENCES);
    const span = { from: new Date(from).toISOString(), to: new Date(reached).toISOString() };
    const [lacks, twice, other] = [missing, doubled, changed].map((list) => list.map(encodeDifference));
    const body = { ...span, missing: lacks, doubled: twice, changed: other, complete };
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body });
  };
}

function encodeDifference({ eventId, orderId, kind, at, deliveryId, outcome, arrivals }: Difference): object {
  return { eventId, orderId, type: kind, at: new Date(at).toISOString(), deliveryId, outcome, arrivals };
}

/** The description lets `2026-02-30T25:61:00Z` through. */
function momentOf(text: unknown, name: string): number {
  const moment = typeof text === 'string' && isDayOrMoment(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(moment)) return moment;
  const message = `${name}: expected a moment of the calendar with its zone, such as 2026-01-15T09:30:00Z.`;
  throw new CartwrightError('REQUEST_FAULT', {
    detail: message,
    faults: [{ rule: 'moment', severity: 'error', field: name, expected: 'a moment of the calendar', message }],
  });
}
