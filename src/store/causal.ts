import { quickRead, type Db } from './db.js';

/** Of each database, whether it is a node of a Galera cluster. */
const clustered = new WeakMap<Db, boolean>();

/**
 * Waits, on a node of a Galera cluster, until it has applied what every node had committed by now; elsewhere there is nothing to
 * wait for. A node's reads may be a moment behind, and a request may follow one that was answered beside another node: a
 * buyer's first page follows the cart, a key's first use its making. Once for a request is enough: a node never goes back.
 */
export async function catchUp(db: Db): Promise<void> {
  if (db.dialect === 'sqlite' || !(clustered.get(db.root) ?? (await findOut(db)))) return;
  // for this statement alone: to wait before every read would cost a round through the cluster each time
  await quickRead(db, 'set statement wsrep_sync_wait = 1 for select 1', []);
}

async function findOut(db: Db): Promise<boolean> {
  const [row] = await quickRead<{ Value: string }>(db, "show session variables like 'wsrep_on'", []);
  const isNode = row?.Value === 'ON';
  clustered.set(db.root, isNode);
  return isNode;
}
