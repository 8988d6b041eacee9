import { answeredFaults, arrivalFaults, fulfilmentFaults } from '../../bench/crash/fulfilment-truth.js';
import type { Told } from '../../bench/crash/clerk.js';
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

  test('is what a merchant was answered and what he was not', async () => {
    const told: Told = {
      ...{ shipments: new Map([['01LOST', order.id]]), refunds: new Map(), cancelled: new Map([[order.id, 1]]) },
      did: { shipped: 1, cancelled: 1, refunded: 0, undone: 0, refused: 0, broken: 0, again: 0 },
    };
    expect(await answeredFaults(flows.db, told)).toMatchObject({
      'shipment that was answered and is not there': ['01LOST'],
      'shipment that nobody was answered': [shipmentId],
      'order with other units cancelled than were asked for': [order.id],
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
