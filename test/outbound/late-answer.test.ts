import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { postPatiently, type CallbackCall } from '../../src/outbound/merchant-callback.js';
import { loopback } from '../support/guarded.js';
import { httpPeer, type Peer } from '../support/peers.js';

let shop: Peer;
beforeAll(async () => {
  shop = await httpPeer((request, response) => {
    const [, ms = '0'] = /(\d+)$/.exec(request.url ?? '') ?? [];
    if (request.url?.startsWith('/cut/') === true) setTimeout(() => response.destroy(), Number(ms));
    else setTimeout(() => response.end('late'), Number(ms));
  });
});
afterAll(() => shop.close());

const post = (path: string) => {
  const call: CallbackCall = {
    endpoint: `http://127.0.0.1:${shop.port}${path}`,
    body: 'x',
    headers: {},
    timeoutMs: 300,
    environment: 'sandbox',
    ...loopback(shop.port),
  };
  return postPatiently(createGuardedFetch(), call);
};

describe('An endpoint that is waited for patiently', () => {
  test('and answers in time has nothing late', async () => {
    const posted = await post('/0');
    expect(posted).toMatchObject({ ok: true, answer: { status: 200 } });
    expect(posted.late).toBeUndefined();
  });

  test('is a timeout at its deadline, and its answer is told with how late it was', async () => {
    const began = performance.now();
    const posted = await post('/700');
    expect(performance.now() - began).toBeLessThan(650);
    expect(posted).toMatchObject({ ok: false, cause: 'timeout', because: 'your endpoint did not answer in 300 ms' });
    expect(posted.endedAt - posted.startedAt).toBe(300);
    const late = await posted.late;
    // 700 - 300 = 400
    expect(late?.lateMs).toBeGreaterThanOrEqual(380);
    expect(late?.lateMs).toBeLessThan(1_500);
    expect(late?.answer.body.toString()).toBe('late');
  });

  test('and never answers has no late answer either', async () => {
    const posted = await post('/cut/500');
    expect(posted).toMatchObject({ ok: false, cause: 'timeout' });
    expect(await posted.late).toBeNull();
  });
});
