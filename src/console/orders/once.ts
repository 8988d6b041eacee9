import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { ulid } from '../../ids.js';
import { formField } from '../form-token.js';

/** Name of the hidden field whose value is another one for every page that is shown: a button pressed twice is one wish. */
export const ONCE_FIELD = 'once';

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LETTERS = 10;
const RANDOM_LETTERS = 16;

/** What a posted form carries, or a fresh one where that is missing or no id. */
export function readOnce(request: Request, now: number): string {
  const once = formField(request, ONCE_FIELD);
  return ULID.test(once) ? once : ulid(now);
}

/** The id of what a form makes: the same for the same form and order, and no id that a browser could choose. */
export function idOfOnce(once: string, orderId: string): string {
  const letters = [...digestOf(once, orderId).subarray(0, RANDOM_LETTERS)].map((byte) => LETTERS.charAt(byte % LETTERS.length));
  return once.slice(0, TIME_LETTERS) + letters.join('');
}

/** The same as a UUID. */
export function uuidOfOnce(once: string, orderId: string): string {
  const hex = digestOf(once, orderId).toString('hex');
  // version 8: made of what we chose
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const digestOf = (once: string, orderId: string): Buffer => createHash('sha256').update(`${orderId} ${once}`).digest();
