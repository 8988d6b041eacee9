import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../sandbox/run.js';
import type { BuyReceipt } from '../../sandbox/buy/receipt.js';
import { build } from '../support/built.js';
import { closedPort } from '../support/peers.js';
import { startProgram, type Running } from '../support/run-program.js';

// builds, starts a service of its own, and waits for endpoints that never answer
jest.setTimeout(240_000);

let folder: string;
let service: Running;
let shopPort: number;
beforeAll(async () => {
  build();
  folder = mkdtempSync(join(tmpdir(), 'cartwright-buy-'));
  const port = await closedPort();
  shopPort = await closedPort();
  service = startProgram('main.js', [], {
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, 'd.db')}`,
    CARTWRIGHT_OUTBOUND_ALLOW: `127.0.0.1:${shopPort}`,
  });
  await service.says(/Cartwright is ready/);
});
afterAll(async () => {
  service.child.kill('SIGTERM');
  await service.ended;
  rmSync(folder, { recursive: true, force: true });
});

/** The receipts of purchases at the real service; what does not agree stands in them. */
async function buy(...args: string[]): Promise<{ exit: number; receipts: readonly BuyReceipt[] }> {
  const said: string[] = [];
  const demo = join(folder, 'demo.json');
  const exit = await run(['buy', '--json', '--demo', demo, '--port', String(shopPort), ...args], {
    out: (text) => said.push(text),
    error: (text) => said.push(text),
  });
  return { exit, receipts: JSON.parse(said.join('\n')) as readonly BuyReceipt[] };
}

const faultsOf = (receipts: readonly BuyReceipt[]) =>
  receipts.filter(({ ok }) => !ok).map(({ seed, faults }) => ({ seed, faults }));

test('carts of every sort become orders that cost what the sandbox reckons, to the cent', async () => {
  const { exit, receipts } = await buy('--seed', '1..24');
  expect(faultsOf(receipts)).toEqual([]);
  expect(exit).toBe(0);
  const sorts = new Set(receipts.filter(({ orderId }) => orderId !== null).map(({ cart }) => cart));
  // all but unsigned carts, which a demo merchant refuses
  expect([...sorts].sort()).toEqual([
    'HTML cart, signed',
    'JSON cart, server to server',
    'XML cart of 2008-11-30, signed',
    'XML cart of 2009-05-15, signed',
  ]);
});

test('whatever an endpoint does wrong, the checkout falls back with the cause or is refused for it', async () => {
  const { exit, receipts } = await buy('--seed', '1..12', '--faults', 'all');
  expect(faultsOf(receipts)).toEqual([]);
  expect(exit).toBe(0);
  const told = new Set(receipts.flatMap(({ orderId, refusal }) => (orderId !== null ? 'placed' : (refusal ?? 'lost'))));
  expect([...told].sort()).toEqual(['CALLBACK_FAILED', 'placed']);
});

test('a refused address gives way to another one, and an answer may change the cart', async () => {
  const { exit, receipts } = await buy('--seed', '1..6', '--faults', 'address-refused,updated-items');
  expect(faultsOf(receipts)).toEqual([]);
  expect(exit).toBe(0);
  expect(receipts.every(({ orderId }) => orderId !== null)).toBe(true);
});
