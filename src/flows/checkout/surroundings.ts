import type { Environment } from '../../core/merchant.js';
import type { RuleBook } from '../../core/rule-book.js';
import { CartwrightError } from '../../errors.js';
import { readStateOf } from '../../store/environment-state.js';
import { loadRuleBook } from '../../store/rule-book.js';
import type { EnvironmentKeys } from '../keyring.js';
import type { CheckoutDeps } from './deps.js';

/** Whose a checkout is, as of one version of the environment: enough for whatever needs no price. */
export interface Owner {
  readonly environment: Environment;
  readonly version: number;
  readonly keys: EnvironmentKeys;
}

/** The same with what prices are made from. */
export interface Surroundings extends Owner {
  readonly book: RuleBook;
}

type Deps = Pick<CheckoutDeps, 'db' | 'keyring'>;

/** Throws CHECKOUT_UNKNOWN where the merchant was removed, and SETTINGS_UNREADABLE where nothing can be priced. */
export async function surroundingsOf(deps: Deps, environmentId: string): Promise<Surroundings> {
  const owner = await ownerOf(deps, environmentId);
  return { ...owner, book: await loadRuleBook(deps.db, environmentId, owner.version) };
}

/** Throws CHECKOUT_UNKNOWN where the merchant was removed. Settings that cannot be read keep no order from being cancelled. */
export async function ownerOf({ db, keyring }: Deps, environmentId: string): Promise<Owner> {
  const state = await readStateOf(db, environmentId);
  if (state === null) throw new CartwrightError('CHECKOUT_UNKNOWN');
  const { environment, version } = state;
  return { environment, version, keys: await keyring.keysOf(environment, version) };
}
