import {
  anyText,
  databaseAddress,
  hostName,
  masterKeyText,
  oneOf,
  proxyTrust,
  publicAddress,
  tokenText,
  wholeNumber,
  type LogLevel,
  type Parse,
  type ProxyTrust,
} from './parsers.js';
import { mailbox, outboundPeers, smtpAddress, type OutboundPeer } from './outbound-parsers.js';

/** One variable of the environment. */
export interface Setting<T> {
  readonly name: string;
  /** The text that stands for an unset variable. */
  readonly default: string;
  /** How the table in docs/operations.md words the default, where the text does not say it. */
  readonly defaultInWords?: string;
  readonly meaning: string;
  readonly parse: Parse<T>;
  /** Takes the place of a faulty value while the other settings are checked; nothing starts with it. */
  readonly fallback: T;
  /** A fault must not repeat what was given. */
  readonly secret?: true;
}

const port: Setting<number> = {
  name: 'PORT',
  default: '3000',
  meaning: 'Port to listen on; 0 takes any free one.',
  parse: wholeNumber(0, 65_535),
  fallback: 3000,
};
const host: Setting<string> = {
  name: 'HOST',
  default: '127.0.0.1',
  meaning: 'Address to listen on; 0.0.0.0 for every network of the machine.',
  parse: hostName,
  fallback: '127.0.0.1',
};
const publicUrl: Setting<string | null> = {
  name: 'PUBLIC_URL',
  default: '',
  defaultInWords: '`http://HOST:PORT`',
  meaning: 'Address under which carts, checkouts and people reach the service. With https, cookies are Secure.',
  parse: publicAddress,
  fallback: null,
};
const databaseUrl: Setting<string> = {
  name: 'DATABASE_URL',
  default: 'sqlite:./data/cartwright.db',
  meaning:
    '`sqlite:<file>` for the embedded database, or `mysql://user:password@host:3306/database` for MySQL, MariaDB or Galera.',
  parse: databaseAddress,
  fallback: 'sqlite:./data/cartwright.db',
  secret: true,
};
const logLevel: Setting<LogLevel> = {
  name: 'LOG_LEVEL',
  default: 'info',
  meaning: '`error`, `warn`, `info` or `debug`. An error is something that a person must act on.',
  parse: oneOf<LogLevel>('error', 'warn', 'info', 'debug'),
  fallback: 'info',
};
const nodeEnv: Setting<string> = {
  name: 'NODE_ENV',
  default: '',
  defaultInWords: 'unset',
  meaning: '`production`: the log is JSON lines, no demo merchant is made, the master key must be given.',
  parse: anyText,
  fallback: '',
};
const masterKey: Setting<Buffer | null> = {
  name: 'CARTWRIGHT_MASTER_KEY',
  default: '',
  defaultInWords: '`master.key` beside the embedded database, made at the first start outside production',
  meaning: '32 bytes in base64 that seal secrets and originals in the database. Required with MySQL and in production.',
  parse: masterKeyText,
  fallback: null,
  secret: true,
};
const trustProxy: Setting<ProxyTrust> = {
  name: 'CARTWRIGHT_TRUST_PROXY',
  default: '0',
  meaning:
    'Number of reverse proxies in front, or their addresses and networks (`loopback, 10.0.0.0/8`), whose `X-Forwarded-For` counts.',
  parse: proxyTrust,
  fallback: false,
};
const retentionDays: Setting<number> = {
  name: 'CARTWRIGHT_RETENTION_DAYS',
  default: '90',
  meaning: 'Exchanges older than this are deleted; 0 keeps them whatever their age.',
  parse: wholeNumber(0, 20_000),
  fallback: 90,
};
const retentionGigabytes: Setting<number> = {
  name: 'CARTWRIGHT_RETENTION_GB',
  default: '20',
  meaning: 'When the stored exchanges take more than this (1 GB = 1,000,000,000 bytes), the oldest are deleted; 0 is no limit.',
  parse: wholeNumber(0, 1_000_000),
  fallback: 20,
};
const metricsToken: Setting<string | null> = {
  name: 'CARTWRIGHT_METRICS_TOKEN',
  default: '',
  defaultInWords: 'none: `/metrics` answers only this machine',
  meaning: 'Token that opens `/metrics` to others, as `Authorization: Bearer <token>`.',
  parse: tokenText(16),
  fallback: null,
  secret: true,
};
const rateLimit: Setting<number> = {
  name: 'CARTWRIGHT_RATE_LIMIT',
  default: '600',
  meaning:
    'Posts a minute that one remote address may have refused for a wrong merchant, key or signature before the answer is RATE_LIMITED; 0 is no limit.',
  parse: wholeNumber(0, 1_000_000),
  fallback: 600,
};

const outboundAllow: Setting<readonly OutboundPeer[] | null> = {
  name: 'CARTWRIGHT_OUTBOUND_ALLOW',
  default: '',
  defaultInWords: '`127.0.0.1:4101, 127.0.0.1:4102` beside the demo merchant, else `none`',
  meaning:
    'Exact `address:port` pairs that the sandbox environment may call beside public addresses, for a shop on this machine or in this network. Refused in production.',
  parse: outboundPeers,
  fallback: null,
};
const smtpUrl: Setting<string | null> = {
  name: 'CARTWRIGHT_SMTP_URL',
  default: '',
  defaultInWords: 'none: each mail is a file in `outbox` in the data folder',
  meaning: 'Mail server, such as `smtp://user:password@mail.shop.example:587`. A password is sent only over TLS.',
  parse: smtpAddress,
  fallback: null,
  secret: true,
};
const mailFrom: Setting<string> = {
  name: 'CARTWRIGHT_MAIL_FROM',
  default: 'no-reply@cartwright.invalid',
  meaning: 'Sender of mails, such as `My shop <orders@shop.example>`. Must be given with `CARTWRIGHT_SMTP_URL`.',
  parse: mailbox,
  fallback: 'no-reply@cartwright.invalid',
};

/** Every variable that the service reads, in the order of the table in docs/operations.md. */
export const SETTINGS = {
  port,
  host,
  publicUrl,
  databaseUrl,
  logLevel,
  nodeEnv,
  masterKey,
  trustProxy,
  retentionDays,
  retentionGigabytes,
  metricsToken,
  rateLimit,
  outboundAllow,
  smtpUrl,
  mailFrom,
} as const;
