import type { EnvironmentName } from '../core/exchange.js';
import type { AccessKey } from '../core/merchant.js';
import { issueKey } from '../flows/create-key.js';
import { rotateWizardKey } from '../flows/wizard-keys.js';
import { findKey, listKeys, revokeKey } from '../store/access-keys.js';
import type { Db } from '../store/db.js';
import { findEnvironment } from '../store/merchants.js';
import { allowOnly, required, UsageFault, type Arguments } from './arguments.js';
import type { Command } from './command.js';

const MAX_NAME_LENGTH = 100;

/** `key create`: an access key; its secret is shown once. */
export const keyCreate: Command = {
  words: 'key create',
  takes: '--merchant A… --environment sandbox|live --name "shop server"',
  does: 'makes an access key and prints its secret, once',
  run: async ({ db, vault, config, clock, say }, given) => {
    allowOnly(given, ['merchant', 'environment', 'name']);
    const { merchantId, environment } = await sideOf(db, given);
    const name = required(given, 'name');
    if (name.length > MAX_NAME_LENGTH) throw new UsageFault(`--name must have at most ${MAX_NAME_LENGTH} characters.`);
    const key = await issueKey(db, await vault(), { merchantId, environment, name, at: clock() });
    if (key === null) throw new UsageFault(noMerchant(merchantId));
    say(`Key        ${key.accessKeyId}`);
    say(`Secret     ${key.secretAccessKey}`);
    const side = `${config.publicUrl}${environment === 'sandbox' ? '/sandbox' : ''}`;
    say(`Carts      ${side}/checkout/${merchantId}`);
    say(`Callbacks  ${side}/callbacks/${merchantId}`);
    say('The secret is not shown again.');
  },
};

/** `key list`: the keys of one environment, newest first. */
export const keyList: Command = {
  words: 'key list',
  takes: '--merchant A… --environment sandbox|live',
  does: 'lists the access keys of an environment',
  run: async ({ db, say }, given) => {
    allowOnly(given, ['merchant', 'environment']);
    const { environmentId, environment } = await sideOf(db, given);
    const keys = await listKeys(db, environmentId);
    if (keys.length === 0) say(`There are no ${environment} keys yet. Make one with: npx cartwright key create`);
    for (const key of keys) say(lineOf(key));
  },
};

/** `key revoke`: dead at once, in every process. */
export const keyRevoke: Command = {
  words: 'key revoke',
  takes: '--key <key id>',
  does: 'revokes an access key at once; it cannot be brought back',
  run: async ({ db, clock, say }, given) => {
    allowOnly(given, ['key']);
    const id = required(given, 'key');
    const key = await findKey(db, id);
    if (key === null) throw new UsageFault(`There is no key ${id}.`);
    const revoked = await revokeKey(db, id, clock());
    say(revoked ? `The key ${id} (${key.name}) is revoked.` : `The key ${id} (${key.name}) was revoked before.`);
  },
};

/** `key rotate --wizard`: the next key of the button wizard; nobody is shown it. */
export const keyRotate: Command = {
  words: 'key rotate',
  takes: '--wizard --merchant A… --environment sandbox|live',
  does: 'makes a new key for the buttons of the wizard; buttons made before keep working',
  run: async ({ db, vault, clock, say }, given) => {
    allowOnly(given, ['wizard', 'merchant', 'environment']);
    if (!given.options.has('wizard'))
      throw new UsageFault(
        'Only the key of the wizard is rotated in place: --wizard. For an access key make another one and revoke the old one.',
      );
    const { environmentId, environment } = await sideOf(db, given);
    const version = await rotateWizardKey({ db, vault: await vault() }, { environmentId, at: clock() });
    say(`New ${environment} buttons are signed with wizard key ${version}.`);
    say('Buttons made with older ones keep working.');
  },
};

async function sideOf(
  db: Db,
  given: Arguments,
): Promise<{ merchantId: string; environmentId: string; environment: EnvironmentName }> {
  const merchantId = required(given, 'merchant');
  const environment = required(given, 'environment');
  if (environment !== 'sandbox' && environment !== 'live')
    throw new UsageFault(`--environment must be sandbox or live. It is "${environment}".`);
  const found = await findEnvironment(db, merchantId, environment);
  if (found === null) throw new UsageFault(noMerchant(merchantId));
  return { merchantId, environmentId: found.id, environment };
}

const noMerchant = (id: string): string =>
  `There is no merchant ${id}. A merchant id is the letter A and 13 more letters or digits.`;

function lineOf({ id, name, createdAt, revokedAt, lastUsedAt }: AccessKey): string {
  const used = lastUsedAt === null ? 'never used' : `last used ${instant(lastUsedAt)}`;
  const state = revokedAt === null ? used : `revoked ${instant(revokedAt)}`;
  return `${id}  made ${instant(createdAt)}  ${state}  ${name}`;
}

const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
