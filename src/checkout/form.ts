import express, { type Request, type RequestHandler } from 'express';

/** No form of a checkout is longer, and none has more fields. */
const MAX_FORM_BYTES = 20_000;
const MAX_FIELDS = 30;

/** Reads a posted form. */
export const readForm: RequestHandler = express.urlencoded({
  extended: false,
  limit: MAX_FORM_BYTES,
  parameterLimit: MAX_FIELDS,
});

/** A field of a posted form as text; empty where it is missing or doubled. */
export function formField(request: Request, name: string): string {
  const body: unknown = request.body;
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** A whole number of a form, within what a number holds exactly; null for anything else. */
export function wholeField(request: Request, name: string): number | null {
  const text = formField(request, name);
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
