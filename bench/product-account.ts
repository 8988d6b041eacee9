import type { SettingsDocuments } from '../src/core/settings.js';
import { issueKey } from '../src/flows/create-key.js';
import { openDatabaseVault } from '../src/flows/open-vault.js';
import { merchantId } from '../src/ids.js';
import { closeDatabase, openDatabase } from '../src/store/db.js';
import { createMerchant } from '../src/store/merchants.js';
import { migrate } from '../src/store/migrate.js';
import { saveSettings } from '../src/store/settings.js';
import type { Account } from './signed-posts.js';

export interface ProductAccount extends Account {
  readonly environmentId: string;
}

/**
 * Makes a merchant with a sandbox key and settings in an empty database, before the product starts on it; the same way on
 * both databases. `masterKey` is base64.
 */
export async function openAccount(databaseUrl: string, masterKey: string, settings: SettingsDocuments): Promise<ProductAccount> {
  const db = await openDatabase(databaseUrl);
  try {
    await migrate(db);
    const opened = await openDatabaseVault(db, { given: Buffer.from(masterKey, 'base64'), file: null, production: false });
    if (!opened.ok) throw new Error(opened.reason);
    const id = merchantId();
    const at = Date.now();
    await createMerchant(db, { id, name: 'Bench shop', currency: 'USD', zone: 'America/Los_Angeles', at });
    const key = await issueKey(db, opened.vault, { merchantId: id, environment: 'sandbox', name: 'bench', at });
    if (key === null) throw new Error('the merchant that was made a moment ago is not there');
    const environmentId = key.environment.id;
    for (const kind of ['shipping', 'taxes', 'promotions', 'policies'] as const) {
      await saveSettings(db, environmentId, kind, { document: settings[kind], at, by: 'bench' });
    }
    return {
      path: `/sandbox/callbacks/${id}`,
      merchantId: id,
      keyId: key.accessKeyId,
      secret: key.secretAccessKey,
      environmentId,
    };
  } finally {
    await closeDatabase(db);
  }
}
