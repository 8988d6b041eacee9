import { issueKey } from '../src/flows/create-key.js';
import { openDatabaseVault } from '../src/flows/open-vault.js';
import { merchantId } from '../src/ids.js';
import { closeDatabase, openDatabase } from '../src/store/db.js';
import { createMerchant } from '../src/store/merchants.js';
import { migrate } from '../src/store/migrate.js';
import type { Account } from './signed-posts.js';

/** Makes a merchant with a sandbox key in an empty database, before the product starts on it; the same way on both databases. */
export async function openAccount(databaseUrl: string, masterKey: string): Promise<Account> {
  const db = await openDatabase(databaseUrl);
  try {
    await migrate(db);
    const vault = await openDatabaseVault(db, { given: Buffer.from(masterKey, 'base64'), file: null, production: false });
    if (!vault.ok) throw new Error(vault.reason);
    const id = merchantId();
    const at = Date.now();
    await createMerchant(db, { id, name: 'Bench shop', currency: 'USD', zone: 'America/Los_Angeles', at });
    const key = await issueKey(db, vault.vault, { merchantId: id, environment: 'sandbox', name: 'bench', at });
    if (key === null) throw new Error('the merchant that was made a moment ago is not there');
    return { path: `/sandbox/callbacks/${id}`, merchantId: id, keyId: key.accessKeyId, secret: key.secretAccessKey };
  } finally {
    await closeDatabase(db);
  }
}
