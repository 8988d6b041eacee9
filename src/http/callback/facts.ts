import type { Environment } from '../../core/merchant.js';
import type { ExchangeFacts } from '../../flows/exchange-row.js';
import { maskRefs } from '../../flows/exchange-row.js';
import type { Mask } from '../../flows/keyring.js';
import { ulid } from '../../ids.js';
import type { Db } from '../../store/db.js';
import { openTrace } from '../../store/exchanges.js';
import { postFacts } from '../protocol/messages.js';
import type { Decision } from './decision.js';
import type { CallbackArrival, OpenedArrival } from './post.js';

/** One post, what was decided about it, and where its row belongs. */
export interface Account {
  readonly arrival: CallbackArrival;
  readonly opened: OpenedArrival;
  readonly environment: Environment;
  readonly decision: Decision;
  readonly trace: string;
  readonly parent?: string;
  /** SHA-256 of the body, hex. */
  readonly digest: string;
}

/** Everything that the row of a callback says. */
export function callbackFacts({ arrival, opened, environment, decision, trace, parent, digest }: Account): ExchangeFacts {
  const { kind, reply, refs, faults, signature, calculation } = decision;
  const post = postFacts({ arrival, fields: opened.fields, environment, reply, digest });
  return { ...post, kind, party: 'checkout', trace, parent, refs, faults, signature, calculation: calculation ?? [] };
}

/**
 * The trace of an exchange (contracts.md): that of an earlier one with the same ids, else a new one. A stranger must not reach
 * into somebody's trace, and an id that is masked in the row joins nothing, as another one may look the same.
 */
export async function traceOf(
  db: Db,
  {
    environment,
    decision,
    at,
  }: { readonly environment: Environment; readonly decision: Pick<Decision, 'refs' | 'joins'>; readonly at: number },
  mask: Mask,
): Promise<string> {
  if (decision.joins === 'none') return ulid(at);
  const stored = maskRefs(decision.refs, mask);
  const unmasked = (name: string): string | undefined => (stored[name] === decision.refs[name] ? stored[name] : undefined);
  const callbackReferenceId = unmasked('callbackReferenceId');
  const clientRequestId = decision.joins === 'both' ? unmasked('clientRequestId') : undefined;
  const known = await openTrace(db, environment.id, {
    ...(callbackReferenceId === undefined ? {} : { callbackReferenceId }),
    ...(clientRequestId === undefined ? {} : { clientRequestId }),
    at,
  });
  return known ?? ulid(at);
}
