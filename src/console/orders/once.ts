import type { Request } from 'express';
import { ulid, ulidOf, uuidOf } from '../../ids.js';
import { formField } from '../form-token.js';

/** Name of the hidden field whose value is another one for every page that is shown: a button pressed twice is one wish. */
export const ONCE_FIELD = 'once';

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const TIME_LETTERS = 10;

/** What a posted form carries, or a fresh one where that is missing or no id. */
export function readOnce(request: Request, now: number): string {
  const once = formField(request, ONCE_FIELD);
  return ULID.test(once) ? once : ulid(now);
}

/** The id of what a form makes: the same for the same form and order, and no id that a browser could choose. */
export function idOfOnce(once: string, orderId: string): string {
  return once.slice(0, TIME_LETTERS) + ulidOf(`${orderId} ${once}`).slice(TIME_LETTERS);
}

/** The same as a UUID. */
export const uuidOfOnce = (once: string, orderId: string): string => uuidOf(`${orderId} ${once}`);
