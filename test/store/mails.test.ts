import type { Db } from '../../src/store/db.js';
import { claimMails, mailFailed, mailSent, queueMail, type NewMail } from '../../src/store/mails.js';
import { loadWizardKeys, saveWizardKey } from '../../src/store/wizard-keys.js';
import { eachDatabase } from '../support/databases.js';

const SANDBOX = 'AMUGS123456789-sandbox';
const MINUTE = 60_000;

eachDatabase('mails', (open) => {
  let db: Db;
  let other: Db;
  beforeAll(async () => {
    const database = await open();
    ({ db } = database);
    other = await database.another();
  });
  afterEach(() => db.knex('mails').delete());
  const mail = (id: string, differences: Partial<NewMail> = {}): NewMail => ({
    id,
    environmentId: SANDBOX,
    orderId: `111-1111111-${id.padStart(7, '0')}`,
    kind: 'confirmation',
    recipient: 'ann@shop.example',
    subject: 'Your order ☕',
    body: 'Thank you.\r\n.\r\n',
    createdAt: 1_000,
    ...differences,
  });
  const claim = (at: number, owner = 'a', on = db) => claimMails(on, { owner, at, forMs: MINUTE, limit: 10 });

  test('are queued once for each order and kind', async () => {
    const orderId = '111-1111111-0000009';
    await queueMail(db, mail('1', { orderId }));
    await queueMail(db, mail('2', { orderId }));
    await queueMail(db, mail('3', { orderId, kind: 'cancelled', createdAt: 1_001 }));
    expect(await claim(999)).toEqual([]);
    expect(await claim(1_001)).toEqual([
      { ...mail('1', { orderId }), attempts: 0 },
      { ...mail('3', { orderId, kind: 'cancelled', createdAt: 1_001 }), attempts: 0 },
    ]);
  });

  test('are given to one process at a time, and to another when its lease is over', async () => {
    for (let index = 0; index < 10; index++) await queueMail(db, mail(String(index)));
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, index) => claim(1_000, String(index), index % 2 === 0 ? db : other)),
    );
    expect(
      claims
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...'0123456789']);
    expect(await claim(60_999)).toEqual([]);
    await mailSent(db, { id: '4', at: 2_000 });
    expect((await claim(61_000)).map(({ id }) => id)).toEqual([...'012356789']);
  });

  test('that failed are tried again after 1, 5, 15 minutes, 1, 4, 12 and 24 hours, and then no more', async () => {
    await queueMail(db, mail('1'));
    let at = 1_000;
    const failed = async (): Promise<void> => {
      const [due] = await claim(at);
      await mailFailed(db, { mail: due!, owner: 'a', at, because: 'the server said 451', retry: true });
    };
    for (const minutes of [1, 5, 15, 60, 240, 720, 1_440]) {
      await failed();
      at += minutes * MINUTE;
      expect(await claim(at - 1)).toEqual([]);
    }
    await failed();
    expect(await claim(at + 365 * 86_400_000)).toEqual([]);
    const [row] = await db.knex('mails').select<unknown[]>('attempts', 'next_at', 'problem', 'sent_at');
    expect(row).toEqual({ attempts: 8, next_at: null, problem: 'the server said 451', sent_at: null });
  });

  test('that can never be delivered are not tried again, and a process that lost its lease has no say', async () => {
    await queueMail(db, mail('1'));
    const [first] = await claim(1_000, 'a');
    const [second] = await claim(61_000, 'b', other);
    await mailFailed(db, { mail: first!, owner: 'a', at: 61_001, because: 'late', retry: false });
    await mailFailed(other, { mail: second!, owner: 'b', at: 61_002, because: 'no such mailbox', retry: false });
    const [row] = await db.knex('mails').select<unknown[]>('attempts', 'next_at', 'problem');
    expect(row).toEqual({ attempts: 1, next_at: null, problem: 'no such mailbox' });
  });
});

eachDatabase('wizard keys', (open) => {
  test('are listed with the one in force first, and a version is made once', async () => {
    const { db } = await open();
    expect(await loadWizardKeys(db, SANDBOX)).toEqual([]);
    const key = (version: number) => ({ version, sealedSecret: Buffer.from([version, 0, 255]), createdAt: 5 });
    const made = await Promise.all(Array.from({ length: 5 }, () => saveWizardKey(db, SANDBOX, key(1))));
    expect(made.filter(Boolean)).toHaveLength(1);
    await saveWizardKey(db, SANDBOX, key(2));
    const keys = await loadWizardKeys(db, SANDBOX);
    expect(keys.map(({ version, sealedSecret }) => [version, [...sealedSecret]])).toEqual([
      [2, [2, 0, 255]],
      [1, [1, 0, 255]],
    ]);
    expect(await loadWizardKeys(db, 'AMUGS123456789-live')).toEqual([]);
  });
});
