import type { Request, RequestHandler, Response } from 'express';
import { dayInZone } from '../../core/zone.js';
import { shipOrder } from '../../flows/order/ship-order.js';
import { ulid } from '../../ids.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken } from '../form-token.js';
import { formWish, readOnce } from '../once.js';
import { actionProps } from './action-props.js';
import { orderUrl } from './address.js';
import { isOpenFor, orderOf } from './order-of.js';
import { refusedBy, type Refused } from './problem.js';
import { ShipPage } from './ship-page.js';
import { readTracking, trackingFaults, trackingOf, typedOf } from './tracking-form.js';
import { unitsAgain } from './units-again.js';
import { allUnits, openLines, orderedLines, readUnits } from './units-form.js';

/** GET /console/{environment}/orders/{id}/ship */
export function showShip(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const page = await orderOf(request, deps);
    const { environment, affairs, now } = page;
    const lines = openLines(affairs.order.lines);
    if (!isOpenFor(page, 'ship')) {
      response.redirect(303, orderUrl(environment.name, affairs.order.id));
      return;
    }
    const tracking = typedOf({ shipDate: dayInZone(now, environment.merchant.zone) });
    const once = ulid(deps.clock());
    const shown = { lines, units: allUnits(lines), tracking, once, faults: [], problem: null };
    response.type('html').send(renderPage(<ShipPage {...actionProps(request, response, { deps, page })} {...shown} />));
  };
}

/** POST /console/{environment}/orders/{id}/ship */
export function doShip(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const page = await orderOf(request, deps);
    const { name } = page.environment;
    const { units, faults: ofUnits } = readUnits(request, orderedLines(page.affairs.order.lines), 'shipped');
    const tracking = readTracking(request);
    const faults = [...ofUnits, ...trackingFaults(tracking)];
    if (faults.length > 0) {
      await again(request, response, { deps, refused: { faults, problem: null } });
      return;
    }
    try {
      const once = formWish(request, { ...page.key, now: deps.clock() });
      const { state } = await shipOrder(deps, page.key, { units, ...trackingOf(tracking), by: 'merchant', once });
      response.redirect(303, `${orderUrl(name, page.key.id)}?done=${state}`);
    } catch (error) {
      await again(request, response, { deps, refused: refusedBy(error) });
    }
  };
}

interface Refusing {
  readonly deps: ConsoleDeps;
  readonly refused: Refused;
}

async function again(request: Request, response: Response, { deps, refused }: Refusing): Promise<void> {
  const asked = await unitsAgain(request, response, { deps, refused, verb: 'shipped' });
  if (asked === null) return;
  const { page, ...shown } = asked;
  const action = actionProps(request, response, { deps, page });
  const typed = { tracking: readTracking(request), once: readOnce(request, deps.clock()) };
  const html = renderPage(<ShipPage {...action} {...shown} {...typed} />);
  response.status(422).type('html').send(html);
}
