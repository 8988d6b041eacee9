import type { Environment } from '../../core/merchant.js';
import { exchangeRow, type ExchangeFacts } from '../../flows/exchange-row.js';
import type { EnvironmentKeys } from '../../flows/keyring.js';
import { recordStray } from '../../flows/record-stray.js';
import { sha256 } from '../../flows/stored-message.js';
import type { HttpDeps } from '../deps.js';
import { postFacts, requestMessage } from '../protocol/messages.js';
import type { Settled } from '../protocol/reply.js';
import type { CartDecision } from './decision.js';
import { keyIdOf, type CartArrival, type OpenedCart } from './post.js';

/** In whose log a cart belongs, and what masks it. */
export interface CartOwner {
  readonly environment: Environment;
  readonly keys: EnvironmentKeys;
}

/** Records a cart and what became of it; only then it may be answered. */
export async function recordCart(
  deps: HttpDeps,
  arrival: CartArrival,
  opened: OpenedCart,
  { environment, keys, decision }: CartOwner & { readonly decision: CartDecision },
): Promise<Settled> {
  const { reply, trace, keyId } = decision;
  const mask = await deps.keyring.maskFor(keyIdOf(opened.post), keys);
  await deps.recorder.record(exchangeRow(cartFacts(arrival, opened, { environment, decision }), { mask, vault: deps.vault }));
  if (keyId !== undefined) deps.keyUse.note(keyId, arrival.at);
  return { reply, trace, keyId };
}

/** A mistake of ours, recorded as far as it got. The cause goes to the log; nobody outside reads it. */
export async function recordBrokenCart(
  deps: HttpDeps,
  arrival: CartArrival,
  opened: OpenedCart,
  { environment, keys, decision, cause }: CartOwner & { readonly decision: CartDecision; readonly cause: unknown },
): Promise<Settled> {
  const { reply, trace } = decision;
  try {
    const facts = cartFacts(arrival, opened, { environment, decision });
    await deps.recorder.record(exchangeRow(facts, { mask: keys.mask, vault: deps.vault }));
  } catch (recording) {
    return { reply, trace, cause: new AggregateError([cause, recording], 'and it could not be recorded') };
  }
  return { reply, trace, cause };
}

/** What nobody's exchange log can hold goes to the operator's list. */
export async function recordStrayCart(
  deps: HttpDeps,
  arrival: CartArrival,
  { fields, post }: OpenedCart,
  { reply }: CartDecision,
): Promise<Settled> {
  await recordStray(deps, {
    id: arrival.id,
    at: arrival.at,
    remote: arrival.remote,
    status: reply.status,
    code: reply.code ?? 'MERCHANT_UNKNOWN',
    keyId: keyIdOf(post),
    request: requestMessage(arrival, fields, sha256(arrival.received.body)),
  });
  return { reply };
}

function cartFacts(
  arrival: CartArrival,
  { fields }: OpenedCart,
  { environment, decision }: { readonly environment: Environment; readonly decision: CartDecision },
): ExchangeFacts {
  const { reply, refs, faults, signature, trace } = decision;
  const post = postFacts({ arrival, fields, environment, reply, digest: sha256(arrival.received.body) });
  return { ...post, kind: 'cart', party: 'cart', trace, refs, faults, signature };
}
