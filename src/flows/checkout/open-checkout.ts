import { addUpsell } from '../../core/upsell.js';
import { claimCheckout } from '../../store/checkout/claim.js';
import { findCheckout, type StoredCheckout } from '../../store/checkouts.js';
import { findOrderByCheckout } from '../../store/orders.js';
import { sha256 } from '../stored-message.js';
import type { CheckoutDeps } from './deps.js';
import { priceCheckout } from './price-checkout.js';
import { shopFrontOf } from './shop-front.js';
import { ownerOf, surroundingsOf } from './surroundings.js';
import { chosenOf, type CheckoutView, type OpenedCheckout } from './view.js';

/** Values of the cookies of one browser. */
export interface BrowserSessions {
  /** The one that claims what is nobody's; null where the browser sent none. */
  readonly session: string | null;
  /** More sessions of the same browser: what belongs to them is its own too. */
  readonly others?: readonly string[];
}

interface Opening extends BrowserSessions {
  readonly id: string;
  /** False where the page shows no price: then no merchant is asked. */
  readonly priced?: boolean;
  /** False where looking must not make it this session's. */
  readonly claims?: boolean;
}

/** Digest under which the database knows a browser session. */
export const sessionDigest = (session: string): string => sha256(session);

/** Opens a checkout for a browser session, which claims it if nobody has (semantics B, "The same cart again"). */
export async function openCheckout(
  deps: CheckoutDeps,
  { id, session, others = [], priced = true, claims = true }: Opening,
): Promise<OpenedCheckout> {
  const checkout = await findCheckout(deps.db, id);
  if (checkout === null) return { state: 'unknown' };
  const [own, ...more] = [...(session === null ? [] : [session]), ...others].map(sessionDigest);
  if (checkout.sessionSha256 !== null && ![own, ...more].includes(checkout.sessionSha256)) return { state: 'taken' };
  const closed = whyClosed(checkout, deps.clock());
  if (closed !== null) return { state: 'expired', cart: checkout.cart, because: closed };
  if (checkout.sessionSha256 !== null) return openOwn(deps, checkout, priced);
  if (own === undefined || !claims) return { state: 'unclaimed' };
  const claim = await claimCheckout(deps.db, { id, sessionSha256: own, others: more, at: deps.clock() });
  switch (claim.state) {
    case 'yours':
      return openOwn(deps, { ...checkout, sessionSha256: claim.sessionSha256 }, priced);
    case 'instead':
    case 'taken':
      return claim;
    case 'gone':
      return { state: 'unknown' };
  }
}

/** The view of a checkout that is the caller's own. */
export async function viewOf(deps: CheckoutDeps, checkout: StoredCheckout, priced = true): Promise<CheckoutView> {
  const wanted = priced && checkout.state === 'open' && checkout.choices.shipTo !== undefined;
  const around = wanted ? await surroundingsOf(deps, checkout.environmentId) : null;
  const quote = around === null ? null : await priceCheckout(deps, checkout, { for: 'page', around });
  const owner = around ?? (await ownerOf(deps, checkout.environmentId));
  const { environment } = owner;
  return {
    checkout,
    merchant: environment.merchant,
    environment: environment.name,
    front: await shopFrontOf(deps.db, owner),
    items: quote?.ok === true ? quote.items : addUpsell(checkout.cart, checkout.choices.upsell),
    quote,
    chosen: chosenOf(checkout, quote),
    order: checkout.state === 'placed' ? await findOrderByCheckout(deps.db, checkout.id) : null,
  };
}

async function openOwn(deps: CheckoutDeps, checkout: StoredCheckout, priced: boolean): Promise<OpenedCheckout> {
  const view = await viewOf(deps, checkout, priced);
  return { state: checkout.state === 'placed' ? 'placed' : 'yours', view };
}

/** Why nobody can go on with a checkout; the date counts before the job has written it down. */
export function whyClosed({ state, expiresAt }: StoredCheckout, now: number): 'date' | 'cancelled' | null {
  if (state === 'cancelled') return 'cancelled';
  if (state === 'expired') return 'date';
  return state === 'open' && expiresAt !== null && expiresAt <= now ? 'date' : null;
}
