import type { StoredMessage } from '../core/exchange.js';
import type { StoredAnswer } from '../store/replay.js';
import type { Vault } from '../vault.js';

/** No form and no JSON begins like this. */
const SEALED = 'sealed:';

export interface KeptAnswer {
  readonly answer: StoredAnswer;
  /** The id that it is sealed under. */
  readonly exchangeId: string;
}

/** Made by us, and needed before the answer is opened. */
const OPEN_HEADERS = ['Cartwright-Exchange', 'Cartwright-Code'];

/**
 * An answer as it is kept for whoever sends the same again: byte for byte, but body and headers sealed where its stored copy
 * had something to mask (`webhook-id` repeats a UUID that may be any text).
 */
export function keepAnswer({ answer, exchangeId }: KeptAnswer, stored: StoredMessage, vault: Vault): StoredAnswer {
  if (!isMasked(answer, stored)) return answer;
  const { headers, body } = answer;
  const open = Object.fromEntries(Object.entries(headers).filter(([name]) => OPEN_HEADERS.includes(name)));
  const sealed = vault.seal(JSON.stringify({ headers, body }), exchangeId).toString('base64');
  return { ...answer, headers: open, body: SEALED + sealed };
}

/** The answer as it was given first. */
export function openAnswer({ answer, exchangeId }: KeptAnswer, vault: Vault): StoredAnswer {
  if (!answer.body.startsWith(SEALED)) return answer;
  const sealed = Buffer.from(answer.body.slice(SEALED.length), 'base64');
  const { headers, body } = JSON.parse(vault.open(sealed, exchangeId).toString('utf8')) as Pick<StoredAnswer, 'headers' | 'body'>;
  return { ...answer, headers, body };
}

function isMasked(answer: StoredAnswer, { headers, fields, body }: StoredMessage): boolean {
  if (body.masks.length > 0 || fields.some(({ value }) => value.masks.length > 0)) return true;
  return headers.some(([name, value]) => (answer.headers[name] ?? value) !== value);
}
