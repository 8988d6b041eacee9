import type { Exchange } from '../src/core/exchange.js';
import type { Account } from './signed-posts.js';

/** What the benches ask of the product's own API. */
export interface Api {
  put(path: string, document: unknown): Promise<void>;
  /** The newest exchanges, newest first. */
  listExchanges(limit: number): Promise<readonly Exchange[]>;
  /** How often each callback reference was recorded after exchange `seq`; null: since ever. */
  referencesAfter(seq: number | null): Promise<Map<string, number>>;
  /** Whether the search for a callback reference finds exactly that one callback. */
  findsReference(reference: string): Promise<boolean>;
}

interface Page {
  readonly items: readonly Exchange[];
  readonly next: string | null;
}

const PAGE = 50;

/** The API on `port` with the account's own key. */
export function openApi(port: number, account: Account): Api {
  const authorization = `Basic ${Buffer.from(`${account.keyId}:${account.secret}`).toString('base64')}`;

  const call = async (path: string, init: RequestInit): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...init,
      headers: { authorization, 'content-type': 'application/json' },
    });
    if (!answer.ok)
      throw new Error(`${init.method ?? 'GET'} ${path} gives ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    return answer.json();
  };
  const page = async (search: string, limit: number, cursor: string | null): Promise<Page> => {
    const query = new URLSearchParams({ search, limit: String(limit), ...(cursor === null ? {} : { cursor }) });
    return (await call(`/v1/exchanges?${query}`, {})) as Page;
  };

  return {
    put: async (path, document) => {
      await call(path, { method: 'PUT', body: JSON.stringify(document) });
    },
    listExchanges: async (limit) => (await page('kind:callback', limit, null)).items,
    referencesAfter: async (seq) => {
      const counts = new Map<string, number>();
      for (let cursor: string | null = null; ;) {
        const { items, next } = await page('kind:callback', PAGE, cursor);
        for (const item of items) {
          if (seq !== null && item.seq <= seq) return counts;
          const reference = item.refs['callbackReferenceId'] ?? '';
          counts.set(reference, (counts.get(reference) ?? 0) + 1);
        }
        if (next === null) return counts;
        cursor = next;
      }
    },
    findsReference: async (reference) => {
      const { items } = await page(reference, PAGE, null);
      return items.filter(({ kind, refs }) => kind === 'callback' && refs['callbackReferenceId'] === reference).length === 1;
    },
  };
}
