import type { Order } from '../../src/core/order.js';
import { issueRefund } from '../../src/flows/order/issue-refund.js';
import { shipOrder } from '../../src/flows/order/ship-order.js';
import { callApi, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { captureAll, depsOf, keyOf, releasedFor } from '../support/order-flows.js';
import { payment } from '../support/orders.js';
import { startService, type Service } from '../support/service.js';

const INVOICE = payment({ gateway: 'manual', state: 'manual', amount: 3_937n, label: 'Invoice' });

eachDatabase('what a merchant says of money', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const post = ({ id }: Pick<Order, 'id'>, path: string, json?: unknown, live = false): Promise<ApiReply> =>
    callApi(service, 'POST', `/v1/orders/${id}/${path}`, { json, ...(live ? { key: service.live } : {}) });
  const ship = (order: Order) => shipOrder(depsOf(service), keyOf(order), { units: null, by: 'api' });
  const told = ({ status, code, body }: ApiReply): unknown[] => [status, code ?? body['answer']];

  describe('POST /v1/orders/{id}/payment/retry', () => {
    test('asks the gateway again for what it refused, once', async () => {
      const order = await releasedFor(service, { payment: payment({ amount: 3_937n, reference: 'test_capture_refused-1' }) });
      await ship(order);
      await captureAll({ deps: depsOf(service) });
      const retried = await post(order, 'payment/retry');
      expect([...told(retried), retried.body['order']]).toMatchObject([200, 'done', { orderId: order.id, state: 'shipped' }]);
      await captureAll({ deps: depsOf(service) });
      expect(told(await post(order, 'payment/retry'))).toEqual([200, 'already']);
      const shown = await callApi(service, 'GET', `/v1/orders/${order.id}`);
      expect(shown.body).toMatchObject({ money: { captured: 3937 }, paymentProblem: null });
    });

    test('knows no order of another environment', async () => {
      const order = await releasedFor(service);
      expect(told(await post(order, 'payment/retry', undefined, true))).toEqual([404, 'ORDER_UNKNOWN']);
    });
  });

  describe('money without a gateway', () => {
    test('counts once the merchant says that he has it, and goes back once he says that he paid it', async () => {
      const order = await releasedFor(service, { payment: INVOICE });
      const { shipment } = await ship(order);
      const collected = await post(order, `shipments/${shipment.id}/collected`);
      expect([...told(collected), collected.body['order']]).toMatchObject([200, 'done', { captured: 3937, refunded: 0 }]);
      expect(told(await post(order, `shipments/${shipment.id}/collected`))).toEqual([200, 'already']);
      const wish = { by: 'concession', amount: 100n } as const;
      const { refund } = await issueRefund(depsOf(service), keyOf(order), { wish, reason: 'Other', by: 'api' });
      const paid = await post(order, `refunds/${refund.id}/paid`);
      expect([...told(paid), paid.body['refund']]).toMatchObject([200, 'done', { state: 'settled', amount: 100 }]);
      expect(told(await post(order, `refunds/${refund.id}/paid`))).toEqual([200, 'already']);
    });

    test('is refused where a gateway moves it, and of what is not there', async () => {
      const order = await releasedFor(service);
      const { shipment } = await ship(order);
      expect(told(await post(order, `shipments/${shipment.id}/collected`))).toEqual([409, 'PAYMENT_BY_GATEWAY']);
      expect(told(await post(order, 'shipments/nothing/collected'))).toEqual([404, 'SHIPMENT_UNKNOWN']);
      expect(told(await post(order, 'refunds/nothing/paid'))).toEqual([404, 'REFUND_UNKNOWN']);
    });
  });

  describe('chargebacks', () => {
    const shipped = async (): Promise<Order> => {
      const order = await releasedFor(service);
      await ship(order);
      await captureAll({ deps: depsOf(service) });
      return order;
    };

    test('are played in the sandbox: opened, shown, won once', async () => {
      const order = await shipped();
      const opened = await post(order, 'chargebacks', { reason: 'Never got it.', lines: [2] });
      expect(opened.status).toBe(201);
      expect(opened.body).toMatchObject({
        answer: 'done',
        chargeback: { number: 1, state: 'open', amount: 799, reason: 'Never got it.', lines: [{ number: 2, sku: 'POT-1' }] },
        order: { captured: 3937, chargedBack: 799 },
      });
      const { chargebackId } = opened.body['chargeback'] as { chargebackId: string };
      const listed = await callApi(service, 'GET', `/v1/orders/${order.id}/chargebacks`);
      expect(listed.body).toEqual({ items: [opened.body['chargeback']] });
      const won = await post(order, `chargebacks/${chargebackId}/outcome`, { outcome: 'won' });
      expect([...told(won), won.body['order']]).toMatchObject([200, 'done', { chargedBack: 0 }]);
      expect(told(await post(order, `chargebacks/${chargebackId}/outcome`, { outcome: 'won' }))).toEqual([200, 'already']);
      expect(told(await post(order, `chargebacks/${chargebackId}/outcome`, { outcome: 'lost' }))).toEqual([
        409,
        'CHARGEBACK_ENDED',
      ]);
    });

    test('are refused where they make no sense', async () => {
      const order = await shipped();
      expect(told(await post(await releasedFor(service), 'chargebacks', { reason: 'x' }))).toEqual([409, 'REFUND_NOT_CAPTURED']);
      expect(told(await post(order, 'chargebacks', { reason: 'x', lines: [3] }))).toEqual([422, 'ORDER_LINE_UNKNOWN']);
      expect(told(await post(order, 'chargebacks/nothing/outcome', { outcome: 'won' }))).toEqual([404, 'CHARGEBACK_UNKNOWN']);
      expect(told(await post(order, 'chargebacks', { reason: 'x' }, true))).toEqual([403, 'CHARGEBACK_LIVE']);
    });

    test.each([
      {},
      { reason: '' },
      { reason: 1 },
      { reason: 'x', lines: [] },
      { reason: 'x', lines: ['1'] },
      { reason: 'x', more: 1 },
      [],
    ])('refuse the body %j', async (json) => {
      expect((await post(await shipped(), 'chargebacks', json)).status).toBe(400);
    });

    test('with one Idempotency-Key are one', async () => {
      const order = await shipped();
      const ask = { json: { reason: 'x' }, headers: { 'idempotency-key': 'once' } };
      const first = await callApi(service, 'POST', `/v1/orders/${order.id}/chargebacks`, ask);
      const again = await callApi(service, 'POST', `/v1/orders/${order.id}/chargebacks`, ask);
      expect([again.status, again.text]).toEqual([201, first.text]);
    });
  });
});
