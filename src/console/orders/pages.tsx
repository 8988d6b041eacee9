import type { RequestHandler } from 'express';
import { nowOf } from '../../flows/order/order-time.js';
import { listPostings } from '../../store/order/ledger.js';
import { listOrders } from '../../store/order/list.js';
import { listOrderEvents } from '../../store/orders.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { environmentOf, viewerFor } from '../viewer.js';
import { readOrdersPlace, startOf } from './address.js';
import { OrderDetailPage } from './detail-page.js';
import { readDone } from './done-alert.js';
import { OrderListPage } from './list-page.js';
import { deliveriesOf } from './order-deliveries.js';
import { orderOf } from './order-of.js';

const PAGE_ROWS = 50;

/** GET /console/{environment}/orders */
export function showOrders(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const environment = await environmentOf(request, deps);
    const place = readOrdersPlace(request.query);
    const now = await nowOf(deps, environment.id);
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
    const { environment, affairs, key, now } = await orderOf(request, deps);
    const page = (
      <OrderDetailPage
        viewer={viewerFor(request, response, deps, environment.name)}
        environment={environment.name}
        affairs={affairs}
        events={await listOrderEvents(deps.db, environment.id, key.id)}
        postings={await listPostings(deps.db, key)}
        deliveries={await deliveriesOf(deps, { environmentId: environment.id, orderId: key.id, environmentNow: now })}
        zone={environment.merchant.zone}
        now={now}
        done={readDone(request.query['done'])}
      />
    );
    response.type('html').send(renderPage(page));
  };
}
