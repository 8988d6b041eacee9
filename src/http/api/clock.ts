import type { RequestHandler } from 'express';
import type { RouteRow } from '../../core/access.js';
import { parseDuration } from '../../core/duration.js';
import type { CartwrightError } from '../../errors.js';
import { moveClock, readClock, type ClockWish, type EnvironmentTime } from '../../flows/order/move-clock.js';
import { isDayOrMoment } from '../../wire/calendar.js';
import { refuse } from '../../wire/json-lines.js';
import type { HttpDeps } from '../deps.js';
import { answerPlain, answerRecorded, JSON_TYPE } from './answer.js';
import { callerOf, callOf } from './call.js';
import { wishOf } from './idempotency.js';
import { refusalOfBody } from './order-of.js';

interface ClockBody {
  readonly advance?: string;
  readonly at?: string;
}

/** The clock of the caller's environment; that of a sandbox can be moved ahead. */
export function clockRoutes(deps: HttpDeps, once: RequestHandler): RouteRow<RequestHandler>[] {
  const feature = 'integration-methods';
  return [
    { method: 'get', path: '/v1/clock', access: { feature, right: 'view' }, handlers: [getClock(deps)] },
    { method: 'post', path: '/v1/clock', access: { feature, right: 'edit' }, handlers: [once, postClock(deps)] },
  ];
}

function getClock(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const body = encode(await readClock(deps, callerOf(req).open.environment.id));
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body });
  };
}

function postClock(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const wish = { ...readWish(req.body as ClockBody, callOf(req).raw), once: wishOf(req) };
    const body = encode(await moveClock(deps, callerOf(req).open.environment, wish));
    await answerRecorded(deps, req, res, { status: 200, contentType: JSON_TYPE, body });
  };
}

/** Throws REQUEST_FAULT for both or neither, for a duration without a fixed length and for no moment of the calendar. */
function readWish({ advance, at }: ClockBody, raw: string): ClockWish {
  if ((advance === undefined) === (at === undefined)) throw fault(raw, '', 'either advance or at');
  if (advance !== undefined) {
    const advanceMs = parseDuration(advance);
    if (advanceMs === null) throw fault(raw, '/advance', 'a duration of days, hours, minutes and seconds, such as PT72H or P30D');
    return { advanceMs };
  }
  const moment = Date.parse(at ?? '');
  if (Number.isNaN(moment) || !isDayOrMoment(at ?? ''))
    throw fault(raw, '/at', 'a moment of the calendar with its zone, such as 2026-12-31T12:00:00Z');
  return { at: moment };
}

function fault(raw: string, pointer: string, expected: string): CartwrightError {
  const message = `${pointer === '' ? 'The body' : pointer}: expected ${expected}.`;
  return refusalOfBody(refuse('REQUEST_FAULT', raw, { rule: 'clock-wish', pointer, expected, message }));
}

const encode = ({ now, offsetMs }: EnvironmentTime): object => ({ now: new Date(now).toISOString(), offsetMs });
