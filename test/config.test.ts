import { readFileSync } from 'node:fs';
import { ConfigFaults, readConfig, withPort } from '../src/config.js';
import { SETTINGS } from '../src/config/settings.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigFaults) return error.sentences;
    throw error;
  }
}

describe('the configuration', () => {
  test('has a default for everything', () => {
    const { config, warnings } = readConfig({});
    expect(config).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      publicUrlGiven: false,
      databaseUrl: 'sqlite:./data/cartwright.db',
      logLevel: 'info',
      production: false,
      masterKey: null,
      trustProxy: false,
      retentionDays: 90,
      retentionBytes: 20_000_000_000,
      metricsToken: null,
      rateLimit: 600,
      outboundAllow: null,
      smtpUrl: null,
      mailFrom: 'no-reply@cartwright.invalid',
    });
    expect(warnings).toEqual([]);
  });

  test('is frozen', () => {
    const { config } = readConfig({});
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  });

  test('takes every variable', () => {
    const { config } = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://pay.shop.example/',
      DATABASE_URL: 'mysql://u:p@db:3306/cartwright',
      LOG_LEVEL: 'debug',
      NODE_ENV: 'production',
      CARTWRIGHT_MASTER_KEY: KEY,
      CARTWRIGHT_TRUST_PROXY: 'loopback, 10.0.0.0/8',
      CARTWRIGHT_RETENTION_DAYS: '7',
      CARTWRIGHT_RETENTION_GB: '1',
      CARTWRIGHT_METRICS_TOKEN: 'a-token-of-some-length',
      CARTWRIGHT_RATE_LIMIT: '0',
      CARTWRIGHT_OUTBOUND_ALLOW: 'none',
      CARTWRIGHT_SMTP_URL: 'smtp://shop:hunter2@mail.shop.example:587',
      CARTWRIGHT_MAIL_FROM: 'My shop <orders@shop.example>',
    });
    expect(config).toEqual({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://pay.shop.example',
      publicUrlGiven: true,
      databaseUrl: 'mysql://u:p@db:3306/cartwright',
      logLevel: 'debug',
      production: true,
      masterKey: Buffer.alloc(32, 7),
      trustProxy: ['loopback', '10.0.0.0/8'],
      retentionDays: 7,
      retentionBytes: 1_000_000_000,
      metricsToken: 'a-token-of-some-length',
      rateLimit: 0,
      outboundAllow: [],
      smtpUrl: 'smtp://shop:hunter2@mail.shop.example:587',
      mailFrom: 'My shop <orders@shop.example>',
    });
  });

  test('reads an empty variable as an unset one', () => {
    expect(readConfig({ PORT: '', LOG_LEVEL: ' ' }).config.port).toBe(3000);
  });

  test('tells all faults at once, one sentence each', () => {
    expect(
      faultsOf({ PORT: '65536', HOST: 'a b', PUBLIC_URL: 'ftp://x', LOG_LEVEL: 'loud', CARTWRIGHT_RETENTION_DAYS: '-1' }),
    ).toEqual([
      'PORT must be a whole number from 0 to 65535. It is "65536".',
      'HOST must be a host name or an IP address, such as 127.0.0.1 or 0.0.0.0. It is "a b".',
      'PUBLIC_URL must be an http or https address without path, query or user, such as https://shop.example. It is "ftp://x".',
      'LOG_LEVEL must be one of error, warn, info, debug. It is "loud".',
      'CARTWRIGHT_RETENTION_DAYS must be a whole number from 0 to 20000. It is "-1".',
    ]);
  });

  test.each([
    ['DATABASE_URL', 'mysql://root:hunter2@'],
    ['DATABASE_URL', 'postgres://root:hunter2@db/x'],
    ['CARTWRIGHT_MASTER_KEY', 'hunter2'],
    ['CARTWRIGHT_METRICS_TOKEN', 'hunter2'],
    ['CARTWRIGHT_SMTP_URL', 'https://shop:hunter2@mail.shop.example'],
    ['CARTWRIGHT_SMTP_URL', 'smtp://shop:hunter2@mail.shop.example/?tls=no'],
  ])('does not repeat a faulty %s, which may hold a secret', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} must be .+\\.$`));
    expect(faults[0]).not.toContain('hunter2');
  });

  test.each(['3000.5', '0x10', '3e3', '１２', '-0'])('does not read %s as a port', (text) => {
    expect(faultsOf({ PORT: text })).toHaveLength(1);
  });

  test.each(['sqlite:', 'sqlite::memory:', 'sqlite:./data/', 'mysql://host', 'mysql:///name', 'file.db'])(
    'does not read %s as a database',
    (text) => {
      expect(faultsOf({ DATABASE_URL: text })).toHaveLength(1);
    },
  );

  test.each(['A'.repeat(44), KEY.slice(0, 40), `${KEY}AA`, KEY.replace('B', '*')])('does not read %s as a master key', (text) => {
    expect(faultsOf({ CARTWRIGHT_MASTER_KEY: text })).toHaveLength(1);
  });

  test.each([
    ['1', 1],
    ['0', false],
    ['::1, fd00::/8', ['::1', 'fd00::/8']],
  ])('reads CARTWRIGHT_TRUST_PROXY %s', (text, trust) => {
    expect(readConfig({ CARTWRIGHT_TRUST_PROXY: text }).config.trustProxy).toEqual(trust);
  });

  test.each(['10.0.0.0/33', 'everyone', '10.0.0.0/', 'loopback,'])('does not trust the proxy %s', (text) => {
    expect(faultsOf({ CARTWRIGHT_TRUST_PROXY: text })).toHaveLength(1);
  });

  test.each([
    ['127.0.0.1:4101', [{ address: '127.0.0.1', port: 4101 }]],
    [
      '10.0.0.7:80, [0:0:0:0:0:0:0:1]:4102',
      [
        { address: '10.0.0.7', port: 80 },
        { address: '::1', port: 4102 },
      ],
    ],
    ['none', []],
    ['', null],
  ])('reads CARTWRIGHT_OUTBOUND_ALLOW "%s"', (text, peers) => {
    expect(readConfig({ CARTWRIGHT_OUTBOUND_ALLOW: text }).config.outboundAllow).toEqual(peers);
  });

  test.each([
    '127.0.0.1',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    'localhost:4101',
    '127.1:80',
    '127.0.0.0/8:80',
    '::1:80',
    '*',
    '127.0.0.1:80,',
  ])('allows no call to %s', (text) => {
    expect(faultsOf({ CARTWRIGHT_OUTBOUND_ALLOW: text })).toEqual([
      `CARTWRIGHT_OUTBOUND_ALLOW must be addresses with ports, such as 127.0.0.1:4101, [::1]:4102, or the word none. It is "${text}".`,
    ]);
  });

  test('allows no call beside public addresses in production', () => {
    const production = { NODE_ENV: 'production', CARTWRIGHT_MASTER_KEY: KEY };
    expect(faultsOf({ ...production, CARTWRIGHT_OUTBOUND_ALLOW: '127.0.0.1:4101' })).toEqual([
      'CARTWRIGHT_OUTBOUND_ALLOW must be unset with NODE_ENV=production: there only public addresses are called.',
    ]);
    expect(faultsOf({ ...production, CARTWRIGHT_OUTBOUND_ALLOW: 'none' })).toEqual([]);
  });

  test('wants a sender with a mail server', () => {
    expect(faultsOf({ CARTWRIGHT_SMTP_URL: 'smtps://mail.shop.example' })).toEqual([
      'CARTWRIGHT_MAIL_FROM must be given with CARTWRIGHT_SMTP_URL: mails need a sender that exists.',
    ]);
    expect(faultsOf({ CARTWRIGHT_MAIL_FROM: 'a@b.example, c@d.example' })).toEqual([
      'CARTWRIGHT_MAIL_FROM must be an e-mail address, such as orders@shop.example or My shop <orders@shop.example>. It is "a@b.example, c@d.example".',
    ]);
  });

  test('names the nearest setting for one that does not exist', () => {
    expect(readConfig({ CARTWRIGHT_MASTERKEY: KEY, CARTWRIGHT_RETENTION: '3', OTHER: 'x' }).warnings).toEqual([
      'CARTWRIGHT_MASTERKEY is not a setting of Cartwright and changes nothing. The nearest name is CARTWRIGHT_MASTER_KEY.',
      'CARTWRIGHT_RETENTION is not a setting of Cartwright and changes nothing. The nearest name is CARTWRIGHT_RETENTION_GB.',
    ]);
  });

  test('makes the public address from a host that means every address, and from IPv6', () => {
    expect(readConfig({ HOST: '0.0.0.0', PORT: '81' }).config.publicUrl).toBe('http://127.0.0.1:81');
    expect(readConfig({ HOST: '::1' }).config.publicUrl).toBe('http://[::1]:3000');
  });

  test('takes over the port that the system chose, unless PUBLIC_URL was given', () => {
    expect(withPort(readConfig({ PORT: '0' }).config, 4711).publicUrl).toBe('http://127.0.0.1:4711');
    expect(withPort(readConfig({ PORT: '0', PUBLIC_URL: 'https://a.example' }).config, 4711).publicUrl).toBe('https://a.example');
  });
});

describe('the table of settings in docs/operations.md', () => {
  const rows = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8').split('\n');

  test.each(Object.values(SETTINGS).map((setting) => [setting.name, setting] as const))(
    'has %s with its default',
    (name, setting) => {
      const row = rows.find((line) => line.startsWith(`| \`${name}\` |`));
      expect(row).toContain(`| ${setting.defaultInWords ?? `\`${setting.default}\``} |`);
      expect(row).toContain(setting.meaning);
    },
  );

  test('has no variable that the service does not read', () => {
    const named = rows.map((line) => /^\| `([A-Z_]+)` \|/.exec(line)?.[1]).filter((name) => name !== undefined);
    expect(named.sort()).toEqual(
      Object.values(SETTINGS)
        .map((setting) => setting.name)
        .sort(),
    );
  });
});
