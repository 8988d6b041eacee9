import type { Request, RequestHandler, Response } from 'express';
import { cancelUnits } from '../../flows/order/cancel-units.js';
import { ulid } from '../../ids.js';
import type { FieldFault } from '../../ui/form-field.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken, formField } from '../form-token.js';
import { formWish, readOnce } from '../once.js';
import { actionProps } from './action-props.js';
import { orderUrl } from './address.js';
import { CancelPage, LONGEST_REASON } from './cancel-page.js';
import type { Done } from './done-alert.js';
import { isOpenFor, orderOf } from './order-of.js';
import { refusedBy, type Refused } from './problem.js';
import { unitsAgain } from './units-again.js';
import { allUnits, openLines, orderedLines, readUnits } from './units-form.js';

/** GET /console/{environment}/orders/{id}/cancel */
export function showCancel(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const page = await orderOf(request, deps);
    const lines = openLines(page.affairs.order.lines);
    if (!isOpenFor(page, 'cancel')) {
      response.redirect(303, orderUrl(page.environment.name, page.key.id));
      return;
    }
    const once = ulid(deps.clock());
    const shown = { lines, units: allUnits(lines), once, reason: '', faults: [], problem: null };
    response.type('html').send(renderPage(<CancelPage {...actionProps(request, response, { deps, page })} {...shown} />));
  };
}

/** POST /console/{environment}/orders/{id}/cancel */
export function doCancel(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const page = await orderOf(request, deps);
    const { units, faults: ofUnits } = readUnits(request, orderedLines(page.affairs.order.lines), 'cancelled');
    const reason = formField(request, 'reason').trim();
    const faults = [...ofUnits, ...faultsOfReason(reason)];
    if (faults.length > 0) {
      await again(request, response, { deps, refused: { faults, problem: null } });
      return;
    }
    try {
      const once = formWish(request, { ...page.key, now: deps.clock() });
      const { order } = await cancelUnits(deps, page.key, { once, units, by: 'merchant', reason });
      const done: Done = order.cancelledAt === null ? 'units-cancelled' : 'cancelled';
      response.redirect(303, `${orderUrl(page.environment.name, page.key.id)}?done=${done}`);
    } catch (error) {
      await again(request, response, { deps, refused: refusedBy(error) });
    }
  };
}

function faultsOfReason(reason: string): FieldFault[] {
  if (reason === '') return [{ field: 'reason', message: 'Say why: the buyer reads it in the mail.' }];
  const letters = [...reason].length;
  if (letters <= LONGEST_REASON) return [];
  return [{ field: 'reason', message: `At most ${LONGEST_REASON} letters fit here. You wrote ${letters}.` }];
}

interface Refusing {
  readonly deps: ConsoleDeps;
  readonly refused: Refused;
}

async function again(request: Request, response: Response, { deps, refused }: Refusing): Promise<void> {
  const asked = await unitsAgain(request, response, { deps, refused, verb: 'cancelled' });
  if (asked === null) return;
  const { page, ...shown } = asked;
  const typed = { once: readOnce(request, deps.clock()), reason: formField(request, 'reason').trim() };
  const html = renderPage(<CancelPage {...actionProps(request, response, { deps, page })} {...shown} {...typed} />);
  response.status(422).type('html').send(html);
}
