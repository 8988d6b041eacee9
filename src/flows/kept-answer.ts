import type { StoredMessage } from '../core/exchange.js';
import type { StoredAnswer } from '../store/replay.js';
import type { Vault } from '../vault.js';
import { writeCallbackAnswer } from '../wire/envelope.js';
import { sha256 } from './stored-message.js';

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

/** Not of the answer itself: each exchange has its own id, and the content type stands by itself. */
const BESIDE = ['Content-Type', 'Cartwright-Exchange'];
/** What a form answer of ours is made of. */
const FORM_FIELDS = ['order-calculations-response', 'Signature', 'aws-access-key-id'];

/**
 * Whether an exchange says its answer byte for byte, so that `recordedAnswer` can give it again: nothing masked, cut or left
 * out. Most do, and a second copy of each would be a quarter of what is written.
 */
export function tellsAnswer(stored: StoredMessage, headers: StoredAnswer['headers']): boolean {
  if (stored.cut || stored.body.masks.length > 0) return false;
  if (stored.fields.some(({ name, value }) => value.masks.length > 0 || !FORM_FIELDS.includes(name))) return false;
  for (const name in headers) if (!stored.headers.some(([told, value]) => told === name && value === headers[name])) return false;
  return true;
}

/** The answer of such an exchange. Throws where that is not what was sent, as its digest tells. */
export function recordedAnswer({ start, contentType, headers, fields, body, ...stored }: StoredMessage): StoredAnswer {
  const [xml, signature, keyId] = FORM_FIELDS.map((field) => fields.find(({ name }) => name === field)?.value.text);
  const text =
    xml === undefined
      ? body.text
      : writeCallbackAnswer({
          xml,
          ...(signature === undefined ? {} : { signature }),
          ...(keyId === undefined ? {} : { keyId }),
        });
  if (sha256(text) !== stored.sha256) throw new Error('an answer cannot be made again from the record of its exchange');
  const own = headers.filter(([name]) => !BESIDE.includes(name));
  return { status: Number(start), contentType, headers: Object.fromEntries(own), body: text };
}

function isMasked(answer: StoredAnswer, { headers, fields, body }: StoredMessage): boolean {
  if (body.masks.length > 0 || fields.some(({ value }) => value.masks.length > 0)) return true;
  return headers.some(([name, value]) => (answer.headers[name] ?? value) !== value);
}
