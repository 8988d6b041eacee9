import { createHmac } from 'node:crypto';

/** A complete HTTP answer: its head as text, its body as bytes. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: Buffer;
}

/** What is wrong with the signatures of an answer, as a sentence; null where both are right. */
export function answerFault(answer: Answer, secret: string): string | null {
  const form = new URLSearchParams(answer.body.toString('utf8'));
  const xml = form.get('order-calculations-response');
  if (xml === null) return `no order-calculations-response in the answer: ${answer.body.toString('utf8').slice(0, 300)}`;
  if (form.get('Signature') !== createHmac('sha1', secret).update(xml).digest('base64'))
    return 'the Signature does not fit the XML of the answer';
  const id = header(answer.head, 'webhook-id');
  const at = header(answer.head, 'webhook-timestamp');
  const expected = createHmac('sha256', secret).update(`${id}.${at}.`).update(answer.body).digest('base64');
  if (!header(answer.head, 'webhook-signature').split(' ').includes(`v1,${expected}`))
    return 'the webhook-signature does not fit the body of the answer';
  return /<Error>|<TaxTables\/>/.test(xml) ? `the answer is not a priced one: ${xml.slice(0, 300)}` : null;
}

/** Every amount, rate and reference of an answer in the order in which they stand: two servers that do the same work agree. */
export function answerFigures(answer: Answer): string[] {
  const xml = new URLSearchParams(answer.body.toString('utf8')).get('order-calculations-response') ?? '';
  return Array.from(
    xml.matchAll(/<(Rate|Amount|DiscountRate|IsShippingTaxed|ServiceLevel|CallbackOrderItemId)>([^<]*)</g),
    ([, name, value]) => `${name} ${value}`,
  );
}

/** A header's value from the text of a head, in lower case names; empty where it is absent. */
export function header(head: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*$`, 'im').exec(head)?.[1] ?? '';
}
