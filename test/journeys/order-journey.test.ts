import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JourneyReceipt } from '../../sandbox/journey/receipt.js';
import { run } from '../../sandbox/run.js';
import { build } from '../support/built.js';
import { closedPort } from '../support/peers.js';
import { startProgram, type Running } from '../support/run-program.js';

// builds, starts a service of its own, and waits for a store that never answers
jest.setTimeout(300_000);

let folder: string;
let service: Running;
let ports: readonly [shop: number, store: number];
beforeAll(async () => {
  build();
  folder = mkdtempSync(join(tmpdir(), 'cartwright-journey-'));
  const port = await closedPort();
  ports = [await closedPort(), await closedPort()];
  service = startProgram('main.js', [], {
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, 'd.db')}`,
    CARTWRIGHT_OUTBOUND_ALLOW: ports.map((one) => `127.0.0.1:${one}`).join(','),
  });
  await service.says(/Cartwright is ready/);
});
afterAll(async () => {
  service.child.kill('SIGTERM');
  await service.ended;
  rmSync(folder, { recursive: true, force: true });
});

/** The receipts of journeys at the real service; what does not agree stands in them. */
async function journey(...args: string[]): Promise<{ exit: number; receipts: readonly JourneyReceipt[] }> {
  const said: string[] = [];
  const at = ['--demo', join(folder, 'demo.json'), '--port', String(ports[0]), '--store-port', String(ports[1])];
  const exit = await run(['journey', '--json', ...at, ...args], {
    out: (text) => said.push(text),
    error: (text) => said.push(text),
  });
  return { exit, receipts: JSON.parse(said.join('\n')) as readonly JourneyReceipt[] };
}

const faultsOf = (receipts: readonly JourneyReceipt[]) =>
  receipts.filter(({ ok }) => !ok).map(({ seed, faults }) => ({ seed, faults }));

test('an order is bought, shipped in parts, cancelled in part and refunded, and everybody agrees to the cent', async () => {
  const { exit, receipts } = await journey('--seed', '5..10');
  expect(faultsOf(receipts)).toEqual([]);
  expect(exit).toBe(0);
  const steps = new Set(receipts.flatMap(({ steps: taken }) => taken.map(({ what }) => what.split(' ')[0])));
  expect([...steps].sort()).toEqual(['cancel', 'refund', 'ship']);
});

test('a store that refuses, acts without answering, hears in the wrong order or twice ends with the same order', async () => {
  const { exit, receipts } = await journey('--seed', '1..5', '--faults', '500,act-then-time-out,429,reorder,replay');
  expect(faultsOf(receipts)).toEqual([]);
  expect(exit).toBe(0);
  expect(receipts.map(({ fault }) => fault !== null)).toEqual([true, true, true, true, true]);
});
