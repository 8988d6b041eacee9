import { judgeAnswer } from '../../src/flows/delivery/judge-answer.js';
import { postDelivery, type DeliveryPost } from '../../src/outbound/delivery.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { loopback } from '../support/guarded.js';
import { closedPort, httpPeer, securePeer, type Peer } from '../support/peers.js';

const fetch = createGuardedFetch();
const SENT = { orderId: '903-4830571-2290164', bodies: ['{}'] };

/** The store answers every path by a status: /404; with /404?3 comes `Retry-After: 3`. */
let store: Peer;
let secure: Peer;
beforeAll(async () => {
  store = await httpPeer((request, response) => {
    const [path = '', wait] = decodeURIComponent(request.url ?? '').split('?');
    response.writeHead(Number(path.slice(1)), wait === undefined ? {} : { 'retry-after': wait });
    response.end('x'.repeat(100_000));
  });
  secure = await securePeer('self-signed.crt', (_request, response) => void response.end());
});
afterAll(async () => {
  await store.close();
  await secure.close();
});

const post = (url: string, port = store.port, changes: Partial<DeliveryPost> = {}) =>
  postDelivery(fetch, {
    url,
    body: '{}',
    headers: { 'content-type': 'application/json' },
    environment: 'sandbox',
    ...loopback(port),
    ...changes,
  });
const to = (path: string) => post(`http://127.0.0.1:${store.port}${path}`);

describe('What a store answers', () => {
  test.each([
    [200, 'accepted', 'ok', undefined],
    [204, 'accepted', 'ok', undefined],
    [301, 'failed', 'failed', 'DELIVERY_REDIRECTED'],
    [400, 'refused', 'refused', 'DELIVERY_REFUSED'],
    [408, 'slow', 'refused', 'DELIVERY_TIMEOUT'],
    [410, 'gone', 'refused', 'ENDPOINT_GONE'],
    [429, 'throttled', 'refused', 'DELIVERY_THROTTLED'],
    [503, 'failed', 'failed', 'DELIVERY_FAILED'],
  ])('with %d is %s', async (status, result, outcome, code) => {
    const verdict = judgeAnswer(await to(`/${status}`), SENT);
    expect([verdict.result, verdict.outcome, verdict.code]).toEqual([result, outcome, code]);
    expect(verdict.faults.length > 0).toBe(code !== undefined);
  });

  test('counts by its status however long its body is', async () => {
    const said = await to('/200');
    expect(said).toMatchObject({ ok: true, answer: { status: 200, cut: true } });
    expect(said.ok && said.answer.body.length).toBe(65_536);
  });

  test('is nothing where nobody listens, where nobody can be trusted, and where nobody may call', async () => {
    const port = await closedPort();
    const calls = [
      [await post(`http://127.0.0.1:${port}/`, port), 'DELIVERY_UNREACHABLE'],
      [await post(`https://127.0.0.1:${secure.port}/`, secure.port), 'DELIVERY_TLS'],
      [await post('http://10.0.0.1/'), 'DELIVERY_ADDRESS_FORBIDDEN'],
      [await post(`http://127.0.0.1:${store.port}/200`, store.port, { environment: 'live' }), 'DELIVERY_ADDRESS_FORBIDDEN'],
    ] as const;
    for (const [said, code] of calls)
      expect(judgeAnswer(said, SENT)).toMatchObject({ code, result: 'failed', outcome: 'failed', isAcknowledged: false });
    expect(store.connections()).toBeGreaterThan(0);
  });

  test.each([
    ['3', 3_000],
    [' 120 ', 120_000],
    ['0', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['-5', undefined],
    ['3.5', undefined],
    ['soon', undefined],
    ['99999999999', undefined],
    ['2030-01-01', undefined],
  ])('with Retry-After %s asks for %s ms', async (header, retryAfterMs) => {
    const said = await to(`/503?${encodeURIComponent(header)}`);
    expect(said.ok && said.retryAfterMs).toBe(retryAfterMs);
  });

  test('with Retry-After as a date asks for the time until then', async () => {
    const said = await to(`/503?${new Date(Date.now() + 120_000).toUTCString()}`);
    expect(said.ok && said.retryAfterMs).toBeGreaterThan(110_000);
    expect(said.ok && said.retryAfterMs).toBeLessThanOrEqual(120_000);
  });
});
