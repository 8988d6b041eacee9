import { jest } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkPassword } from '../src/flows/password.js';
import { findKey } from '../src/store/access-keys.js';
import { closeDatabase, openDatabase } from '../src/store/db.js';
import { findEnvironment, listMerchants } from '../src/store/merchants.js';
import { findPersonByEmail } from '../src/store/people.js';
import { loadWizardKeys } from '../src/store/wizard-keys.js';
import { openVault } from '../src/vault.js';
import { eachDatabase } from './support/databases.js';
import { build } from './support/built.js';
import { readDemo } from './support/demo-file.js';
import { runProgram, type Ended } from './support/run-program.js';

// each test starts processes of its own, on a machine that may be busy
jest.setTimeout(120_000);
beforeAll(build);

const KEY = Buffer.alloc(32, 5);
const cli = (env: Record<string, string>, ...args: string[]): Promise<Ended> => runProgram('cli.js', args, env);
const field = ({ out }: Ended, name: string): string => new RegExp(`^\\s*${name}\\s+(\\S+)$`, 'm').exec(out)?.[1] ?? '';

eachDatabase('npx cartwright', (open) => {
  test('makes a merchant and keys that work, lists and revokes them', async () => {
    const { db, url } = await open({ migrated: false });
    const env = {
      DATABASE_URL: url,
      CARTWRIGHT_MASTER_KEY: KEY.toString('base64'),
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://pay.shop.example',
    };
    const made = await cli(
      env,
      'merchant',
      'create',
      '--name',
      'My shop',
      '--email=me@shop.example',
      '--currency',
      'EUR',
      '--zone',
      'Europe/Berlin',
    );
    expect(made).toMatchObject({ code: 0, err: '' });
    const merchantId = field(made, 'Merchant');
    expect(await findEnvironment(db, merchantId, 'live')).toMatchObject({
      merchant: { name: 'My shop', currency: 'EUR', zone: 'Europe/Berlin' },
    });
    const person = await findPersonByEmail(db, 'me@shop.example');
    expect(await checkPassword(person!.passwordHash, field(made, 'Password'))).toBe(true);

    const key = await cli(env, 'key', 'create', '--merchant', merchantId, '--environment', 'live', '--name', 'shop server');
    expect(key).toMatchObject({ code: 0, err: '' });
    const id = field(key, 'Key');
    expect(field(key, 'Callbacks')).toBe(`https://pay.shop.example/callbacks/${merchantId}`);
    const stored = await findKey(db, id);
    expect(openVault(KEY).open(stored!.sealedSecret, id).toString()).toBe(field(key, 'Secret'));

    const place = ['--merchant', merchantId, '--environment'];
    expect((await cli(env, 'key', 'list', ...place, 'live')).out).toMatch(
      new RegExp(`^${id}  made \\S+  never used  shop server\n$`),
    );
    expect((await cli(env, 'key', 'list', ...place, 'sandbox')).out).toMatch(/^There are no sandbox keys yet/);
    expect((await cli(env, 'key', 'revoke', '--key', id)).out).toBe(`The key ${id} (shop server) is revoked.\n`);
    expect((await cli(env, 'key', 'list', ...place, 'live')).out).toContain('revoked 2');
    expect((await findKey(db, id))?.revokedAt).not.toBeNull();

    const rotate = ['key', 'rotate', '--wizard', ...place, 'live'] as const;
    expect((await cli(env, ...rotate)).out).toContain('New live buttons are signed with wizard key 1.');
    expect((await cli(env, ...rotate)).out).toContain('wizard key 2.');
    expect((await loadWizardKeys(db, `${merchantId}-live`)).map(({ version }) => version)).toEqual([2, 1]);
  });

  test('demo reset makes a demo merchant here as well, and never over the secrets of another database', async () => {
    const { db, url } = await open();
    const folder = mkdtempSync(join(tmpdir(), 'cartwright-demo-reset-'));
    const env = { DATABASE_URL: url, CARTWRIGHT_MASTER_KEY: KEY.toString('base64'), PUBLIC_URL: 'http://127.0.0.1:8300' };
    const reset = (place = folder): Promise<Ended> => runProgram('cli.js', ['demo', 'reset'], env, place);
    const directory = db.dialect === 'mysql' ? join(folder, 'data') : dirname(url.replace(/^sqlite:/, ''));
    expect(await reset()).toMatchObject({ code: 0, err: '' });
    const first = readDemo(directory);
    expect(first.sandbox.apiUrl).toBe('http://127.0.0.1:8300/v1');
    expect(statSync(join(directory, 'demo.json')).mode & 0o777).toBe(0o600);
    const again = await reset();
    expect(again).toMatchObject({ code: 0, err: '' });
    expect((await listMerchants(db)).map(({ id }) => id)).toEqual([readDemo(directory).merchantId]);
    expect(readDemo(directory).merchantId).not.toBe(first.merchantId);
    if (db.dialect === 'mysql') {
      expect(again.out).toContain('CARTWRIGHT_OUTBOUND_ALLOW="127.0.0.1:4101, 127.0.0.1:4102"');
      writeFileSync(join(directory, 'demo.json'), JSON.stringify(first));
      expect(await reset()).toMatchObject({ code: 2, err: expect.stringContaining('is of another database') });
      expect(readDemo(directory)).toEqual(first);
    }
    rmSync(folder, { recursive: true, force: true });
  });

  test('refuses a second merchant with one sign-in, and makes nothing', async () => {
    const { db, url } = await open();
    const env = { DATABASE_URL: url, CARTWRIGHT_MASTER_KEY: KEY.toString('base64') };
    await cli(env, 'merchant', 'create', '--name', 'A', '--email', 'me@shop.example');
    const second = await cli(env, 'merchant', 'create', '--name', 'B', '--email', 'ME@shop.example');
    expect(second).toMatchObject({
      code: 2,
      out: '',
      err: 'Somebody signs in with ME@shop.example already. Use another e-mail.\n',
    });
    expect(await listMerchants(db)).toHaveLength(1);
  });
});

describe('npx cartwright', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cartwright-cli-'));
    env = { DATABASE_URL: `sqlite:${join(folder, 'c.db')}` };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('tells what it can do', async () => {
    const help = await cli(env, 'help');
    expect(help.code).toBe(0);
    for (const words of [
      'merchant create',
      'key create',
      'key list',
      'key revoke',
      'key rotate',
      'demo reset',
      'migrate',
      'backup',
    ])
      expect(help.out).toContain(words);
    expect(await cli(env)).toMatchObject({ code: 2 });
    expect(existsSync(join(folder, 'c.db'))).toBe(false);
  });

  test.each([
    [['nonsense'], /^There is no command "nonsense"/],
    [
      ['key', 'create', '--merchant', 'A', '--environment', 'test', '--name', 'x'],
      /^--environment must be sandbox or live\. It is "test"\.\n$/,
    ],
    [['key', 'list', '--merchant', 'A', '--environment', 'live'], /^There is no merchant A\./],
    [['key', 'rotate'], /^Only the key of the wizard is rotated in place: --wizard\./],
    [['key', 'revoke'], /^--key is missing\.\n$/],
    [['key', 'revoke', '--key', 'X'], /^There is no key X\.\n$/],
    [
      ['merchant', 'create', '--name', 'x', '--email', 'y', '--zone', 'Mars/North'],
      /^The e-mail must be .*\nThe zone must be .*"Mars\/North"\.\n$/,
    ],
    [['migrate', '--fast'], /^--fast is not an option of this command\. It takes no options\.\n$/],
    [['backup'], /^backup needs the name of the file to write\.\n$/],
    [['key', 'list', '--merchant', 'A', '--merchant', 'B'], /^--merchant stands there twice\.\n$/],
  ])('answers %j with a sentence and exit code 2', async (args, sentence) => {
    const ended = await cli(env, ...args);
    expect(ended.err).toMatch(sentence);
    expect(ended.code).toBe(2);
    expect(ended.err).not.toMatch(/^\s+at /m);
  });

  test('demo reset makes the demo merchant anew with other secrets, and leaves other merchants alone', async () => {
    await cli(env, 'merchant', 'create', '--name', 'Mine', '--email', 'me@shop.example');
    expect(await cli(env, 'demo', 'reset')).toMatchObject({ code: 0, err: '' });
    const first = readDemo(folder);
    // lost demo.json: the merchant is found by its sign-in
    rmSync(join(folder, 'demo.json'));
    const again = await cli({ ...env, PORT: '3001' }, 'demo', 'reset');
    expect(again).toMatchObject({ code: 0, err: '' });
    const second = readDemo(folder);
    expect(statSync(join(folder, 'demo.json')).mode & 0o777).toBe(0o600);
    expect(second).toEqual({
      consoleUrl: 'http://127.0.0.1:3001/console',
      email: 'ines@larchloam.example',
      password: expect.any(String),
      merchantId: expect.stringMatching(/^A[A-Z0-9]{13}$/),
      sandbox: {
        accessKeyId: expect.stringMatching(/^[A-Z0-9]{20}$/),
        secretAccessKey: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
        checkoutUrl: `http://127.0.0.1:3001/sandbox/checkout/${second.merchantId}`,
        callbackUrl: `http://127.0.0.1:3001/sandbox/callbacks/${second.merchantId}`,
        apiUrl: 'http://127.0.0.1:3001/v1',
      },
    });
    expect(second.merchantId).not.toBe(first.merchantId);
    expect(second.sandbox.secretAccessKey).not.toBe(first.sandbox.secretAccessKey);
    const db = await openDatabase(env['DATABASE_URL']!);
    expect((await listMerchants(db)).map(({ name }) => name).sort()).toEqual(['Larch & Loam', 'Mine']);
    await closeDatabase(db);
  });

  test('demo reset refuses production', async () => {
    const ended = await cli({ ...env, NODE_ENV: 'production' }, 'demo', 'reset');
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('outside production') });
  });

  test('a backup with its master key opens everywhere', async () => {
    await cli(env, 'demo', 'reset');
    const demo = readDemo(folder);
    const target = join(folder, 'backup.db');
    const ended = await cli(env, 'backup', target);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain(`keep ${join(folder, 'master.key')} too`);
    const db = await openDatabase(`sqlite:${target}`);
    const key = await findKey(db, demo.sandbox.accessKeyId);
    await closeDatabase(db);
    const vault = openVault(Buffer.from(readFileSync(join(folder, 'master.key'), 'utf8'), 'base64'));
    expect(vault.open(key!.sealedSecret, demo.sandbox.accessKeyId).toString()).toBe(demo.sandbox.secretAccessKey);
  });
});
