import type { IncomingHttpHeaders } from 'node:http';
import type { EnvironmentName } from '../../core/exchange.js';
import { readUrl } from '../../core/read-url.js';
import type { CartwrightError, ErrorCode } from '../../errors.js';
import { renderBuyerMessage } from '../../ui/buyer/message.js';
import type { Reply } from '../protocol/reply.js';

/** Whose page a refusal is, and how the buyer gets away from it. */
export interface RefusalPlace {
  readonly exchangeId: string;
  readonly environment: EnvironmentName;
  /** The merchant's name; null before there is one. */
  readonly shop: string | null;
  /** Where the shop is: the cart's own way back, else the page that the cart came from. */
  readonly back: string | null;
}

interface Words {
  readonly title: string;
  readonly text: readonly string[];
}

const NOTHING_HAPPENED = 'Nothing was ordered and nothing was charged.';
const UNREADABLE: Words = {
  title: 'This cart could not be opened',
  text: [
    `The shop sent a cart that the checkout cannot read. ${NOTHING_HAPPENED}`,
    'Go back to the shop and check out again. If it happens again, tell the shop: the code below says what is wrong.',
  ],
};
const UNVERIFIED: Words = {
  title: 'This cart could not be verified',
  text: [
    `The checkout cannot tell that the cart comes from the shop, so its prices are not taken. ${NOTHING_HAPPENED}`,
    'Go back to the shop and check out again. If it happens again, tell the shop: the code below says what is wrong.',
  ],
};
const UNAVAILABLE: Words = {
  title: 'The checkout is not available at the moment',
  text: [`${NOTHING_HAPPENED} Your cart is still in the shop.`, 'Wait a minute, then go back and check out again.'],
};

/** What buyers read where it is not that the cart cannot be opened. */
const WORDS: Partial<Readonly<Record<ErrorCode, Words>>> = {
  MERCHANT_UNKNOWN: {
    title: 'There is no shop at this address',
    text: [`The address of this checkout belongs to no shop. ${NOTHING_HAPPENED}`],
  },
  METHOD_NOT_ALLOWED: {
    title: 'A checkout begins in the shop',
    text: ['This address takes carts that a shop sends. Go to the shop, fill your cart and check out there.'],
  },
  RATE_LIMITED: { ...UNAVAILABLE, title: 'Too many attempts in a short time' },
  CART_EXPIRED: {
    title: 'This cart has expired',
    text: [
      `The shop's prices were good until a moment that is over now. ${NOTHING_HAPPENED}`,
      'Go back to the shop and check out again.',
    ],
  },
  CART_ORDERED_ALREADY: {
    title: 'This cart was ordered before',
    text: [
      'The shop takes each of its carts once, and this one is an order already. Nothing was ordered a second time.',
      'To buy the same again, go back to the shop and fill a new cart.',
    ],
  },
};
const SIGNATURE_CODES: readonly ErrorCode[] = [
  'KEY_UNKNOWN',
  'KEY_REVOKED',
  'KEY_ENVIRONMENT_WRONG',
  'SIGNATURE_MISSING',
  'SIGNATURE_MISMATCH',
];

/** A refusal as a page for people: kind words, a way back, and in small print what the shop's developer needs. */
export function refusalReply(error: CartwrightError, { exchangeId, environment, shop, back }: RefusalPlace): Reply {
  const body = renderBuyerMessage({
    ...wordsOf(error),
    shop,
    environment,
    icon: 'alert-triangle',
    ways: back === null ? [] : [{ label: 'Back to the shop', href: back }],
    code: error.code,
    reference: exchangeId,
  });
  return {
    status: error.status,
    contentType: 'text/html; charset=utf-8',
    headers: { ...PAGE_HEADERS, ...error.headers },
    body,
    outcome: error.status >= 500 ? 'failed' : 'refused',
    code: error.code,
  };
}

function wordsOf({ code, status }: CartwrightError): Words {
  if (status >= 500) return UNAVAILABLE;
  return WORDS[code] ?? (SIGNATURE_CODES.includes(code) ? UNVERIFIED : UNREADABLE);
}

/** As strict as those of all other pages (helmet sets them there): our own files, no script, no frame. */
const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none';style-src 'self';img-src 'self';font-src 'self';form-action 'none';frame-ancestors 'none';base-uri 'none'",
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** The front page of the shop that a post came from, by its Referer; null where there is none on the web. */
export function shopOf({ referer }: IncomingHttpHeaders): string | null {
  const url = referer === undefined ? null : readUrl(referer);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? `${url.origin}/` : null;
}
