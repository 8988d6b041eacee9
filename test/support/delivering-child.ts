// Delivers what is due, as a process of the service does, and ends when nothing more is. It dies by SIGKILL right before one
// step: a statement, a record, a post to the store or its answer.
import { writeSync } from 'node:fs';
import { createCourier } from '../../src/flows/delivery/courier.js';
import { createDeliveryDeps } from '../../src/flows/delivery/deps.js';
import { createKeyring } from '../../src/flows/keyring.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { openDatabase, type Db } from '../../src/store/db.js';
import { listDueEndpoints } from '../../src/store/delivery/claim.js';
import { createRecorder } from '../../src/store/recorder.js';
import { openVault } from '../../src/vault.js';
import { loadSchemas } from '../../src/wire/xml.js';

/** What the test asks of one process. */
export interface DeliveringTask {
  readonly url: string;
  /** Of the store, on 127.0.0.1. */
  readonly port: number;
  /** Step before which it dies, from 1; null lets it live. */
  readonly dieAt: number | null;
  /** So far ahead is its clock: the leases of those who died before are over. */
  readonly aheadMs: number;
}

const task = JSON.parse(process.argv[2] ?? '') as DeliveringTask;
let steps = 0;

function step(): void {
  if (++steps === task.dieAt) process.kill(process.pid, 'SIGKILL');
}

/** The database of the task, in which every statement is a step. */
async function watchedDatabase(): Promise<Db> {
  const opened = await openDatabase(task.url);
  opened.knex.on('query', step);
  const { sqlite } = opened;
  if (sqlite === null) return opened;
  const read = <Row>(sql: string, ...values: readonly unknown[]): Row[] => {
    step();
    return sqlite.read<Row>(sql, ...values);
  };
  const db: Db = {
    ...opened,
    sqlite: { ...sqlite, read },
    get root() {
      return db;
    },
  };
  return db;
}

const db = await watchedDatabase();
await loadSchemas();
const vault = openVault(Buffer.alloc(32, 7));
const clock = (): number => Date.now() + task.aheadMs;
const recorder = createRecorder(db);
const guarded = createGuardedFetch({ clock });
const given = { db, vault, keyring: createKeyring({ db, vault }), recorder, clock, config: { publicUrl: 'http://pay.example' } };
const deps = createDeliveryDeps(given, {
  fetch: async (request) => {
    step();
    const answer = await guarded(request);
    step();
    return answer;
  },
  allow: [{ address: '127.0.0.1', port: task.port }],
});
const courier = createCourier(deps, (error) => {
  throw error;
});
do {
  await courier.step();
  await courier.idle();
} while ((await listDueEndpoints(db, clock())).length > 0);
writeSync(1, `steps ${steps}\n`);
process.exit(0);
