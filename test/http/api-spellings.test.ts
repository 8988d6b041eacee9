import type { Order } from '../../src/core/order.js';
import { basic, callApi } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { captureAll, depsOf, releasedFor } from '../support/order-flows.js';
import { startService, type Service } from '../support/service.js';

eachDatabase('one spelling of each address, one encoding of each body', (open) => {
  let service: Service;
  let order: Order;
  beforeAll(async () => {
    service = await startService((await open()).db);
    order = await releasedFor(service);
    await callApi(service, 'POST', `/v1/orders/${order.id}/shipments`, { json: {} });
    await captureAll({ deps: depsOf(service) });
  });
  afterAll(() => service.close());

  const post = async (path: string, body: Buffer, headers: Record<string, string> = {}) => {
    const answer = await fetch(service.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: basic(service.sandbox), ...headers },
      body: new Uint8Array(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const refunds = async (): Promise<number> => {
    const { body } = await callApi(service, 'GET', `/v1/orders/${order.id}/refunds`);
    return body.items?.length ?? 0;
  };

  test.each([
    ['capitals', (id: string) => `/v1/Orders/${id}/refunds`],
    ['a slash at the end', (id: string) => `/v1/orders/${id}/refunds/`],
  ])('an address with %s is none, and nothing is done there', async (_name, path) => {
    const before = await refunds();
    const answer = await callApi(service, 'POST', path(order.id), { json: { reason: 'x', concession: '0.01' } });
    expect(answer.status).toBe(404);
    expect(answer.body['code']).toBe('NOT_FOUND');
    expect(await refunds()).toBe(before);
  });

  test('escaped letters and a bare question mark are the same address to an Idempotency-Key', async () => {
    const before = await refunds();
    const paths = ['', '?'].map((end) => `/v1/orders/${order.id}/refunds${end}`);
    const headers = { 'idempotency-key': 'spelt' };
    const answers = [];
    for (const path of [...paths, `/v1/orders/${order.id.replaceAll('-', '%2D')}/refunds`])
      answers.push(await callApi(service, 'POST', path, { headers, json: { reason: 'x', concession: '0.01' } }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body['refund']))).size).toBe(1);
    expect(await refunds()).toBe(before + 1);
  });

  test('bytes that are no UTF-8 are refused with their place, behind a sign that was sent as it is', async () => {
    const body = Buffer.concat([
      Buffer.from('{"reason": "caf\uFFFD\uFFFD",\n "note": "caf'),
      Buffer.from([0xe9]),
      Buffer.from('", "concession": "0.01"}'),
    ]);
    const before = await refunds();
    const answer = await post(`/v1/orders/${order.id}/refunds`, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'JSON_MALFORMED', faults: [{ line: 2, column: 14, expected: 'UTF-8' }] });
    expect(answer.body['detail']).toContain(`byte ${body.indexOf(0xe9) + 1} of the body`);
    expect(await refunds()).toBe(before);
  });

  test.each([
    { 'content-type': 'application/json; charset=iso-8859-1' },
    { 'content-type': 'application/json; charset="UTF-16"' },
    { 'content-encoding': 'gzip' },
  ])('a body said to be %o is refused by name', async (headers) => {
    const answer = await post(`/v1/orders/${order.id}/cancellations`, Buffer.from('{"reason": "x"}'), headers);
    expect(answer.status).toBe(415);
    expect(answer.body['code']).toBe('CONTENT_TYPE_UNSUPPORTED');
    expect(answer.body['detail']).toContain(/gzip|iso-8859-1|UTF-16/.exec(JSON.stringify(headers))?.[0] ?? 'nothing');
  });

  test('a charset of UTF-8 is taken, however it is written', async () => {
    const headers = { 'content-type': 'application/json;charset=UTF-8' };
    const answer = await post(`/v1/orders/${order.id}/refunds`, Buffer.from('{"reason": "ü", "concession": "0.01"}'), headers);
    expect(answer.status).toBe(201);
  });

  test.each(['\ud800', 'a\u0000b'])('a note with %j is refused', async (note) => {
    const json = { reason: 'x', note, concession: '0.01' };
    const answer = await callApi(service, 'POST', `/v1/orders/${order.id}/refunds`, { json });
    expect(answer.body['code']).toBe('REQUEST_FAULT');
    expect(answer.body.faults).toEqual([expect.objectContaining({ pointer: '/note' })]);
  });

  test('a chargeback that names a line twice is refused, as shipments and refunds are', async () => {
    const json = { reason: 'x', lines: [1, 1] };
    const answer = await callApi(service, 'POST', `/v1/orders/${order.id}/chargebacks`, { json });
    expect(answer.body['code']).toBe('ORDER_LINE_UNKNOWN');
    expect(answer.body['detail']).toBe('Line 1 is named twice. Name each line once.');
  });

  test.each([' http://store.example/a', 'http://sto\nre.example/b', 'http://store.example/\u0000', 'http:\\\\store.example/c'])(
    'an endpoint at %j is refused',
    async (url) => {
      const answer = await callApi(service, 'POST', '/v1/endpoints', { json: { name: 'S', url, format: 'webhook' } });
      expect(answer.body['code']).toBe('REQUEST_FAULT');
      expect(answer.body.faults).toEqual([expect.objectContaining({ pointer: '/url' })]);
    },
  );
});
