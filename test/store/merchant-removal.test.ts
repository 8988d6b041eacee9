import { openMerchant } from '../../src/flows/create-merchant.js';
import { issueKey } from '../../src/flows/create-key.js';
import { listKeys } from '../../src/store/access-keys.js';
import { listExchanges } from '../../src/store/exchanges.js';
import { indexWords } from '../../src/store/indexer.js';
import { removeMerchant } from '../../src/store/merchant-removal.js';
import { listMerchants } from '../../src/store/merchants.js';
import { findPersonByEmail } from '../../src/store/people.js';
import { createRecorder } from '../../src/store/recorder.js';
import { openVault } from '../../src/vault.js';
import { eachDatabase } from '../support/databases.js';
import { claim, exchangeRow } from '../support/exchange-rows.js';

const EVERYTHING = { terms: [] } as const;

eachDatabase('removing a merchant', (open) => {
  test('takes everything of it and nothing of another', async () => {
    const { db } = await open();
    const vault = openVault(Buffer.alloc(32, 1));
    const recorder = createRecorder(db);
    const make = async (email: string): Promise<{ merchantId: string; environmentId: string }> => {
      const merchant = await openMerchant(db, { name: 'Shop', email, currency: 'USD', zone: 'UTC', at: 1 });
      if (!merchant.ok) throw new Error(merchant.reason);
      const key = await issueKey(db, vault, { merchantId: merchant.merchantId, environment: 'sandbox', name: 'k', at: 1 });
      const environmentId = key!.environment.id;
      await recorder.record(exchangeRow(environmentId, { refs: { uuid: email } }), claim(key!.accessKeyId, email));
      return { merchantId: merchant.merchantId, environmentId };
    };
    const gone = await make('gone@shop.example');
    const kept = await make('kept@shop.example');
    await indexWords(db, { limit: 10 });

    await removeMerchant(db, gone.merchantId);
    await removeMerchant(db, gone.merchantId);

    expect((await listMerchants(db)).map(({ id }) => id)).toEqual([kept.merchantId]);
    expect(await findPersonByEmail(db, 'gone@shop.example')).toBeNull();
    expect(await findPersonByEmail(db, 'kept@shop.example')).not.toBeNull();
    expect(await listKeys(db, gone.environmentId)).toEqual([]);
    expect(await listKeys(db, kept.environmentId)).toHaveLength(1);
    expect((await listExchanges(db, gone.environmentId, { search: EVERYTHING, limit: 5 })).items).toEqual([]);
    expect((await listExchanges(db, kept.environmentId, { search: EVERYTHING, limit: 5 })).items).toHaveLength(1);
    for (const table of ['exchange_originals', 'replay_keys', 'people', 'facets'])
      expect(await db.knex(table).count({ n: '*' })).toEqual([{ n: 1 }]);
    await recorder.close();
  });
});
