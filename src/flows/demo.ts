import type { SettingsKind } from '../core/settings.js';
import type { Db } from '../store/db.js';
import { transaction } from '../store/db.js';
import { findEnvironment } from '../store/merchants.js';
import { saveSettings } from '../store/settings.js';
import type { Vault } from '../vault.js';
import { issueKey, type IssuedKey } from './create-key.js';
import { openMerchant, type OpenedMerchant } from './create-merchant.js';
import { DEMO_MERCHANT, DEMO_SETTINGS } from './demo-settings.js';

/** The demo merchant with everything that can be read only now. */
export interface SeededDemo extends OpenedMerchant {
  readonly sandbox: IssuedKey;
}

const KINDS: readonly SettingsKind[] = ['shipping', 'taxes', 'promotions', 'policies', 'shop'];

/** Makes the demo merchant with its settings in both environments and one sandbox key, all or nothing. */
export async function seedDemo(db: Db, vault: Vault, at: number): Promise<SeededDemo> {
  return transaction(db, async (trx) => {
    const merchant = await openMerchant(trx, { ...DEMO_MERCHANT, at });
    if (!merchant.ok) throw new Error(merchant.reason);
    for (const side of ['sandbox', 'live'] as const) await saveDemoSettings(trx, merchant.merchantId, side, at);
    const sandbox = await issueKey(trx, vault, { merchantId: merchant.merchantId, environment: 'sandbox', name: 'Demo key', at });
    if (sandbox === null) throw new Error('the sandbox environment of the demo merchant was not made');
    return { ...merchant, sandbox };
  });
}

async function saveDemoSettings(db: Db, merchantId: string, side: 'sandbox' | 'live', at: number): Promise<void> {
  const environment = await findEnvironment(db, merchantId, side);
  if (environment === null) throw new Error(`the ${side} environment of the demo merchant was not made`);
  for (const kind of KINDS) await saveSettings(db, environment.id, kind, { document: DEMO_SETTINGS[kind], at, by: 'demo' });
}
