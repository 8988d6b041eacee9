import express, { Router, type RequestHandler } from 'express';
import { declareRoutes, type Access, type RouteRow } from '../core/access.js';
import { doChangePassword, showAccount } from './account/account.js';
import { doSignIn, doSignOut, HOME, showSignIn } from './account/sign-in.js';
import { serveAsset } from './assets.js';
import { deliveryPages } from './deliveries/routes.js';
import type { ConsoleDeps } from './deps.js';
import { showCurl, showExchange, showExchanges } from './exchanges/pages.js';
import { pageHeaders } from './headers.js';
import { showCode, showHelp } from './help.js';
import { orderPages } from './orders/routes.js';
import { noSuchPage, pageErrors } from './page-errors.js';
import { sessions } from './session.js';
import { guard, readViewer } from './viewer.js';

const PUBLIC: Access = { feature: 'public', right: 'view' };
const EXCHANGES: Access = { feature: 'error-console', right: 'view' };
const ACCOUNT: Access = { feature: 'login-settings', right: 'view' };
const OWN_LOGIN: Access = { feature: 'login-settings', right: 'edit' };
/** No form of the console is longer. */
const MAX_FORM_BYTES = 20_000;

/** The merchant's pages under /console, help under /help, and the files of both under /assets. Mounted at the root. */
export function consoleRouter(deps: ConsoleDeps): Router {
  const router = Router();
  const table = (rows: readonly RouteRow<RequestHandler>[], guarded?: (access: Access) => RequestHandler): void =>
    declareRoutes<RequestHandler>(router, rows, guarded);
  table([{ method: 'use', path: '/assets', access: PUBLIC, handlers: [serveAsset] }]);
  router.use(['/console', '/help'], ...pageHeaders(deps), ...sessions(deps), readViewer(deps));
  table(pages(deps), guard);
  router.use(['/console', '/help', '/assets'], pageErrors(deps));
  return router;
}

function pages(deps: ConsoleDeps): RouteRow<RequestHandler>[] {
  const form = express.urlencoded({ extended: false, limit: MAX_FORM_BYTES, parameterLimit: 20 });
  const home: RequestHandler = (_request, response) => response.redirect(303, HOME);
  return [
    { method: 'get', path: '/', access: PUBLIC, handlers: [home] },
    { method: 'get', path: '/console', access: EXCHANGES, handlers: [home] },
    { method: 'get', path: '/console/sign-in', access: PUBLIC, handlers: [showSignIn(deps)] },
    { method: 'post', path: '/console/sign-in', access: PUBLIC, handlers: [form, doSignIn(deps)] },
    { method: 'post', path: '/console/sign-out', access: OWN_LOGIN, handlers: [form, doSignOut(deps)] },
    { method: 'get', path: '/console/account', access: ACCOUNT, handlers: [showAccount(deps)] },
    { method: 'post', path: '/console/account/password', access: OWN_LOGIN, handlers: [form, doChangePassword(deps)] },
    { method: 'get', path: '/console/:environment/exchanges', access: EXCHANGES, handlers: [showExchanges(deps)] },
    { method: 'get', path: '/console/:environment/exchanges/:id', access: EXCHANGES, handlers: [showExchange(deps)] },
    { method: 'get', path: '/console/:environment/exchanges/:id/curl', access: EXCHANGES, handlers: [showCurl(deps)] },
    ...orderPages(deps),
    ...deliveryPages(deps),
    { method: 'get', path: '/help', access: PUBLIC, handlers: [showHelp(deps)] },
    { method: 'get', path: '/help/:code', access: PUBLIC, handlers: [showCode(deps)] },
    { method: 'use', path: '/console', access: PUBLIC, handlers: [noSuchPage] },
    { method: 'use', path: '/help', access: PUBLIC, handlers: [noSuchPage] },
  ];
}
