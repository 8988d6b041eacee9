import { equalSignature, hmacSha1 } from './signature.js';

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/**
 * How the values of an HTML cart are written into its base string (protocol 2.4). `documented` is the platform's own sample;
 * the others are what deviating clients did: RFC 3986 (`!*'()` encoded), the same on PHP before 5.3 (`~` encoded too), and
 * the documented encoding without the final `&`.
 */
export type HtmlCartRule = 'documented' | 'rfc3986' | 'rfc3986-old-php' | 'no-trailing-ampersand';

/** The field of an HTML cart that carries the signature and so is not signed itself. */
export const HTML_CART_SIGNATURE_FIELD = 'merchant_signature';

/**
 * The text that an HTML cart signs (protocol 2.4): every field but the signature, sorted by code units of its name
 * (`item_title_10` before `item_title_2`), each as `name=value&` with the final `&`, values percent-encoded.
 */
export function htmlCartBaseString(fields: readonly NamedValue[], rule: HtmlCartRule = 'documented'): string {
  const signed = fields.filter((field) => field.name !== HTML_CART_SIGNATURE_FIELD);
  signed.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const base = signed.map((field) => `${field.name}=${encodeSignedValue(field.value, rule)}&`).join('');
  return rule === 'no-trailing-ampersand' ? base.slice(0, -1) : base;
}

/** Signs an HTML cart. */
export function signHtmlCart(secret: string, fields: readonly NamedValue[], rule: HtmlCartRule = 'documented'): string {
  return hmacSha1(secret, htmlCartBaseString(fields, rule));
}

/**
 * The first of the allowed rules under which the signature is right, or null. Every rule is tried whatever the earlier ones
 * said, so that the time does not tell which one was near.
 */
export function verifyHtmlCart(
  secret: string,
  fields: readonly NamedValue[],
  check: { received: string; rules?: readonly HtmlCartRule[] },
): HtmlCartRule | null {
  const rules = check.rules ?? ['documented'];
  const right = rules.filter((rule) => equalSignature(signHtmlCart(secret, fields, rule), check.received));
  return right[0] ?? null;
}

/** encodeURIComponent leaves exactly RFC 2396's unreserved set; a lone surrogate, which it throws at, counts as U+FFFD. */
function encodeSignedValue(value: string, rule: HtmlCartRule): string {
  const documented = encodeURIComponent(Buffer.from(value, 'utf8').toString('utf8'));
  if (rule === 'documented' || rule === 'no-trailing-ampersand') return documented;
  const strict = documented.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return rule === 'rfc3986' ? strict : strict.replaceAll('~', '%7E');
}
