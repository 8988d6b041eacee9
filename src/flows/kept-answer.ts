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

/**
 * An answer as it is kept for whoever sends the same again: byte for byte, but sealed where its stored copy had something to
 * mask (an error message repeats what stood at the wrong place).
 */
export function keepAnswer({ answer, exchangeId }: KeptAnswer, stored: StoredMessage, vault: Vault): StoredAnswer {
  const personal = stored.body.masks.length > 0 || stored.fields.some(({ value }) => value.masks.length > 0);
  if (!personal) return answer;
  return { ...answer, body: SEALED + vault.seal(answer.body, exchangeId).toString('base64') };
}

/** The answer as it was given first. */
export function openAnswer({ answer, exchangeId }: KeptAnswer, vault: Vault): StoredAnswer {
  if (!answer.body.startsWith(SEALED)) return answer;
  const sealed = Buffer.from(answer.body.slice(SEALED.length), 'base64');
  return { ...answer, body: vault.open(sealed, exchangeId).toString('utf8') };
}
