import { callApi, MUGS, type ApiReply } from '../support/api.js';
import { requestXml } from '../support/callback-xml.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

eachDatabase('POST /v1/validations', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const validate = (body: string, type = 'application/xml', query = ''): Promise<ApiReply> =>
    callApi(service, 'POST', `/v1/validations${query}`, { body, headers: { 'content-type': type } });

  test.each(['2009-05-15', '2008-11-30'] as const)('finds a request of %s by its root', async (dialect) => {
    const answer = await validate(requestXml(service.merchantId, dialect));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ kind: 'order-calculations-request', valid: true });
    expect(await service.exchange(answer.exchange)).toMatchObject({ kind: 'validation', party: 'api', outcome: 'ok' });
  });

  test('answers 200 to a faulty document and says where it is wrong', async () => {
    const answer = await validate(requestXml(service.merchantId).replace('<Quantity>2<', '<Quantity>two<'));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ valid: false });
    expect(answer.body.faults?.[0]).toMatchObject({ line: 25, column: 21 });
  });

  test('reads a JSON cart', async () => {
    expect((await validate(JSON.stringify(MUGS), 'application/json', '?kind=cart')).body).toMatchObject({
      kind: 'cart',
      valid: true,
    });
    expect((await validate('{"cart":[', 'application/json')).body).toMatchObject({ valid: false });
  });

  test('names the kinds that exist', async () => {
    const answer = await validate('<a/>', 'application/xml', '?kind=parcel');
    expect([answer.status, answer.code]).toEqual([400, 'REQUEST_FAULT']);
    expect(answer.body.faults).toMatchObject([{ field: 'query', path: 'kind' }]);
  });

  test('refuses what is neither XML nor JSON', async () => {
    expect((await validate('a,b', 'text/csv')).code).toBe('CONTENT_TYPE_UNSUPPORTED');
  });
});
