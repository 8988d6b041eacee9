import { readCallbackAnswer } from '../../src/wire/envelope.js';
import { equalSignature, signBytes, verifyBodySignature } from '../../src/wire/signature.js';
import { errorReportXml, requestXml } from '../support/callback-xml.js';
import { eachDatabase } from '../support/databases.js';
import {
  bodyHeaders,
  formBody,
  postForm,
  postRaw,
  signedFields,
  startService,
  without,
  type Answer,
  type Service,
} from '../support/service.js';

/** The document of a form answer, after both its signatures were checked. */
function signedXml(answer: Answer, secret: string): string {
  const opened = readCallbackAnswer(answer.text);
  if (!opened.ok) throw new Error(opened.detail);
  expect(equalSignature(signBytes(secret, opened.xml), opened.signature ?? '')).toBe(true);
  const id = answer.headers.get('webhook-id') ?? '';
  const timestampSeconds = Number(answer.headers.get('webhook-timestamp'));
  const headers = Object.fromEntries(answer.headers.entries());
  expect(verifyBodySignature(secret, headers, { id, timestampSeconds, body: Buffer.from(answer.text) })).toBe('valid');
  return opened.xml;
}

eachDatabase('A callback', (open) => {
  let service: Service;
  let url: string;
  beforeAll(async () => {
    service = await startService((await open()).db);
    url = `${service.url}/sandbox/callbacks/${service.merchantId}`;
  });
  afterAll(() => service.close());

  test('is priced from the settings, signed twice, and recorded before it is answered', async () => {
    const answer = await postForm(url, signedFields(requestXml(service.merchantId), service.sandbox));
    expect(answer.status).toBe(200);
    expect(answer.code).toBeNull();
    expect(answer.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    const xml = signedXml(answer, service.sandbox.secret);
    // Seattle: 98104 lies in 98100-98199.
    expect(xml).toContain('<Rate>0.1035</Rate><IsShippingTaxed>true</IsShippingTaxed>');
    expect(xml).toContain('<USZipRegion>98104</USZipRegion>');
    const exchange = await service.exchange(answer.exchange);
    expect(exchange).toMatchObject({
      kind: 'callback',
      party: 'checkout',
      direction: 'in',
      outcome: 'ok',
      status: 200,
      faults: [],
    });
    expect(exchange.refs).toMatchObject({
      callbackReferenceId: '1-4f9be8f2-6c1d-4a51-8d4e-0b7c2f9d3e11',
      clientRequestId: 'cart-1042',
    });
    expect(exchange.steps.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'Received: done',
      'Form decoded: done',
      'Signature verified: done',
      'Document valid: done',
      'Priced: done',
      'Signed: done',
    ]);
    expect(exchange.calculation.map(({ kind, source }) => `${kind} from ${source}`)).toEqual([
      'shipping from settings',
      'promotions from settings',
      'tax from settings',
    ]);
  });

  test('shows how its signature was checked', async () => {
    const fields = signedFields(requestXml(service.merchantId), service.sandbox);
    const answer = await postForm(url, fields, bodyHeaders(fields, service.sandbox.secret));
    const { signature } = await service.exchange(answer.exchange);
    expect(signature).toMatchObject({
      state: 'valid',
      keyId: service.sandbox.id,
      keyName: 'sandbox key',
      base: `${fields['UUID'] ?? ''}${fields['Timestamp'] ?? ''}`,
      received: fields['Signature'],
      computed: fields['Signature'],
      differenceSeconds: 0,
      body: 'valid',
    });
  });

  test('under 2008-11-30 is answered in 2008-11-30', async () => {
    const answer = await postForm(url, signedFields(requestXml(service.merchantId, '2008-11-30'), service.sandbox));
    expect(signedXml(answer, service.sandbox.secret)).toContain('xmlns="http://payments.amazon.com/checkout/2008-11-30/"');
  });

  test('that asks for nothing gets its items back without tables', async () => {
    const xml = requestXml(service.merchantId).replaceAll(/<Calculate(\w+)>true</g, '<Calculate$1>false<');
    const answer = await postForm(url, signedFields(xml, service.sandbox));
    expect(answer.status).toBe(200);
    const said = signedXml(answer, service.sandbox.secret);
    expect(said).toContain('<CallbackOrderItemId>line-1</CallbackOrderItemId>');
    expect(said).not.toMatch(/TaxTable|Promotion|ShippingMethod/);
  });

  test.each([
    [
      'an address that no method covers',
      'ADDRESS_NOT_COVERED',
      'INVALID_SHIPPING_ADDRESS',
      (xml: string) => xml.replace('>US<', '>DE<').replace('>WA<', '>BE<').replace('>98104<', '>10115<'),
    ],
    [
      'an address without a country',
      'ADDRESS_INCOMPLETE',
      'INVALID_SHIPPING_ADDRESS',
      (xml: string) => xml.replace('>US<', '><').replace('>WA<', '><').replace('>98104<', '><'),
    ],
    ['an item without a SKU', 'SKU_MISSING', 'INTERNAL_SERVER_ERROR', (xml: string) => xml.replace('<SKU>TEE-M</SKU>', '')],
    ['two currencies', 'CURRENCY_MIXED', 'INTERNAL_SERVER_ERROR', (xml: string) => xml.replace('>USD<', '>EUR<')],
    [
      'a currency without settings',
      'CURRENCY_NOT_CONFIGURED',
      'INTERNAL_SERVER_ERROR',
      (xml: string) => xml.replaceAll('>USD<', '>EUR<'),
    ],
    [
      'an item of another merchant',
      'ITEM_MERCHANT_WRONG',
      'INTERNAL_SERVER_ERROR',
      (xml: string) => xml.replace(/<MerchantId>\w+</, '<MerchantId>AANOTHERSHOP01<'),
    ],
    [
      'an amount above the limit',
      'AMOUNT_TOO_LARGE',
      'INTERNAL_SERVER_ERROR',
      (xml: string) => xml.replace('>19.99<', '>999999999.99<').replace('<Quantity>1<', '<Quantity>2<'),
    ],
    [
      'an order that names an item that is not in the cart',
      'ITEM_UNKNOWN',
      'INTERNAL_SERVER_ERROR',
      (xml: string) => xml.replace(/(<CallbackOrderItems>[\s\S]*)>line-2</, '$1>line-9<'),
    ],
  ])('with %s gets 200 and a signed Error, and is recorded as refused with %s', async (_what, code, wireCode, edit) => {
    const answer = await postForm(url, signedFields(edit(requestXml(service.merchantId)), service.sandbox));
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 200, code });
    const xml = signedXml(answer, service.sandbox.secret);
    expect(xml).toContain(`<Response><Error><Code>${wireCode}</Code>`);
    expect(xml).not.toMatch(/<CallbackOrders>|<TaxTables>/);
    expect(await service.exchange(answer.exchange)).toMatchObject({ outcome: 'refused', code, status: 200 });
  });

  test('with one item in two orders gets 200 and ITEM_IN_TWO_ORDERS', async () => {
    const xml = requestXml(service.merchantId).replace(
      /<CallbackOrder>[\s\S]*<\/CallbackOrder>/,
      (order) => order + order.replace('jklmnopqrs', 'klmnopqrsj'),
    );
    const answer = await postForm(url, signedFields(xml, service.sandbox));
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 200, code: 'ITEM_IN_TWO_ORDERS' });
  });

  test('for a shop without shipping methods gets SHIPPING_NOT_CONFIGURED, not a bad address', async () => {
    const bare = await service.addMerchant({ shipping: { currency: 'USD', methods: [] } });
    const answer = await postForm(
      `${service.url}/sandbox/callbacks/${bare.merchantId}`,
      signedFields(requestXml(bare.merchantId), bare.sandbox),
    );
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 200, code: 'SHIPPING_NOT_CONFIGURED' });
    expect(signedXml(answer, bare.sandbox.secret)).toContain('<Code>INTERNAL_SERVER_ERROR</Code>');
  });

  test('whose state contradicts its zip is refused where the policy says so', async () => {
    const strict = await service.addMerchant({ policies: { stateZipConflict: 'refuse' } });
    const xml = requestXml(strict.merchantId).replace('>WA<', '>CA<');
    const answer = await postForm(`${service.url}/sandbox/callbacks/${strict.merchantId}`, signedFields(xml, strict.sandbox));
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 200, code: 'ADDRESS_CONTRADICTORY' });
  });

  test.each([
    ['XML that ends early', 'XML_MALFORMED', (xml: string) => xml.slice(0, -30)],
    ['an element that breaks the schema', 'SCHEMA_FAULT', (xml: string) => xml.replace('<Quantity>2<', '<Quantity>two<')],
    ['another root', 'ROOT_UNKNOWN', (xml: string) => xml.replaceAll('OrderCalculationsRequest', 'Order')],
    ['a namespace of another year', 'NAMESPACE_UNKNOWN', (xml: string) => xml.replaceAll('2009-05-15', '2011-01-01')],
    ['a document type', 'XML_DOCTYPE_REFUSED', (xml: string) => xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>')],
    [
      'another encoding than it names',
      'XML_ENCODING_WRONG',
      (xml: string) => xml.replace('encoding="UTF-8"', 'encoding="UTF-16"'),
    ],
    [
      '70 levels',
      'XML_TOO_DEEP',
      (xml: string) => xml.replace('<session>7f3a</session>', `${'<a>'.repeat(70)}${'</a>'.repeat(70)}`),
    ],
    [
      'two items of one id',
      'ITEM_DOUBLED',
      (xml: string) => xml.replace('<CallbackOrderItemId>line-2<', '<CallbackOrderItemId>line-1<'),
    ],
  ])('with %s gets a signed Error and %s', async (_what, code, edit) => {
    const answer = await postForm(url, signedFields(edit(requestXml(service.merchantId)), service.sandbox));
    expect(answer.code).toBe(code);
    expect([400, 422]).toContain(answer.status);
    const xml = signedXml(answer, service.sandbox.secret);
    expect(xml).toMatch(/<Code>INTERNAL_SERVER_ERROR<\/Code><Message>line \d+, column \d+: /);
    const exchange = await service.exchange(answer.exchange);
    expect(exchange).toMatchObject({ outcome: 'refused', code });
    expect(exchange.faults[0]).toMatchObject({ severity: 'error', field: 'order-calculations-request' });
  });

  test('with XML above 1 MiB gets a signed Error and XML_TOO_LARGE', async () => {
    const xml = requestXml(service.merchantId).replace('7f3a', 'x'.repeat(1_048_576));
    const answer = await postForm(url, signedFields(xml, service.sandbox));
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 413, code: 'XML_TOO_LARGE' });
    signedXml(answer, service.sandbox.secret);
  });

  test('without a key id is checked against every active key, with a warning', async () => {
    const fields = without(signedFields(requestXml(service.merchantId), service.sandbox), 'aws-access-key-id');
    const answer = await postForm(url, fields);
    expect(answer.status).toBe(200);
    const exchange = await service.exchange(answer.exchange);
    expect(exchange).toMatchObject({ outcome: 'warned', signature: { state: 'valid', keyId: service.sandbox.id } });
    expect(exchange.faults.map(({ rule }) => rule)).toContain('key-id-missing');
  });

  test('whose signature lost its plus signs is repaired with a warning', async () => {
    let fields = signedFields(requestXml(service.merchantId), service.sandbox);
    while (!(fields['Signature'] ?? '').includes('+')) fields = signedFields(requestXml(service.merchantId), service.sandbox);
    const body = formBody({ ...fields, Signature: (fields['Signature'] ?? '').replaceAll('+', ' ') });
    const answer = await postRaw(url, body);
    expect(answer.status).toBe(200);
    expect(await service.exchange(answer.exchange)).toMatchObject({ outcome: 'warned' });
  });

  test('of the same cart within a day belongs to the same trace, a day later to another', async () => {
    const xml = requestXml(service.merchantId).replace('cart-1042', 'cart-trace');
    const numbered = (digit: number): string => xml.replace('1-4f9be8f2', `1-4f9be8f${digit}`);
    const first = await postForm(url, signedFields(numbered(3), service.sandbox));
    const second = await postForm(url, signedFields(numbered(4), service.sandbox));
    const before = service.clock.now;
    service.clock.now += 25 * 3_600_000;
    const third = await postForm(url, signedFields(numbered(5), service.sandbox, { at: service.clock.now }));
    service.clock.now = before;
    const traces = await Promise.all(
      [first, second, third].map(async (answer) => (await service.exchange(answer.exchange)).trace),
    );
    expect(traces[0]).toBe(traces[1]);
    expect(traces[2]).not.toBe(traces[0]);
  });

  test.each(['order-calculations-error', 'order-calculations-request'])(
    'that reports an error in %s is recorded and answered empty',
    async (field) => {
      const signing = without(signedFields('', service.sandbox), 'order-calculations-request');
      const answer = await postForm(url, { [field]: errorReportXml(), ...signing });
      expect({ status: answer.status, text: answer.text, code: answer.code }).toEqual({
        status: 200,
        text: '',
        code: 'CALLBACK_ERROR_REPORTED',
      });
      const exchange = await service.exchange(answer.exchange);
      expect(exchange).toMatchObject({ kind: 'callback-error', outcome: 'warned', signature: { state: 'valid' } });
      expect(exchange.refs['callbackReferenceId']).toMatch(/^[12]-/);
    },
  );

  test('that reports an error without a signature is recorded as unverified', async () => {
    const answer = await postForm(url, { 'order-calculations-error': errorReportXml() });
    expect(answer.status).toBe(200);
    const exchange = await service.exchange(answer.exchange);
    expect(exchange).toMatchObject({ kind: 'callback-error', signature: { state: 'missing' } });
    expect(exchange.faults.map(({ rule }) => rule)).toContain('unverified');
  });

  test('that reports an error without a signature joins no trace by a ClientRequestId, which anybody can guess', async () => {
    const priced = await postForm(url, signedFields(requestXml(service.merchantId), service.sandbox));
    const report = errorReportXml()
      .replaceAll(/(CallbackReferenceId>)[^<]*/g, '$11-unknown')
      .replaceAll(/(<ClientRequestId>)[^<]*/g, '$1cart-1042');
    const reported = await postForm(url, { 'order-calculations-error': report });
    expect((await service.exchange(reported.exchange)).trace).not.toBe((await service.exchange(priced.exchange)).trace);
  });

  test('that reports an error with a wrong signature is refused', async () => {
    const signing = without(signedFields('', service.sandbox), 'order-calculations-request');
    const answer = await postForm(url, {
      'order-calculations-error': errorReportXml(),
      ...signing,
      Signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    });
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 403, code: 'SIGNATURE_MISMATCH' });
  });

  test('without a signature is answered unsigned where the policy allows it', async () => {
    const lax = await service.addMerchant({ policies: { unsignedCallbacks: 'allowed' } });
    const answer = await postForm(`${service.url}/sandbox/callbacks/${lax.merchantId}`, {
      'order-calculations-request': requestXml(lax.merchantId),
    });
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/^order-calculations-response=[^&]+$/);
    expect(answer.headers.get('webhook-signature')).toBeNull();
  });

  test('to the live address is priced from the live settings with a live key', async () => {
    const answer = await postForm(
      `${service.url}/callbacks/${service.merchantId}`,
      signedFields(requestXml(service.merchantId), service.live),
    );
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 200, code: 'SHIPPING_NOT_CONFIGURED' });
    expect(await service.exchange(answer.exchange, 'live')).toMatchObject({ environment: 'live' });
  });
});
