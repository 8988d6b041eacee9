import { callApi, MUGS, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

eachDatabase('POST /v1/quotes', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const quote = (json: unknown, headers: Record<string, string> = {}): Promise<ApiReply> =>
    callApi(service, 'POST', '/v1/quotes', { json, headers });

  test('prices a cart to the cent and records it', async () => {
    const answer = await quote({ ...MUGS, cart: { ...MUGS.cart, clientRequestId: 'cart-7' } });
    expect(answer.status).toBe(200);
    // 2 x 12.50 = 25.00; 4.99 + 0.50 x 1.5 lb = 5.74; 10.35 % of 25.00 = 2.5875 -> 2.59; of 5.74 = 0.59409 -> 0.59
    expect(answer.body).toMatchObject({
      currency: 'USD',
      options: [
        {
          methodId: 'standard',
          totals: { principal: 2500, principalPromo: 0, shipping: 574, shippingPromo: 0, tax: 259, shippingTax: 59 },
          total: 3392,
        },
        { methodId: 'expedited', total: 3861 },
        { methodId: 'two-day' },
      ],
    });
    const exchange = await service.exchange(answer.exchange);
    expect(exchange).toMatchObject({
      kind: 'quote',
      party: 'api',
      outcome: 'ok',
      status: 200,
      refs: { clientRequestId: 'cart-7' },
    });
    expect(exchange.calculation).toHaveLength(3);
  });

  test('names every fault of a body with line and column', async () => {
    const body =
      '{\n  "cart": {\n    "currency": "usd",\n    "items": [{ "sku": "A", "title": "a", "price": 5, "quantity": 0 }]\n  }\n}';
    const answer = await callApi(service, 'POST', '/v1/quotes', { body });
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status: 400, code: 'REQUEST_FAULT' });
    const places = answer.body.faults?.map(({ pointer, line, column }) => `${String(pointer)} ${String(line)}:${String(column)}`);
    expect(places).toEqual(
      expect.arrayContaining(['/address 6:1', '/cart/currency 3:17', '/cart/items/0/price 4:52', '/cart/items/0/quantity 4:67']),
    );
    expect(await service.exchange(answer.exchange)).toMatchObject({ kind: 'quote', outcome: 'refused', code: 'REQUEST_FAULT' });
  });

  test('says where JSON breaks off', async () => {
    const answer = await callApi(service, 'POST', '/v1/quotes', { body: '{\n  "cart": [,]\n}' });
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status: 400, code: 'JSON_MALFORMED' });
    expect(answer.body.faults).toEqual([expect.objectContaining({ line: 2, column: 12 })]);
  });

  test.each([
    ['ADDRESS_NOT_COVERED', { address: { country: 'DE', postalCode: '10115', city: 'Berlin' } }],
    ['CURRENCY_NOT_CONFIGURED', { cart: { ...MUGS.cart, currency: 'EUR' } }],
    ['ITEM_DOUBLED', { cart: { currency: 'USD', items: [1, 2].map(() => ({ ...MUGS.cart.items[0], id: 'a' })) } }],
    ['AMOUNT_TOO_LARGE', { cart: { currency: 'USD', items: [{ ...MUGS.cart.items[0], price: '999999999.99' }] } }],
  ])('refuses what cannot be priced as %s', async (code, change) => {
    const answer = await quote({ ...MUGS, ...change });
    expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status: 422, code });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test('refuses a body above 1 MiB', async () => {
    const answer = await quote({ ...MUGS, codes: ['x'.repeat(1_048_576)] });
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
  });

  test('refuses another content type', async () => {
    const answer = await callApi(service, 'POST', '/v1/quotes', {
      body: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 415, code: 'CONTENT_TYPE_UNSUPPORTED' });
  });

  test('names a query parameter that it does not know', async () => {
    const answer = await callApi(service, 'POST', '/v1/quotes?dryrun=1', { json: MUGS });
    expect(answer.status).toBe(400);
    expect(answer.body.faults).toEqual([expect.objectContaining({ field: 'query', path: 'dryrun' })]);
  });

  test('with an Idempotency-Key gives its first answer again, recorded as repeated', async () => {
    const first = await quote(MUGS, { 'idempotency-key': 'again-1' });
    const second = await quote(MUGS, { 'idempotency-key': 'again-1' });
    expect(second.text).toBe(first.text);
    expect(await service.exchange(second.exchange)).toMatchObject({ outcome: 'repeated', parent: first.exchange });
  });

  test('with an Idempotency-Key and another body is refused as IDEMPOTENCY_KEY_REUSED', async () => {
    await quote(MUGS, { 'idempotency-key': 'other-1' });
    const answer = await quote({ ...MUGS, as: '2008-11-30' }, { 'idempotency-key': 'other-1' });
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 409, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test('with one Idempotency-Key many times at once does the work once; the others wait or get its answer', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => quote(MUGS, { 'idempotency-key': 'parallel-1' })));
    const ok = answers.filter(({ status }) => status === 200);
    const busy = answers.filter(({ status }) => status === 409);
    expect(ok.length + busy.length).toBe(10);
    expect(busy.every(({ code, headers }) => code === 'IDEMPOTENCY_KEY_BUSY' && headers.get('retry-after') === '1')).toBe(true);
    const outcomes = await Promise.all(ok.map(async ({ exchange }) => (await service.exchange(exchange)).outcome));
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(1);
  });

  test('with an Idempotency-Key remembers a refusal, but no failure of ours', async () => {
    const refused = { ...MUGS, address: { country: 'DE', postalCode: '10115' } };
    const first = await quote(refused, { 'idempotency-key': 'refused-1' });
    const second = await quote(refused, { 'idempotency-key': 'refused-1' });
    expect([first.status, second.status, second.code]).toEqual([422, 422, 'ADDRESS_NOT_COVERED']);
    await service.db.knex.schema.renameTable('exchange_originals', 'originals_away');
    const failed = await quote(MUGS, { 'idempotency-key': 'failed-1' });
    await service.db.knex.schema.renameTable('originals_away', 'exchange_originals');
    expect({ status: failed.status, code: failed.code }).toEqual({ status: 503, code: 'DATABASE_UNAVAILABLE' });
    expect((await quote(MUGS, { 'idempotency-key': 'failed-1' })).status).toBe(200);
  });
});
