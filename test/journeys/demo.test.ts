import { jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, ROOT } from '../support/built.js';
import { readDemo } from '../support/demo-file.js';

// builds, and starts processes of its own, on a machine that may be busy
jest.setTimeout(180_000);

interface Demo {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly ended: Promise<{ code: number | null; out: string }>;
}

const started: ChildProcess[] = [];
let folder: string;
let port: number;
beforeAll(async () => {
  build();
  folder = mkdtempSync(join(tmpdir(), 'cartwright-demo-'));
  port = await freePort();
});
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function runDemo(env: Record<string, string> = {}, options: readonly string[] = []): Demo {
  const { PATH, HOME } = process.env;
  const place = { PORT: String(port), DATABASE_URL: `sqlite:${join(folder, 'd.db')}` };
  const child = spawn(process.execPath, ['.config/demo.mjs', ...options], {
    cwd: ROOT,
    env: { PATH, HOME, ...place, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const ended = new Promise<{ code: number | null; out: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, out }));
  });
  return { child, out: () => out, ended };
}

async function until(demo: Demo, text: string): Promise<void> {
  for (let waited = 0; !demo.out().includes(text); waited += 50) {
    if (waited > 120_000 || demo.child.exitCode !== null) throw new Error(`it never said "${text}":\n${demo.out()}`);
    await sleep(50);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return free;
}

describe('npm run demo', () => {
  test('shows a verified receipt and how to sign in, serves, is used by a second one, and ends on Ctrl-C', async () => {
    const first = runDemo();
    await until(first, 'Serving until Ctrl-C.');
    const demo = readDemo(folder);
    expect(first.out()).toContain('Verified.');
    expect(first.out()).toMatch(/^A master key was made in .*master\.key\. Back it up/m);
    for (const shown of [`http://127.0.0.1:${port}/console`, demo.email, demo.password, `--demo ${join(folder, 'demo.json')}`])
      expect(first.out()).toContain(shown);
    expect(first.out()).not.toContain(demo.sandbox.secretAccessKey);

    const second = await runDemo({}, ['--no-journey']).ended;
    expect(second.code).toBe(0);
    expect(second.out).toContain(`is running on port ${port} already`);
    expect(second.out).toContain('Verified.');

    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(0);
    await expect(fetch(`http://127.0.0.1:${port}/readyz`)).rejects.toThrow('fetch failed');
  });

  test('says what to do when another program has the port', async () => {
    const other = createServer((_request, response) => response.end('something else')).listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const taken = (other.address() as AddressInfo).port;
    const { code, out } = await runDemo({ PORT: String(taken) }).ended;
    other.close();
    expect(code).toBe(1);
    expect(out).toBe(`Port ${taken} on 127.0.0.1 is taken by another program. Choose another: PORT=${taken + 1} npm run demo\n`);
  });

  test.each([
    [{ NODE_ENV: 'production' }, /production never does/],
    [{ DATABASE_URL: 'mysql://u:p@127.0.0.1:1/x' }, /needs the embedded database/],
    [{ PORT: 'x' }, /^PORT must be a whole number/],
  ])('refuses %j with a sentence', async (env, sentence) => {
    const { code, out } = await runDemo(env).ended;
    expect(code).toBe(1);
    expect(out).toMatch(sentence);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
  });
});
