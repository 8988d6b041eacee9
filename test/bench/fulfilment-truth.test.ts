import { answeredFaults, heldOrders, openOrders } from '../../bench/crash/answered-truth.js';
import { nothingTold } from '../../bench/crash/clerk.js';
import { arrivalFaults, fulfilmentFaults, untakenFaults } from '../../bench/crash/fulfilment-truth.js';
import type { Order } from '../../src/core/order.js';
import { createEndpoint } from '../../src/flows/endpoint/save-endpoint.js';
import { numberEvents } from '../../src/store/event/number.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { shipSome } from '../support/money-flows.js';
import { captureAll, released } from '../support/order-flows.js';

const FORMATS = ['webhook', 'notification'] as const;

eachDatabase('what the crash bench of fulfilment finds in the tables', (open) => {
  let flows: Flows;
  let order: Order;
  let shipmentId: string;
  beforeEach(async () => {
    flows = await openFlows((await open()).db, [9]);
    for (const format of FORMATS)
      await createEndpoint(flows.deps, flows.sandbox.id, { name: format, url: `http://127.0.0.1:9/${format}`, format });
    order = await released(flows);
    shipmentId = (await shipSome(flows, order, null)).shipment.id;
    await captureAll(flows);
    await numberEvents(flows.db, Date.now());
    await flows.db.knex('deliveries').update({ outcome: 'delivered' });
    // a placed order of the support folder is released without its event
    await flows.db.knex('orders').update({ released_at: null });
  });
  afterEach(() => flows.close());

  const found = () => fulfilmentFaults(flows.db);

  test('is nothing after an order that went well', async () => {
    expect(await found()).toEqual({});
  });

  test('is a cent that the ledger has too much', async () => {
    await flows.db.knex('ledger_rows').where('account', 'buyer').increment('amount', 1);
    const [posting] = await flows.db.knex('ledger_postings').where('kind', 'capture').select<{ id: string }[]>('id');
    expect(await found()).toEqual({
      'posting that does not sum to 0': [posting?.id],
      'order whose ledger is not what was captured less what went back': [order.id],
    });
  });

  test('is a capture, a delivery and an event that nobody takes further', async () => {
    await flows.db.knex('shipments').update({ capture_state: 'due' });
    await flows.db.knex('deliveries').update({ outcome: null });
    await flows.db.knex('events').where('sequence', 1).update({ position: null });
    expect(Object.keys(await found())).toEqual(
      expect.arrayContaining(['capture that nobody ends', 'delivery that nobody ends', 'event without a position']),
    );
  });

  test('is a refusal without its event, a problem that stands and an endpoint that nobody resumed', async () => {
    await flows.db.knex('shipments').update({ tries: 1 });
    await flows.db.knex('orders').update({ payment_problem: 'Refused.' });
    await flows.db.knex('endpoints').where('format', 'webhook').update({ paused_at: 1 });
    const [endpoint] = await flows.db.knex('endpoints').where('format', 'webhook').select<{ id: string }[]>('id');
    expect(await found()).toEqual({
      'refused capture without its event': [order.id],
      'payment problem that nobody solves': [order.id],
      'endpoint that stays paused': [endpoint?.id],
    });
  });

  test('is an order that was cancelled, released all the same, and told of nobody', async () => {
    const line = { order_id: order.id, at: 1, caused_by: 'buyer', text: 'Cancelled by the buyer.' };
    await flows.db.knex('order_events').insert({ ...line, number: 90, kind: 'cancelled' });
    await flows.db.knex('order_events').insert({ ...line, number: 91, kind: 'units_cancelled', caused_by: 'cartwright' });
    await flows.db.knex('order_events').insert({ ...line, number: 92, kind: 'cancelled', caused_by: 'cartwright' });
    await flows.db.knex('orders').update({ cancelled_at: 1, released_at: 1, expiry_warned_at: 1 });
    expect(Object.keys(await found())).toEqual(
      expect.arrayContaining([
        'cancelled order without its one order.cancelled',
        'cancelled order whose money is still held',
        'order that its buyer cancelled and that was released',
        'order without its one order.expiring',
        'order that expired more than once',
      ]),
    );
  });

  test('is an order that is open or has money held, and a delivery that its store never took', async () => {
    expect(await openOrders(flows.db, flows.sandbox.id)).toEqual([]);
    await flows.db.knex('orders').update({ rest_held: 1 });
    expect(await heldOrders(flows.db)).toEqual([order.id]);
    await flows.db.knex('orders').update({ closed_at: null });
    expect(await openOrders(flows.db, flows.sandbox.id)).toEqual([order.id]);
    const [event] = await flows.db.knex('events').where('sequence', 1).select<{ id: string }[]>('id');
    const faults = await untakenFaults(flows.db, new Set([`webhook ${event?.id}`]));
    const names = faults['delivery that its store never took'];
    expect(names).not.toContain(`webhook ${event?.id}`);
    expect(names?.some((name) => name.startsWith('webhook '))).toBe(true);
  });

  test('is what a merchant was answered and what he was not', async () => {
    const told = nothingTold();
    told.shipments.set('01LOST', order.id);
    told.tracking.set('01LOST', ['1Z1', '1Z2']);
    told.cancelled.set(order.id, 1);
    told.undone.add('01UNDONE');
    told.regretted.set(order.id, 'cancelled');
    expect(await answeredFaults(flows.db, told)).toMatchObject({
      'shipment that was answered and is not there': ['01LOST'],
      'shipment that nobody was answered': [shipmentId],
      'shipment with another tracking number than was answered': ['01LOST'],
      'order with other changes of its shipments than were answered': [order.id],
      'refund that was undone by its answer and is not': ['01UNDONE'],
      'order with other units cancelled than were asked for': [order.id],
      'order that its buyer was told is cancelled and is not': [order.id],
    });
  });

  test('is an event that came too early, changed, or not at all', async () => {
    const events = await flows.db.knex('events').orderBy('sequence', 'desc').select<{ id: string }[]>('id');
    const arrivals = events.map(({ id }) => ({ format: 'webhook', id, digest: 'a' }) as const);
    const [last] = arrivals;
    const faults = await arrivalFaults(flows.db, [...arrivals, { ...last!, digest: 'b' }]);
    expect(faults['event that came again with other bytes']).toEqual([`webhook ${last?.id}`]);
    expect(faults['event that came before an earlier one of its order']).toEqual([`webhook ${last?.id}`]);
    expect(faults['event that never arrived']?.every((name) => name.startsWith('notification '))).toBe(true);
    expect(faults['event that never arrived']?.length).toBeGreaterThan(0);
  });
});
