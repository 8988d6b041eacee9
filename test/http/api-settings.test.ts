import { findExchange } from '../../src/store/exchanges.js';
import { listVersions } from '../../src/store/settings.js';
import { callApi, MUGS, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

eachDatabase('/v1/settings', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const put = (kind: string, body: string, headers: Record<string, string> = {}): Promise<ApiReply> =>
    callApi(service, 'PUT', `/v1/settings/${kind}`, { body, headers });

  test.each(['shipping', 'taxes', 'promotions', 'policies', 'shop'])('gives %s back as they were put', async (kind) => {
    const read = await callApi(service, 'GET', `/v1/settings/${kind}`);
    expect([read.status, read.headers.get('etag')]).toEqual([200, '"1"']);
    const written = await put(kind, read.text);
    expect([written.status, written.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await callApi(service, 'GET', `/v1/settings/${kind}`)).body).toEqual(read.body);
    expect(await service.exchange(written.exchange)).toMatchObject({ kind: 'settings', outcome: 'ok' });
    expect(await listVersions(service.db, `${service.merchantId}-sandbox`, kind as 'taxes')).toMatchObject([
      { version: 2, by: service.sandbox.id },
      { version: 1 },
    ]);
  });

  test('of the shop are refused with every fault at its place, and leave what was in force', async () => {
    const body =
      '{\n  "logo": { "contentType": "image/png", "data": "PHN2Zy8+", "alt": "" },\n  "policies": [], "yourAccountUrl": "ftp://x" }';
    const answer = await put('shop', body);
    expect([answer.status, answer.code]).toEqual([422, 'SETTINGS_FAULT']);
    expect(answer.body.faults?.map(({ pointer, rule, line }) => [pointer, rule, line])).toEqual([
      ['/logo/alt', 'text-empty', 2],
      ['/logo/data', 'logo-bytes', 2],
      ['/yourAccountUrl', 'web-address', 3],
    ]);
    expect((await callApi(service, 'GET', '/v1/settings/shop')).body).toMatchObject({ policies: [{ title: 'Returns' }, {}] });
  });

  test.each<[string, object, string]>([
    ['eleven policies', { policies: Array.from({ length: 11 }, () => ({ title: 'A', text: 'a' })) }, '/policies'],
    ['a policy of 20,001 characters', { policies: [{ title: 'A', text: 'a'.repeat(20_001) }] }, '/policies/0/text'],
    ['an SVG', { policies: [], logo: { contentType: 'image/svg+xml', data: 'PHN2Zy8+', alt: 'A' } }, '/logo/contentType'],
  ])('of the shop with %s are refused by their form', async (_what, json, pointer) => {
    const answer = await callApi(service, 'PUT', '/v1/settings/shop', { json });
    expect([answer.status, answer.code, answer.body.faults?.[0]?.pointer]).toEqual([400, 'REQUEST_FAULT', pointer]);
  });

  test('count for the very next quote', async () => {
    const shop = await service.addMerchant();
    const ask = { json: MUGS, key: shop.sandbox };
    await callApi(service, 'POST', '/v1/quotes', ask);
    await callApi(service, 'PUT', '/v1/settings/taxes', { body: '{"rules":[]}', key: shop.sandbox });
    expect((await callApi(service, 'POST', '/v1/quotes', ask)).body).toMatchObject({ options: [{ totals: { tax: 0 } }, {}, {}] });
  });

  test('that somebody else changed are not overwritten with an old If-Match', async () => {
    const { headers, text } = await callApi(service, 'GET', '/v1/settings/policies');
    const tag = headers.get('etag') ?? '';
    expect((await put('policies', text, { 'if-match': tag })).status).toBe(200);
    const late = await put('policies', text, { 'if-match': tag });
    expect([late.status, late.code]).toEqual([412, 'SETTINGS_CHANGED']);
    expect((await put('policies', text, { 'if-match': '*' })).status).toBe(200);
  });

  test('of two at the same moment take one', async () => {
    const { headers, text } = await callApi(service, 'GET', '/v1/settings/policies');
    const ask = { 'if-match': headers.get('etag') ?? '' };
    const answers = await Promise.all([put('policies', text, ask), put('policies', text, ask)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('that contradict themselves are refused, each fault at its place', async () => {
    const body = '{\n  "rules": [\n    { "region": { "kind": "zip", "zip": "98199-98100" }, "rate": "8.25" }\n  ]\n}';
    const answer = await put('taxes', body);
    expect([answer.status, answer.code]).toEqual([422, 'SETTINGS_FAULT']);
    const places = answer.body.faults?.map(({ pointer, line, column }) => `${String(pointer)} ${String(line)}:${String(column)}`);
    expect(places?.sort()).toEqual(['/rules/0/rate 3:66', '/rules/0/region/zip 3:41']);
    expect((await callApi(service, 'GET', '/v1/settings/taxes')).body).toMatchObject({
      rules: [{ label: 'Seattle' }, {}, {}, {}],
    });
  });

  test('that name a policy of an earlier version are saved, with a warning on record', async () => {
    const shop = await service.addMerchant();
    const answer = await callApi(service, 'PUT', '/v1/settings/policies', {
      body: '{ "taxRateLimit": "five" }',
      key: shop.sandbox,
    });
    expect(answer.status).toBe(200);
    const stored = await findExchange(service.db, `${shop.merchantId}-sandbox`, answer.exchange ?? '');
    expect(stored).toMatchObject({
      outcome: 'warned',
      faults: [{ rule: 'policy-retired', severity: 'warning', pointer: '/taxRateLimit', line: 1, column: 19 }],
    });
    const read = await callApi(service, 'GET', '/v1/settings/policies', { key: shop.sandbox });
    expect(read.body).toEqual({ taxRateLimit: 'five' });
    expect((await callApi(service, 'POST', '/v1/quotes', { json: MUGS, key: shop.sandbox })).status).toBe(200);
  });

  test('of another shape are refused with the fault of the kind that was meant, at its place', async () => {
    const answer = await put('taxes', '{"rules":[{"region":{"kind":"zip","state":"WA"},"rate":"0.1"}]}');
    expect([answer.status, answer.code]).toEqual([400, 'REQUEST_FAULT']);
    expect(answer.body.faults).toMatchObject([
      { rule: 'required', pointer: '/rules/0/region/zip', line: 1, column: 47, message: '/rules/0/region/zip: is missing.' },
      { rule: 'additionalProperties', pointer: '/rules/0/region/state', line: 1, column: 35, length: 8 },
    ]);
  });

  test('with bands beside parts are refused in words', async () => {
    const rate = { perItem: '1.00', bands: [{ from: '0.00', amount: '1.00' }] };
    const method = { id: 'a', label: 'A', serviceLevel: 'Standard', rate, regions: { include: [] } };
    const answer = await put('shipping', JSON.stringify({ currency: 'USD', methods: [method] }));
    expect(answer.body.faults).toMatchObject([
      {
        pointer: '/methods/0/rate',
        message: '/methods/0/rate: bands and parts (perShipment, perPound, …) cannot stand together.',
      },
    ]);
  });

  test('of 50,000 tax rules are taken', async () => {
    const shop = await service.addMerchant();
    const rules = Array.from({ length: 50_000 }, (_, index) => ({
      region: { kind: 'zip', zip: String(10_000 + index) },
      rate: '0.0825',
      label: `Zip ${10_000 + index}`,
    }));
    const answer = await callApi(service, 'PUT', '/v1/settings/taxes', { json: { rules }, key: shop.sandbox });
    expect(answer.status).toBe(200);
  });

  test('above 16 MiB of taxes or 1 MiB of anything else are refused', async () => {
    const large = (bytes: number): string => JSON.stringify({ rules: [], padding: 'x'.repeat(bytes) });
    expect((await put('taxes', large(16 * 1_048_576))).code).toBe('BODY_TOO_LARGE');
    expect((await put('shipping', large(1_048_576))).code).toBe('BODY_TOO_LARGE');
  });
});
