import type { Environment } from '../../core/merchant.js';
import type { RuleBook } from '../../core/rule-book.js';
import { CartwrightError } from '../../errors.js';
import { readStateOf } from '../../store/environment-state.js';
import { loadRuleBook } from '../../store/rule-book.js';
import type { EnvironmentKeys } from '../keyring.js';
import type { CheckoutDeps } from './deps.js';

/** The environment of a checkout as of one version. */
export interface Surroundings {
  readonly environment: Environment;
  readonly version: number;
  readonly keys: EnvironmentKeys;
  readonly book: RuleBook;
}

/** Throws CHECKOUT_UNKNOWN where the merchant was removed, and SETTINGS_UNREADABLE where nothing can be priced. */
export async function surroundingsOf(
  { db, keyring }: Pick<CheckoutDeps, 'db' | 'keyring'>,
  environmentId: string,
): Promise<Surroundings> {
  const state = await readStateOf(db, environmentId);
  if (state === null) throw new CartwrightError('CHECKOUT_UNKNOWN');
  const { environment, version } = state;
  const keys = await keyring.keysOf(environment, version);
  return { environment, version, keys, book: await loadRuleBook(db, environmentId, version) };
}
