import { parseSearch } from '../src/core/search.js';
import { type ExchangePage, listExchanges } from '../src/store/exchanges.js';
import type { Db } from '../src/store/db.js';

const PAGE = 500;

/** The number of the newest exchange of an environment; 0 where there is none. */
export async function newestSeq(db: Db, environmentId: string): Promise<number> {
  return (await search(db, environmentId, { text: '', limit: 1 })).items[0]?.seq ?? 0;
}

/** How often each callback reference stands in the log after exchange `seq`. */
export async function referencesAfter(db: Db, environmentId: string, seq: number): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let cursor: string | undefined; ;) {
    const page = await search(db, environmentId, {
      text: 'kind:callback',
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const item of page.items) {
      if (item.seq <= seq) return counts;
      const reference = item.refs['callbackReferenceId'] ?? '';
      counts.set(reference, (counts.get(reference) ?? 0) + 1);
    }
    if (page.next === null) return counts;
    cursor = page.next;
  }
}

/** Whether a search for the callback reference finds the one callback that carries it, as a person would look for it. */
export async function findsReference(db: Db, environmentId: string, reference: string): Promise<boolean> {
  const { items } = await search(db, environmentId, { text: reference, limit: PAGE });
  return items.length === 1 && items[0]?.refs['callbackReferenceId'] === reference;
}

function search(
  db: Db,
  environmentId: string,
  { text, ...page }: { readonly text: string; readonly limit: number; readonly cursor?: string },
): Promise<ExchangePage> {
  const parsed = parseSearch(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return listExchanges(db, environmentId, { search: parsed.search, ...page });
}
