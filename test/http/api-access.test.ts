import { loadApiDescription } from '../../src/http/api/description.js';
import { revokeKey } from '../../src/store/access-keys.js';
import { listStrays } from '../../src/store/strays.js';
import { callApi, MUGS } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { startService, TEST_NOW, type Service } from '../support/service.js';

eachDatabase('The JSON API', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db, { CARTWRIGHT_RATE_LIMIT: '12' });
  });
  afterAll(() => service.close());

  test('wants an access key, and says how', async () => {
    const answer = await callApi(service, 'GET', '/v1/exchanges', { key: null });
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 401, code: 'CREDENTIALS_MISSING' });
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="Cartwright", charset="UTF-8"');
  });

  test('answers an unknown key and a wrong secret alike', async () => {
    const unknown = await callApi(service, 'GET', '/v1/exchanges', {
      key: { id: 'AKNOTTHERE0000000001', secret: service.sandbox.secret },
    });
    const wrong = await callApi(service, 'GET', '/v1/exchanges', { key: { ...service.sandbox, secret: 'x'.repeat(40) } });
    expect([unknown.status, unknown.code]).toEqual([401, 'CREDENTIALS_WRONG']);
    expect(wrong.body).toEqual(unknown.body);
  });

  test('refuses a revoked key at once', async () => {
    const key = await service.issue('sandbox');
    expect((await callApi(service, 'GET', '/v1/exchanges', { key })).status).toBe(200);
    await revokeKey(service.db, key.id, TEST_NOW);
    const answer = await callApi(service, 'GET', '/v1/exchanges', { key });
    expect([answer.status, answer.code]).toEqual([401, 'CREDENTIALS_WRONG']);
    expect(answer.body['detail']).toContain('was revoked at 2026-01-15T09:30:00.000Z');
  });

  test('shows a key the exchanges of its own environment and no other', async () => {
    const { exchange } = await callApi(service, 'POST', '/v1/quotes', { json: MUGS });
    expect((await callApi(service, 'GET', `/v1/exchanges/${exchange ?? ''}`)).status).toBe(200);
    const live = await callApi(service, 'GET', `/v1/exchanges/${exchange ?? ''}`, { key: service.live });
    expect([live.status, live.code]).toEqual([404, 'NOT_FOUND']);
    const other = await service.addMerchant();
    expect((await callApi(service, 'GET', `/v1/exchanges/${exchange ?? ''}`, { key: other.sandbox })).status).toBe(404);
  });

  test('has nothing at an address that is not described', async () => {
    const answer = await callApi(service, 'GET', '/v1/nothing');
    expect([answer.status, answer.code]).toEqual([404, 'NOT_FOUND']);
  });

  test('refuses an empty body wherever the description wants one', async () => {
    const paths = Object.entries(
      loadApiDescription()['paths'] as Record<string, Record<string, { requestBody?: { required?: boolean } }>>,
    );
    const wanting = paths.flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { requestBody }]) =>
        requestBody?.required === true ? [[method, path] as const] : [],
      ),
    );
    const ours = wanting.filter(([, path]) => path.startsWith('/v1/'));
    expect(ours.length).toBeGreaterThan(12);
    for (const [method, path] of ours) {
      const headers = { 'content-type': 'application/json' };
      const answer = await callApi(service, method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'x'), { headers });
      expect([method, path, answer.status, answer.code]).toEqual([method, path, 400, 'REQUEST_FAULT']);
    }
  });

  test('names the methods of an address', async () => {
    const answer = await callApi(service, 'DELETE', '/v1/exchanges');
    expect([answer.status, answer.code, answer.headers.get('allow')]).toEqual([405, 'METHOD_NOT_ALLOWED', 'GET']);
  });

  test("puts the post of a stranger on the operator's list, and limits whoever goes on guessing", async () => {
    const answer = await callApi(service, 'POST', '/v1/quotes', { json: MUGS, key: null });
    expect(await listStrays(service.db, { limit: 1 })).toMatchObject([
      { id: answer.exchange, status: 401, code: 'CREDENTIALS_MISSING' },
    ]);
    let last = answer;
    for (let guess = 0; guess < 12; guess++)
      last = await callApi(service, 'GET', '/v1/exchanges', { key: { ...service.sandbox, secret: `${guess}` } });
    expect([last.status, last.code]).toEqual([429, 'RATE_LIMITED']);
    expect((await callApi(service, 'GET', '/v1/exchanges')).status).toBe(200);
  });
});
