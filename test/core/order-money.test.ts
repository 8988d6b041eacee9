import { NO_COMPONENTS } from '../../src/core/components.js';
import { orderMoney } from '../../src/core/order-money.js';
import type { OrderLine, Payment } from '../../src/core/order.js';
import type { MoneyFacts } from '../../src/core/refund/remaining.js';
import type { Refund } from '../../src/core/refund.js';
import type { CaptureState, Shipment } from '../../src/core/shipment.js';
import { orderLine, payment } from '../support/orders.js';

const shipment = (state: CaptureState, amount: bigint): Shipment => ({
  ...{ id: 's', number: 1, at: 0, shipDate: '2026-01-15', by: 'api', lines: [] },
  capture: { state, amount, reference: null },
});
const refund = (state: Refund['state'], amount: bigint): Refund => ({
  ...{ id: 'r', number: 1, at: 0, state, reason: 'r', by: 'api', amount, reference: null },
  lines: [{ number: 1, units: 0, components: { ...NO_COMPONENTS, principal: amount } }],
});
/** Three units for 39.37 in all, of which these left. */
const facts = (
  { line = {}, paid = {} }: { readonly line?: Partial<OrderLine>; readonly paid?: Partial<Payment> },
  rest: Partial<MoneyFacts> = {},
): MoneyFacts => ({
  order: { currency: 'USD', lines: [orderLine({ quantity: 3, ...line })], payment: payment({ amount: 3_937n, ...paid }) },
  ...{ shipments: [], refunds: [], chargebacks: [] },
  ...rest,
});

describe('The money of an order', () => {
  test('is all held before anything is shipped', () => {
    const nothing = { captured: 0n, refunded: 0n, chargedBack: 0n };
    expect(orderMoney(facts({}))).toEqual({ ...nothing, authorisedLeft: 3_937n });
    expect(orderMoney(facts({ paid: { state: 'voided' } })).authorisedLeft).toBe(0n);
    expect(orderMoney(facts({ paid: { state: 'manual' } })).authorisedLeft).toBe(0n);
  });

  test('is captured when the gateway says so, and what is being captured is held until then', () => {
    const shipments = [shipment('captured', 1_045n), shipment('due', 1_048n), shipment('refused', 5n)];
    // 39.37 - 10.45 = 28.92
    expect(orderMoney(facts({ line: { shipped: 2 } }, { shipments }))).toMatchObject({
      captured: 1_045n,
      authorisedLeft: 2_892n,
    });
  });

  test('is let go of once no unit is open, but for what is being captured', () => {
    const shipments = [shipment('captured', 1_045n), shipment('unknown', 1_048n)];
    const closed = { line: { shipped: 2, cancelled: 1 } };
    expect(orderMoney(facts(closed, { shipments })).authorisedLeft).toBe(1_048n);
    expect(orderMoney(facts({ line: { cancelled: 3 } })).authorisedLeft).toBe(0n);
  });

  test('is held no more after the one capture of a gateway that captures once', () => {
    const open = { line: { shipped: 1 }, paid: { multipleCaptures: false } };
    expect(orderMoney(facts(open, { shipments: [shipment('captured', 3_937n)] })).authorisedLeft).toBe(0n);
    expect(orderMoney(facts(open, { shipments: [shipment('due', 3_937n)] })).authorisedLeft).toBe(3_937n);
  });

  test('counts refunds that wait and those that were paid, and chargebacks that were not won', () => {
    const refunds = [refund('reserved', 100n), refund('settled', 20n), refund('refused', 3n), refund('undone', 4n)];
    const chargeback = { id: 'c', number: 1, at: 0, reason: 'r', lines: [1] };
    const chargebacks = [
      { ...chargeback, state: 'open', amount: 7n },
      { ...chargeback, state: 'lost', amount: 50n },
      { ...chargeback, state: 'won', amount: 900n },
    ] as const;
    // 1.00 + 0.20, and 0.07 + 0.50
    expect(orderMoney(facts({}, { refunds, chargebacks }))).toMatchObject({ refunded: 120n, chargedBack: 57n });
  });
});
