import { callApi, MUGS } from '../support/api.js';
import { requestXml } from '../support/callback-xml.js';
import { eachDatabase } from '../support/databases.js';
import { postForm, signedFields, startService, type Service } from '../support/service.js';

eachDatabase('/v1/exchanges', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
    for (let post = 0; post < 3; post++) {
      const xml = requestXml(service.merchantId).replace('1-4f9be8f2', `1-4f9be8f${post}`);
      await postForm(`${service.url}/sandbox/callbacks/${service.merchantId}`, signedFields(xml, service.sandbox));
    }
    await callApi(service, 'POST', '/v1/quotes', { json: { ...MUGS, address: { country: 'DE', postalCode: '1' } } });
  });
  afterAll(() => service.close());

  const find = (query: string): ReturnType<typeof callApi> => callApi(service, 'GET', `/v1/exchanges${query}`);

  test('lists the newest first, with times in ISO 8601', async () => {
    const { body } = await find('');
    expect(body.items?.map(({ kind }) => kind)).toEqual(['quote', 'callback', 'callback', 'callback']);
    expect(body.items?.[0]).toMatchObject({
      at: '2026-01-15T09:30:00.000Z',
      outcome: 'refused',
      code: 'ADDRESS_NOT_COVERED',
      environment: 'sandbox',
    });
    expect(body['next']).toBeNull();
  });

  test('goes from page to page by a cursor', async () => {
    const first = await find('?limit=3');
    const second = await find(`?limit=3&cursor=${String(first.body['next'])}`);
    const ids = [...(first.body.items ?? []), ...(second.body.items ?? [])].map(({ id }) => id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
    expect(second.body['next']).toBeNull();
  });

  test('finds an exchange by its callback reference in the moment it is answered', async () => {
    const { body } = await find('?search=1-4f9be8f1-6c1d-4a51-8d4e-0b7c2f9d3e11');
    expect(body.items).toHaveLength(1);
  });

  test('understands the search language, and says where it does not', async () => {
    expect((await find('?search=kind:quote%20outcome:refused')).body.items).toHaveLength(1);
    const answer = await find('?search=kind:nonsense');
    expect([answer.status, answer.code]).toEqual([400, 'SEARCH_FAULT']);
    expect(answer.body.faults).toMatchObject([{ field: 'search', line: 1, column: expect.any(Number) as number }]);
  });

  test.each(['?limit=0', '?limit=201', '?limit=x', '?cursor=!!', '?foo=1'])('refuses %s', async (query) => {
    const answer = await find(query);
    expect([answer.status, answer.code]).toEqual([400, 'REQUEST_FAULT']);
  });

  test('gives one with both its messages, masked, and its reports', async () => {
    const list = await find('?search=kind:callback&limit=1');
    const { status, body } = await find(`/${String(list.body.items?.[0]?.['id'])}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ signature: { state: 'valid' }, steps: [{ name: 'Received' }, {}, {}, {}, {}, {}] });
    const text = JSON.stringify(body);
    expect(text).toContain('<SKU>MUG-1</SKU>');
    expect(text).not.toContain('1 Example Way');
  });
});
