import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { ConsoleDeps } from './deps.js';
import { DatabaseSessions } from './session-store.js';

declare module 'express-session' {
  interface SessionData {
    /** Who signed in. */
    personId?: string;
    /** When the end of the session was last moved, epoch milliseconds. */
    movedAt?: number;
    /** The secret of an endpoint that is shown once, on the next page; sealed, in base64. */
    secret?: { readonly endpointId: string; readonly url: string; readonly sealed: string };
  }
}

export const isHttps = ({ config }: Pick<ConsoleDeps, 'config'>): boolean => config.publicUrl.startsWith('https:');

/** The prefix makes browsers refuse the cookie from anything but this very host over https. */
export const cookieName = (deps: Pick<ConsoleDeps, 'config'>, name: string): string => (isHttps(deps) ? `__Host-${name}` : name);

/** Sessions of people who signed in: 12 hours without a page end them, and nobody else gets one. */
export function sessions(deps: ConsoleDeps): RequestHandler[] {
  const secure = isHttps(deps);
  const middleware = session({
    name: cookieName(deps, 'cartwright'),
    secret: deps.vault.tag('console session cookie'),
    store: new DatabaseSessions(deps),
    resave: false,
    saveUninitialized: false,
    proxy: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  });
  return secure ? [outsideIsHttps, middleware] : [middleware];
}

/** PUBLIC_URL says that people come by https; express-session would not set a Secure cookie if the proxy did not say so too. */
const outsideIsHttps: RequestHandler = (request, _response, next) => {
  request.headers['x-forwarded-proto'] = 'https';
  next();
};

/** Gives the session a new id and a person, so that an id known before the sign-in is worth nothing after it. */
export function startSession(request: Request, personId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.regenerate((error: unknown) => {
      if (error !== undefined && error !== null) reject(asError(error));
      else {
        request.session.personId = personId;
        request.session.save((saving: unknown) =>
          saving === undefined || saving === null ? resolve() : reject(asError(saving)),
        );
      }
    });
  });
}

/** Ends the session in the database and takes the cookie back. */
export function endSession(request: Request, response: Response, deps: ConsoleDeps): Promise<void> {
  response.clearCookie(cookieName(deps, 'cartwright'), { httpOnly: true, sameSite: 'lax', secure: isHttps(deps), path: '/' });
  return new Promise((resolve, reject) => {
    request.session.destroy((error: unknown) => (error === undefined || error === null ? resolve() : reject(asError(error))));
  });
}

/** Reads the session again: another request of the same browser may have written to it meanwhile. */
export function reloadSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.reload((error: unknown) => (error === undefined || error === null ? resolve() : reject(asError(error))));
  });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
