import { type Db, quickRead } from '../../src/store/db.js';
import type { Product } from '../product.js';
import type { Sightings } from './moves.js';

/** Whom it asks, and where that keeps its orders. */
export interface Served extends Pick<Product, 'account' | 'inDatabase'> {
  readonly child: Pick<Product['child'], 'port'>;
}

/** What must not be, as texts that name the orders, checkouts and codes that it happened to. */
export type Faults = Readonly<Record<string, readonly string[]>>;

const PAGE = 200;

/** Each answers the names of what it happened to. Expected of a right service: no rows at all. */
const QUERIES: Readonly<Record<string, string>> = {
  'checkout with two orders': 'select checkout_id as name from orders group by checkout_id having count(*) > 1',
  'checkout that is placed without its order':
    "select c.id as name from checkouts c left join orders o on o.checkout_id = c.id and o.id = c.order_id where c.state = 'placed' and o.id is null",
  'order whose checkout is not placed':
    "select o.id as name from orders o left join checkouts c on c.id = o.checkout_id and c.order_id = o.id where c.id is null or c.state <> 'placed'",
  'code spent twice': 'select code_folded as name from code_redemptions group by promotion_id, code_folded having count(*) > 1',
  'code spent on no order':
    'select r.code_folded as name from code_redemptions r left join orders o on o.id = r.order_id where o.id is null',
  'use of a code miscounted':
    'select u.code_folded as name from code_uses u left join code_redemptions r on r.promotion_id = u.promotion_id and r.code_folded = u.code_folded group by u.promotion_id, u.code_folded, u.used having count(r.order_id) <> u.used',
  'authorisation used twice':
    'select payment_reference as name from orders where payment_reference is not null group by payment_reference having count(*) > 1',
  'order without its one used payment attempt':
    "select o.id as name from orders o left join payment_attempts a on a.checkout_id = o.checkout_id and a.state = 'used' and a.amount = o.total group by o.id having count(a.id) <> 1",
  'used payment attempt without an order':
    "select a.id as name from payment_attempts a left join orders o on o.checkout_id = a.checkout_id where a.state = 'used' and o.id is null",
  'order without its one confirmation':
    "select o.id as name from orders o left join mails m on m.order_id = o.id and m.kind = 'confirmation' group by o.id having count(m.id) <> 1",
};

/** Compares what buyers saw with what the service lists, and what the tables say of each other. */
export async function findFaults(product: Served, seen: Sightings): Promise<{ orders: number; faults: Faults }> {
  const listed = await listOrders(product);
  const counts = new Map<string, number>();
  for (const id of listed) counts.set(id, (counts.get(id) ?? 0) + 1);
  const shown = [...seen.orders.values()].flatMap((ids) => [...ids]);
  const own = {
    'order that a buyer saw and nobody has': shown.filter((id) => !counts.has(id)),
    'order that is listed twice': [...counts].flatMap(([id, count]) => (count > 1 ? id : [])),
    'order that no buyer saw': [...counts.keys()].filter((id) => !shown.includes(id)),
    'checkout that showed two orders': [...seen.orders].flatMap(([checkout, ids]) => (ids.size > 1 ? checkout : [])),
    'redirect to an order that never came': [...seen.redirected].filter((checkout) => !seen.orders.has(checkout)),
  };
  return { orders: listed.length, faults: { ...own, ...(await product.inDatabase(faultsInTables)) } };
}

/** What the tables of a database say against each other; only faults that there are. */
export async function faultsInTables(db: Db): Promise<Faults> {
  const found: Record<string, string[]> = {};
  for (const [fault, sql] of Object.entries(QUERIES)) {
    const names = await namesOf(db, sql);
    if (names.length > 0) found[fault] = names;
  }
  return found;
}

/** Confirmations that have not left and that no process has in hand: those of a killed one are under its lease for a while. */
export const waitingMails = (product: Pick<Served, 'inDatabase'>): Promise<string[]> =>
  product.inDatabase((db) =>
    namesOf(db, `select order_id as name from mails where sent_at is null and lease_until <= ${Date.now()}`),
  );

const namesOf = async (db: Db, sql: string): Promise<string[]> =>
  (await quickRead<{ name: string }>(db, sql, [])).map(({ name }) => name);

/** Every order id that `GET /v1/orders` gives, page by page. */
async function listOrders({ child, account }: Served): Promise<string[]> {
  const authorization = `Basic ${Buffer.from(`${account.keyId}:${account.secret}`).toString('base64')}`;
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const address = `http://127.0.0.1:${child.port}/v1/orders?limit=${PAGE}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = await fetch(address, { headers: { authorization } });
    if (!answer.ok) throw new Error(`GET /v1/orders: ${answer.status} ${await answer.text()}`);
    const page = (await answer.json()) as { items: { orderId: string }[]; next: string | null };
    ids.push(...page.items.map(({ orderId }) => orderId));
    cursor = page.next;
  }
  return ids;
}
