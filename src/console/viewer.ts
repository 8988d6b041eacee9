import type { Request, RequestHandler, Response } from 'express';
import type { Access } from '../core/access.js';
import type { EnvironmentName } from '../core/exchange.js';
import type { Environment, Person } from '../core/merchant.js';
import { CartwrightError } from '../errors.js';
import { findEnvironment } from '../store/merchants.js';
import { findPerson } from '../store/people.js';
import type { Viewer } from '../ui/layout.js';
import { withQuery } from '../ui/safe-url.js';
import type { ConsoleDeps } from './deps.js';
import { formToken } from './form-token.js';

export interface SignedIn {
  readonly person: Person;
  readonly merchant: Environment['merchant'];
}

/** Who sent a request, as found by `readViewer`. */
const found = new WeakMap<Request, SignedIn>();

/** Finds out who asks, for every page; a person who is gone is not signed in. */
export function readViewer(deps: ConsoleDeps): RequestHandler {
  return async (request, _response, next) => {
    const { personId } = request.session;
    const person = personId === undefined ? null : await findPerson(deps.db, personId);
    // both environments of a merchant carry the same merchant
    const environment = person === null ? null : await findEnvironment(deps.db, person.merchantId, 'sandbox');
    if (person !== null && environment !== null) {
      const { id, merchantId, email, name } = person;
      found.set(request, { person: { id, merchantId, email, name }, merchant: environment.merchant });
    }
    next();
  };
}

/** Stands before every page that is not public: who is not signed in goes to the sign-in page and comes back here. */
export function guard({ feature }: Access): RequestHandler {
  return (request, response, next) => {
    if (feature === 'public' || found.has(request)) next();
    else
      response.redirect(303, withQuery('/console/sign-in', { to: request.method === 'GET' ? request.originalUrl : undefined }));
  };
}

/** Who asks, or null. */
export const signedInOrNull = (request: Request): SignedIn | null => found.get(request) ?? null;

/** Who asks, behind the guard. */
export function signedIn(request: Request): SignedIn {
  const viewer = found.get(request);
  if (viewer === undefined) throw new Error('a page that needs a person is not guarded');
  return viewer;
}

/** What the frame of a page shows of the viewer. */
export function viewerFor(request: Request, response: Response, deps: ConsoleDeps, environment: EnvironmentName | null): Viewer {
  const { person, merchant } = signedIn(request);
  return { person: person.name, merchant: merchant.name, environment, formToken: formToken(request, response, deps) };
}

/** The environment in the address of a page, of the viewer's merchant. Throws NOT_FOUND for any other word. */
export async function environmentOf(request: Request, deps: ConsoleDeps): Promise<Environment> {
  const name = request.params['environment'];
  if (name === 'sandbox' || name === 'live') {
    const environment = await findEnvironment(deps.db, signedIn(request).merchant.id, name);
    if (environment !== null) return environment;
  }
  throw new CartwrightError('NOT_FOUND', { detail: 'A merchant has two environments: sandbox and live.' });
}
