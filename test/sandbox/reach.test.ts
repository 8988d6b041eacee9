import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openReach } from '../../sandbox/reach.js';

type Answer = (response: ServerResponse) => void;

const breaksOff: Answer = (response) => response.destroy();
const breaksInTheBody: Answer = (response) => {
  response.writeHead(200, { 'content-length': '10' }).write('half');
  setTimeout(() => response.destroy(), 20);
};
const isAway: Answer = (response) => response.writeHead(503, { 'retry-after': '2' }).end('away');
const isBusy: Answer = (response) => response.writeHead(409, { 'cartwright-code': 'IDEMPOTENCY_KEY_BUSY' }).end();
const isThere: Answer = (response) =>
  response.writeHead(303, { location: '/next', 'set-cookie': ['one=1', 'two=2'] }).end('there');

let server: Server;
let answers: Answer[];
let heard: string[];
let url: string;
beforeEach(async () => {
  heard = [];
  server = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      heard.push(`${request.method} ${String(request.headers['idempotency-key'])} ${body}`);
      (answers.shift() ?? isAway)(response);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => new Promise((done) => server.close(done)));

const WISH = { method: 'POST', headers: { 'idempotency-key': 'k1' }, body: 'ship', redirect: 'manual' } as const;

test('the patient send the same until it is answered whole', async () => {
  answers = [breaksOff, breaksInTheBody, isAway, isBusy, isThere];
  const answer = await openReach(30_000)(url, WISH);
  expect([answer.status, await answer.text(), answer.headers.get('location')]).toEqual([303, 'there', '/next']);
  expect(answer.headers.getSetCookie()).toEqual(['one=1', 'two=2']);
  expect(heard).toEqual(Array.from({ length: 5 }, () => 'POST k1 ship'));
});

test('the others are told at once', async () => {
  answers = [isAway, breaksOff, isBusy];
  const reach = openReach();
  expect((await reach(url, WISH)).status).toBe(503);
  await expect(reach(url, WISH)).rejects.toThrow();
  expect((await reach(url, WISH)).status).toBe(409);
  expect(heard).toHaveLength(3);
});

test('patience ends with what came last', async () => {
  answers = [breaksOff];
  expect((await openReach(300)(url, WISH)).status).toBe(503);
});
