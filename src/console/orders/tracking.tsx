import type { Request, RequestHandler, Response } from 'express';
import type { Shipment } from '../../core/shipment.js';
import { CartwrightError } from '../../errors.js';
import { editTracking } from '../../flows/order/edit-tracking.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken } from '../form-token.js';
import { formWish, readOnce } from '../once.js';
import { actionProps } from './action-props.js';
import { orderUrl } from './address.js';
import { orderOf, type OrderOfPage } from './order-of.js';
import { refusedBy, type Refused } from './problem.js';
import { readTracking, trackingFaults, trackingOf, typedOf, type TrackingTyped } from './tracking-form.js';
import { TrackingPage } from './tracking-page.js';

/** GET /console/{environment}/orders/{id}/shipments/{shipmentId} */
export function showTracking(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const page = await orderOf(request, deps);
    const tracking = typedOf(shipmentOf(request, page));
    response.type('html').send(trackingPage(request, response, { deps, page, tracking, faults: [], problem: null }));
  };
}

/** POST /console/{environment}/orders/{id}/shipments/{shipmentId} */
export function doTrack(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const page = await orderOf(request, deps);
    const tracking = readTracking(request);
    const faults = trackingFaults(tracking);
    const refused = faults.length > 0 ? { faults, problem: null } : await edit(request, { deps, page, tracking });
    if ('state' in refused) {
      const done = refused.state === 'changed' ? 'tracked' : refused.state;
      response.redirect(303, `${orderUrl(page.environment.name, page.key.id)}?done=${done}`);
      return;
    }
    response
      .status(422)
      .type('html')
      .send(trackingPage(request, response, { deps, page, tracking, ...refused }));
  };
}

interface Shown {
  readonly deps: ConsoleDeps;
  readonly page: OrderOfPage;
  readonly tracking: TrackingTyped;
}

async function edit(
  request: Request,
  { deps, page, tracking }: Shown,
): Promise<Refused | { readonly state: 'changed' | 'already' }> {
  try {
    const { state } = await editTracking(deps, page.key, {
      shipmentId: shipmentOf(request, page).id,
      tracking: trackingOf(tracking),
      once: formWish(request, { ...page.key, now: deps.clock() }),
    });
    return { state };
  } catch (error) {
    return refusedBy(error);
  }
}

function trackingPage(request: Request, response: Response, { deps, page, ...shown }: Shown & Refused): string {
  const action = actionProps(request, response, { deps, page });
  const once = readOnce(request, deps.clock());
  return renderPage(<TrackingPage {...action} shipment={shipmentOf(request, page)} once={once} {...shown} />);
}

/** Throws SHIPMENT_UNKNOWN where the order has none with the id in the address. */
function shipmentOf(request: Request, { affairs }: OrderOfPage): Shipment {
  const found = affairs.shipments.find(({ id }) => id === request.params['shipmentId']);
  if (found === undefined) throw new CartwrightError('SHIPMENT_UNKNOWN', { detail: 'This order has no shipment with this id.' });
  return found;
}
