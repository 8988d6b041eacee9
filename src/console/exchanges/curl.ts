import type { ExchangeDetail, MaskedText, StoredMessage } from '../../core/exchange.js';

/** A command that posts an exchange's request again, and what the reader must know before running it. */
export interface CurlCommand {
  readonly command: string;
  readonly notes: readonly string[];
}

/** Headers that the same post needs; others are made by curl, and keys are never stored. */
const KEPT = new Set([
  'accept',
  'content-type',
  'idempotency-key',
  'if-match',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
]);

/** The request as a command for a POSIX shell. Secrets are never in it; what was masked is named in a note. */
export function curlOf(exchange: Pick<ExchangeDetail, 'request'>, publicUrl: string): CurlCommand {
  const { request } = exchange;
  const [method = 'POST', path = '/'] = request.start.split(' ');
  const isForm = request.fields.length > 0;
  const parts = [`curl -sS -i -X ${shellWord(method)} ${quote(`${publicUrl}${path}`)}`];
  if (needsKey(exchange)) parts.push('--user "$CARTWRIGHT_KEY_ID:$CARTWRIGHT_SECRET"');
  for (const [name, value] of request.headers) {
    const kept = KEPT.has(name.toLowerCase()) && !(isForm && name.toLowerCase() === 'content-type');
    if (kept) parts.push(`-H ${quote(`${name.toLowerCase()}: ${value}`)}`);
  }
  for (const field of fieldsOf(request))
    parts.push(`--data-urlencode ${quote(`${encodeURIComponent(field.name)}=${field.value.text}`)}`);
  const cart = cartOf(request);
  if (cart !== null) parts.push(`--data-urlencode ${cart}`);
  if (!isForm && request.body.text !== '') parts.push(`--data-binary ${quote(request.body.text)}`);
  return { command: parts.join(' \\\n  '), notes: notesOf(exchange) };
}

/** Whether somebody could post the request again; a buyer's form belongs to a session that is over. */
export const isRepeatable = ({ direction, party }: Pick<ExchangeDetail, 'direction' | 'party'>): boolean =>
  direction === 'in' && party !== 'buyer';

const needsKey = ({ request }: Pick<ExchangeDetail, 'request'>): boolean => request.start.includes(' /v1/');

/** Segments of an XML cart, which is stored as XML, and the form has in base64. */
const SEGMENT = /^order-input (.+)$/;

const fieldsOf = ({ fields }: StoredMessage): StoredMessage['fields'] =>
  fields.some(({ name }) => SEGMENT.test(name))
    ? fields.filter(({ name }) => name !== 'order-input' && !SEGMENT.test(name))
    : fields;

/** `order-input` put together again by the shell; null where the request has no XML cart. */
function cartOf({ fields }: StoredMessage): string | null {
  const xml = fields.find(({ name }) => name === 'order-input')?.value.text;
  const segments = fields.flatMap(({ name, value }) => {
    const segment = SEGMENT.exec(name)?.[1];
    return segment === undefined ? [] : [`${segment}:${value.text}`];
  });
  const [type, ...others] = segments;
  if (xml === undefined || type === undefined) return null;
  const order = `"$(printf %s ${quote(xml)} | base64 | tr -d '\\n')"`;
  return `${quote(`order-input=${type};order:`)}${order}${quote(['', ...others].join(';'))}`;
}

function notesOf(exchange: Pick<ExchangeDetail, 'request'>): string[] {
  const { request } = exchange;
  const notes: string[] = [];
  const masked = maskedValues(request);
  if (masked !== null) notes.push(`${masked} Put real values in their place, or the answer differs.`);
  if (needsKey(exchange))
    notes.push('Set CARTWRIGHT_KEY_ID and CARTWRIGHT_SECRET first: keys are never stored with an exchange.');
  if (request.fields.some((field) => field.name === 'Timestamp'))
    notes.push(
      'The post carries the signature, time and UUID of its day. Within 15 minutes the same bytes get the same answer; later they get SIGNATURE_STALE.',
    );
  if (request.headers.some(([name]) => name.toLowerCase() === 'webhook-signature'))
    notes.push(
      'webhook-signature covers the bytes of the form as they were sent. Without them it no longer fits: leave the three webhook headers out.',
    );
  if (cartOf(request) !== null && masked !== null)
    notes.push('The signature of a cart covers every byte of its XML: sign it again once the values are in.');
  if (request.cut) notes.push('The body was longer than what is stored. The command posts only its beginning.');
  return notes;
}

/** `2 values are masked: e-mail, street.` or null. */
function maskedValues(request: StoredMessage): string | null {
  const texts: readonly MaskedText[] = [request.body, ...request.fields.map((field) => field.value)];
  const masks = texts.flatMap((text) => text.masks);
  if (masks.length === 0) return null;
  const kinds = [...new Set(masks.map((mask) => mask.what))].join(', ');
  return masks.length === 1 ? `1 value is masked: ${kinds}.` : `${masks.length} values are masked: ${kinds}.`;
}

/** In single quotes nothing is special to a shell but the single quote. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const shellWord = (text: string): string => (/^[A-Z]+$/.test(text) ? text : quote(text));
