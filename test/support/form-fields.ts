import type { NamedValue } from '../../src/wire/html-cart-signature.js';

/** Fields of a form in the order of the object. */
export const formFields = (values: Readonly<Record<string, string>>): NamedValue[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));
