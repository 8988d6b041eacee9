import { Agent, request, type IncomingMessage, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../src/config.js';
import { openDoor, type Door } from '../../src/main/listen.js';
import { StartFault } from '../../src/main/start-fault.js';
import { readCallbackAnswer } from '../../src/wire/envelope.js';

const { config } = readConfig({ PORT: '0' });

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

function ask(port: number, path: string, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, agent: agent ?? false }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the door of the service', () => {
  let door: Door;
  beforeEach(async () => {
    door = await openDoor(config);
  });
  afterEach(() => door.drain(0));

  test('is open before the application is there, and says so', async () => {
    expect(await ask(door.port, '/healthz')).toMatchObject({ status: 200, body: 'ok\n' });
    const refused = await ask(door.port, '/v1/exchanges');
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '5', 'cartwright-code': 'DATABASE_UNAVAILABLE' } });
    expect(JSON.parse(refused.body)).toMatchObject({
      status: 503,
      code: 'DATABASE_UNAVAILABLE',
      detail: expect.stringContaining('starting'),
    });
  });

  test('answers a callback with the Error that old checkouts know', async () => {
    const refused = await ask(door.port, '/sandbox/callbacks/A1B2C3D4E5F6G7?x=1');
    expect(refused.status).toBe(503);
    const answer = readCallbackAnswer(refused.body);
    if (!answer.ok) throw new Error(refused.body);
    expect(answer.xml).toContain('<Code>SERVICE_UNAVAILABLE</Code>');
    expect(answer.signature).toBeUndefined();
  });

  test('finishes what is under way, refuses what is new, and closes', async () => {
    let underWay: ReturnType<typeof ask> = Promise.reject(new Error('nothing was asked'));
    underWay.catch(() => undefined);
    const finish = await new Promise<() => void>((arrived) => {
      const slow: RequestListener = (_request, response) => arrived(() => void response.end('finished'));
      door.serve(slow);
      underWay = ask(door.port, '/slow');
    });
    const drained = door.drain(10_000);
    const refused = await ask(door.port, '/v1/exchanges');
    expect(refused).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5', 'cartwright-code': 'SHUTTING_DOWN', connection: 'close' },
    });
    expect(await ask(door.port, '/healthz')).toMatchObject({ status: 200 });
    finish();
    expect(await underWay).toMatchObject({ status: 200, body: 'finished' });
    expect(await drained).toBe(0);
    await expect(ask(door.port, '/')).rejects.toThrow(/ECONNREFUSED/);
  });

  test('does not wait for connections that ask nothing', async () => {
    const agent = new Agent({ keepAlive: true });
    await ask(door.port, '/healthz', agent);
    const silent = connect(door.port, '127.0.0.1');
    await sleep(50);
    const began = performance.now();
    expect(await door.drain(10_000)).toBe(0);
    expect(performance.now() - began).toBeLessThan(5_000);
    silent.destroy();
    agent.destroy();
  });

  test('cuts off at the deadline what does not end, and counts it', async () => {
    const arrived = new Promise<void>((resolve) => door.serve(() => resolve()));
    const forever = ask(door.port, '/forever').then(
      () => 'answered',
      () => 'cut off',
    );
    await arrived;
    expect(await door.drain(100)).toBe(1);
    expect(await forever).toBe('cut off');
  });

  test('does not wait for a caller who went away', async () => {
    const arrived = new Promise<void>((resolve) => door.serve(() => resolve()));
    const gone = connect(door.port, '127.0.0.1');
    gone.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await arrived;
    const drained = door.drain(10_000);
    gone.destroy();
    expect(await drained).toBe(0);
  });
});

test('a port that is taken is a sentence with the way out', async () => {
  const first = await openDoor(config);
  const second = openDoor({ ...config, port: first.port });
  await expect(second).rejects.toThrow(StartFault);
  await expect(second).rejects.toThrow(
    `Port ${first.port} on 127.0.0.1 is taken by another program. Stop it, or choose another port: PORT=${first.port + 1} npm start`,
  );
  await first.drain(0);
});

test.each(['192.0.2.1', 'no-such-host.invalid'])('the host %s is told not to be of this machine', async (host) => {
  await expect(openDoor({ ...config, host })).rejects.toThrow(`HOST is ${host}, which is not an address of this machine.`);
});
