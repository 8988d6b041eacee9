import type { RequestHandler } from 'express';
import type { Access, Feature, RouteRow } from '../../core/access.js';
import type { ExchangeDetail } from '../../core/exchange.js';
import { parseSearch } from '../../core/search.js';
import type { AllDocuments, SettingsKind } from '../../core/settings.js';
import { CartwrightError } from '../../errors.js';
import { maskFault } from '../../flows/exchange-row.js';
import { priceQuote } from '../../flows/price-quote.js';
import { saveSettings, settingsTag } from '../../flows/save-settings.js';
import { findExchange, listExchanges, type ExchangeSummary } from '../../store/exchanges.js';
import { loadRuleBook } from '../../store/rule-book.js';
import { loadDocument } from '../../store/settings.js';
import { validateDocument } from '../../wire/validation.js';
import { answerPlain, answerRecorded, JSON_TYPE } from './answer.js';
import { callerOf, callOf } from './call.js';
import { cartRoutes } from './carts.js';
import { chargebackRoutes } from './chargebacks.js';
import { clockRoutes } from './clock.js';
import { deliveryRoutes } from './deliveries.js';
import { endpointRoutes } from './endpoints.js';
import { claimKey } from './idempotency.js';
import { orderRoutes } from './orders.js';
import { readPage } from './page.js';
import { recoveryRoutes } from './recovery.js';
import { paymentRoutes } from './payments.js';
import { refundRoutes } from './refunds.js';
import { shipmentRoutes } from './shipments.js';
import type { HttpDeps } from '../deps.js';

/** The operations of schemas/openapi.yaml; a test holds the two together, feature and right included. */
export function apiRoutes(deps: HttpDeps): RouteRow<RequestHandler>[] {
  const once = claimKey(deps);
  return [
    { method: 'post', path: '/v1/quotes', access: view('integration-methods'), handlers: [once, postQuote(deps)] },
    { method: 'post', path: '/v1/validations', access: view('integration-methods'), handlers: [once, postValidation(deps)] },
    { method: 'get', path: '/v1/exchanges', access: view('error-console'), handlers: [getExchanges(deps)] },
    { method: 'get', path: '/v1/exchanges/:id', access: view('error-console'), handlers: [getExchange(deps)] },
    ...cartRoutes(deps, once),
    ...orderRoutes(deps),
    ...shipmentRoutes(deps, once),
    ...refundRoutes(deps, once),
    ...paymentRoutes(deps, once),
    ...chargebackRoutes(deps, once),
    ...clockRoutes(deps, once),
    ...endpointRoutes(deps, once),
    ...deliveryRoutes(deps, once),
    ...recoveryRoutes(deps, once),
    ...KINDS.flatMap((kind) => settingsRoutes(deps, kind)),
  ];
}

const KINDS: readonly SettingsKind[] = ['shipping', 'taxes', 'promotions', 'policies', 'shop'];
const SETTINGS_FEATURE: Readonly<Record<SettingsKind, Feature>> = {
  shipping: 'shipping',
  taxes: 'taxes',
  promotions: 'promotions',
  policies: 'order-pipeline',
  shop: 'info-and-policies',
};

const view = (feature: Feature): Access => ({ feature, right: 'view' });

function settingsRoutes(deps: HttpDeps, kind: SettingsKind): RouteRow<RequestHandler>[] {
  const feature = SETTINGS_FEATURE[kind];
  return [
    { method: 'get', path: `/v1/settings/${kind}`, access: { feature, right: 'view' }, handlers: [getSettings(deps, kind)] },
    { method: 'put', path: `/v1/settings/${kind}`, access: { feature, right: 'edit' }, handlers: [putSettings(deps, kind)] },
  ];
}

function postQuote(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { open, version, keys } = callerOf(req);
    const { at, raw } = callOf(req);
    const book = await loadRuleBook(deps.db, open.environment.id, version);
    const priced = priceQuote(req.body, raw, { book, at, mask: keys.mask });
    await answerRecorded(deps, req, res, { status: 200, contentType: JSON_TYPE, ...priced });
  };
}

function postValidation(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const kind = req.query['kind'];
    const checked = validateDocument(
      callOf(req).body,
      req.get('content-type') ?? '',
      typeof kind === 'string' ? kind : undefined,
    );
    const { mask } = callerOf(req).keys;
    // The faults are the answer to a good question, not faults of this exchange.
    const body = { ...checked, faults: checked.faults.map((fault) => maskFault(fault, mask)) };
    await answerRecorded(deps, req, res, { status: 200, contentType: JSON_TYPE, body });
  };
}

function getExchanges(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { search: text, ...page } = readPage(req);
    const parsed = parseSearch(text);
    if (!parsed.ok) {
      const { message, column } = parsed;
      throw new CartwrightError('SEARCH_FAULT', {
        detail: message,
        faults: [{ rule: 'search', severity: 'error', field: 'search', line: 1, column, message }],
      });
    }
    const ask = { search: parsed.search, at: callOf(req).at, ...page };
    const { items, next } = await listExchanges(deps.db, callerOf(req).open.environment.id, ask);
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: { items: items.map(factsOf), next } });
  };
}

function getExchange(deps: HttpDeps): RequestHandler {
  return async (req, res) => {
    const { id } = req.params;
    const found = typeof id === 'string' ? await findExchange(deps.db, callerOf(req).open.environment.id, id) : null;
    if (found === null) throw new CartwrightError('NOT_FOUND', { detail: 'This environment has no exchange with this id.' });
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, body: withIsoTime(found) });
  };
}

const withIsoTime = (exchange: ExchangeDetail): object => ({ ...exchange, at: new Date(exchange.at).toISOString() });

/** The facts that the description names; what lists show besides is for pages. */
function factsOf(summary: ExchangeSummary): object {
  const facts: { -readonly [Name in keyof ExchangeSummary]?: ExchangeSummary[Name] } = { ...summary };
  delete facts.firstFault;
  return { ...facts, at: new Date(summary.at).toISOString() };
}

function getSettings(deps: HttpDeps, kind: SettingsKind): RequestHandler {
  return async (req, res) => {
    const { document, version } = await loadDocument(deps.db, callerOf(req).open.environment.id, kind);
    const headers = { ETag: settingsTag(version) };
    answerPlain(deps, req, res, { status: 200, contentType: JSON_TYPE, headers, body: document });
  };
}

function putSettings(deps: HttpDeps, kind: SettingsKind): RequestHandler {
  return async (req, res) => {
    const { open } = callerOf(req);
    const { at, raw } = callOf(req);
    const document = req.body as AllDocuments[SettingsKind];
    const change = { environment: open.environment, kind, document, raw, ifMatch: req.get('if-match'), at, by: open.key.id };
    const { version, warnings } = await saveSettings(deps.db, change);
    await answerRecorded(deps, req, res, {
      status: 200,
      contentType: JSON_TYPE,
      headers: { ETag: settingsTag(version) },
      body: document,
      faults: warnings,
    });
  };
}
