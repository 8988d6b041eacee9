import type { MaskedText, StoredMessage } from '../../core/exchange.js';
import type { CodeFormat } from '../../ui/code/tokens.js';

/** The document in a message: its body, or the one form field that holds it. */
export interface MessageDocument {
  /** Where it came in a form. */
  readonly field: string | null;
  readonly body: MaskedText;
  readonly format: CodeFormat;
}

export const TABS = ['parsed', 'form', 'headers', 'raw'] as const;
export type Tab = (typeof TABS)[number];

const WORDS: Readonly<Record<CodeFormat, string>> = { xml: 'XML', json: 'JSON', text: 'Text' };

/** `XML`, `JSON` or `Text`. */
export const formatWord = (format: CodeFormat): string => WORDS[format];

/** What the text looks like; a content type says less, as forms carry XML and errors carry HTML. */
export function formatOf(text: string): CodeFormat {
  const first = /[^\s\ufeff]/.exec(text.slice(0, 200))?.[0];
  if (first === '<') return 'xml';
  return first === '{' || first === '[' ? 'json' : 'text';
}

/** The document of a message, or null where it has none. `field` is the form field that the faults name. */
export function documentOf(message: StoredMessage, field?: string): MessageDocument | null {
  if (message.fields.length === 0) {
    return message.body.text === '' ? null : { field: null, body: message.body, format: formatOf(message.body.text) };
  }
  const found =
    message.fields.find((one) => one.name === field) ?? message.fields.find((one) => formatOf(one.value.text) !== 'text');
  return found === undefined ? null : { field: found.name, body: found.value, format: formatOf(found.value.text) };
}

/** The body in one piece: as stored, or the form encoded again from its stored fields. */
export function rawText(message: StoredMessage): string {
  if (message.fields.length === 0) return message.body.text;
  return message.fields.map(({ name, value }) => `${encodeFormText(name)}=${encodeFormText(value.text)}`).join('&');
}

/** The tabs that a message has something behind. */
export function tabsOf(message: StoredMessage): Tab[] {
  return TABS.filter((tab) => {
    if (tab === 'parsed') return documentOf(message) !== null;
    return tab === 'form' ? message.fields.length > 0 : true;
  });
}

const encodeFormText = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);
