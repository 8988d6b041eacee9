import { revokeKey } from '../../src/store/access-keys.js';
import { listStrays } from '../../src/store/strays.js';
import { requestXml } from '../support/callback-xml.js';
import { eachDatabase } from '../support/databases.js';
import {
  bodyHeaders,
  formBody,
  postForm,
  postRaw,
  signedFields,
  startService,
  without,
  TEST_NOW,
  type Answer,
  type Service,
} from '../support/service.js';

const MINUTE = 60_000;

eachDatabase('A callback is refused', (open) => {
  let service: Service;
  let url: string;
  let xml: string;
  beforeAll(async () => {
    service = await startService((await open()).db, { CARTWRIGHT_RATE_LIMIT: '0' });
    url = `${service.url}/sandbox/callbacks/${service.merchantId}`;
    xml = requestXml(service.merchantId);
  });
  afterAll(() => service.close());

  /** A problem document, never signed, recorded as refused in the merchant's log. */
  async function expectProblem(answer: Answer, status: number, code: string): Promise<Record<string, unknown>> {
    expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('webhook-signature')).toBeNull();
    expect(answer.text).not.toContain('Signature=');
    const problem = JSON.parse(answer.text) as Record<string, unknown>;
    expect(problem).toMatchObject({
      type: `${service.url}/help/${code}`,
      help: `${service.url}/help/${code}`,
      status,
      code,
      exchange: answer.exchange,
    });
    return problem;
  }
  async function expectRecorded(answer: Answer, code: string): Promise<void> {
    expect(await service.exchange(answer.exchange)).toMatchObject({
      kind: 'callback',
      outcome: 'refused',
      status: answer.status,
      code,
    });
  }

  test('with BODY_TOO_LARGE above 4 MiB', async () => {
    const answer = await postRaw(url, `order-calculations-request=${'x'.repeat(4 * 1_048_576)}`);
    await expectProblem(answer, 413, 'BODY_TOO_LARGE');
    expect(await service.exchange(answer.exchange)).toMatchObject({ request: { cut: true, length: 4 * 1_048_576 + 27 } });
  });

  test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('with METHOD_NOT_ALLOWED for %s, which names POST', async (method) => {
    const answer = await postRaw(url, '', {}, method);
    await expectProblem(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).toBe('POST');
    await expectRecorded(answer, 'METHOD_NOT_ALLOWED');
  });

  test.each(['text/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded; charset=iso-8859-1'])(
    'with CONTENT_TYPE_UNSUPPORTED for %s',
    async (type) => {
      const answer = await postRaw(url, 'a=b', { 'content-type': type });
      await expectProblem(answer, 415, 'CONTENT_TYPE_UNSUPPORTED');
      await expectRecorded(answer, 'CONTENT_TYPE_UNSUPPORTED');
    },
  );

  test('with FORM_MALFORMED for a broken escape', async () => {
    const answer = await postRaw(url, 'order-calculations-request=%zz');
    await expectProblem(answer, 400, 'FORM_MALFORMED');
    await expectRecorded(answer, 'FORM_MALFORMED');
  });

  test('with FORM_FIELD_MISSING without a document', async () => {
    const answer = await postForm(url, { UUID: 'a' });
    await expectProblem(answer, 400, 'FORM_FIELD_MISSING');
    await expectRecorded(answer, 'FORM_FIELD_MISSING');
  });

  test.each(['UUID', 'Timestamp'])('with FORM_FIELD_MISSING for a signature without %s', async (name) => {
    const answer = await postForm(url, { ...signedFields(xml, service.sandbox), [name]: '' });
    await expectProblem(answer, 400, 'FORM_FIELD_MISSING');
  });

  test('with FORM_FIELD_DOUBLED for a field that comes twice', async () => {
    const answer = await postRaw(url, `${formBody(signedFields(xml, service.sandbox))}&UUID=another`);
    await expectProblem(answer, 400, 'FORM_FIELD_DOUBLED');
    await expectRecorded(answer, 'FORM_FIELD_DOUBLED');
  });

  test("with MERCHANT_UNKNOWN for an id that nobody has, on the operator's list", async () => {
    const answer = await postForm(`${service.url}/sandbox/callbacks/ANOSUCHSHOP01`, signedFields(xml, service.sandbox));
    await expectProblem(answer, 404, 'MERCHANT_UNKNOWN');
    const [stray] = await listStrays(service.db, { limit: 1 });
    expect(stray).toMatchObject({ id: answer.exchange, status: 404, code: 'MERCHANT_UNKNOWN' });
  });

  test('with KEY_UNKNOWN for a key that nobody has', async () => {
    const answer = await postForm(url, signedFields(xml, { id: 'AKNOTTHERE0000000001', secret: service.sandbox.secret }));
    await expectProblem(answer, 403, 'KEY_UNKNOWN');
    await expectRecorded(answer, 'KEY_UNKNOWN');
  });

  test('with KEY_REVOKED for a revoked key, in the same moment, and only for who knows its secret', async () => {
    const key = await service.issue('sandbox');
    expect((await postForm(url, signedFields(xml, key))).status).toBe(200);
    await revokeKey(service.db, key.id, TEST_NOW);
    await expectProblem(await postForm(url, signedFields(xml, key)), 403, 'KEY_REVOKED');
    await expectProblem(await postForm(url, signedFields(xml, { ...key, secret: 'a'.repeat(40) })), 403, 'KEY_UNKNOWN');
  });

  test('with KEY_ENVIRONMENT_WRONG for a live key, and only for who knows its secret', async () => {
    await expectProblem(await postForm(url, signedFields(xml, service.live)), 403, 'KEY_ENVIRONMENT_WRONG');
    await expectProblem(await postForm(url, signedFields(xml, { ...service.live, secret: 'a'.repeat(40) })), 403, 'KEY_UNKNOWN');
  });

  test('with SIGNATURE_MISSING without one', async () => {
    const answer = await postForm(url, { 'order-calculations-request': xml });
    await expectProblem(answer, 403, 'SIGNATURE_MISSING');
    await expectRecorded(answer, 'SIGNATURE_MISSING');
  });

  test('with SIGNATURE_MISMATCH for another secret, without handing out the right one', async () => {
    const answer = await postForm(url, signedFields(xml, { ...service.sandbox, secret: 'b'.repeat(40) }));
    await expectProblem(answer, 403, 'SIGNATURE_MISMATCH');
    const { signature } = await service.exchange(answer.exchange);
    expect(signature).toMatchObject({ state: 'wrong', keyId: service.sandbox.id });
    expect(signature?.computed).toBeUndefined();
  });

  test('without a key id, with SIGNATURE_MISMATCH where no active key fits', async () => {
    const fields = without(signedFields(xml, { ...service.sandbox, secret: 'b'.repeat(40) }), 'aws-access-key-id');
    await expectProblem(await postForm(url, fields), 403, 'SIGNATURE_MISMATCH');
  });

  test.each([
    [-15 * MINUTE, 200],
    [15 * MINUTE, 200],
    [-15 * MINUTE - 1, 403],
    [15 * MINUTE + 1, 403],
  ])('with SIGNATURE_STALE more than 900 s from our clock: %i ms gives %i', async (difference, status) => {
    const answer = await postForm(url, signedFields(xml, service.sandbox, { at: TEST_NOW + difference }));
    expect({ status: answer.status, code: answer.code }).toEqual({ status, code: status === 200 ? null : 'SIGNATURE_STALE' });
  });

  test('with SIGNATURE_STALE, which says both clocks and the difference', async () => {
    const answer = await postForm(url, signedFields(xml, service.sandbox, { at: TEST_NOW - 20 * MINUTE }));
    const { detail } = await expectProblem(answer, 403, 'SIGNATURE_STALE');
    expect(detail).toBe(
      'Your clock says 2026-01-15T09:10:00.000Z, ours 2026-01-15T09:30:00.000Z: 1200 s behind, and 900 s are allowed. Set your clock, and sign each post anew.',
    );
  });

  test('with TIMESTAMP_MALFORMED for a time without a zone', async () => {
    const answer = await postForm(url, { ...signedFields(xml, service.sandbox), Timestamp: '2026-01-15T09:30:00' });
    await expectProblem(answer, 403, 'TIMESTAMP_MALFORMED');
  });

  test('with BODY_SIGNATURE_MISMATCH for a document that was changed on the way', async () => {
    const fields = signedFields(xml, service.sandbox);
    const headers = bodyHeaders(fields, service.sandbox.secret);
    const answer = await postForm(url, { ...fields, 'order-calculations-request': xml.replace('12.50', '00.50') }, headers);
    await expectProblem(answer, 403, 'BODY_SIGNATURE_MISMATCH');
  });

  test('with BODY_SIGNATURE_MISSING where the policy requires one', async () => {
    const strict = await service.addMerchant({ policies: { bodySignature: 'required' } });
    const fields = signedFields(requestXml(strict.merchantId), strict.sandbox);
    const address = `${service.url}/sandbox/callbacks/${strict.merchantId}`;
    const answer = await postForm(address, fields);
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 403, code: 'BODY_SIGNATURE_MISSING' });
    expect((await postForm(address, fields, bodyHeaders(fields, strict.sandbox.secret))).status).toBe(200);
  });

  test('without using up its UUID: the right post with the same one is priced', async () => {
    const fields = signedFields(xml, service.sandbox);
    expect((await postForm(url, { ...fields, Signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' })).code).toBe('SIGNATURE_MISMATCH');
    expect((await postForm(url, fields)).status).toBe(200);
  });

  test('and found again by its callback reference', async () => {
    const answer = await postForm(url, { ...signedFields(xml, service.sandbox), Signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' });
    expect((await service.exchange(answer.exchange)).refs).toMatchObject({
      callbackReferenceId: '1-4f9be8f2-6c1d-4a51-8d4e-0b7c2f9d3e11',
    });
  });

  test('by the first check that fails, in the order of the contract', async () => {
    const wrong = {
      ...signedFields(xml.slice(0, -30), { id: 'AKNOTTHERE0000000001', secret: 'c'.repeat(40) }, { at: TEST_NOW - 60 * MINUTE }),
    };
    const nobody = `${service.url}/sandbox/callbacks/ANOSUCHSHOP01`;
    const codes = [
      await postRaw(nobody, 'x'.repeat(4 * 1_048_576 + 1), { 'content-type': 'text/xml' }, 'PUT'),
      await postRaw(nobody, 'a=%zz', { 'content-type': 'text/xml' }, 'PUT'),
      await postRaw(nobody, 'a=%zz', { 'content-type': 'text/xml' }),
      await postRaw(nobody, 'a=%zz'),
      await postForm(nobody, wrong),
      await postForm(url, wrong),
      await postForm(url, { ...wrong, 'aws-access-key-id': service.sandbox.id }),
      await postForm(
        url,
        { ...signedFields(xml.slice(0, -30), service.sandbox), Signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
        { 'webhook-signature': 'v1,x' },
      ),
      await postForm(url, signedFields(xml.slice(0, -30), service.sandbox), { 'webhook-signature': 'v1,x' }),
      await postForm(url, signedFields(xml.slice(0, -30), service.sandbox)),
    ].map(({ code }) => code);
    expect(codes).toEqual([
      'BODY_TOO_LARGE',
      'METHOD_NOT_ALLOWED',
      'CONTENT_TYPE_UNSUPPORTED',
      'FORM_MALFORMED',
      'MERCHANT_UNKNOWN',
      'KEY_UNKNOWN',
      'SIGNATURE_STALE',
      'SIGNATURE_MISMATCH',
      'BODY_SIGNATURE_MISMATCH',
      'XML_MALFORMED',
    ]);
  });
});

eachDatabase('A flood of refused posts', (open) => {
  test('is answered RATE_LIMITED after the limit, while signed posts from the same address are priced', async () => {
    const service = await startService((await open()).db, { CARTWRIGHT_RATE_LIMIT: '5' });
    const url = `${service.url}/sandbox/callbacks/${service.merchantId}`;
    const codes: (string | null)[] = [];
    for (let post = 0; post < 7; post++) codes.push((await postForm(url, { 'order-calculations-request': '<a/>' })).code);
    expect(codes).toEqual([...Array<string>(5).fill('SIGNATURE_MISSING'), 'RATE_LIMITED', 'RATE_LIMITED']);
    const limited = await postForm(url, { 'order-calculations-request': '<a/>' });
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await postForm(url, signedFields(requestXml(service.merchantId), service.sandbox))).status).toBe(200);
    await service.close();
  });
});
