import { createHmac } from 'node:crypto';
import { answerFault } from '../../bench/answer-check.js';
import { signedPosts } from '../../bench/signed-posts.js';

const account = {
  path: '/sandbox/callbacks/A1234567890123',
  merchantId: 'A1234567890123',
  keyId: 'K'.repeat(20),
  secret: 'bench-secret',
};

function formOf(text: string): { head: string; body: string; fields: URLSearchParams } {
  const end = text.indexOf('\r\n\r\n');
  const body = text.slice(end + 4);
  return { head: text.slice(0, end), body, fields: new URLSearchParams(body) };
}

describe('a post of the load generator', () => {
  const next = signedPosts(account, 5);

  test('announces the length that it has, whatever its signature needs to be encoded', () => {
    for (let count = 0; count < 200; count++) {
      const { head, body } = formOf(next().text);
      expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
    }
  });

  test('is signed over UUID and Timestamp and carries its own reference in the XML', () => {
    const { text, reference } = next();
    const { fields } = formOf(text);
    const base = `${fields.get('UUID')!}${fields.get('Timestamp')!}`;
    expect(fields.get('Signature')).toBe(createHmac('sha1', 'bench-secret').update(base).digest('base64'));
    expect(fields.get('order-calculations-request')).toContain(`<CallbackReferenceId>${reference}</CallbackReferenceId>`);
  });

  test('shares neither UUID nor reference with the post before it', () => {
    const [first, second] = [next(), next()];
    expect(first.reference).not.toBe(second.reference);
    expect(formOf(first.text).fields.get('UUID')).not.toBe(formOf(second.text).fields.get('UUID'));
  });
});

describe('the check of an answer', () => {
  const xml = '<OrderCalculationsResponse><TaxTables><TaxTable/></TaxTables></OrderCalculationsResponse>';
  const sign = (text: string): string => createHmac('sha1', 'bench-secret').update(text).digest('base64');
  const answer = (signedXml: string, signedBody?: string) => {
    const body = `order-calculations-response=${encodeURIComponent(xml)}&Signature=${encodeURIComponent(sign(signedXml))}&aws-access-key-id=K`;
    const signature = createHmac('sha256', 'bench-secret')
      .update(`u.1.${signedBody ?? body}`)
      .digest('base64');
    const head = `HTTP/1.1 200 OK\r\nwebhook-id: u\r\nWebhook-Timestamp: 1\r\nwebhook-signature: v1,${signature}`;
    return { status: 200, head, body: Buffer.from(body) };
  };

  test('finds nothing wrong with an answer that is signed both ways', () => {
    expect(answerFault(answer(xml), 'bench-secret')).toBeNull();
  });

  test('names the signature that is wrong', () => {
    expect(answerFault(answer('other'), 'bench-secret')).toMatch(/Signature does not fit the XML/);
    expect(answerFault(answer(xml, 'other'), 'bench-secret')).toMatch(/webhook-signature does not fit/);
  });

  test('does not take an Error document for a price', () => {
    const xmlOfError =
      '<OrderCalculationsResponse><Response><Error><Code>SERVICE_UNAVAILABLE</Code></Error></Response></OrderCalculationsResponse>';
    const body = `order-calculations-response=${encodeURIComponent(xmlOfError)}&Signature=${encodeURIComponent(sign(xmlOfError))}`;
    const signature = createHmac('sha256', 'bench-secret').update(`u.1.${body}`).digest('base64');
    const head = `HTTP/1.1 200 OK\r\nwebhook-id: u\r\nwebhook-timestamp: 1\r\nwebhook-signature: v1,${signature}`;
    expect(answerFault({ status: 200, head, body: Buffer.from(body) }, 'bench-secret')).toMatch(/not a priced one/);
  });
});
