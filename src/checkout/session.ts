import type { Request, Response } from 'express';
import { timingSafeEqual } from 'node:crypto';
import { CartwrightError } from '../errors.js';
import type { CheckoutPageDeps } from './deps.js';
import { formField } from './form.js';
import { TOKEN_FIELD } from './pages/parts.js';

const COOKIE = 'cw_buyer';
const COOKIE_BYTES = 16;
const COOKIE_MS = 30 * 86_400_000;
/** 16 bytes as base64url. */
const COOKIE_SHAPE = /^[A-Za-z0-9_-]{22}$/;
const TOKEN_LENGTH = 32;

type Deps = Pick<CheckoutPageDeps, 'config' | 'vault' | 'random'>;

/** The buyer's browser session by its cookie; null where it has none, or what is none of ours. */
export function buyerSession(request: Request): string | null {
  const start = `${COOKIE}=`;
  const pair = (request.headers.cookie ?? '').split(/;\s*/).find((one) => one.startsWith(start));
  const value = pair?.slice(start.length) ?? '';
  return COOKIE_SHAPE.test(value) ? value : null;
}

/** The session of before, else a new one whose cookie goes with the answer. */
export function keepBuyerSession(request: Request, response: Response, { config, random }: Deps): string {
  const known = buyerSession(request);
  if (known !== null) return known;
  const fresh = Buffer.from(random(COOKIE_BYTES)).toString('base64url');
  const secure = config.publicUrl.startsWith('https:');
  response.cookie(COOKIE, fresh, { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: COOKIE_MS });
  return fresh;
}

/** What a form of this session carries; a page of another site cannot know it. */
export const formTokenOf = (session: string, { vault }: Pick<Deps, 'vault'>): string =>
  vault.tag(`pay-form:${session}`).slice(0, TOKEN_LENGTH);

/** The session of a posted form; throws CSRF_MISMATCH unless the form was made for it. */
export function checkBuyerForm(request: Request, deps: Pick<Deps, 'vault'>): string {
  const session = buyerSession(request);
  if (session !== null && isEqual(formField(request, TOKEN_FIELD), formTokenOf(session, deps))) return session;
  throw new CartwrightError('CSRF_MISMATCH');
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
