import type { Environment } from '../../core/merchant.js';
import type { ExchangeFacts } from '../../flows/exchange-row.js';
import type { ExchangeRow, JoiningIds } from '../../store/recorder.js';
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
  return { kind, party: 'checkout', trace, parent, refs, faults, signature, calculation: calculation ?? [], ...post };
}

/**
 * The ids by which an exchange may join an earlier trace (contracts.md). A stranger must not reach into somebody's trace, and
 * an id that is masked in the row joins nothing, as another one may look the same.
 */
export function joiningIds({ joins, refs }: Decision, row: Pick<ExchangeRow, 'refs'>): JoiningIds {
  if (joins === 'none') return {};
  const unmasked = (name: string): string => (row.refs[name] === refs[name] ? (refs[name] ?? '') : '');
  const callbackReferenceId = unmasked('callbackReferenceId');
  return joins === 'both' ? { callbackReferenceId, clientRequestId: unmasked('clientRequestId') } : { callbackReferenceId };
}
