import type { Gateway, MoneyAnswer, MoneyRequest } from '../../core/gateway.js';
import type { Order } from '../../core/order.js';
import { readStateOf } from '../../store/environment-state.js';
import type { Work } from '../../store/order/gateway-work.js';
import type { CheckoutDeps } from '../checkout/deps.js';
import type { OrderDeps } from './change-order.js';

/** What the work at gateways may use. */
export type GatewayDeps = OrderDeps & Pick<CheckoutDeps, 'gateways'>;

/** What a gateway said, or that nobody knows what it did. */
export type Told = MoneyAnswer | { readonly state: 'unknown' };

/** Whoever waits for the merchant's word is never asked again. */
export const NEVER = Number.MAX_SAFE_INTEGER;

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** The gateway that holds the money of an order. Throws where there is none of its name any more. */
export async function gatewayOf({ db, gateways }: GatewayDeps, { id, environmentId, payment }: Order): Promise<Gateway> {
  const state = await readStateOf(db, environmentId);
  const gateway = state && gateways(state.environment.name).find(({ name }) => name === payment.gateway);
  if (gateway == null) throw new Error(`The order ${id} was paid for at ${payment.gateway}, which is no gateway here.`);
  return gateway;
}

/**
 * Asks a gateway for a capture or a refund once. Where it may have been asked before it is first asked what became of that,
 * and only what it never got is asked for, with the same key (semantics C, "Capture").
 */
export async function askGateway(
  gateway: Gateway,
  asked: MoneyRequest,
  { verb, again }: { readonly verb: 'capture' | 'refund'; readonly again: boolean },
): Promise<Told> {
  const isCapture = verb === 'capture';
  try {
    const found = again ? await (isCapture ? gateway.findCapture(asked) : gateway.findRefund(asked)) : null;
    return found ?? (await (isCapture ? gateway.capture(asked) : gateway.refund(asked)));
  } catch {
    // a lost answer is an outcome: the money may have moved
    return { state: 'unknown' };
  }
}

/** The key of the first try is the id itself; a refusal that is tried again is another question. */
export const keyOf = ({ id, tries }: Work): string => (tries === 0 ? id : `${id}:${tries + 1}`);

/** When a question without an end is asked again, by the real clock: 5 s, 10 s, … up to an hour. */
export const nextAsk = (now: number, { attempts }: Work): number =>
  now + Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts, 20), LONGEST_PAUSE_MS);
