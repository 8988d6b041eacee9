import type { Request, RequestHandler } from 'express';
import type { ExchangeDetail } from '../../core/exchange.js';
import type { Environment } from '../../core/merchant.js';
import { parseSearch } from '../../core/search.js';
import { CartwrightError } from '../../errors.js';
import { findExchange, listExchanges, type ExchangePage } from '../../store/exchanges.js';
import { renderPage } from '../../ui/render.js';
import type { ConsoleDeps } from '../deps.js';
import { environmentOf, signedIn, viewerFor } from '../viewer.js';
import { readPlace } from './address.js';
import { curlOf, isRepeatable } from './curl.js';
import { CurlPage } from './curl-page.js';
import { DetailPage } from './detail-page.js';
import { ListPage } from './list-page.js';
import { sampleQuote } from './sample.js';
import { readView } from './view.js';

const PAGE_ROWS = 50;
const NOTHING: ExchangePage = { items: [], next: null };

/** GET /console/{environment}/exchanges */
export function showExchanges(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const environment = await environmentOf(request, deps);
    const place = readPlace(request.query);
    const parsed = parseSearch(place.search);
    const now = deps.clock();
    const cursor = place.cursor === undefined ? {} : { cursor: place.cursor };
    const page = parsed.ok
      ? await listExchanges(deps.db, environment.id, { search: parsed.search, limit: PAGE_ROWS, at: now, ...cursor })
      : NOTHING;
    const html = renderPage(
      <ListPage
        viewer={viewerFor(request, response, deps, environment.name)}
        environment={environment.name}
        zone={environment.merchant.zone}
        now={now}
        place={place}
        items={page.items}
        next={page.next}
        fault={parsed.ok ? null : parsed}
        sample={sampleQuote(deps.config.publicUrl, environment)}
      />,
    );
    response
      .status(parsed.ok ? 200 : 400)
      .type('html')
      .send(html);
  };
}

/** GET /console/{environment}/exchanges/{id} */
export function showExchange(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const { environment, exchange } = await exchangeOf(request, deps);
    const viewer = viewerFor(request, response, deps, environment.name);
    const { zone } = signedIn(request).merchant;
    const page = <DetailPage viewer={viewer} exchange={exchange} zone={zone} view={readView(request.query)} />;
    response.type('html').send(renderPage(page));
  };
}

/** GET /console/{environment}/exchanges/{id}/curl */
export function showCurl(deps: ConsoleDeps): RequestHandler {
  return async (request, response) => {
    const { environment, exchange } = await exchangeOf(request, deps);
    if (!isRepeatable(exchange))
      throw new CartwrightError('NOT_FOUND', { detail: 'Only requests of shops and checkouts can be sent again with curl.' });
    const viewer = viewerFor(request, response, deps, environment.name);
    const page = <CurlPage viewer={viewer} exchange={exchange} curl={curlOf(exchange, deps.config.publicUrl)} />;
    response.type('html').send(renderPage(page));
  };
}

async function exchangeOf(request: Request, deps: ConsoleDeps): Promise<{ environment: Environment; exchange: ExchangeDetail }> {
  const environment = await environmentOf(request, deps);
  const exchange = await findExchange(deps.db, environment.id, String(request.params['id']));
  if (exchange !== null) return { environment, exchange };
  const other = environment.name === 'sandbox' ? 'live' : 'sandbox';
  throw new CartwrightError('NOT_FOUND', {
    detail: `There is no such exchange in the ${environment.name} environment. It may be older than what is kept, or be one of ${other}.`,
  });
}
