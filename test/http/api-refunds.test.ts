import type { Order } from '../../src/core/order.js';
import { UNDO_MS } from '../../src/flows/order/issue-refund.js';
import { settleRefunds } from '../../src/flows/order/settle-refunds.js';
import { callApi, type ApiAsk, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { captureAll, depsOf, releasedFor, releasedIn } from '../support/order-flows.js';
import { startService, TEST_NOW, type Service } from '../support/service.js';

eachDatabase('POST /v1/orders/{id}/refunds', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterEach(() => {
    service.clock.now = TEST_NOW;
  });
  afterAll(() => service.close());

  const post = (order: Pick<Order, 'id'>, json: unknown, ask: ApiAsk = {}): Promise<ApiReply> =>
    callApi(service, 'POST', `/v1/orders/${order.id}/refunds`, { json, ...ask });
  const undo = (order: Order, refundId: string): Promise<ApiReply> =>
    callApi(service, 'POST', `/v1/orders/${order.id}/refunds/${refundId}/undo`);
  const codeA = ({ lines }: Order): string => lines[0]?.itemCode ?? '';
  const idOf = ({ body }: ApiReply): string => (body['refund'] as { readonly refundId: string }).refundId;
  /** All of it shipped and captured: A 31.38, B 7.99. */
  const captured = async (): Promise<Order> => {
    const order = await releasedFor(service);
    await callApi(service, 'POST', `/v1/orders/${order.id}/shipments`, { json: {} });
    await captureAll({ deps: depsOf(service) });
    return order;
  };

  test('gives units back with their promotion and tax, and says what remains', async () => {
    const order = await captured();
    const answer = await post(order, {
      reason: 'CustomerReturn',
      note: 'Box was open.',
      lines: [{ itemCode: codeA(order), units: 1 }],
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      answer: 'done',
      warnings: [],
      refund: {
        refundId: expect.any(String) as string,
        ...{ number: 1, at: '2026-01-15T09:30:00.000Z', state: 'reserved', reason: 'CustomerReturn', note: 'Box was open.' },
        // 999 - 100 + 58 (175 x 899 / 2697 = 58.3)
        ...{ by: 'api', amount: 957, reference: null, undoUntil: '2026-01-15T09:40:00.000Z' },
        lines: [
          {
            ...{ number: 1, itemCode: codeA(order), sku: 'TEA-1', units: 1 },
            components: { principal: 999, principalPromo: 100, shipping: 0, shippingPromo: 0, tax: 58, shippingTax: 0 },
          },
        ],
      },
      order: {
        ...{ orderId: order.id, currency: 'USD', total: 3937, captured: 3937 },
        ...{ authorisedLeft: 0, refunded: 957, chargedBack: 0 },
      },
    });
    const shown = await callApi(service, 'GET', `/v1/orders/${order.id}`);
    expect(shown.body).toMatchObject({
      money: { captured: 3937, refunded: 957 },
      refunds: [answer.body['refund']],
      remaining: [
        // 31.38 - 9.57 = 21.81
        {
          number: 1,
          returnableUnits: 2,
          remaining: { principal: 1998, principalPromo: 200, shipping: 250, tax: 117 },
          net: 2181,
        },
        { number: 2, returnableUnits: 1, net: 799 },
      ],
    });
    expect(await service.exchange(answer.exchange)).toMatchObject({
      ...{ kind: 'order', outcome: 'ok', trace: order.trace },
      refs: { orderId: order.id, refundId: idOf(answer) },
    });
    expect((await callApi(service, 'GET', `/v1/orders/${order.id}/refunds`)).body).toEqual({ items: [answer.body['refund']] });
  });

  test.each<[what: string, body: object, amount: number, warnings: number]>([
    ['units with their shipping', { lines: [{ number: 2, units: 1, withShipping: true }] }, 799, 0],
    // 4.00 less its promotion 0.40, and the tax of 3.60: 175 x 360 / 2697 = 23.4
    ['an amount of the price', { lines: [{ number: 1, amount: { principal: '4.00' } }] }, 383, 0],
    // 1.00 of 5.00 x 0.33 = 0.07 (6.6), 2.50 + 0.16 of shipping
    ['an amount of both', { lines: [{ number: 2, amount: { principal: '1', shipping: '2.5' } }] }, 373, 0],
    ['stated components', { lines: [{ number: 2, units: 1, components: { principal: '5.00', tax: '0.33' } }] }, 533, 0],
    [
      'stated components less restocking',
      { lines: [{ number: 2, components: { principal: '5.00', shipping: '-1.00' } }] },
      400,
      0,
    ],
    // 10.00 - its share of the promotion, 1.00
    ['a price without its promotion, which is derived', { lines: [{ number: 1, components: { principal: '10.00' } }] }, 900, 1],
    ['a concession', { concession: '2.00' }, 200, 0],
  ])('takes %s', async (_what, body, amount, warnings) => {
    const order = await captured();
    const answer = await post(order, { reason: 'Other', ...body });
    expect([answer.status, (answer.body['refund'] as { amount: number }).amount]).toEqual([201, amount]);
    expect(answer.body['warnings']).toHaveLength(warnings);
  });

  test.each<[what: string, body: object, status: number, code: string, detail: RegExp]>([
    ['neither lines nor a concession', {}, 400, 'REQUEST_FAULT', /either lines or a concession/],
    ['both', { concession: '1', lines: [{ number: 1, units: 1 }] }, 400, 'REQUEST_FAULT', /either/],
    ['lines that say nothing', { lines: [{ number: 1 }] }, 400, 'REQUEST_FAULT', /lines\/0: expected units, or an amount/],
    ['a line in two manners', { lines: [{ number: 1, units: 1, amount: { principal: '1' } }] }, 400, 'REQUEST_FAULT', /lines\/0/],
    [
      'lines in two manners',
      {
        lines: [
          { number: 1, units: 1 },
          { number: 2, amount: { principal: '1' } },
        ],
      },
      400,
      'REQUEST_FAULT',
      /lines\/1/,
    ],
    ['a line without a name', { lines: [{ units: 1 }] }, 400, 'REQUEST_FAULT', /either itemCode or number/],
    [
      'a third of a cent',
      { lines: [{ number: 1, amount: { principal: '0.333' } }] },
      400,
      'REQUEST_FAULT',
      /at most 2 decimals in USD/,
    ],
    ['a number for an amount', { concession: 2 }, 400, 'REQUEST_FAULT', /concession/],
    ['an exponent', { concession: '1e3' }, 400, 'REQUEST_FAULT', /concession/],
    ['a negative concession', { concession: '-1.00' }, 400, 'REQUEST_FAULT', /concession/],
    [
      'a negative promotion',
      { lines: [{ number: 1, components: { principalPromo: '-1.00' } }] },
      400,
      'REQUEST_FAULT',
      /principalPromo/,
    ],
    ['a line of nobody', { lines: [{ number: 8, units: 1 }] }, 422, 'ORDER_LINE_UNKNOWN', /no line of number 8/],
    ['nothing', { concession: '0.00' }, 422, 'REFUND_EMPTY', /more than 0/],
    [
      'more kept than given',
      { lines: [{ number: 2, components: { principal: '1.00', tax: '-2.00' } }] },
      422,
      'REFUND_EMPTY',
      /gives nothing back/,
    ],
    [
      'a promotion without its price',
      { lines: [{ number: 1, components: { principalPromo: '1.00' } }] },
      422,
      'REFUND_NEGATIVE',
      /promotion/,
    ],
    ['too many units', { lines: [{ number: 1, units: 4 }] }, 409, 'REFUND_ABOVE_REMAINDER', /4 units are more than the 3/],
    [
      'too much',
      { lines: [{ number: 1, amount: { principal: '29.98' } }] },
      409,
      'REFUND_ABOVE_REMAINDER',
      /29\.98 is more than the 29\.97/,
    ],
    [
      'the price of before the promotion',
      { lines: [{ number: 1, components: { principal: '29.97', principalPromo: '0.00' } }] },
      ...([422, 'REFUND_PROMOTION_MISSING', /Add 3\.00 of promotion/] as const),
    ],
  ])('refuses %s, names it, and reserves nothing', async (_what, body, status, code, detail) => {
    const order = await captured();
    const answer = await post(order, { reason: 'Other', ...body });
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.body['detail']).toMatch(detail);
    expect((await callApi(service, 'GET', `/v1/orders/${order.id}/refunds`)).body.items).toEqual([]);
  });

  test('before anything was captured is refused and offers to cancel', async () => {
    const order = await releasedFor(service);
    const answer = await post(order, { reason: 'Other', lines: [{ number: 1, units: 1 }] });
    expect([answer.status, answer.code]).toEqual([409, 'REFUND_NOT_CAPTURED']);
    expect(answer.body['detail']).toMatch(/Cancel what was not shipped/);
  });

  test('with an Idempotency-Key is done once; without, the second goes from what remains', async () => {
    const order = await captured();
    const body = { reason: 'Other', lines: [{ number: 2, units: 1 }] };
    const headers = { 'idempotency-key': `refund-${order.id}` };
    const first = await post(order, body, { headers });
    expect((await post(order, body, { headers })).body).toEqual(first.body);
    expect((await post(order, body)).code).toBe('REFUND_ABOVE_REMAINDER');
  });

  test('is undone once, until the gateway is asked', async () => {
    const order = await captured();
    const id = idOf(await post(order, { reason: 'Other', concession: '2.00' }));
    const first = await undo(order, id);
    expect([first.status, first.body['answer'], first.body['order']]).toEqual([
      200,
      'done',
      expect.objectContaining({ refunded: 0 }),
    ]);
    expect(first.body['refund']).toMatchObject({ state: 'undone' });
    expect(first.body['refund']).not.toHaveProperty('undoUntil');
    expect((await undo(order, id)).body['answer']).toBe('already');
    const sent = idOf(await post(order, { reason: 'Other', concession: '2.00' }));
    service.clock.now += UNDO_MS;
    await settleRefunds(depsOf(service));
    const late = await undo(order, sent);
    expect([late.status, late.code]).toEqual([409, 'REFUND_SENT']);
    const unknown = await undo(order, '01KD3V6QJ3W1X2Y3Z4A5B6C7D8');
    expect([unknown.status, unknown.code]).toEqual([404, 'REFUND_UNKNOWN']);
    expect(await undo(await captured(), sent)).toMatchObject({ status: 404, code: 'REFUND_UNKNOWN' });
  });

  test('is told by the ledger, whose rows sum to zero and to what the buyer has paid', async () => {
    const order = await captured();
    await post(order, { reason: 'Other', lines: [{ number: 2, units: 1, withShipping: true }] });
    service.clock.now += UNDO_MS;
    await settleRefunds(depsOf(service));
    const { status, body } = await callApi(service, 'GET', `/v1/orders/${order.id}/ledger`);
    expect([status, body['order']]).toEqual([200, expect.objectContaining({ captured: 3937, refunded: 799 })]);
    type Rows = readonly { readonly account: string; readonly amount: number }[];
    const postings = (body.items ?? []) as unknown as readonly { readonly kind: string; readonly rows: Rows }[];
    const sum = (rows: Rows): number => rows.reduce((all, { amount }) => all + amount, 0);
    expect(postings.map(({ rows }) => sum(rows))).toEqual(postings.map(() => 0));
    expect(postings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['capture', 'refund']));
    const accounts = body['accounts'] as Rows;
    // 39.37 - 7.99 = 31.38
    expect(accounts.find(({ account }) => account === 'buyer')).toEqual({ account: 'buyer', amount: 3138 });
    expect(sum(accounts)).toBe(0);
  });

  test('knows no order of another environment, and neither does its ledger', async () => {
    const order = await releasedIn({ db: service.db, environmentId: `${service.merchantId}-live`, now: TEST_NOW });
    const answers = [
      await post(order, { reason: 'Other', concession: '1' }),
      await undo(order, '01KD3V6QJ3W1X2Y3Z4A5B6C7D8'),
      await callApi(service, 'GET', `/v1/orders/${order.id}/refunds`),
      await callApi(service, 'GET', `/v1/orders/${order.id}/ledger`),
    ];
    expect(answers.map(({ status, code }) => [status, code])).toEqual(answers.map(() => [404, 'ORDER_UNKNOWN']));
  });
});
