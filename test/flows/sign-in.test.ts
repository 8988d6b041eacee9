import { openMerchant } from '../../src/flows/create-merchant.js';
import { signIn, type SignInResult } from '../../src/flows/sign-in.js';
import type { Db } from '../../src/store/db.js';
import { eachDatabase } from '../support/databases.js';

const NOON = Date.UTC(2026, 0, 15, 12, 0, 0);
const MINUTE = 60_000;

eachDatabase('Signing in', (open) => {
  let db: Db;
  let password: string;
  beforeEach(async () => {
    ({ db } = await open());
    const opened = await openMerchant(db, {
      name: 'Shop',
      email: 'ines@larchloam.example',
      currency: 'USD',
      zone: 'UTC',
      at: NOON,
    });
    if (!opened.ok) throw new Error(opened.reason);
    ({ password } = opened);
  });

  const attempt = (changes: { email?: string; password?: string; at?: number } = {}): Promise<SignInResult> =>
    signIn(db, { email: 'ines@larchloam.example', password, remote: '192.0.2.1', at: NOON, ...changes });

  test('works with the right password', async () => {
    expect(await attempt()).toMatchObject({ ok: true, person: { email: 'ines@larchloam.example' } });
  });

  test('gives SIGN_IN_WRONG for a wrong password and for an unknown e-mail', async () => {
    expect(await attempt({ password: 'wrong' })).toEqual({ ok: false, code: 'SIGN_IN_WRONG' });
    expect(await attempt({ email: 'nobody@larchloam.example' })).toEqual({ ok: false, code: 'SIGN_IN_WRONG' });
  });

  test('gives SIGN_IN_THROTTLED after ten wrong ones, to the right password too, until a quarter of an hour is over', async () => {
    for (let time = 0; time < 10; time++) await attempt({ password: `wrong ${time}` });
    expect(await attempt()).toMatchObject({ ok: false, code: 'SIGN_IN_THROTTLED' });
    expect(await attempt({ at: NOON + 16 * MINUTE })).toMatchObject({ ok: true });
  });
});
