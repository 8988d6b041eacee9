import type { Order } from '../../src/core/order.js';
import { orderState } from '../../src/core/order.js';
import { dayInZone } from '../../src/core/zone.js';
import { editTracking } from '../../src/flows/order/edit-tracking.js';
import { shipOrder, type ShipWish } from '../../src/flows/order/ship-order.js';
import { claimMails } from '../../src/store/mails.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { affairsOf, captureAll, keyOf, lineB, publishedOf, released, stateOf, timelineOf } from '../support/order-flows.js';
import { payment } from '../support/orders.js';

const DAY = 86_400_000;
const TEA = [{ number: 1, units: 1 }];
const TRACKED = { carrier: 'UPS', trackingNumber: '1Z999AA10123456784' };

eachDatabase('shipping an order', (open) => {
  let flows: Flows;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
  });
  afterAll(() => flows.close());

  const ship = (order: Order, wish: Partial<ShipWish> = {}) =>
    shipOrder(flows.deps, keyOf(order), { units: null, by: 'api', ...wish });
  const shipped = (order: Order, wish: Partial<ShipWish> = {}): Promise<string> => stateOf(ship(order, wish));

  test('in parts captures what each part costs, to the cent of examples.md 12', async () => {
    const order = await released(flows);
    const first = await ship(order, { units: TEA, ...TRACKED });
    // 999 - 100 + 83 + 58 + 5 = 1045
    expect(first.shipment).toMatchObject({ number: 1, capture: { state: 'due', amount: 1_045n, reference: null } });
    expect(orderState(first.order)).toBe('partially_shipped');
    const second = await ship(order, { trackingNumber: '1Z999AA10123456785' });
    // the rest of A: 31.38 - 10.45 = 20.93, and B: 7.99; together 28.92
    expect(second.shipment).toMatchObject({ number: 2, capture: { state: 'due', amount: 2_892n } });
    expect(orderState(second.order)).toBe('shipped');
    const { order: after, shipments } = await affairsOf(flows, order);
    expect(after.lines.map((line) => [line.shipped, line.cancelled])).toEqual([
      [3, 0],
      [1, 0],
    ]);
    expect(after.version).toBe(order.version + 2);
    expect(shipments.map(({ lines }) => lines.map(({ number, units }) => [number, units]))).toEqual([
      [[1, 1]],
      [
        [1, 2],
        [2, 1],
      ],
    ]);
    expect(await publishedOf(flows, order)).toEqual(['order.created', 'shipment.confirmed', 'shipment.confirmed']);
    expect(await timelineOf(flows, order)).toEqual(['placed by buyer', 'shipped by merchant', 'shipped by merchant']);
  });

  test('tells the buyer in a mail what has left and what is to come', async () => {
    await claimMails(flows.db, { at: flows.now() + DAY, forMs: 1, limit: 1_000 });
    const order = await released(flows);
    const { shipment } = await ship(order, { units: TEA, ...TRACKED });
    const mails = await flows.db.knex('mails').where({ order_id: order.id, kind: `shipped:${shipment.id}` });
    expect(mails).toEqual([
      expect.objectContaining({
        recipient: 'Ann@Shop.example',
        subject: `SANDBOX Your order ${order.id} at Larch & Loam was shipped`,
        body: expect.stringMatching(
          /A part of your order .*by UPS\nTracking number 1Z999AA10123456784\n\n1 x Tea\n\nThe rest follows/s,
        ),
      }),
    ]);
  });

  test('told twice is one shipment: the same units, day and tracking number', async () => {
    const order = await released(flows);
    const first = await ship(order, { units: TEA, ...TRACKED });
    const again = await ship(order, { units: TEA, ...TRACKED, carrier: 'United Parcel Service' });
    expect([again.state, again.shipment.id]).toEqual(['already', first.shipment.id]);
    expect(await shipped(order, { units: TEA, trackingNumber: '1Z999AA10123456785' })).toBe('shipped');
    expect((await affairsOf(flows, order)).shipments).toHaveLength(2);
  });

  test('told twice without units is one shipment, after midnight too, if it has a tracking number', async () => {
    const order = await released(flows);
    await ship(order, TRACKED);
    flows.clock.aheadMs += DAY;
    expect(await shipped(order, TRACKED)).toBe('already');
    expect(await shipped(order, { trackingNumber: '1Z999AA10123456786' })).toBe('ORDER_UNITS_CLOSED');
    const untracked = await released(flows);
    await ship(untracked);
    expect(await shipped(untracked)).toBe('already');
    flows.clock.aheadMs += DAY;
    expect(await shipped(untracked)).toBe('ORDER_UNITS_CLOSED');
  });

  test('20 times at once with the same words is one shipment', async () => {
    const order = await released(flows);
    const all = await Promise.all(Array.from({ length: 20 }, () => ship(order, { units: TEA, ...TRACKED })));
    expect(all.filter(({ state }) => state === 'shipped')).toHaveLength(1);
    expect(new Set(all.map(({ shipment }) => shipment.id)).size).toBe(1);
    expect((await affairsOf(flows, order)).order.lines[0]).toMatchObject({ shipped: 1 });
  });

  test('of three at once that each take two of three units one has them', async () => {
    const order = await released(flows);
    const numbers = ['a', 'b', 'c'];
    const states = await Promise.all(
      numbers.map((trackingNumber) => shipped(order, { units: [{ number: 1, units: 2 }], trackingNumber })),
    );
    expect([...states].sort()).toEqual(['ORDER_UNITS_CLOSED', 'ORDER_UNITS_CLOSED', 'shipped']);
  });

  test.each([
    ['before its release', { releasedAt: null }, {}, 'ORDER_PENDING'],
    ['after it was cancelled', { cancelledAt: 1, lines: [lineB({ number: 1, cancelled: 1 })] }, {}, 'ORDER_CANCELLED'],
    ['with a capture that was refused', { paymentProblem: 'The card was refused.' }, {}, 'ORDER_PAYMENT_PROBLEM'],
    ['with a line that it does not have', {}, { units: [{ number: 3, units: 1 }] }, 'ORDER_LINE_UNKNOWN'],
    ['with a line named twice', {}, { units: [...TEA, ...TEA] }, 'ORDER_LINE_UNKNOWN'],
    ['with more units than are open', {}, { units: [{ number: 1, units: 4 }] }, 'ORDER_UNITS_CLOSED'],
    ['with no units', {}, { units: [] }, 'ORDER_UNITS_CLOSED'],
    ['on a day that is none', {}, { shipDate: '2026-02-30' }, 'SHIP_DATE_WRONG'],
    ['in the year 3000', {}, { shipDate: '3000-01-01' }, 'SHIP_DATE_WRONG'],
    ['before it was bought', {}, { shipDate: '2020-01-01' }, 'SHIP_DATE_WRONG'],
  ])('is refused %s, and changes nothing', async (_when, differences, wish, code) => {
    const order = await released(flows, differences);
    expect(await shipped(order, wish)).toBe(code);
    expect(await affairsOf(flows, order)).toEqual({ order, shipments: [], refunds: [], chargebacks: [] });
    expect(await publishedOf(flows, order)).toEqual(['order.created']);
  });

  test('knows no order of another environment', async () => {
    const order = await released(flows);
    const wish = { units: null, by: 'api' } as const;
    expect(await stateOf(shipOrder(flows.deps, { environmentId: flows.live.id, id: order.id }, wish))).toBe('ORDER_UNKNOWN');
    expect(await stateOf(shipOrder(flows.deps, { environmentId: 'nobody', id: order.id }, wish))).toBe('ORDER_UNKNOWN');
  });

  test('captures everything with the first part where the gateway captures once', async () => {
    const order = await released(flows, { payment: payment({ amount: 3_937n, multipleCaptures: false }) });
    expect((await ship(order, { units: TEA, ...TRACKED })).shipment.capture).toMatchObject({ state: 'due', amount: 3_937n });
    await captureAll(flows);
    expect((await ship(order, { trackingNumber: 'b' })).shipment.capture).toMatchObject({ state: 'nothing', amount: 0n });
  });

  test('goes by the day in the zone of the shop', async () => {
    const { shipment } = await ship(await released(flows));
    expect(shipment.shipDate).toBe(dayInZone(flows.now(), 'America/Los_Angeles'));
  });

  test('may be corrected: number, carrier and day, once however often it is told', async () => {
    const order = await released(flows);
    const { shipment } = await ship(order, { units: TEA, ...TRACKED });
    const edit = (trackingNumber: string) =>
      editTracking(flows.deps, keyOf(order), { shipmentId: shipment.id, tracking: { trackingNumber } });
    expect((await edit('1Z000')).shipment).toMatchObject({ trackingNumber: '1Z000', shipDate: shipment.shipDate });
    expect((await edit('1Z000')).state).toBe('already');
    const [after] = (await affairsOf(flows, order)).shipments;
    const { carrier, ...kept } = shipment;
    expect([carrier, after]).toEqual(['UPS', { ...kept, trackingNumber: '1Z000' }]);
    expect(await publishedOf(flows, order)).toEqual(['order.created', 'shipment.confirmed', 'shipment.updated']);
    const other = { shipmentId: '01KD3V6QJ3W1X2Y3Z4A5B6C7D8', tracking: {} };
    expect(await stateOf(editTracking(flows.deps, keyOf(order), other))).toBe('SHIPMENT_UNKNOWN');
    const future = { shipmentId: shipment.id, tracking: { shipDate: '3000-01-01' } };
    expect(await stateOf(editTracking(flows.deps, keyOf(order), future))).toBe('SHIP_DATE_WRONG');
  });
});
