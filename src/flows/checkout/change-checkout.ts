import type { Buyer, Choices, ShipTo } from '../../core/checkout.js';
import { saveChoices } from '../../store/checkouts.js';
import type { CheckoutDeps } from './deps.js';
import { viewOf } from './open-checkout.js';
import type { ChangedCheckout, CheckoutView } from './view.js';

/** The most that a line may have. */
export const MOST_UNITS = 999_999;

/** Saves who the buyer is and where it goes. */
export const setAddress = (
  deps: CheckoutDeps,
  view: CheckoutView,
  address: { readonly buyer: Buyer; readonly shipTo: ShipTo },
): Promise<ChangedCheckout> => changeChoices(deps, view, address);

/** Saves a choice of shipping. One that is not offered is not taken: the view says so by having none chosen. */
export async function chooseShipping(deps: CheckoutDeps, view: CheckoutView, choiceId: string): Promise<ChangedCheckout> {
  const offered = view.quote?.ok === true && view.quote.options.some((option) => option.choiceId === choiceId);
  return offered ? changeChoices(deps, view, { choiceId }) : { ...view, chosen: null };
}

/** Takes an upsell item in a quantity, or with 0 none of it; what the cart does not offer changes nothing. */
export async function setUpsell(
  deps: CheckoutDeps,
  view: CheckoutView,
  { sku, quantity }: { readonly sku: string; readonly quantity: number },
): Promise<ChangedCheckout> {
  const { cart, choices } = view.checkout;
  const possible = Number.isInteger(quantity) && quantity >= 0 && quantity <= MOST_UNITS;
  if (!possible || sku === '' || !cart.upsellItems.some((item) => item.sku === sku)) return view;
  const others = choices.upsell.filter((taken) => taken.sku !== sku);
  return changeChoices(deps, view, { upsell: quantity === 0 ? others : [...others, { sku, quantity }] });
}

/** Saves some of the choices under the condition that the checkout is the one of the view, and prices it anew. */
export async function changeChoices(deps: CheckoutDeps, view: CheckoutView, change: Partial<Choices>): Promise<ChangedCheckout> {
  const { id, version } = view.checkout;
  const choices = { ...view.checkout.choices, ...change };
  const at = deps.clock();
  const saved = await saveChoices(deps.db, { id, version, choices, at });
  if (saved.state === 'changed') return saved;
  return viewOf(deps, { ...view.checkout, choices, version: saved.version, updatedAt: at });
}
