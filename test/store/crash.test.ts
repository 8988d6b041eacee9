import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMerchant } from '../../src/store/merchants.js';
import { bundle, startBundled } from '../support/child.js';
import { eachDatabase } from '../support/databases.js';

const ROUNDS = 3;

let program: string;
beforeAll(async () => {
  program = await bundle('test/support/recording-child.ts');
});

eachDatabase('a process killed while it records', (open) => {
  test(`has every exchange that it acknowledged in the database, ${ROUNDS} times`, async () => {
    const { db, url, another } = await open();
    await createMerchant(db, { id: 'ATEST123456789', name: 'Test', currency: 'USD', zone: 'UTC', at: 1 });
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await killedAfter(url, 150 + round * 70);
      expect(acknowledged.length).toBeGreaterThan(0);
      const after = await another();
      const rows = await after.knex('exchanges').select<{ id: string; seq: number }[]>('id', 'seq');
      const stored = new Map(rows.map(({ id, seq }) => [id, seq]));
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
      // no half of an exchange: what was in the same transaction is there as well
      const originals = await after.knex('exchange_originals').count<{ n: number }[]>({ n: '*' });
      expect(originals[0]?.n).toBe(stored.size);
      const keys = await after.knex('replay_keys').count<{ n: number }[]>({ n: '*' });
      expect(keys[0]?.n).toBe(stored.size);
    }
  });
});

/** The ids that the child said were recorded, until SIGKILL took it in the middle of its work. */
async function killedAfter(url: string, ms: number): Promise<string[]> {
  const child = startBundled(program, url);
  const lines = createInterface({ input: child.stdout! });
  const acknowledged: string[] = [];
  lines.on('line', (line) => acknowledged.push(line));
  await once(lines, 'line');
  await sleep(ms);
  child.kill('SIGKILL');
  await once(lines, 'close');
  return acknowledged.filter((line) => line.length === 26);
}
