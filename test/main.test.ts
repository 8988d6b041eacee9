import { jest } from '@jest/globals';
import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKey } from '../src/store/access-keys.js';
import { closeDatabase, openDatabase } from '../src/store/db.js';
import { listMerchants } from '../src/store/merchants.js';
import { eachDatabase } from './support/databases.js';
import { build } from './support/built.js';
import { readDemo } from './support/demo-file.js';
import { startProgram, type Ended, type Running } from './support/run-program.js';

// each test starts processes of its own, on a machine that may be busy
jest.setTimeout(120_000);
beforeAll(build);

const READY = /Cartwright is ready at (http:\/\/127\.0\.0\.1:\d+)/;
const KEY = Buffer.alloc(32, 9).toString('base64');
const running: Running[] = [];

function start(env: Record<string, string>): Running {
  const service = startProgram('main.js', [], { PORT: '0', ...env });
  running.push(service);
  return service;
}
afterAll(() => {
  for (const { child } of running) child.kill('SIGKILL');
});

async function stop({ child, ended }: Running): Promise<Ended> {
  child.kill('SIGTERM');
  return ended;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cartwright-main-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const sqlite = (): Record<string, string> => ({ DATABASE_URL: `sqlite:${join(folder, 'data', 'c.db')}` });

describe('the first start on an empty embedded database', () => {
  test('makes the demo merchant, says how to sign in, and keeps it in demo.json', async () => {
    const service = start(sqlite());
    const [, address] = await service.says(READY);
    const demo = readDemo(join(folder, 'data'));
    expect(statSync(join(folder, 'data', 'demo.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'data', 'master.key')).mode & 0o777).toBe(0o600);
    expect(demo).toMatchObject({
      consoleUrl: `${address}/console`,
      sandbox: { callbackUrl: `${address}/sandbox/callbacks/${demo.merchantId}` },
    });
    for (const shown of [demo.consoleUrl, demo.email, demo.password, demo.sandbox.accessKeyId, demo.sandbox.secretAccessKey])
      expect(service.out()).toContain(shown);
    const answer = await fetch(`${demo.sandbox.apiUrl}/exchanges`, {
      headers: {
        authorization: `Basic ${Buffer.from(`${demo.sandbox.accessKeyId}:${demo.sandbox.secretAccessKey}`).toString('base64')}`,
      },
    });
    expect(answer.status).toBe(200);
    expect(await stop(service)).toMatchObject({ code: 0, err: '' });
    // the use of the key was written down at the latest when the service stopped
    const db = await openDatabase(sqlite()['DATABASE_URL']!);
    expect((await findKey(db, demo.sandbox.accessKeyId))?.lastUsedAt).not.toBeNull();
    await closeDatabase(db);
  });

  test('is the first only once: the next start keeps the secrets, shows none, and refreshes the addresses', async () => {
    const first = start(sqlite());
    await first.says(READY);
    await stop(first);
    const before = readDemo(join(folder, 'data'));
    const second = start({ ...sqlite(), PUBLIC_URL: 'https://pay.shop.example' });
    await second.says(/ready at https:\/\/pay\.shop\.example/);
    const after = readDemo(join(folder, 'data'));
    expect(after).toEqual({
      ...before,
      consoleUrl: 'https://pay.shop.example/console',
      sandbox: {
        accessKeyId: before.sandbox.accessKeyId,
        secretAccessKey: before.sandbox.secretAccessKey,
        checkoutUrl: `https://pay.shop.example/sandbox/checkout/${before.merchantId}`,
        callbackUrl: `https://pay.shop.example/sandbox/callbacks/${before.merchantId}`,
        apiUrl: 'https://pay.shop.example/v1',
      },
    });
    expect(second.out()).not.toContain(before.password);
    expect(second.out()).not.toContain(before.sandbox.secretAccessKey);
    await stop(second);
  });

  test('makes no demo merchant in production, and its output is JSON lines', async () => {
    const service = start({ ...sqlite(), NODE_ENV: 'production', CARTWRIGHT_MASTER_KEY: KEY });
    await service.says(READY);
    const { out } = await stop(service);
    for (const line of out.trimEnd().split('\n')) expect(JSON.parse(line)).toMatchObject({ level: 'info' });
    expect(existsSync(join(folder, 'data', 'demo.json'))).toBe(false);
    expect(existsSync(join(folder, 'data', 'master.key'))).toBe(false);
  });
});

eachDatabase('a start', (open, dialect) => {
  test('brings the tables up to date, serves, and ends with 0 on SIGTERM', async () => {
    const { db, url } = await open({ migrated: false });
    const service = start({ DATABASE_URL: url, CARTWRIGHT_MASTER_KEY: KEY });
    const [, address] = await service.says(READY);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    expect(await listMerchants(db)).toHaveLength(dialect === 'mysql' ? 0 : 1);
    expect(await stop(service)).toMatchObject({ code: 0, err: '' });
  });

  test('refuses another master key, and tables that are newer than the program', async () => {
    const { db, url } = await open({ migrated: false });
    const service = start({ DATABASE_URL: url, CARTWRIGHT_MASTER_KEY: KEY });
    await service.says(READY);
    await stop(service);
    const wrong = await start({ DATABASE_URL: url, CARTWRIGHT_MASTER_KEY: Buffer.alloc(32, 8).toString('base64') }).ended;
    expect(wrong).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The key in CARTWRIGHT_MASTER_KEY is not the master key of this database.*\n$/),
    });
    await db.knex('migrations').insert({ name: '2999-01-01-later', batch: 9 });
    const newer = await start({ DATABASE_URL: url, CARTWRIGHT_MASTER_KEY: KEY }).ended;
    expect(newer).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The database .* was brought up to date by a newer release of Cartwright\..*\n$/),
    });
  });
});

describe('a reason not to start is a sentence', () => {
  const refusal = async (env: Record<string, string>): Promise<Ended> => {
    const ended = await start(env).ended;
    expect(ended.err).not.toMatch(/^\s+at /m);
    return ended;
  };

  test('every fault of the environment at once, exit code 2', async () => {
    expect(await refusal({ PORT: 'x', LOG_LEVEL: 'y' })).toMatchObject({
      code: 2,
      err: 'PORT must be a whole number from 0 to 65535. It is "x".\nLOG_LEVEL must be one of error, warn, info, debug. It is "y".\n',
    });
  });

  test('a port that is taken, before the database is touched', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as AddressInfo;
    const ended = await refusal({ ...sqlite(), PORT: String(port) });
    other.close();
    expect(ended).toMatchObject({
      code: 1,
      err: expect.stringMatching(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken by another program\\.`)),
    });
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  test('a database that is none', async () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'c.db'), 'a letter to somebody, not a database at all'.repeat(50));
    expect(await refusal(sqlite())).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The database .*c\.db is not a database of Cartwright, or is damaged\./),
    });
  });

  test('a file where the folder should be', async () => {
    writeFileSync(join(folder, 'data'), '');
    expect(await refusal(sqlite())).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The folder of the database .* cannot be made/),
    });
  });

  test('a place that cannot be written', async () => {
    // a folder in the place of the file: nobody may write there, not even root
    mkdirSync(join(folder, 'data', 'c.db'), { recursive: true });
    expect(await refusal(sqlite())).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The database .*c\.db cannot be opened for writing\./),
    });
  });

  test('a database server that does not answer, or is not found, without the password', async () => {
    const [away, lost] = await Promise.all([
      refusal({ DATABASE_URL: 'mysql://root:hunter2@127.0.0.1:1/x', CARTWRIGHT_MASTER_KEY: KEY }),
      refusal({ DATABASE_URL: 'mysql://root:hunter2@no-such-host.invalid/x', CARTWRIGHT_MASTER_KEY: KEY }),
    ]);
    expect(away).toMatchObject({ code: 1, err: expect.stringMatching(/^The database x at 127\.0\.0\.1:1 does not answer\./) });
    expect(lost).toMatchObject({
      code: 1,
      // a resolver may need longer to say no than a start waits
      err: expect.stringMatching(/^The database x at no-such-host\.invalid (cannot be found|was not reached in time)/),
    });
    expect(away.err + lost.err + away.out + lost.out).not.toContain('hunter2');
  });

  test('production without a master key', async () => {
    const ended = await refusal({ ...sqlite(), NODE_ENV: 'production' });
    expect(ended).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^With NODE_ENV=production, CARTWRIGHT_MASTER_KEY must be set\./),
    });
  });
});

describe('shutdown', () => {
  test('finishes a callback that is being sent, refuses a new one, and records the first', async () => {
    const service = start(sqlite());
    const [, address] = await service.says(READY);
    const demo = readDemo(join(folder, 'data'));
    const url = new URL(demo.sandbox.callbackUrl);
    const form = callbackForm(demo.sandbox);
    const head = `POST ${url.pathname} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}\r\n\r\n`;
    const socket = connect(Number(url.port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    const closed = new Promise((done) => socket.once('close', done));
    await new Promise((sent) => socket.write(head + form.slice(0, 20), sent));
    // the service has seen the first half once it answers somebody who came later
    await fetch(`${address}/healthz`);
    service.child.kill('SIGTERM');
    await service.says(/SIGTERM arrived/);
    const refused = await fetch(`${address}/v1/exchanges`);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'SHUTTING_DOWN' });
    socket.write(form.slice(20));
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 \d{3} /);
    expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
    const { code, out } = await service.ended;
    expect(code).toBe(0);
    const exchange = /cartwright-exchange: (\w+)/i.exec(answer)?.[1] ?? 'none';
    const db = await openDatabase(sqlite()['DATABASE_URL']!);
    expect(await db.knex('exchanges').where('id', exchange).count({ n: '*' })).toEqual([{ n: 1 }]);
    await closeDatabase(db);
    expect(out).toContain('Cartwright has stopped.');
  });

  test('a second signal does not wait', async () => {
    const service = start(sqlite());
    const [, address] = await service.says(READY);
    const { port } = new URL(address!);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('POST /callbacks/A1B2C3D4E5F6G7 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n');
    socket.on('error', () => undefined);
    await fetch(`${address}/healthz`);
    service.child.kill('SIGINT');
    await service.says(/SIGINT arrived/);
    service.child.kill('SIGINT');
    expect((await service.ended).code).toBe(1);
    socket.destroy();
  });
});

test('a reader of the log that goes away does not take the service with it', async () => {
  const service = start(sqlite());
  const [, address] = await service.says(READY);
  service.child.stdout?.destroy();
  for (let asked = 0; asked < 3; asked++) expect((await fetch(`${address}/console/sign-in`)).status).toBeLessThan(500);
  expect((await stop(service)).code).toBe(0);
});

/** A signed form whose XML is not one that can be priced: enough to be recorded. */
function callbackForm({ accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }): string {
  const uuid = randomUUID();
  const timestamp = new Date().toISOString();
  const signature = createHmac('sha1', secretAccessKey)
    .update(uuid + timestamp)
    .digest('base64');
  return new URLSearchParams({
    'order-calculations-request': '<OrderCalculationsRequest xmlns="http://payments.amazon.com/checkout/2009-05-15/"/>',
    UUID: uuid,
    Timestamp: timestamp,
    Signature: signature,
    'aws-access-key-id': accessKeyId,
  }).toString();
}
