import type { Request } from 'express';
import { ulid } from '../ids.js';
import type { Wish } from '../store/wishes.js';
import { formField, TOKEN_FIELD } from './form-token.js';

/** Name of the hidden field whose value is another one for every page that is shown: a button pressed twice is one wish. */
export const ONCE_FIELD = 'once';

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** What a posted form carries, or a fresh one where that is missing or no id. */
export function readOnce(request: Request, now: number): string {
  const once = formField(request, ONCE_FIELD);
  return ULID.test(once) ? once : ulid(now);
}

/** The wish of a form that was posted, the same however often it is; who goes back and types something else has another one. */
export function formWish(
  request: Request,
  { environmentId, now: at }: { readonly environmentId: string; readonly now: number },
): Wish {
  const [path = ''] = request.originalUrl.split('?', 1);
  return { id: `form ${path} ${readOnce(request, at)} ${typedIn(request)}`, environmentId, at };
}

function typedIn({ body }: Request): string {
  const fields = Object.entries((body ?? {}) as object).filter(([name]) => name !== TOKEN_FIELD && name !== ONCE_FIELD);
  return JSON.stringify(fields);
}
