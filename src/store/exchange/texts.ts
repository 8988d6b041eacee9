import type { MaskedText, StoredMessage } from '../../core/exchange.js';
import { fromJson, toJson, type Json } from '../engine/json.js';
import type { Messages } from './read.js';

/** Shorter texts stay in the JSON. */
const LONG = 256;

/** What stands in the two columns of a row: the messages, and the long texts of them one behind the other. */
export interface MessageColumns {
  readonly messages: Json<OutlinedMessages>;
  /** Null in rows of before there was this column: their texts are all in the JSON. */
  readonly texts: string | null;
}

/** A text, or the number of its UTF-16 units where it stands in the other column. */
type Outlined = Omit<MaskedText, 'text'> & { readonly text: string | number };
interface OutlinedMessage extends Omit<StoredMessage, 'body' | 'fields'> {
  readonly body: Outlined;
  readonly fields: readonly { readonly name: string; readonly value: Outlined }[];
}
/** The messages of a row without their long texts. */
export interface OutlinedMessages extends Omit<Messages, 'request' | 'response'> {
  readonly request: OutlinedMessage;
  readonly response: OutlinedMessage;
}

/** JSON of everything but the long texts, and those in their order: escaping documents as JSON cost more than all else of it. */
export function outlineMessages(row: Messages): { messages: string; texts: string[] } {
  const { steps, signature, calculation, remote } = row;
  const texts: string[] = [];
  const [request, response] = [outline(row.request, texts), outline(row.response, texts)];
  return { messages: toJson({ request, response, steps, signature, calculation, remote }), texts };
}

/** The messages of a row as they were. */
export function messagesFromRow({ messages, texts }: MessageColumns): Messages {
  const { request, response, ...reports } = fromJson(messages);
  let taken = 0;
  const whole = ({ text, masks }: Outlined): MaskedText => {
    if (typeof text === 'string') return { text, masks };
    const start = taken;
    taken += text;
    return { text: (texts ?? '').slice(start, taken), masks };
  };
  const fill = (message: OutlinedMessage): StoredMessage => ({
    ...message,
    body: whole(message.body),
    fields: message.fields.map(({ name, value }) => ({ name, value: whole(value) })),
  });
  return { request: fill(request), response: fill(response), ...reports };
}

function outline(message: StoredMessage, into: string[]): OutlinedMessage {
  const { start, headers, contentType, body, fields, length, sha256, cut } = message;
  return {
    start,
    headers,
    contentType,
    body: without(body, into),
    fields: fields.map(({ name, value }) => ({ name, value: without(value, into) })),
    length,
    sha256,
    cut,
  };
}

function without(masked: MaskedText, into: string[]): Outlined {
  if (masked.text.length < LONG) return masked;
  into.push(masked.text);
  return { text: masked.text.length, masks: masked.masks };
}
