import type { StoreClient } from '../store/client.js';
import type { Door } from '../store/door.js';
import type { Store } from '../store/server.js';

interface Pulling {
  readonly orderId: string;
  readonly store: Store;
  readonly client: StoreClient;
  /** How far the events have been pulled. */
  readonly cursor: { after: number };
  /** For an outage. */
  readonly patienceMs: number;
}

interface PulledEvent {
  readonly id: string;
  readonly position: number;
  readonly data: { readonly order: { readonly orderId: string } };
}

/** Positions are given a moment after the event; its webhook may be quicker. */
const PATIENCE_MS = 10_000;
const POLL_MS = 100;

/** A store that pulls gets the same events as one that is called, numbered without a gap. */
export async function checkEvents({ orderId, store, client, cursor, patienceMs }: Pulling): Promise<string[]> {
  const heard = referencesOf(store.webhooks, orderId);
  const first = cursor.after + 1;
  const pulled: PulledEvent[] = [];
  const ids = (): string[] => pulled.flatMap(({ id, data }) => (data.order.orderId === orderId ? id : []));
  for (const started = Date.now(); ;) {
    const page = await pull(client, cursor);
    if (page === null) return ['GET /events does not answer 200.'];
    pulled.push(...page);
    const isWhole = page.length === 0 && heard.every((id) => ids().includes(id));
    if (isWhole || Date.now() - started > PATIENCE_MS + patienceMs) break;
    if (page.length === 0) await new Promise((done) => setTimeout(done, POLL_MS));
  }
  const missed = heard.filter((id) => !ids().includes(id));
  const untold = ids().filter((id) => !heard.includes(id));
  const gap = pulled.find(({ position }, index) => position !== first + index);
  return [
    ...missed.map((id) => `The webhook ${id} is not in GET /events.`),
    ...untold.map((id) => `The event ${id} never came as a webhook.`),
    ...(gap === undefined ? [] : [`GET /events has a gap before position ${gap.position}.`]),
  ];
}

/** The next page, and the cursor behind it; null where there is no answer. */
async function pull(client: StoreClient, cursor: { after: number }): Promise<readonly PulledEvent[] | null> {
  const { status, body } = await client.ask('GET', `/events?after=${cursor.after}&limit=200`);
  if (status !== 200) return null;
  const { items } = body as { readonly items: readonly PulledEvent[] };
  cursor.after = items.at(-1)?.position ?? cursor.after;
  return items;
}

const referencesOf = ({ heard, book }: Door, orderId: string): string[] => [
  ...new Set(
    heard.flatMap((one) => (one.orderId === orderId && book.references.has(one.reference ?? '') ? (one.reference ?? []) : [])),
  ),
];
