import { join } from 'node:path';
import type { Config } from '../config.js';
import type { OutboundPeer } from '../config/outbound-parsers.js';
import { createGuardedFetch, type GuardedFetch } from '../outbound/guarded-fetch.js';
import { createMailer, type Mailer } from '../outbound/mail.js';
import { filesDirectory } from './database.js';
import type { DemoAtStart } from './first-run.js';

/** Every way out of the service. */
export interface Outbound {
  readonly fetch: GuardedFetch;
  /** What the sandbox may call beside public addresses. */
  readonly allow: readonly OutboundPeer[];
  readonly mailer: Mailer;
}

/** Where the sandbox's shop and its store listen; the demo merchant's carts name them. */
export const DEMO_PEERS: readonly OutboundPeer[] = [
  { address: '127.0.0.1', port: 4101 },
  { address: '127.0.0.1', port: 4102 },
];

/** Opens the ways out; only beside the demo merchant, which production never has, are its peers allowed unasked. */
export function openOutbound(config: Config, demo: DemoAtStart['state']): Outbound {
  return {
    fetch: createGuardedFetch(),
    allow: config.outboundAllow ?? (demo === 'none' ? [] : DEMO_PEERS),
    mailer: createMailer({ smtpUrl: config.smtpUrl, outbox: join(filesDirectory(config), 'outbox') }),
  };
}
