import { createServer, request } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { readBody, type ReceivedBody } from '../../src/http/read-body.js';
import { requestXml } from '../support/callback-xml.js';
import { eachDatabase } from '../support/databases.js';
import { formBody, postForm, signedFields, startService, type Service } from '../support/service.js';

const untilClosed = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('close', () => resolve(text));
    socket.on('error', () => resolve(text));
  });

/** The newest exchange, as soon as there is one with this outcome (any, where none is named). */
async function recorded(service: Service, outcome?: string): ReturnType<Service['newest']> {
  for (let tries = 0; tries < 100; tries += 1) {
    const newest = await service.newest().catch(() => null);
    if (newest !== null && (outcome === undefined || newest.outcome === outcome)) return newest;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return service.newest();
}

const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n';

eachDatabase('On the network, a callback', (open) => {
  let service: Service;
  let path: string;
  let port: number;
  beforeAll(async () => {
    service = await startService((await open()).db);
    path = `/sandbox/callbacks/${service.merchantId}`;
    port = Number(new URL(service.url).port);
  });
  afterAll(() => service.close());

  const signed = (): string => formBody(signedFields(requestXml(service.merchantId), service.sandbox));

  test('whose sender goes away half way is recorded without an answer, and the service goes on', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${FORM}Content-Length: 1000\r\n\r\norder-calculations-request=%3Ca`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    expect(await recorded(service)).toMatchObject({
      outcome: 'failed',
      status: 0,
      code: 'BODY_CUT_SHORT',
      request: { length: 1000, cut: true },
    });
    expect((await postForm(service.url + path, signedFields(requestXml(service.merchantId), service.sandbox))).status).toBe(200);
  });

  test('whose sender does not wait for the answer is recorded as answered', async () => {
    const body = signed();
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve) => {
      socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${FORM}Content-Length: ${body.length}\r\n\r\n${body}`, () => resolve());
    });
    socket.end();
    socket.resume();
    expect(await recorded(service, 'ok')).toMatchObject({ outcome: 'ok', status: 200 });
  });

  test('may come in chunks', async () => {
    const body = signed();
    const status = await new Promise<number>((resolve, reject) => {
      const req = request(
        {
          port,
          path,
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' },
        },
        (res) => {
          res.resume();
          resolve(res.statusCode ?? 0);
        },
      );
      req.on('error', reject);
      for (let at = 0; at < body.length; at += 700) req.write(body.slice(at, at + 700));
      req.end();
    });
    expect(status).toBe(200);
  });

  test('in chunks above 4 MiB gets its refusal although nobody announced the length', async () => {
    const answer = await new Promise<{ status: number; code: string }>((resolve, reject) => {
      const req = request(
        { port, path, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        (res) => {
          res.resume();
          resolve({ status: res.statusCode ?? 0, code: String(res.headers['cartwright-code']) });
        },
      );
      req.on('error', reject);
      for (let chunk = 0; chunk < 80; chunk++) req.write('x'.repeat(65_536));
      req.end();
    });
    expect(answer).toEqual({ status: 413, code: 'BODY_TOO_LARGE' });
  });

  test('that expects 100-continue gets it, and then its answer', async () => {
    const body = signed();
    const socket = connect(port, '127.0.0.1');
    const all = untilClosed(socket);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n${FORM}Content-Length: ${body.length}\r\n\r\n`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.write(body);
    expect(await all).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  test('with more bytes than it announced is read as far as announced, and refused', async () => {
    const body = signed();
    const socket = connect(port, '127.0.0.1');
    const all = untilClosed(socket);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${FORM}Content-Length: 2000\r\n\r\n${body}`);
    const text = await all;
    expect(text).toMatch(/^HTTP\/1\.1 (403|400) /);
    // What follows is no request.
    expect(text).toMatch(/HTTP\/1\.1 400 Bad Request\r\nConnection: close/);
  });

  test('after a refusal may use the same connection', async () => {
    const body = signed();
    const socket = connect(port, '127.0.0.1');
    const all = untilClosed(socket);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${FORM}Content-Length: 3\r\n\r\na=b`);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${FORM}Content-Length: ${body.length}\r\n\r\n${body}`);
    expect((await all).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200']);
  });
});

describe('A body', () => {
  /** What `readBody` makes of what `write` sends. */
  async function received(write: (socket: Socket) => void, limits = { maxBytes: 100, timeoutMs: 150 }): Promise<ReceivedBody> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const result = new Promise<ReceivedBody>((resolve) => {
      server.on('request', (req, res) => {
        void readBody(req, limits).then((body) => {
          res.end();
          resolve(body);
        });
      });
    });
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    write(socket);
    const body = await result;
    socket.destroy();
    server.closeAllConnections();
    server.close();
    return body;
  }
  const post = (length: number | string, body: string): string =>
    `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${body}`;

  test('of exactly the limit is read', async () => {
    expect(await received((socket) => socket.write(post(100, 'x'.repeat(100))))).toMatchObject({
      state: 'whole',
      body: { length: 100 },
    });
  });

  test('one byte above the limit is too large', async () => {
    expect((await received((socket) => socket.write(post(101, 'x'.repeat(101))))).state).toBe('too-large');
  });

  test('announced far above the limit is refused before it is read', async () => {
    expect(await received((socket) => socket.write(post(1_000_000, '')))).toEqual({ state: 'too-large', body: Buffer.alloc(0) });
  });

  test('that dribbles in is given up when its time is over', async () => {
    const began = Date.now();
    const body = await received((socket) => socket.write(post(50, 'abc')));
    expect(body).toMatchObject({ state: 'too-slow', body: { length: 3 } });
    expect(Date.now() - began).toBeGreaterThanOrEqual(140);
  });

  test('cut off by its sender is cut short', async () => {
    const body = await received((socket) => {
      socket.write(post(50, 'abc'));
      setTimeout(() => socket.destroy(), 50);
    });
    expect(body).toMatchObject({ state: 'cut-short', body: { length: 3 } });
  });
});
