import type { Request, RequestHandler } from 'express';
import type { Environment } from '../../core/merchant.js';
import type { Order } from '../../core/order.js';
import { CartwrightError } from '../../errors.js';
import { cancelOrder } from '../../flows/checkout/cancel-order.js';
import { listOrders } from '../../store/order/list.js';
import { findOrder, listOrderEvents } from '../../store/orders.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { checkFormToken, formField } from '../form-token.js';
import { environmentOf, viewerFor } from '../viewer.js';
import { orderUrl, readOrdersPlace, startOf } from './address.js';
import { CancelPage, LONGEST_REASON } from './cancel-page.js';
import { isOpen, OrderDetailPage } from './detail-page.js';
import { OrderListPage } from './list-page.js';

const PAGE_ROWS = 50;

/** GET /console/{environment}/orders */
export function showOrders(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const environment = await environmentOf(request, deps);
    const place = readOrdersPlace(request.query);
    const now = deps.clock();
    const from = startOf(place.period, now);
    const { items, next } = await listOrders(deps.db, environment.id, {
      search: { text: place.search, ...(from === undefined ? {} : { from }) },
      limit: PAGE_ROWS,
      ...(place.cursor === undefined ? {} : { cursor: place.cursor }),
    });
    const viewer = viewerFor(request, response, deps, environment.name);
    const { name, merchant } = environment;
    const checkoutUrl = `${deps.config.publicUrl}${name === 'sandbox' ? '/sandbox' : ''}/checkout/${merchant.id}`;
    const common = { viewer, environment: name, zone: merchant.zone, now, place, checkoutUrl };
    response.type('html').send(renderPage(<OrderListPage {...common} items={items} next={next} />));
  };
}

/** GET /console/{environment}/orders/{id} */
export function showOrder(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const { environment, order } = await orderOf(request, deps);
    const events = await listOrderEvents(deps.db, environment.id, order.id);
    const { done } = request.query;
    const page = (
      <OrderDetailPage
        viewer={viewerFor(request, response, deps, environment.name)}
        environment={environment.name}
        order={order}
        events={events}
        zone={environment.merchant.zone}
        now={deps.clock()}
        done={done === 'cancelled' || done === 'already' ? done : null}
      />
    );
    response.type('html').send(renderPage(page));
  };
}

/** GET /console/{environment}/orders/{id}/cancel */
export function showCancel(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const { environment, order } = await orderOf(request, deps);
    const { name } = environment;
    if (!isOpen(order)) {
      response.redirect(303, orderUrl(name, order.id));
      return;
    }
    const viewer = viewerFor(request, response, deps, name);
    const page = <CancelPage viewer={viewer} environment={name} order={order} reason="" fault={null} />;
    response.type('html').send(renderPage(page));
  };
}

/** POST /console/{environment}/orders/{id}/cancel */
export function doCancel(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    checkFormToken(request, deps);
    const { environment, order } = await orderOf(request, deps);
    const { name } = environment;
    const reason = formField(request, 'reason').trim().slice(0, LONGEST_REASON);
    if (reason === '') {
      const viewer = viewerFor(request, response, deps, name);
      const fault = 'Say why: the buyer reads it in the mail.';
      const page = <CancelPage viewer={viewer} environment={name} order={order} reason="" fault={fault} />;
      response.status(422).type('html').send(renderPage(page));
      return;
    }
    const { state } = await cancelOrder(deps, { orderId: order.id, environmentId: environment.id, by: 'merchant', reason });
    response.redirect(303, `${orderUrl(name, order.id)}?done=${state}`);
  };
}

async function orderOf(request: Request, deps: ConsoleDeps): Promise<{ environment: Environment; order: Order }> {
  const environment = await environmentOf(request, deps);
  const order = await findOrder(deps.db, environment.id, String(request.params['id']));
  if (order !== null) return { environment, order };
  const other = environment.name === 'sandbox' ? 'live' : 'sandbox';
  throw new CartwrightError('ORDER_UNKNOWN', {
    detail: `There is no such order in the ${environment.name} environment. It may be one of ${other}.`,
  });
}
