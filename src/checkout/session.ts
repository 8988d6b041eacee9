import type { Request, Response } from 'express';
import { timingSafeEqual } from 'node:crypto';
import { CartwrightError } from '../errors.js';
import { sessionDigest, type BrowserSessions } from '../flows/checkout/open-checkout.js';
import type { CheckoutPageDeps } from './deps.js';
import { formField } from './form.js';
import { TOKEN_FIELD } from './pages/parts.js';

const COOKIE = 'cw_buyer_';
/** Digits of a checkout's id in the name of a cookie. */
const NAME_DIGITS = 8;
const COOKIE_BYTES = 16;
const COOKIE_MS = 30 * 86_400_000;
/** 16 bytes as base64url. */
const PAIR = /^(cw_buyer_[0-9a-f]{8})=([A-Za-z0-9_-]{22})$/;
/** More a browser has only if it opened more checkouts at one time before it had any cookie of ours. */
const MOST_SESSIONS = 32;
const TOKEN_LENGTH = 32;

type Deps = Pick<CheckoutPageDeps, 'config' | 'vault' | 'random'>;

/**
 * The sessions of a buyer's browser. It has one, unless it opened several checkouts before it had any: then each brought its own
 * under a name of its own, as with one name the last answer would take the earlier checkouts away. `session` is the one that
 * this checkout brought, else the newest.
 */
export function buyerSessions(request: Request, checkoutId: string): BrowserSessions {
  const cookies = newestCookies(request);
  const own = cookies.find(({ name }) => name === cookieName(checkoutId)) ?? cookies[0];
  if (own === undefined) return { session: null, others: [] };
  return { session: own.value, others: cookies.filter((one) => one !== own).map(({ value }) => value) };
}

/** Which of the sessions a checkout belongs to; null where it is none of them. */
export function ownerAmong({ session, others = [] }: BrowserSessions, sessionSha256: string | null): string | null {
  const all = session === null ? [] : [session, ...others];
  return all.find((one) => sessionDigest(one) === sessionSha256) ?? null;
}

/** Gives a browser that has no session one, in the name of the checkout that it asked for; the cookie goes with the answer. */
export function giveBuyerSession(response: Response, checkoutId: string, { config, random }: Omit<Deps, 'vault'>): void {
  const value = Buffer.from(random(COOKIE_BYTES)).toString('base64url');
  const secure = config.publicUrl.startsWith('https:');
  response.cookie(cookieName(checkoutId), value, { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: COOKIE_MS });
}

/** Takes the oldest cookies away where a browser has more than are read, so that its requests do not grow for ever. */
export function dropOldSessions(request: Request, response: Response): void {
  const names = cookiesOf(request).map(({ name }) => name);
  for (const name of names.slice(0, -MOST_SESSIONS)) response.clearCookie(name, { path: '/' });
}

/** What a form of this session carries; a page of another site cannot know it. */
export const formTokenOf = (session: string, { vault }: Pick<Deps, 'vault'>): string =>
  vault.tag(`pay-form:${session}`).slice(0, TOKEN_LENGTH);

/** The session that a posted form was made for; throws CSRF_MISMATCH where it is none of this browser's. */
export function checkBuyerForm(request: Request, deps: Pick<Deps, 'vault'>): string {
  const token = formField(request, TOKEN_FIELD);
  const made = newestCookies(request).find(({ value }) => isEqual(token, formTokenOf(value, deps)));
  if (made !== undefined) return made.value;
  throw new CartwrightError('CSRF_MISMATCH');
}

interface Cookie {
  readonly name: string;
  readonly value: string;
}

/** Browsers send older cookies first (RFC 6265, 5.4); what has not the shape of ours is none. */
function cookiesOf(request: Request): Cookie[] {
  return (request.headers.cookie ?? '').split(/;\s*/).flatMap((pair) => {
    const [, name = '', value = ''] = PAIR.exec(pair) ?? [];
    return name === '' ? [] : [{ name, value }];
  });
}

const newestCookies = (request: Request): Cookie[] => cookiesOf(request).slice(-MOST_SESSIONS).reverse();

const cookieName = (checkoutId: string): string => `${COOKIE}${checkoutId.slice(0, NAME_DIGITS)}`;

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
