import { addUpsell } from '../../core/upsell.js';
import { claimCheckout } from '../../store/checkout/claim.js';
import { findCheckout, type StoredCheckout } from '../../store/checkouts.js';
import { findOrderByCheckout } from '../../store/orders.js';
import { sha256 } from '../stored-message.js';
import type { CheckoutDeps } from './deps.js';
import { priceCheckout } from './price-checkout.js';
import { ownerOf, surroundingsOf } from './surroundings.js';
import { chosenOf, type CheckoutView, type OpenedCheckout } from './view.js';

interface Opening {
  readonly id: string;
  /** Value of the browser's own cookie; null where it sent none. */
  readonly session: string | null;
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
  { id, session, priced = true, claims = true }: Opening,
): Promise<OpenedCheckout> {
  const checkout = await findCheckout(deps.db, id);
  if (checkout === null) return { state: 'unknown' };
  const sessionSha256 = session === null ? null : sessionDigest(session);
  if (checkout.sessionSha256 !== null && checkout.sessionSha256 !== sessionSha256) return { state: 'taken' };
  const closed = whyClosed(checkout, deps.clock());
  if (closed !== null) return { state: 'expired', cart: checkout.cart, because: closed };
  if (checkout.sessionSha256 !== null) return openOwn(deps, checkout, priced);
  if (sessionSha256 === null || !claims) return { state: 'unclaimed' };
  const claim = await claimCheckout(deps.db, { id, sessionSha256, at: deps.clock() });
  switch (claim.state) {
    case 'yours':
      return openOwn(deps, { ...checkout, sessionSha256 }, priced);
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
  const { environment } = around ?? (await ownerOf(deps, checkout.environmentId));
  return {
    checkout,
    merchant: environment.merchant,
    environment: environment.name,
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
