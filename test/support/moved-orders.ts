import { capturePosting } from '../../src/core/ledger.js';
import type { Order } from '../../src/core/order.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { ulid } from '../../src/ids.js';
import { loadAffairs } from '../../src/store/order/affairs.js';
import { claimWork } from '../../src/store/order/gateway-work.js';
import { post } from '../../src/store/order/ledger.js';
import { noteCapture } from '../../src/store/order/shipments.js';
import type { ConsoleSite } from './console-site.js';
import { shownOrder } from './shown-orders.js';

const HOUR = 3_600_000;

/** The shown order, placed a day ago and released: mugs 77.13, tray 67.20, nothing shipped. */
export function releasedOrder({ db, sandbox, clock }: ConsoleSite, differences: Partial<Order> = {}): Promise<Order> {
  const placedAt = clock.now - 24 * HOUR;
  return shownOrder(db, sandbox.id, clock.now, {
    ...{ placedAt, windowEndsAt: placedAt + HOUR / 4, releasedAt: placedAt + HOUR / 4 },
    ...differences,
  });
}

/** The same with the four mugs shipped, and their 77.13 captured: 67.20 is still authorised. */
export async function partlyShipped(site: ConsoleSite): Promise<Order> {
  const order = await releasedOrder(site);
  const { db, clock } = site;
  const key = { environmentId: order.environmentId, id: order.id };
  const tracking = { carrier: 'Parcel post', service: 'Expedited', trackingNumber: 'PP 4471 9038 2265' };
  await shipOrder(site.deps, key, { units: [{ number: 1, units: 4 }], ...tracking, by: 'merchant' });
  await captureAll(site);
  const affairs = await loadAffairs(db, key);
  if (affairs === null) throw new Error(`the order is gone at ${clock.now}`);
  return affairs.order;
}

/** Has the gateway say yes to every capture that is due, as its job does. */
export async function captureAll({ db, clock }: ConsoleSite): Promise<void> {
  for (const work of await claimWork(db, 'shipments', { at: clock.now, forMs: HOUR, limit: 50 })) {
    const key = { environmentId: work.environmentId, id: work.orderId };
    const affairs = await loadAffairs(db, key);
    const shipment = affairs?.shipments.find(({ id }) => id === work.id);
    if (affairs === null || shipment === undefined) throw new Error('the shipment is gone');
    const { amount } = shipment.capture;
    await noteCapture(db, { work, capture: { state: 'captured', amount, reference: 'test-2' } });
    const lines = shipment.lines.map(({ captured }) => ({ components: captured }));
    const posting = capturePosting({ source: shipment.id, lines, amount });
    if (posting !== null)
      await post(db, key, { ...posting, id: ulid(clock.now), at: clock.now, currency: affairs.order.currency });
  }
}
