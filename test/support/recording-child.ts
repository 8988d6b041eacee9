// Records exchanges over 16 callers until it is killed, and names each one on a line as soon as it was acknowledged.
import { writeSync } from 'node:fs';
import { ulid } from '../../src/ids.js';
import { openDatabase } from '../../src/store/db.js';
import { createRecorder } from '../../src/store/recorder.js';
import { claim, exchangeRow, message } from './exchange-rows.js';

const recorder = createRecorder(await openDatabase(process.argv[2] ?? ''));
const body = '<a>0123456789</a>'.repeat(600);

async function recordForever(): Promise<never> {
  for (;;) {
    const row = exchangeRow('ATEST123456789-sandbox', { request: message(body), sealed: Buffer.alloc(2_000) });
    const result = await recorder.record(row, claim('CRASH', ulid(row.at)));
    if (result === 'recorded') writeSync(1, `${row.id}\n`);
  }
}

await Promise.all(Array.from({ length: 16 }, recordForever));
