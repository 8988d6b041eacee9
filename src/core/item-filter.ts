import type { CartItem } from './cart.js';
import type { ItemFilter } from './settings.js';

/** An ItemFilter as sets; null where a list says nothing. */
export interface Matcher {
  readonly skus: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
  readonly excludeSkus: ReadonlySet<string>;
  readonly excludeCategories: ReadonlySet<string>;
  /** No list of SKUs or categories: everything that is not excluded. */
  readonly everything: boolean;
}

/** Compiles a filter; null if it has no list at all, which makes a promotion one of the whole order (A.2.2). */
export function compileFilter(filter: ItemFilter | undefined): Matcher | null {
  const skus = new Set(filter?.skus);
  const categories = new Set(filter?.categories);
  const excludeSkus = new Set(filter?.excludeSkus);
  const excludeCategories = new Set(filter?.excludeCategories);
  const everything = skus.size + categories.size === 0;
  if (everything && excludeSkus.size + excludeCategories.size === 0) return null;
  return { skus, categories, excludeSkus, excludeCategories, everything };
}

/** Whether the filter takes this item; no filter takes every item. */
export function matchesItem(matcher: Matcher | null, item: CartItem): boolean {
  if (matcher === null) return true;
  const { sku, category } = item;
  if (matcher.excludeSkus.has(sku) || (category !== undefined && matcher.excludeCategories.has(category))) return false;
  return matcher.everything || matcher.skus.has(sku) || (category !== undefined && matcher.categories.has(category));
}
