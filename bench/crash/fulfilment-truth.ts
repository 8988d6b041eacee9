import { type Db, quickRead } from '../../src/store/db.js';
import type { Arrival } from './forgetful-store.js';
import type { Faults } from './order-truth.js';

const COMPONENTS = ['principal', 'principal_promo', 'shipping', 'shipping_promo', 'tax', 'shipping_tax'] as const;
const CAPTURED = "s.capture_state = 'captured'";
const GIVEN_BACK = "f.state in ('reserved', 'settled')";
/** Minor units of an order. */
const sumOf = (amount: string, from: string, where: string): string =>
  `coalesce((select sum(${amount}) from ${from} where ${where}), 0)`;
const capturedOf = sumOf('s.capture_amount', 'shipments s', `s.order_id = o.id and ${CAPTURED}`);
const settledOf = sumOf('f.amount', 'refunds f', "f.order_id = o.id and f.state = 'settled'");
const chargedBackOf = sumOf('c.amount', 'chargebacks c', "c.order_id = o.id and c.state <> 'won'");
const buyerOf = sumOf(
  'r.amount',
  'ledger_postings p join ledger_rows r on r.posting_id = p.id',
  "p.order_id = o.id and r.account = 'buyer'",
);

/** More of a line's component went back than was captured of it. */
function aboveCaptured(component: string): string {
  const back = sumOf(
    `l.${component}`,
    'refund_lines l join refunds f on f.id = l.refund_id',
    `f.order_id = n.order_id and l.number = n.number and ${GIVEN_BACK}`,
  );
  const had = sumOf(
    `l.${component}`,
    'shipment_lines l join shipments s on s.id = l.shipment_id',
    `s.order_id = n.order_id and l.number = n.number and ${CAPTURED}`,
  );
  return `${back} > ${had}`;
}

/** What a finished run must leave; each answers the names of what it happened to. Expected of a right service: no rows at all. */
const QUERIES: Readonly<Record<string, string>> = {
  'posting that does not sum to 0':
    'select p.id as name from ledger_postings p left join ledger_rows r on r.posting_id = p.id group by p.id having count(r.account) < 2 or sum(r.amount) <> 0',
  'posting that is there twice': 'select source as name from ledger_postings group by source, kind having count(*) > 1',
  'order whose ledger is not what was captured less what went back': `select o.id as name from orders o where ${buyerOf} <> ${capturedOf} - ${settledOf} - ${chargedBackOf}`,
  'order captured above its total': `select o.id as name from orders o where ${capturedOf} > o.total`,
  'order shipped whole and not captured whole': `select o.id as name from orders o where o.closed_at is not null and o.total <> ${capturedOf} and not exists (select 1 from order_lines n where n.order_id = o.id and n.cancelled > 0)`,
  'line that more went back of than was captured': `select n.order_id as name from order_lines n where ${COMPONENTS.map(aboveCaptured).join(' or ')}`,
  'line whose shipments are not its shipped units': `select n.order_id as name from order_lines n where n.shipped + n.cancelled > n.quantity or n.shipped <> ${sumOf('l.units', 'shipment_lines l join shipments s on s.id = l.shipment_id', 's.order_id = n.order_id and l.number = n.number')}`,
  'capture that nobody ends': "select id as name from shipments where capture_state in ('due', 'unknown')",
  'capture without its posting': `select s.id as name from shipments s left join ledger_postings p on p.source = s.id and p.kind = 'capture' where ${CAPTURED} and s.capture_amount > 0 and p.id is null`,
  'refund that nobody ends': "select id as name from refunds where state = 'reserved'",
  'settled refund without its posting':
    "select f.id as name from refunds f left join ledger_postings p on p.source = f.id and p.kind = 'refund' where f.state = 'settled' and p.id is null",
  'delivery that nobody ends': 'select id as name from deliveries where outcome is null',
  'delivery that was given up': "select id as name from deliveries where outcome not in ('delivered', 'acknowledged')",
  'endpoint that stays paused': 'select id as name from endpoints where paused_at is not null or off_at is not null',
  'event without a position': 'select id as name from events where position is null',
  'environment with a gap in its positions':
    'select environment_id as name from events group by environment_id having min(position) <> 1 or max(position) <> count(*)',
  'order with a gap in its sequence':
    'select order_id as name from events where order_id is not null group by order_id having min(sequence) <> 1 or max(sequence) <> count(*)',
  'order without its one order.created': oneEventEach('order.created', 'o.id is not null'),
  'order without its one order.ready_to_ship': oneEventEach('order.ready_to_ship', 'o.released_at is not null'),
  'shipment without its event': countsDiffer('shipments', 'shipment.confirmed'),
  'refund without its event': countsDiffer('refunds', 'refund.issued'),
  'settled refund without its event': countsDiffer("refunds where state = 'settled'", 'refund.settled'),
  'refused refund without its event': countsDiffer("refunds where state = 'refused'", 'refund.refused'),
  'undone refund without its event': countsDiffer("refunds where state = 'undone'", 'refund.undone'),
  'refund that moved money and did not come about': `select f.id as name from refunds f join ledger_postings p on p.source = f.id where f.state <> 'settled'`,
  'refund that a card gave back that takes nothing back':
    "select f.id as name from refunds f join orders o on o.id = f.order_id where f.state = 'settled' and o.payment_reference like 'test_refund_refused-%'",
  'payment problem that nobody solves': 'select id as name from orders where payment_problem is not null',
  // each refusal is tried again by the merchant, and passes then
  'refused capture without its event': `select o.id as name from orders o where ${sumOf('s.tries', 'shipments s', 's.order_id = o.id')} <> ${eventsOf('order.payment_problem')}`,
  'cancelled order without its one order.cancelled': oneEventEach('order.cancelled', 'o.cancelled_at is not null'),
  'order.cancelled of an order that is not': `select o.id as name from orders o where o.cancelled_at is null and ${eventsOf('order.cancelled')} > 0`,
  'cancelled order whose money is still held':
    "select id as name from orders where cancelled_at is not null and payment_state in ('authorised', 'pending', 'needs_authentication')",
  'order that its buyer cancelled and that was released': `select o.id as name from orders o where o.released_at is not null and ${told('cancelled', 'buyer')} > 0`,
  'order without its one order.expiring': oneEventEach('order.expiring', 'o.expiry_warned_at is not null'),
  'order that was warned of and does not know': `select o.id as name from orders o where o.expiry_warned_at is null and ${eventsOf('order.expiring')} > 0`,
  'order that expired more than once': `select o.id as name from orders o where ${told('cancelled', 'cartwright')} + ${told('units_cancelled', 'cartwright')} > 1`,
};

/** How many events of a kind an order has. */
function eventsOf(kind: string): string {
  return `(select count(*) from events e where e.order_id = o.id and e.kind = '${kind}')`;
}

/** How many lines of a kind the timeline of an order has of somebody. */
function told(kind: string, by: string): string {
  return `(select count(*) from order_events t where t.order_id = o.id and t.kind = '${kind}' and t.caused_by = '${by}')`;
}

function oneEventEach(kind: string, where: string): string {
  return `select o.id as name from orders o where ${where} and ${eventsOf(kind)} <> 1`;
}

function countsDiffer(from: string, kind: string): string {
  return `select o.id as name from orders o where (select count(*) from (select order_id from ${from}) x where x.order_id = o.id) <> ${eventsOf(kind)}`;
}

/** What the tables of orders, money and events say against each other once everything has come to its end; only faults that there are. */
export async function fulfilmentFaults(db: Db): Promise<Faults> {
  const found: Record<string, string[]> = {};
  for (const [fault, sql] of Object.entries(QUERIES)) {
    const names = (await quickRead<{ name: string }>(db, sql, [])).map(({ name }) => name);
    if (names.length > 0) found[fault] = names;
  }
  return found;
}

interface Sent {
  readonly event_id: string;
  readonly reference_id: string;
  readonly format: Arrival['format'];
  readonly order_id: string;
  readonly sequence: number;
}

/** Events that never arrived, came again as something else, or came in another order than they happened in. */
export async function arrivalFaults(db: Db, arrivals: readonly Arrival[]): Promise<Faults> {
  const sql = `select d.event_id, v.reference_id, e.format, v.order_id, v.sequence from deliveries d
    join events v on v.id = d.event_id join endpoints e on e.id = d.endpoint_id order by v.order_id, v.sequence`;
  const sent = await quickRead<Sent>(db, sql, []);
  const firsts = new Map<string, number>();
  const digests = new Map<string, Set<string>>();
  for (const [place, { format, id, digest }] of arrivals.entries()) {
    const name = `${format} ${id}`;
    if (!firsts.has(name)) firsts.set(name, place);
    digests.set(name, (digests.get(name) ?? new Set()).add(digest));
  }
  const known = new Set(sent.map(nameOf));
  return {
    'event that never arrived': sent.map(nameOf).filter((name) => !firsts.has(name)),
    'arrival that no event caused': [...firsts.keys()].filter((name) => !known.has(name)),
    'event that came again with other bytes': [...digests].flatMap(([name, bodies]) => (bodies.size > 1 ? [name] : [])),
    'event that came before an earlier one of its order': sent.map(nameOf).filter(comesTooEarly(sent, firsts)),
  };
}

/** Deliveries that stand as delivered and that the store never answered 200 to. */
export async function untakenFaults(db: Db, taken: ReadonlySet<string>): Promise<Faults> {
  const sql = `select d.event_id, v.reference_id, e.format from deliveries d join events v on v.id = d.event_id
    join endpoints e on e.id = d.endpoint_id where d.outcome in ('delivered', 'acknowledged')`;
  const names = (await quickRead<Parameters<typeof nameOf>[0]>(db, sql, [])).map(nameOf);
  return { 'delivery that its store never took': names.filter((name) => !taken.has(name)) };
}

/** `sent` is sorted by order and sequence, `firsts` tells the place of an event's first arrival. */
function comesTooEarly(sent: readonly Sent[], firsts: ReadonlyMap<string, number>): (name: string) => boolean {
  const early = new Set<string>();
  const latest = new Map<string, number>();
  for (const one of sent) {
    const lane = `${one.format} ${one.order_id}`;
    const place = firsts.get(nameOf(one)) ?? Infinity;
    if (place < (latest.get(lane) ?? -1)) early.add(nameOf(one));
    latest.set(lane, Math.max(place, latest.get(lane) ?? -1));
  }
  return (name) => early.has(name);
}

const nameOf = ({ format, event_id: id, reference_id: reference }: Pick<Sent, 'format' | 'event_id' | 'reference_id'>): string =>
  `${format} ${format === 'webhook' ? id : reference}`;
