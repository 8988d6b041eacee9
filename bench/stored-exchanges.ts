import { randomUUID } from 'node:crypto';
import type { ExchangeDetail } from '../src/core/exchange.js';
import { exchangeSeq, ulid } from '../src/ids.js';
import type { Db } from '../src/store/db.js';
import { findExchange, findOriginal, listExchanges } from '../src/store/exchanges.js';
import { indexWords } from '../src/store/indexer.js';
import { createRecorder } from '../src/store/recorder.js';
import { openConnection } from './connection.js';
import type { Product } from './product.js';
import { signedPosts } from './signed-posts.js';

const ITEMS = 5;
const AT_ONCE = 500;
/** The stored exchanges lie in the hours before now, a quarter of a second apart. */
const APART_MS = 250;
const INDEX_STEP = 5_000;

/** Fills the log of a product with copies of a callback that it answered itself, each with ids of its own, words indexed. */
export async function storeExchanges(product: Product, count: number): Promise<void> {
  const connection = await openConnection(product.child.port);
  await connection.post(signedPosts(product.account, ITEMS)().text);
  connection.close();
  await product.inDatabase((db) => fill(db, product.account.environmentId, count));
}

async function fill(db: Db, environmentId: string, count: number): Promise<void> {
  const { detail, sealed } = await pattern(db, environmentId);
  const recorder = createRecorder(db);
  const from = Date.now() - count * APART_MS;
  for (let done = 0; done < count; done += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, index) =>
      copyOf(detail, from + (done + index) * APART_MS),
    );
    await Promise.all(rows.map((row) => recorder.record({ ...row, environmentId, sealed })));
    while ((await indexWords(db, { limit: INDEX_STEP })) > 0);
  }
  await recorder.close();
}

async function pattern(db: Db, environmentId: string): Promise<{ detail: ExchangeDetail; sealed: Buffer }> {
  const [newest] = (await listExchanges(db, environmentId, { search: { terms: [] }, limit: 1 })).items;
  const detail = newest === undefined ? null : await findExchange(db, environmentId, newest.id);
  if (detail === null) throw new Error('the callback that was answered a moment ago is not in the log');
  return { detail, sealed: (await findOriginal(db, environmentId, detail.id)) ?? Buffer.alloc(0) };
}

function copyOf(detail: ExchangeDetail, at: number): ExchangeDetail {
  const refs = { ...detail.refs, callbackReferenceId: `1-${randomUUID()}`, uuid: randomUUID() };
  return { ...detail, id: ulid(at), seq: exchangeSeq(at), trace: ulid(at), at, refs };
}
