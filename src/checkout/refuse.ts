import type { Response } from 'express';
import type { EnvironmentName } from '../core/exchange.js';
import type { CartwrightError, ErrorCode } from '../errors.js';
import { renderBuyerMessage, type BuyerMessage } from '../ui/buyer/message.js';
import { faultOf, sendAnswer, type PostAnswer } from './post-answer.js';

interface Words {
  readonly title: string;
  readonly text: readonly string[];
}

/** What buyers read of the codes that they meet: what happened, what is safe, what to do. */
const WORDS: Readonly<Partial<Record<ErrorCode, Words>>> = {
  CHECKOUT_TAKEN: {
    title: 'This checkout is open in another browser',
    text: ['Go on there. Or go back to the shop and begin again: nothing was ordered here.'],
  },
  CHECKOUT_UNKNOWN: {
    title: 'There is no checkout at this address',
    text: ['The address may be incomplete, or the checkout is long over. Go back to the shop and begin again.'],
  },
  COOKIE_MISSING: {
    title: 'This checkout needs a cookie',
    text: [
      'Your browser did not keep the one that tells your checkout from those of others. Nothing was ordered.',
      'Let it keep cookies of this address, then try again. The cookie is for this checkout and nothing else.',
    ],
  },
  RATE_LIMITED: {
    title: 'Too many attempts',
    text: ['Nothing was changed by this one, and nothing was charged. Wait a while, then try once more.'],
  },
  CHECKOUT_CLOSED: {
    title: 'This checkout is closed',
    text: ['It was left for the shop. Nothing was ordered. Go back to the shop to begin again.'],
  },
  CART_EXPIRED: {
    title: 'This cart has expired',
    text: [
      'The shop gave it a last day, and that is over. Nothing was ordered.',
      'Go back to the shop and put the items into the cart again.',
    ],
  },
  CART_ORDERED_ALREADY: {
    title: 'This cart has been ordered already',
    text: ['The shop takes each cart once. Look for the confirmation in your mail, or go back to the shop.'],
  },
  CSRF_MISMATCH: {
    title: 'This page is from another session',
    text: ['Nothing was changed. Open the checkout again and send it once more. Your browser must keep cookies for that.'],
  },
  CODE_THROTTLED: {
    title: 'Too many claim codes were tried',
    text: ['No more codes are tried for a while. Your total is unchanged, and you can order without a code.'],
  },
  ORDER_UNKNOWN: {
    title: 'There is no order at this address',
    text: ['The link in your confirmation is long: see that all of it was copied.'],
  },
  NOT_FOUND: { title: 'There is no page at this address', text: ['It may have been mistyped, or the link is old.'] },
};
const OURS: Words = {
  title: 'This page could not be loaded',
  text: ['Nothing is lost. An order that was placed stays placed, and it is placed only once however often you try.'],
};

type Around = Pick<BuyerMessage, 'ways' | 'reference'> & {
  readonly shop?: string;
  readonly environment?: EnvironmentName;
};

/** Answers with a page that says in a buyer's words what went wrong, with the status of the code. */
export function sendRefusal(response: Response, error: CartwrightError, around: Around): void {
  sendAnswer(response, refusalPage(error, around));
}

/** The same page as an answer that has not left, with what the record says of it. */
export function refusalPage(error: CartwrightError, around: Around): PostAnswer {
  const words = error.status >= 500 ? OURS : (WORDS[error.code] ?? { title: error.title, text: [error.detail] });
  const { shop = null, environment = null, ways, reference } = around;
  const { code, status, headers, detail } = error;
  const html = renderBuyerMessage({ ...words, ...{ shop, environment, ways, reference }, code, icon: 'alert-triangle' });
  return { status, code, headers, html, faults: [faultOf(code, detail)] };
}
