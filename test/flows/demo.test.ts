import { compileRuleBook } from '../../src/core/rule-book.js';
import { quote } from '../../src/core/quote.js';
import type { Destination } from '../../src/core/cart.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { seedDemo } from '../../src/flows/demo.js';
import { checkPassword } from '../../src/flows/password.js';
import { findKey } from '../../src/store/access-keys.js';
import { findEnvironment, listMerchants } from '../../src/store/merchants.js';
import { findPersonByEmail } from '../../src/store/people.js';
import { loadDocument, loadSettings } from '../../src/store/settings.js';
import { openVault } from '../../src/vault.js';
import { eachDatabase } from '../support/databases.js';

eachDatabase('the demo merchant', (open) => {
  test('has a sign-in that works, a key that opens, and its settings in both environments', async () => {
    const { db } = await open();
    const vault = openVault(Buffer.alloc(32, 1));
    const demo = await seedDemo(db, vault, 1);
    expect(await listMerchants(db)).toEqual([
      { id: demo.merchantId, name: 'Larch & Loam', currency: 'USD', zone: 'America/Los_Angeles' },
    ]);
    const person = await findPersonByEmail(db, 'ines@larchloam.example');
    expect(person?.merchantId).toBe(demo.merchantId);
    expect(await checkPassword(person!.passwordHash, demo.password)).toBe(true);
    expect(await checkPassword(person!.passwordHash, `${demo.password} `)).toBe(false);
    const key = await findKey(db, demo.sandbox.accessKeyId);
    expect(key?.environment.name).toBe('sandbox');
    expect(vault.open(key!.sealedSecret, demo.sandbox.accessKeyId).toString()).toBe(demo.sandbox.secretAccessKey);
    for (const side of ['sandbox', 'live'] as const) {
      const environment = await findEnvironment(db, demo.merchantId, side);
      const { shop, ...pricing } = DEMO_SETTINGS;
      expect(await loadSettings(db, environment!.id)).toEqual(pricing);
      expect((await loadDocument(db, environment!.id, 'shop')).document).toEqual(shop);
    }
  });
});

describe('the demo settings', () => {
  const compiled = compileRuleBook(DEMO_SETTINGS);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults));
  const { book } = compiled;

  /** Two mugs of 12.50 and 1 lb each, to be sent somewhere. */
  const totals = (destination: Partial<Destination>, { quantity = 2, codes = [] as string[] } = {}): Record<string, string> => {
    const priced = quote(
      {
        currency: 'USD',
        orders: [
          {
            items: [{ id: '1', sku: 'MUG-1', title: 'Mug', price: 12_500_000n, quantity, weight: { amount: '1', unit: 'lb' } }],
            destination: { city: 'X', country: 'US', ...destination },
          },
        ],
        codes,
        asked: { shipping: true, promotions: true, tax: true },
        dialect: '2009-05-15',
        at: 0,
      },
      book,
    );
    if (!priced.ok) return { refused: priced.code };
    return Object.fromEntries(
      priced.orders[0]!.options.map((option): [string, string] => [option.methodId ?? 'none', String(option.total)]),
    );
  };

  test('Seattle pays 10.35 % on items and shipping', () => {
    // standard: 25.00 + 4.99 + 2 x 0.50 = 30.99; tax 25.00 x 0.1035 = 2.5875 -> 2.59, 5.99 x 0.1035 = 0.619965 -> 0.62
    // expedited: 25.00 + 9.99 + 2.59 + (9.99 x 0.1035 = 1.033965 -> 1.03); two-day: 25.00 + 19.99 + 2.59 + (2.068965 -> 2.07)
    expect(totals({ state: 'WA', postalCode: '98101' })).toEqual({ standard: '3420', expedited: '3861', 'two-day': '4965' });
  });

  test('Spokane pays 6.5 % on items and shipping', () => {
    // 25.00 x 0.065 = 1.625 -> 1.63; 5.99 x 0.065 = 0.38935 -> 0.39; 9.99: 0.64935 -> 0.65; 19.99: 1.29935 -> 1.30
    expect(totals({ state: 'WA', postalCode: '99201' })).toEqual({ standard: '3301', expedited: '3727', 'two-day': '4792' });
  });

  test('California and New York do not tax shipping', () => {
    // 25.00 x 0.0725 = 1.8125 -> 1.81; 25.00 x 0.04 = 1.00
    expect(totals({ state: 'CA', postalCode: '94103' })).toEqual({ standard: '3280', expedited: '3680', 'two-day': '4680' });
    expect(totals({ state: 'NY', postalCode: '10001' })).toEqual({ standard: '3199', expedited: '3599', 'two-day': '4599' });
  });

  test('Alaska gets no two-day shipping, Canada none at all', () => {
    expect(totals({ state: 'AK', postalCode: '99501' })).toEqual({ standard: '3099', expedited: '3499' });
    expect(totals({ state: 'BC', postalCode: 'V6B 1A1', country: 'CA' })).toEqual({ refused: 'ADDRESS_NOT_COVERED' });
  });

  test('a PO box gets Standard only', () => {
    expect(totals({ line1: 'PO Box 12', state: 'OR', postalCode: '97201' })).toEqual({ standard: '3099' });
  });

  test('10 % off from 50.00, and not a cent below', () => {
    // 4 x 12.50 = 50.00 - 5.00 + 4.99 + 4 x 0.50 = 51.99; 3 x 12.50 = 37.50 + 4.99 + 1.50 = 43.99
    expect(totals({ state: 'OR', postalCode: '97201' }, { quantity: 4 })['standard']).toBe('5199');
    expect(totals({ state: 'OR', postalCode: '97201' }, { quantity: 3 })['standard']).toBe('4399');
  });

  test('WELCOME5 takes 5.00 off; of two preferred promotions the larger one counts', () => {
    // 25.00 - 5.00 + 4.99 + 1.00 = 25.99; 8 x 12.50 = 100.00 - 10.00 + 4.99 + 4.00 = 98.99
    expect(totals({ state: 'OR', postalCode: '97201' }, { codes: ['welcome5'] })['standard']).toBe('2599');
    expect(totals({ state: 'OR', postalCode: '97201' }, { codes: ['WELCOME5'], quantity: 8 })['standard']).toBe('9899');
  });
});
