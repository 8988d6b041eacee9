import { type Charges, netOf, type Told, type ToldLine } from './told.js';

export type BookState = 'pending' | 'to-ship' | 'cancelled';

export interface BookLine {
  readonly itemCode: string;
  readonly sku: string;
  readonly title: string;
  ordered: number;
  shipped: number;
  cancelled: number;
  /** Of all that was ordered, or of what was left when it became ready; null where only a cancellation told of it. */
  charges: Charges | null;
}

/** An order as the store keeps it, made of nothing but what it was told. */
export interface BookOrder {
  readonly orderId: string;
  readonly currency: string;
  state: BookState;
  readonly lines: Map<string, BookLine>;
  /** Minor units that shipments captured, and that refunds gave back, as far as it was told. */
  captured: bigint;
  refunded: bigint;
  /** What it was told, in the order in which it was booked. */
  readonly heard: string[];
  readonly sequences: number[];
}

/** Orders by their ids, and every reference that was booked. */
export interface Book {
  readonly orders: Map<string, BookOrder>;
  readonly references: Set<string>;
}

export const newBook = (): Book => ({ orders: new Map(), references: new Set() });

/** Each state is only ever left for a later one: what comes late or in the wrong order takes nothing back. */
const RANKS: Readonly<Record<BookState, number>> = { pending: 0, 'to-ship': 1, cancelled: 2 };
const STATES = { new: 'pending', ready: 'to-ship', cancelled: 'cancelled' } as const;

/** Books what was told, once: a reference that is known changes nothing. An order that is not known is made, whatever comes first. */
export function book(into: Book, told: Told): 'booked' | 'repeated' {
  if (into.references.has(told.reference)) return 'repeated';
  into.references.add(told.reference);
  const order = into.orders.get(told.orderId) ?? open(told);
  into.orders.set(told.orderId, order);
  order.heard.push(told.type);
  if (told.sequence !== null) order.sequences.push(told.sequence);
  for (const line of told.lines) bookLine(order, line, told);
  for (const [itemCode, units] of told.shipped?.units ?? []) add(order, itemCode, { shipped: units });
  for (const [itemCode, units] of told.cancelled ?? []) add(order, itemCode, { cancelled: units });
  order.captured += told.shipped?.amount ?? 0n;
  order.refunded += told.refunded ?? 0n;
  if (told.step !== null && RANKS[STATES[told.step]] > RANKS[order.state]) order.state = STATES[told.step];
  return 'booked';
}

/** What the buyer pays for the lines as they were told; null where some line's charges are not known. */
export function totalOf({ lines }: BookOrder): bigint | null {
  let total = 0n;
  for (const { charges } of lines.values()) {
    if (charges === null) return null;
    total += netOf(charges);
  }
  return total;
}

function open({ orderId, currency }: Told): BookOrder {
  const empty = { lines: new Map<string, BookLine>(), captured: 0n, refunded: 0n, heard: [], sequences: [] };
  return { orderId, currency, state: 'pending', ...empty };
}

function bookLine(order: BookOrder, { itemCode, sku, title, units, charges }: ToldLine, { step, sequence }: Told): void {
  const known = order.lines.get(itemCode);
  if (known === undefined) {
    order.lines.set(itemCode, { itemCode, sku, title, ordered: units, shipped: 0, cancelled: 0, charges });
    return;
  }
  if (sequence !== null || charges === null) {
    known.charges ??= charges;
    return;
  }
  // Notifications do not say that units were cancelled: the order is ready with fewer than were ordered.
  if (step === 'new') known.cancelled = Math.max(known.cancelled, units - known.ordered);
  known.ordered = Math.max(known.ordered, units);
  if (step === 'ready') {
    known.cancelled = Math.max(known.cancelled, known.ordered - units);
    known.charges = charges;
  }
}

function add(order: BookOrder, itemCode: string, by: { readonly shipped?: number; readonly cancelled?: number }): void {
  const line = order.lines.get(itemCode);
  if (line === undefined) throw new Error(`${order.orderId} has no item ${itemCode}.`);
  line.shipped += by.shipped ?? 0;
  line.cancelled += by.cancelled ?? 0;
}
