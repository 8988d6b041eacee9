import type { Request, Response } from 'express';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { CartwrightError } from '../errors.js';
import type { ConsoleDeps } from './deps.js';
import { cookieName, isHttps } from './session.js';

/** Name of the hidden field in every form. */
export const TOKEN_FIELD = 'form';
const COOKIE_BYTES = 16;
const COOKIE = 'cartwright-form';

/**
 * The token that a form must send back: a keyed hash of the session's id, or, before anybody signed in, of a cookie made for
 * the purpose. A page of another site knows neither.
 */
export function formToken(request: Request, response: Response, deps: ConsoleDeps): string {
  if (request.session.personId !== undefined) return tokenFor(deps, request.sessionID);
  const known = formCookie(request, deps);
  const cookie = known ?? randomBytes(COOKIE_BYTES).toString('base64url');
  if (known === null) {
    response.cookie(cookieName(deps, COOKIE), cookie, { httpOnly: true, sameSite: 'lax', secure: isHttps(deps), path: '/' });
  }
  return tokenFor(deps, cookie);
}

/** Throws CSRF_MISMATCH unless the posted form carries the token of this session or browser. */
export function checkFormToken(request: Request, deps: ConsoleDeps): void {
  const expected = request.session.personId === undefined ? formCookie(request, deps) : request.sessionID;
  const given = formField(request, TOKEN_FIELD);
  if (expected !== null && isEqual(given, tokenFor(deps, expected))) return;
  throw new CartwrightError('CSRF_MISMATCH', {
    detail:
      'The form was made for another session, or before you signed in. Nothing was changed. Go back, load the page again and send it once more.',
  });
}

/** A field of a posted form as text; empty where it is missing or doubled. */
export function formField(request: Request, name: string): string {
  const body: unknown = request.body;
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}

const tokenFor = (deps: ConsoleDeps, value: string): string => deps.vault.tag(`console form ${value}`);

function formCookie(request: Request, deps: ConsoleDeps): string | null {
  const start = `${cookieName(deps, COOKIE)}=`;
  const found = (request.headers.cookie ?? '').split(/;\s*/).find((pair) => pair.startsWith(start));
  return found === undefined || found.length === start.length ? null : found.slice(start.length);
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
