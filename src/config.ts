import { SETTINGS, type Setting } from './config/settings.js';
import { nearestName } from './config/nearest-name.js';
import type { OutboundPeer } from './config/outbound-parsers.js';
import type { LogLevel, ProxyTrust } from './config/parsers.js';

/** What the service was told by its environment: read once, checked, frozen. */
export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Without a slash at its end. With PORT 0 it is right only after `withPort`. */
  readonly publicUrl: string;
  /** Whether PUBLIC_URL was set, so that a port chosen by the system must not change it. */
  readonly publicUrlGiven: boolean;
  readonly databaseUrl: string;
  readonly logLevel: LogLevel;
  readonly production: boolean;
  /** 32 bytes, or null: then the key file beside the embedded database counts. */
  readonly masterKey: Buffer | null;
  readonly trustProxy: ProxyTrust;
  readonly retentionDays: number;
  readonly retentionBytes: number;
  readonly metricsToken: string | null;
  /** Refusals a minute (key, signature, merchant) that one remote address may collect; 0 is no limit. */
  readonly rateLimit: number;
  /** What the sandbox may call beside public addresses; null where nothing was said. */
  readonly outboundAllow: readonly OutboundPeer[] | null;
  /** Null: mails become files. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
}

/** Everything that is wrong with the environment, one sentence each. */
export class ConfigFaults extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'ConfigFaults';
  }
}

const PREFIX = 'CARTWRIGHT_';
/** Variables of this prefix that belong to the test run, not to the service. */
const FOREIGN = new Set(['CARTWRIGHT_REQUIRE', 'CARTWRIGHT_SKIP_NOTES', 'CARTWRIGHT_TEST_MYSQL']);
const BYTES_PER_GB = 1_000_000_000;

/**
 * Reads and checks the environment. Throws `ConfigFaults` with every fault at once; `warnings` are sentences about
 * variables that look like ours and are not.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): { config: Config; warnings: string[] } {
  const sentences: string[] = [];
  const read = <T>(setting: Setting<T>): T => {
    // An empty variable is an unset one: `PORT= npm start` and an empty line of an env file mean the default.
    const text = env[setting.name]?.trim();
    const given = text !== undefined && text !== '';
    const parsed = setting.parse(given ? text : setting.default);
    if (parsed.ok) return parsed.value;
    sentences.push(`${setting.name} must be ${parsed.expected}${setting.secret === true ? '.' : `. It is "${text ?? ''}".`}`);
    return setting.fallback;
  };
  const port = read(SETTINGS.port);
  const host = read(SETTINGS.host);
  const publicUrl = read(SETTINGS.publicUrl);
  const config: Config = {
    port,
    host,
    publicUrl: publicUrl ?? addressOf(host, port),
    publicUrlGiven: publicUrl !== null,
    databaseUrl: read(SETTINGS.databaseUrl),
    logLevel: read(SETTINGS.logLevel),
    production: read(SETTINGS.nodeEnv) === 'production',
    masterKey: read(SETTINGS.masterKey),
    trustProxy: read(SETTINGS.trustProxy),
    retentionDays: read(SETTINGS.retentionDays),
    retentionBytes: read(SETTINGS.retentionGigabytes) * BYTES_PER_GB,
    metricsToken: read(SETTINGS.metricsToken),
    rateLimit: read(SETTINGS.rateLimit),
    outboundAllow: read(SETTINGS.outboundAllow),
    smtpUrl: read(SETTINGS.smtpUrl),
    mailFrom: read(SETTINGS.mailFrom),
  };
  sentences.push(...contradictions(config));
  if (sentences.length > 0) throw new ConfigFaults(sentences);
  return { config: Object.freeze(config), warnings: unknownNames(env) };
}

/** What each variable may say for itself and not beside the others. */
function contradictions({ production, outboundAllow, smtpUrl, mailFrom }: Config): string[] {
  const sentences: string[] = [];
  if (production && (outboundAllow?.length ?? 0) > 0)
    sentences.push(
      `${SETTINGS.outboundAllow.name} must be unset with NODE_ENV=production: there only public addresses are called.`,
    );
  if (smtpUrl !== null && mailFrom === SETTINGS.mailFrom.default)
    sentences.push(`${SETTINGS.mailFrom.name} must be given with ${SETTINGS.smtpUrl.name}: mails need a sender that exists.`);
  return sentences;
}

/** The same configuration with the port that the system gave, where PORT was 0. */
export function withPort(config: Config, port: number): Config {
  const publicUrl = config.publicUrlGiven ? config.publicUrl : addressOf(config.host, port);
  return Object.freeze({ ...config, port, publicUrl });
}

/** Where the service is reached when nobody says otherwise; a host that means "every address" is reached on loopback. */
function addressOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function unknownNames(env: NodeJS.ProcessEnv): string[] {
  const known = Object.values(SETTINGS).map((setting) => setting.name);
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name) && !FOREIGN.has(name))
    .sort()
    .map(
      (name) => `${name} is not a setting of Cartwright and changes nothing. The nearest name is ${nearestName(name, known)}.`,
    );
}
