import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { postCallback, type CallbackCall } from '../../src/outbound/merchant-callback.js';
import { loopback } from '../support/guarded.js';
import { closedPort, httpPeer, securePeer, type Peer } from '../support/peers.js';

const fetch = createGuardedFetch();

/** The endpoint answers every path by a status: /404, /302; /hang never, /flood without end. */
let shop: Peer;
beforeAll(async () => {
  shop = await httpPeer((request, response) => {
    const path = request.url ?? '';
    if (path === '/hang') return;
    if (path === '/flood') {
      const flooding = setInterval(() => response.write('x'.repeat(1024 * 1024)), 1);
      response.on('close', () => clearInterval(flooding));
      return;
    }
    if (path === '/302') response.setHeader('location', 'http://10.0.0.1/');
    response.writeHead(Number(path.slice(1)), { 'content-type': 'text/html' });
    request.pipe(response);
  });
});
afterAll(() => shop.close());

const call = (port: number, path: string, changes: Partial<CallbackCall> = {}): CallbackCall => ({
  endpoint: `http://127.0.0.1:${port}${path}`,
  body: 'order-calculations-request=x',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  timeoutMs: 5_000,
  environment: 'sandbox',
  ...loopback(port),
  ...changes,
});

describe('A callback to a merchant', () => {
  test('brings the answer of a 200', async () => {
    const posted = await postCallback(fetch, call(shop.port, '/200'));
    const answer = { status: 200, cut: false, body: Buffer.from('order-calculations-request=x') };
    expect(posted).toMatchObject({ ok: true, answer, startedAt: expect.any(Number), endedAt: expect.any(Number) });
    expect(posted.ok && posted.answer.headers['content-type']).toBe('text/html');
  });

  test.each([
    [204, 'http-other', 'your endpoint answered with status 204; only 200 is an answer'],
    [201, 'http-other', 'your endpoint answered with status 201; only 200 is an answer'],
    [302, 'redirect', 'your endpoint answered with status 302, a redirect, and redirects are not followed'],
    [304, 'redirect', 'your endpoint answered with status 304, a redirect, and redirects are not followed'],
    [403, 'http-4xx', 'your endpoint answered with status 403; only 200 is an answer'],
    [404, 'http-4xx', 'your endpoint answered with status 404; only 200 is an answer'],
    [500, 'http-5xx', 'your endpoint answered with status 500; only 200 is an answer'],
    [503, 'http-5xx', 'your endpoint answered with status 503; only 200 is an answer'],
    [999, 'http-other', 'your endpoint answered with status 999; only 200 is an answer'],
  ])('that is answered %d is a failure: %s', async (status, cause, because) => {
    const posted = await postCallback(fetch, call(shop.port, `/${status}`));
    expect(posted).toMatchObject({ ok: false, cause, because, answer: { status } });
  });

  test('that is not answered is a timeout', async () => {
    const because = 'your endpoint did not answer in 200 ms';
    const posted = await postCallback(fetch, call(shop.port, '/hang', { timeoutMs: 200 }));
    expect(posted).toMatchObject({ ok: false, cause: 'timeout', because });
    expect(posted.endedAt - posted.startedAt).toBeGreaterThanOrEqual(190);
    expect(posted).not.toHaveProperty('answer');
  });

  test('that is answered without end is too large', async () => {
    // 4 x 1024 x 1024 = 4,194,304
    const because = 'your endpoint answered with more than 4,194,304 bytes';
    expect(await postCallback(fetch, call(shop.port, '/flood'))).toMatchObject({ ok: false, cause: 'too-large', because });
  });

  test('to a closed port is refused', async () => {
    const because = 'your endpoint did not take the connection (ECONNREFUSED)';
    expect(await postCallback(fetch, call(await closedPort(), '/200'))).toMatchObject({ ok: false, cause: 'refused', because });
  });

  test('to a certificate that nobody vouches for is a TLS failure', async () => {
    const peer = await securePeer('self-signed.crt', (_request, response) => void response.end());
    const endpoint = `https://127.0.0.1:${peer.port}/`;
    const because = 'your endpoint has no TLS connection that can be trusted: its certificate is signed by itself';
    expect(await postCallback(fetch, call(peer.port, '/', { endpoint }))).toMatchObject({ ok: false, cause: 'tls', because });
    await peer.close();
  });

  test.each([
    ['a loopback address', {}, 'your endpoint is at a loopback address, 127.0.0.1'],
    [
      'an http address in the live environment',
      { environment: 'live' },
      'your endpoint has an http URL, and only https is called there',
    ],
    ['an unreadable address', { endpoint: 'shop.example/callback' }, 'your endpoint has a URL that cannot be read'],
  ] as const)('to %s is not sent', async (_what, changes, because) => {
    const before = shop.connections();
    const posted = await postCallback(fetch, call(shop.port, '/200', { allow: [], ...changes }));
    expect(posted).toMatchObject({ ok: false, cause: 'address-forbidden', because });
    expect(shop.connections()).toBe(before);
  });
});
