import { BARE_FRONT, type ShopFront } from '../../core/shop-front.js';
import type { EnvironmentState } from '../../store/environment-state.js';
import type { Db } from '../../store/db.js';
import { loadShopFront } from '../../store/shop.js';
import { isUnreadable } from '../../store/unreadable.js';

/** What buyers read of a shop. A document that cannot be read keeps nobody from buying: the shop's name stands alone. */
export async function shopFrontOf(db: Db, { environment, version }: EnvironmentState): Promise<ShopFront> {
  try {
    return await loadShopFront(db, environment.id, version);
  } catch (error) {
    if (isUnreadable(error)) return BARE_FRONT;
    throw error;
  }
}
