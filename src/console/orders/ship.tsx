import type { Request, RequestHandler, Response } from 'express';
import { dayInZone } from '../../core/zone.js';
import { shipOrder } from '../../flows/order/ship-order.js';
import { ulid } from '../../ids.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken } from '../form-token.js';
import { formWish, readOnce } from '../once.js';
import { viewerFor } from '../viewer.js';
import { orderUrl } from './address.js';
import { isOpenFor, orderOf, type OrderOfPage } from './order-of.js';
import { refusedBy, type Refused } from './problem.js';
import { ShipPage, type ShipPageProps } from './ship-page.js';
import { readTracking, trackingFaults, trackingOf, typedOf } from './tracking-form.js';
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
    response.type('html').send(renderPage(<ShipPage {...common(request, response, { deps, page })} {...shown} />));
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

/** The form as it was sent, over the order as it is by now. */
async function again(
  request: Request,
  response: Response,
  { deps, refused }: { readonly deps: ConsoleDeps; readonly refused: Refused },
): Promise<void> {
  const page = await orderOf(request, deps);
  const lines = openLines(page.affairs.order.lines);
  if (lines.length === 0) {
    response.redirect(303, `${orderUrl(page.environment.name, page.key.id)}?done=closed`);
    return;
  }
  const { typed, faults } = readUnits(request, lines, 'shipped');
  const shown = {
    lines,
    units: typed,
    tracking: readTracking(request),
    once: readOnce(request, deps.clock()),
    faults: refused.faults.length > 0 ? refused.faults : faults,
    problem: refused.problem,
  };
  const html = renderPage(<ShipPage {...common(request, response, { deps, page })} {...shown} />);
  response.status(422).type('html').send(html);
}

function common(
  request: Request,
  response: Response,
  { deps, page }: { readonly deps: ConsoleDeps; readonly page: OrderOfPage },
): Pick<ShipPageProps, 'viewer' | 'environment' | 'order'> {
  const { name } = page.environment;
  return { viewer: viewerFor(request, response, deps, name), environment: name, order: page.affairs.order };
}
