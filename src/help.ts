import { ERRORS, type ErrorCode } from './errors.js';
import { API_HELP } from './help/api.js';
import { CALL_ANSWER_HELP } from './help/call-answers.js';
import { CALL_HELP } from './help/calls.js';
import { CHARGEBACK_HELP } from './help/chargebacks.js';
import { CHECKOUT_HELP } from './help/checkout.js';
import { DELIVERY_HELP } from './help/deliveries.js';
import { DOCUMENT_HELP } from './help/documents.js';
import { FULFILMENT_HELP } from './help/fulfilment.js';
import { ENDPOINT_HELP } from './help/endpoints.js';
import { KEY_HELP } from './help/keys.js';
import { MEANING_HELP } from './help/meaning.js';
import { ORDER_HELP } from './help/orders.js';
import type { HelpText, HelpTexts } from './help/page.js';
import { POST_HELP } from './help/posts.js';
import { REFUND_HELP } from './help/refunds.js';
import { SERVICE_HELP } from './help/service.js';

export type { HelpText, Snippet } from './help/page.js';

/** A help page: the text of its code with the code's status and title. */
export interface HelpPage extends HelpText {
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
}

/** The compiler refuses this where a code of errors.ts has no text. */
const TEXTS: HelpTexts<ErrorCode> = {
  ...POST_HELP,
  ...KEY_HELP,
  ...DOCUMENT_HELP,
  ...MEANING_HELP,
  ...CHECKOUT_HELP,
  ...CALL_HELP,
  ...CALL_ANSWER_HELP,
  ...ORDER_HELP,
  ...ENDPOINT_HELP,
  ...DELIVERY_HELP,
  ...FULFILMENT_HELP,
  ...REFUND_HELP,
  ...CHARGEBACK_HELP,
  ...API_HELP,
  ...SERVICE_HELP,
};

/** Every help page, in the order of the codes in errors.ts. */
export const HELP_PAGES: readonly HelpPage[] = codes().map((code) => ({ code, ...ERRORS[code], ...TEXTS[code] }));

const BY_CODE = new Map(HELP_PAGES.map((page) => [page.code as string, page]));

/** The help page of a code; null where there is no such code. */
export function findHelp(code: string): HelpPage | null {
  return BY_CODE.get(code) ?? null;
}

function codes(): readonly ErrorCode[] {
  return Object.keys(ERRORS).filter((code): code is ErrorCode => code in ERRORS);
}
