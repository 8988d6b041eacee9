import type { Checkout } from '../../core/checkout.js';
import { deliveryOfChoice, type DeliveryDates } from '../../core/delivery-dates.js';
import type { EnvironmentState } from '../../store/environment-state.js';
import type { Db } from '../../store/db.js';
import { findOrderByCheckout } from '../../store/orders.js';
import { loadRuleBook } from '../../store/rule-book.js';
import { isUnreadable } from '../../store/unreadable.js';

/**
 * When a checkout's parcel arrives: as promised by its order, else by its choice if it were ordered at `at`. Null where nothing
 * is promised, nothing is chosen, or the settings cannot be read: nobody is asked and nothing is priced for it.
 */
export async function deliveryOf(
  db: Db,
  { id, state, choices, environmentId }: Checkout,
  { environment, version, at }: EnvironmentState & { readonly at: number },
): Promise<DeliveryDates | null> {
  if (state === 'placed') return (await findOrderByCheckout(db, id))?.delivery ?? null;
  const { choiceId } = choices;
  if (state !== 'open' || choiceId === undefined) return null;
  try {
    const book = await loadRuleBook(db, environmentId, version);
    return deliveryOfChoice(choiceId, book, { at, zone: environment.merchant.zone });
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}
