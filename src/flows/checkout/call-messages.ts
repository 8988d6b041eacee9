import type { Answer } from '../../outbound/answer.js';
import { openForm } from '../../wire/form.js';
import type { FormField, WireMessage } from '../stored-message.js';

const FORM_TYPE = 'application/x-www-form-urlencoded';
const NOTHING = Buffer.alloc(0);

/** A form that was posted to an endpoint; without a body where nothing was sent. */
export function postedMessage(
  endpoint: string,
  form: { readonly body: string; readonly headers: Readonly<Record<string, string>> } | null,
): WireMessage {
  const original = Buffer.from(form?.body ?? '');
  return {
    start: `POST ${endpoint}${form === null ? ' (not sent)' : ''}`,
    headers: form === null ? {} : { ...form.headers, 'content-length': original.length },
    contentType: form?.headers['content-type'] ?? '',
    original,
    ...fieldsOf(original),
  };
}

/** What an endpoint answered, with its fields where it is a form; empty where nothing came. */
export function answeredMessage(answer: Answer | undefined): WireMessage {
  if (answer === undefined) return { start: '', headers: {}, contentType: '', original: NOTHING };
  const { status, headers, body, cut } = answer;
  return {
    start: String(status),
    headers,
    contentType: headers['content-type'] ?? '',
    original: body,
    ...(cut ? { length: body.length + 1 } : {}),
    ...fieldsOf(body),
  };
}

/** A form whatever its content type says (protocol 3.5); a page that happens to decode has no such field. */
function fieldsOf(body: Buffer): { readonly fields?: readonly FormField[] } {
  const opened = openForm(body, FORM_TYPE);
  const isOne = opened.ok && opened.fields.some(({ name }) => name.startsWith('order-calculations-'));
  return isOne ? { fields: opened.fields.map(({ name, value }) => ({ name, value })) } : {};
}
