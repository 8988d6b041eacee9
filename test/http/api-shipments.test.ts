import type { Order } from '../../src/core/order.js';
import { callApi, type ApiAsk, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { releasedFor, releasedIn } from '../support/order-flows.js';
import { startService, type Service } from '../support/service.js';

const TRACKED = { carrier: 'UPS', service: 'Ground', trackingNumber: '1Z999AA10123456784' };

eachDatabase('POST /v1/orders/{id}/shipments', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const post = (order: Pick<Order, 'id'>, json: unknown, ask: ApiAsk = {}): Promise<ApiReply> =>
    callApi(service, 'POST', `/v1/orders/${order.id}/shipments`, { json, ...ask });
  const codeA = ({ lines }: Order): string => lines[0]?.itemCode ?? '';

  test('confirms units by item code, captures them, and shows them with the order', async () => {
    const order = await releasedFor(service);
    const answer = await post(order, { lines: [{ itemCode: codeA(order), units: 1 }], ...TRACKED });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      answer: 'done',
      shipment: {
        shipmentId: expect.any(String) as string,
        ...{ number: 1, at: '2026-01-15T09:30:00.000Z', shipDate: '2026-01-15', by: 'api', ...TRACKED },
        lines: [
          {
            ...{ number: 1, itemCode: codeA(order), sku: 'TEA-1', units: 1 },
            // 1 of 3 units of examples.md 12
            captured: { principal: 999, principalPromo: 100, shipping: 83, shippingPromo: 0, tax: 58, shippingTax: 5 },
          },
        ],
        capture: { state: 'due', amount: 1045, reference: null },
      },
      order: { orderId: order.id, state: 'partially_shipped', units: { ordered: 4, open: 3, shipped: 1, cancelled: 0 } },
    });
    const shown = await callApi(service, 'GET', `/v1/orders/${order.id}`);
    expect(shown.body).toMatchObject({
      state: 'partially_shipped',
      // released at 08:45 on 15 January, in Los Angeles 00:45; 30 days later at 00:45 there
      expiresAt: '2026-02-14T08:45:00.000Z',
      lines: [
        { quantity: 3, shipped: 1, cancelled: 0, open: 2 },
        { quantity: 1, shipped: 0, cancelled: 0, open: 1 },
      ],
      money: { total: 3937, captured: 0, authorisedLeft: 3937, refunded: 0 },
      shipments: [answer.body['shipment']],
      events: [{ kind: 'placed' }, { kind: 'shipped', text: 'Shipment 1: 1 x TEA-1 shipped by UPS 1Z999AA10123456784.' }],
    });
    const list = await callApi(service, 'GET', `/v1/orders/${order.id}/shipments`);
    expect(list.body).toEqual({ items: [answer.body['shipment']] });
  });

  test('is on record in the trace of the order, done or refused', async () => {
    const order = await releasedFor(service);
    const done = await post(order, { lines: [{ number: 1, units: 1 }] });
    const refused = await post(order, { lines: [{ number: 1, units: 3 }] });
    expect(await service.exchange(done.exchange)).toMatchObject({
      ...{ kind: 'order', party: 'api', direction: 'in', outcome: 'ok', trace: order.trace },
      refs: {
        orderId: order.id,
        checkoutId: order.checkoutId,
        shipmentId: (done.body['shipment'] as { shipmentId: string }).shipmentId,
      },
    });
    expect(await service.exchange(refused.exchange)).toMatchObject({
      ...{ kind: 'order', outcome: 'refused', status: 409, code: 'ORDER_UNITS_CLOSED', trace: order.trace },
      refs: { orderId: order.id },
    });
  });

  test('told again is the first shipment and 200, whatever the Idempotency-Key', async () => {
    const order = await releasedFor(service);
    const body = { lines: [{ number: 2, units: 1 }], ...TRACKED };
    const first = await post(order, body, { headers: { 'idempotency-key': 'ship-1' } });
    const repeat = await post(order, body, { headers: { 'idempotency-key': 'ship-1' } });
    const again = await post(order, body, { headers: { 'idempotency-key': 'ship-2' } });
    expect([first.status, repeat.status, again.status]).toEqual([201, 201, 200]);
    expect(repeat.body).toEqual(first.body);
    expect(again.body).toEqual({ ...first.body, answer: 'already' });
    expect(await service.exchange(again.exchange)).toMatchObject({ outcome: 'repeated' });
    const other = await post(order, {}, { headers: { 'idempotency-key': 'ship-1' } });
    expect([other.status, other.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  test('posted 20 times at once is one shipment', async () => {
    const order = await releasedFor(service);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(order, TRACKED)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body['shipment']))).size).toBe(1);
  });

  test('takes everything that is open where no lines are named', async () => {
    const order = await releasedFor(service);
    const answer = await post(order, {});
    expect([answer.status, answer.body['order']]).toEqual([
      201,
      { orderId: order.id, state: 'shipped', units: { ordered: 4, open: 0, shipped: 4, cancelled: 0 } },
    ]);
  });

  test.each([
    ['a pending order', { releasedAt: null }, {}, 409, 'ORDER_PENDING', /Wait for order\.ready_to_ship/],
    [
      'an item code of nobody',
      {},
      { lines: [{ itemCode: '00000000000000', units: 1 }] },
      422,
      'ORDER_LINE_UNKNOWN',
      /lines\/0: .*item code 00000000000000/,
    ],
    [
      'a line twice',
      {},
      {
        lines: [
          { number: 1, units: 1 },
          { number: 1, units: 1 },
        ],
      },
      422,
      'ORDER_LINE_UNKNOWN',
      /Line 1 is named twice/,
    ],
    ['more than is open', {}, { lines: [{ number: 1, units: 9 }] }, 409, 'ORDER_UNITS_CLOSED', /from 1 to the 3 that are open/],
    ['a held order', { paymentProblem: 'x' }, {}, 409, 'ORDER_PAYMENT_PROBLEM', /refused to capture/],
    ['a day to come', {}, { shipDate: '2026-01-17' }, 422, 'SHIP_DATE_WRONG', /from 2026-01-15 to 2026-01-15/],
    ['a day of no calendar', {}, { shipDate: '2026-02-30' }, 422, 'SHIP_DATE_WRONG', /no day of the calendar/],
    ['a day in words', {}, { shipDate: 'today' }, 400, 'REQUEST_FAULT', /shipDate/],
    ['a line without a name', {}, { lines: [{ units: 1 }] }, 400, 'REQUEST_FAULT', /either itemCode or number/],
    [
      'a line with two names',
      {},
      { lines: [{ number: 1, itemCode: '00000000000000', units: 1 }] },
      400,
      'REQUEST_FAULT',
      /either/,
    ],
    ['no units', {}, { lines: [{ number: 1, units: 0 }] }, 400, 'REQUEST_FAULT', /units/],
    ['half a unit', {}, { lines: [{ number: 1, units: 0.5 }] }, 400, 'REQUEST_FAULT', /units/],
    ['no lines in the list', {}, { lines: [] }, 400, 'REQUEST_FAULT', /lines/],
    ['a member that nobody knows', {}, { tracking: 'x' }, 400, 'REQUEST_FAULT', /tracking/],
    ['a list as the body', {}, [], 400, 'REQUEST_FAULT', /body/i],
  ])('refuses %s by name and changes nothing', async (_what, differences, body, status, code, detail) => {
    const order = await releasedFor(service, differences);
    const answer = await post(order, body);
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.body['detail']).toMatch(detail);
    expect((await callApi(service, 'GET', `/v1/orders/${order.id}/shipments`)).body.items).toEqual([]);
  });

  test.each(['carrier', 'service', 'trackingNumber'])('takes no control character and no half of one in %s', async (name) => {
    const order = await releasedFor(service);
    for (const text of ['U\0S', 'U\nS', 'U\u0085S', 'U\ud83dS'])
      expect(await post(order, { ...TRACKED, [name]: text })).toMatchObject({ status: 400, body: { code: 'REQUEST_FAULT' } });
    expect((await post(order, { ...TRACKED, [name]: 'Ü 📦' })).body).toMatchObject({ shipment: { [name]: 'Ü 📦' } });
  });

  test('points at the fault in the body', async () => {
    const order = await releasedFor(service);
    const body = '{\n  "lines": [{ "number": 1, "units": 1 }, { "number": 7, "units": 1 }]\n}';
    const answer = await callApi(service, 'POST', `/v1/orders/${order.id}/shipments`, { body });
    expect(answer.body.faults).toEqual([
      expect.objectContaining({ rule: 'line-unknown', pointer: '/lines/1', line: 2, column: 42 }),
    ]);
  });

  test('knows no order of another environment or another merchant', async () => {
    const [live, other] = [`${service.merchantId}-live`, await service.addMerchant()];
    const orders = [
      await releasedIn({ db: service.db, environmentId: live, now: service.clock.now }),
      await releasedIn({ db: service.db, environmentId: `${other.merchantId}-sandbox`, now: service.clock.now }),
      { id: '000-0000000-0000000' },
      { id: "0' or 1=1" },
    ];
    for (const order of orders) {
      const answer = await post(order, {});
      expect([answer.status, answer.code]).toEqual([404, 'ORDER_UNKNOWN']);
      expect((await callApi(service, 'GET', `/v1/orders/${order.id}/shipments`)).code).toBe('ORDER_UNKNOWN');
    }
  });

  test('is corrected by PUT of the shipment', async () => {
    const order = await releasedFor(service);
    const { body } = await post(order, { lines: [{ number: 2, units: 1 }], ...TRACKED });
    const { shipmentId } = body['shipment'] as { readonly shipmentId: string };
    const put = (id: string, json: unknown): Promise<ApiReply> =>
      callApi(service, 'PUT', `/v1/orders/${order.id}/shipments/${id}`, { json });
    const changed = await put(shipmentId, { trackingNumber: '1Z000', shipDate: '2026-01-15' });
    expect([changed.status, changed.body['answer']]).toEqual([200, 'done']);
    expect(changed.body['shipment']).not.toHaveProperty('carrier');
    expect(changed.body['shipment']).toMatchObject({ shipmentId, trackingNumber: '1Z000' });
    expect((await put(shipmentId, { trackingNumber: '1Z000' })).body['answer']).toBe('already');
    const refused = [
      await put('01KD3V6QJ3W1X2Y3Z4A5B6C7D8', {}),
      await put(shipmentId, { shipDate: '2027-01-01' }),
      await put(shipmentId, { units: 2 }),
    ];
    expect(refused.map(({ status, code }) => [status, code])).toEqual([
      [404, 'SHIPMENT_UNKNOWN'],
      [422, 'SHIP_DATE_WRONG'],
      [400, 'REQUEST_FAULT'],
    ]);
  });
});
