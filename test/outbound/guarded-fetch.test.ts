import { inWords } from '../../src/outbound/duration.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { answering, loopback, requestTo } from '../support/guarded.js';
import { closedPort, httpPeer, securePeer, tcpPeer, testAuthority, type Peer } from '../support/peers.js';

const fetch = createGuardedFetch();
const peers: Peer[] = [];
const kept = async (opening: Promise<Peer>): Promise<Peer> => {
  const peer = await opening;
  peers.push(peer);
  return peer;
};
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});

const ask = (peer: Peer, changes: Parameters<typeof requestTo>[1] = {}) =>
  fetch(requestTo(`http://127.0.0.1:${peer.port}/`, { ...loopback(peer.port), ...changes }));

describe('A guarded call', () => {
  test('sends method, path, headers and body, and brings status, headers and body', async () => {
    const peer = await kept(
      httpPeer((request, response) => {
        let body = '';
        request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        request.on('end', () => {
          response.setHeader('x-two', ['one', 'two']);
          response.setHeader('x-got', JSON.stringify([request.method, request.url, request.headers, body]));
          response.writeHead(201).end('made');
        });
      }),
    );
    const answer = await fetch(
      requestTo(`http://localhost:${peer.port}/a%2Fb?c=d&e`, {
        ...loopback(peer.port),
        headers: { 'content-type': 'text/x', 'x-a': 'b' },
      }),
    );
    expect(answer).toMatchObject({
      ok: true,
      status: 201,
      body: Buffer.from('made'),
      cut: false,
      headers: { 'x-two': 'one, two' },
    });
    const got: unknown = JSON.parse(answer.ok ? (answer.headers['x-got'] ?? '') : '');
    expect(got).toEqual([
      'POST',
      '/a%2Fb?c=d&e',
      {
        host: `localhost:${peer.port}`,
        connection: 'close',
        'content-length': '5',
        'user-agent': 'Cartwright',
        'accept-encoding': 'identity',
        'content-type': 'text/x',
        'x-a': 'b',
      },
      'hello',
    ]);
  });

  test('keeps neither connection nor cookie for the next one', async () => {
    const cookies: unknown[] = [];
    const peer = await kept(
      httpPeer((request, response) => {
        cookies.push(request.headers.cookie);
        response.setHeader('set-cookie', 'a=b').end();
      }),
    );
    await ask(peer);
    await ask(peer);
    expect(peer.connections()).toBe(2);
    expect(cookies).toEqual([undefined, undefined]);
  });

  test('tells both ends of the call by our clock', async () => {
    const peer = await kept(httpPeer((_request, response) => void response.end()));
    const times = [1_000, 1_250];
    const timed = createGuardedFetch({ clock: () => times.shift() ?? 0 });
    expect(await timed(requestTo(`http://127.0.0.1:${peer.port}/`, loopback(peer.port)))).toMatchObject({
      startedAt: 1_000,
      endedAt: 1_250,
    });
  });

  test('throws for a header that cannot be sent, because that is a mistake of ours', async () => {
    const peer = await kept(httpPeer((_request, response) => void response.end()));
    await expect(ask(peer, { headers: { 'x-a': 'b\r\nx-c: d' } })).rejects.toThrow('invalid x-a header');
  });
});

describe('The deadline is for everything together', () => {
  const deadlineMs = 150;
  const late = { ok: false, cause: 'timeout', because: 'did not answer in 150 ms' };

  test('a server that says nothing', async () => {
    const peer = await kept(httpPeer(() => undefined));
    expect(await ask(peer, { deadlineMs })).toMatchObject(late);
  });

  test('a body that comes byte by byte', async () => {
    const peer = await kept(
      httpPeer((_request, response) => {
        const dripping = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(dripping));
      }),
    );
    expect(await ask(peer, { deadlineMs })).toMatchObject(late);
  });

  test('headers that come byte by byte', async () => {
    const peer = await kept(
      tcpPeer((socket) => {
        const dripping = setInterval(() => socket.write('H'), 20);
        socket.on('close', () => clearInterval(dripping)).write('HTTP/1.1 200 OK\r\nx-long: ');
      }),
    );
    expect(await ask(peer, { deadlineMs })).toMatchObject(late);
  });

  test('a handshake that nobody answers', async () => {
    const peer = await kept(tcpPeer(() => undefined));
    const answer = await fetch(requestTo(`https://127.0.0.1:${peer.port}/`, { ...loopback(peer.port), deadlineMs }));
    expect(answer).toMatchObject(late);
  });

  test('a name server that does not answer', async () => {
    const waiting = createGuardedFetch({ resolve: () => new Promise(() => undefined) });
    expect(await waiting(requestTo('http://shop.example/', { deadlineMs }))).toMatchObject(late);
  });
});

describe('An answer that is none', () => {
  test('a closed port', async () => {
    const port = await closedPort();
    const answer = await fetch(requestTo(`http://127.0.0.1:${port}/`, loopback(port)));
    expect(answer).toMatchObject({ ok: false, cause: 'refused', because: 'did not take the connection (ECONNREFUSED)' });
  });

  test('a name that no machine has', async () => {
    const nobody = createGuardedFetch({ resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) });
    const because = 'has the name shop.example, and no machine has this name';
    expect(await nobody(requestTo('http://shop.example/'))).toMatchObject({ ok: false, cause: 'refused', because });
  });

  test('a name server out of order', async () => {
    const broken = createGuardedFetch({ resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ESERVFAIL' })) });
    const because = 'has the name shop.example, which could not be looked up (ESERVFAIL)';
    expect(await broken(requestTo('http://shop.example/'))).toMatchObject({ ok: false, cause: 'refused', because });
  });

  test('the second address, where the first takes no connection', async () => {
    const peer = await kept(httpPeer((_request, response) => void response.end('reached')));
    const allow = ['127.0.0.2', '127.0.0.1'].map((address) => ({ address, port: peer.port }));
    const two = createGuardedFetch({ resolve: answering(['127.0.0.2', '127.0.0.1']) });
    expect(await two(requestTo(`http://shop.example:${peer.port}/`, { allow }))).toMatchObject({ ok: true, status: 200 });
  });

  test('a connection that is closed at once, which is not tried again', async () => {
    const peer = await kept(tcpPeer((socket) => socket.destroy()));
    expect(await ask(peer)).toMatchObject({ ok: false, cause: 'refused' });
    expect(peer.connections()).toBe(1);
  });

  test('half an answer', async () => {
    const peer = await kept(tcpPeer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf')));
    const answer = await ask(peer);
    expect(answer).toMatchObject({ ok: false, cause: 'refused' });
    expect(answer.ok || answer.because).toMatch(/^closed the connection before the answer was whole/);
  });

  test('something that is not HTTP', async () => {
    const peer = await kept(tcpPeer((socket) => socket.end('220 mail.example ESMTP\r\n')));
    expect(await ask(peer)).toMatchObject({ ok: false, cause: 'refused', because: 'answered with something that is not HTTP' });
  });

  test('headers without end', async () => {
    const peer = await kept(
      httpPeer((_request, response) => {
        response.setHeader('x-long', 'x'.repeat(20_000)).end();
      }),
    );
    expect(await ask(peer)).toMatchObject({
      ok: false,
      cause: 'too-large',
      because: 'answered with headers of more than 16 KiB',
    });
  });
});

describe('The size of an answer', () => {
  const endless = (status: number): Promise<Peer> =>
    kept(
      httpPeer((_request, response) => {
        response.writeHead(status);
        const flooding = setInterval(() => response.write('x'.repeat(400)), 1);
        response.on('close', () => clearInterval(flooding));
      }),
    );

  test('a success without end is too large', async () => {
    expect(await ask(await endless(200))).toMatchObject({
      ok: false,
      cause: 'too-large',
      because: 'answered with more than 1,000 bytes',
    });
  });

  test('a failure without end is cut, and is still that failure', async () => {
    expect(await ask(await endless(502))).toMatchObject({ ok: true, status: 502, cut: true, body: Buffer.alloc(1_000, 'x') });
  });

  test('exactly the limit is not too large', async () => {
    const peer = await kept(httpPeer((_request, response) => void response.end('x'.repeat(1_000))));
    expect(await ask(peer)).toMatchObject({ ok: true, status: 200, cut: false, body: Buffer.alloc(1_000, 'x') });
  });
});

describe('TLS', () => {
  const authorities = [testAuthority()];
  const reach = async (certificate: 'server.crt' | 'self-signed.crt', { host = '127.0.0.1', trusted = true } = {}) => {
    const peer = await kept(securePeer(certificate, (_request, response) => void response.end('secret')));
    const trusting = createGuardedFetch({ resolve: answering(['127.0.0.1']), ...(trusted ? { authorities } : {}) });
    return trusting(requestTo(`https://${host}:${peer.port}/`, { ...loopback(peer.port), requireHttps: true }));
  };

  test.each(['127.0.0.1', 'shop.example'])('a certificate for %s by a trusted authority is taken', async (host) => {
    expect(await reach('server.crt', { host })).toMatchObject({ ok: true, status: 200, body: Buffer.from('secret') });
  });

  test.each([
    ['signed by itself', 'self-signed.crt', {}, 'its certificate is signed by itself'],
    [
      'by an unknown authority',
      'server.crt',
      { trusted: false },
      'it does not send the certificates between its own and the authority',
    ],
    ['for another name', 'server.crt', { host: 'other.example' }, 'its certificate is for another name'],
  ] as const)('a certificate %s is not', async (_what, certificate, changes, reason) => {
    const because = `has no TLS connection that can be trusted: ${reason}`;
    expect(await reach(certificate, changes)).toMatchObject({ ok: false, cause: 'tls', because });
  });

  test('a server that speaks no TLS is none', async () => {
    const peer = await kept(httpPeer((_request, response) => void response.end()));
    const answer = await fetch(requestTo(`https://127.0.0.1:${peer.port}/`, loopback(peer.port)));
    expect(answer).toMatchObject({ ok: false, cause: 'tls' });
  });
});

test.each([
  [150, '150 ms'],
  [5_000, '5,000 ms'],
  [10_000, '10 s'],
  [12_000, '12 s'],
])('a deadline of %d ms is told as %s', (ms, words) => {
  expect(inWords(ms)).toBe(words);
});
