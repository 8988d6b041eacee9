import { readFileSync } from 'node:fs';
import { findPaymentMethod, NOTHING_TO_PAY, type MoneyRequest, type PaymentRequest } from '../../src/core/gateway.js';
import type { Payment } from '../../src/core/order.js';
import { manualGateway } from '../../src/flows/gateway-manual.js';
import { TEST_CLEARING_MS, testGateway } from '../../src/flows/gateway-test.js';
import { gatewaysFor } from '../../src/flows/gateways.js';

const PLACED = 1_000_000;
const request = (method: string, idempotencyKey = 'checkout-1-1'): PaymentRequest => ({
  idempotencyKey,
  amount: 2_500n,
  currency: 'USD',
  method,
  orderHint: 'Larch & Loam',
});
const asked = async (method: string): Promise<Payment> => (await testGateway.authorise(request(method))).payment;

describe('The test gateway', () => {
  test.each([
    ['test_approve', 'authorised', 2_500n, true],
    ['test_decline', 'declined', 0n, true],
    ['test_pending', 'pending', 2_500n, true],
    ['test_pending_decline', 'pending', 2_500n, true],
    ['test_authenticate', 'needs_authentication', 2_500n, true],
    ['test_single_capture', 'authorised', 2_500n, false],
    ['test_capture_refused', 'authorised', 2_500n, true],
    ['test_capture_unknown', 'authorised', 2_500n, true],
    ['test_refund_refused', 'authorised', 2_500n, true],
    ['test_refund_pending', 'authorised', 2_500n, true],
    ['test_chargeback', 'authorised', 2_500n, true],
    ['test_hold_renewed', 'authorised', 2_500n, true],
    ['test_hold_ended', 'authorised', 2_500n, true],
  ] as const)('answers %s with %s', async (method, state, amount, multipleCaptures) => {
    const { payment, message } = await testGateway.authorise(request(method));
    expect(payment).toMatchObject({ gateway: 'test', state, amount, multipleCaptures });
    expect(payment.reference).toMatch(new RegExp(`^${method}-[0-9a-f]{20}$`));
    expect(message).toMatch(/^[A-Z].*\.$/);
  });

  test.each(testGateway.methods)('answers $value the same for the same key, and another for another key', async ({ value }) => {
    const first = await testGateway.authorise(request(value));
    expect(await testGateway.authorise(request(value))).toEqual(first);
    const other = await testGateway.authorise(request(value, 'checkout-1-2'));
    expect(other.payment.reference).not.toBe(first.payment.reference);
  });

  test('declines a value that it does not know', async () => {
    const { payment, message } = await testGateway.authorise(request('4242'));
    expect(payment).toMatchObject({ state: 'declined', amount: 0n, reference: null });
    expect(message).toBe('This way to pay is not offered. Choose another one.');
  });

  test('approves or declines a payment by the word of the buyer, and keeps its reference', async () => {
    const payment = await asked('test_authenticate');
    const approved = await testGateway.authenticate({ payment, answer: 'approve' });
    expect(approved.payment).toEqual({ ...payment, state: 'authorised' });
    const refused = await testGateway.authenticate({ payment, answer: 'refuse' });
    expect(refused.payment).toEqual({ ...payment, state: 'declined', amount: 0n });
    // A second click changes nothing.
    expect(await testGateway.authenticate({ payment: approved.payment, answer: 'refuse' })).toEqual(approved);
  });

  test.each([
    ['test_pending', TEST_CLEARING_MS - 1, 'pending', 2_500n],
    ['test_pending', TEST_CLEARING_MS, 'authorised', 2_500n],
    ['test_pending_decline', TEST_CLEARING_MS - 1, 'pending', 2_500n],
    ['test_pending_decline', TEST_CLEARING_MS, 'declined', 0n],
    ['test_approve', TEST_CLEARING_MS, 'authorised', 2_500n],
    ['test_authenticate', TEST_CLEARING_MS, 'needs_authentication', 2_500n],
  ] as const)('says of %s after %d ms: %s', async (method, after, state, amount) => {
    const payment = await asked(method);
    const settled = await testGateway.settle({ payment, since: PLACED, now: PLACED + after });
    expect(settled.payment).toEqual({ ...payment, state, amount });
  });

  test('lets go twice without a word', async () => {
    await testGateway.void('test_approve-x');
    await testGateway.void('test_approve-x');
  });

  const money = async (method: string, idempotencyKey = 'S1', after = 0): Promise<MoneyRequest> => ({
    ...{ idempotencyKey, payment: await asked(method), amount: 1_045n, currency: 'USD', since: PLACED, now: PLACED + after },
  });

  test.each(testGateway.methods)(
    'captures for $value the same for the same key, and another for another key',
    async ({ value }) => {
      if (value === 'test_capture_unknown' || value === 'test_capture_refused') return;
      const first = await testGateway.capture(await money(value));
      expect(first).toMatchObject({ state: 'done', reference: expect.stringMatching(new RegExp(`^${value}-[0-9a-f]{20}$`)) });
      expect(await testGateway.capture(await money(value))).toEqual(first);
      expect(await testGateway.capture(await money(value, 'S2'))).not.toEqual(first);
      expect(await testGateway.findCapture(await money(value))).toBeNull();
    },
  );

  test('refuses a capture until it is tried again, which has a key of its own', async () => {
    const refused = { state: 'refused', message: 'The test card could not be charged. Try again.' };
    expect(await testGateway.capture(await money('test_capture_refused'))).toEqual(refused);
    expect(await testGateway.capture(await money('test_capture_refused'))).toEqual(refused);
    expect(await testGateway.capture(await money('test_capture_refused', 'S1:2'))).toMatchObject({ state: 'done' });
  });

  test('loses the answer of a capture, and finds it when it is asked', async () => {
    await expect(testGateway.capture(await money('test_capture_unknown'))).rejects.toThrow('lost');
    const found = await testGateway.findCapture(await money('test_capture_unknown'));
    expect(found).toMatchObject({ state: 'done' });
    expect(await testGateway.findCapture(await money('test_capture_unknown'))).toEqual(found);
  });

  test('refuses refunds, or takes a minute for them', async () => {
    expect(await testGateway.refund(await money('test_approve', 'R1'))).toMatchObject({ state: 'done' });
    expect(await testGateway.findRefund(await money('test_approve', 'R1'))).toBeNull();
    expect(await testGateway.refund(await money('test_refund_refused', 'R1'))).toMatchObject({ state: 'refused' });
    const pending = { state: 'pending', by: 'gateway' };
    expect(await testGateway.refund(await money('test_refund_pending', 'R1', TEST_CLEARING_MS - 1))).toEqual(pending);
    expect(await testGateway.findRefund(await money('test_refund_pending', 'R1', TEST_CLEARING_MS))).toMatchObject({
      state: 'done',
    });
  });

  test('tells of a chargeback with the capture', async () => {
    expect(await testGateway.capture(await money('test_chargeback'))).toMatchObject({
      state: 'done',
      disputed: expect.any(String),
    });
  });

  test('holds money for a week, and then again or not', async () => {
    expect(await asked('test_approve')).not.toHaveProperty('holdMs');
    const { payment } = await testGateway.reauthorise(await money('test_hold_renewed'));
    expect([payment.state, payment.holdMs]).toEqual(['authorised', 7 * 86_400_000]);
    expect((await testGateway.reauthorise(await money('test_hold_ended'))).payment.state).toBe('declined');
  });
});

describe('The manual gateway', () => {
  test.each([
    ['invoice', 'Invoice', 'The shop sends you an invoice, and you pay the shop.'],
    ['transfer', 'Bank transfer', 'The shop tells you its bank account, and you transfer the amount.'],
    ['cash', 'Cash', 'You pay the shop in cash when you get your order.'],
  ])('says of %s what the buyer is to do', async (method, label, message) => {
    const agreed = await manualGateway.authorise(request(method));
    expect(agreed).toMatchObject({ payment: { gateway: 'manual', state: 'manual', amount: 2_500n, label }, message });
    expect(await manualGateway.authorise(request(method))).toEqual(agreed);
    expect(await manualGateway.settle({ payment: agreed.payment, since: 0, now: 1e12 })).toEqual(agreed);
    expect(await manualGateway.authenticate({ payment: agreed.payment, answer: 'refuse' })).toEqual(agreed);
  });

  test('moves no money itself: the shop does, and says so', async () => {
    const { payment } = await manualGateway.authorise(request('invoice'));
    const money = { idempotencyKey: 'S1', payment, amount: 1_045n, currency: 'USD', since: 0, now: 1e12 };
    const byMerchant = { state: 'pending', by: 'merchant' };
    expect(await manualGateway.capture(money)).toEqual(byMerchant);
    expect(await manualGateway.findCapture(money)).toEqual(byMerchant);
    expect(await manualGateway.refund(money)).toEqual(byMerchant);
    expect(await manualGateway.findRefund(money)).toEqual(byMerchant);
    expect((await manualGateway.reauthorise(money)).payment).toEqual(payment);
    expect(manualGateway.fee).toEqual({ rate: 0n, fixed: 0n });
  });

  test('declines what it does not know', async () => {
    expect((await manualGateway.authorise(request('test_approve'))).payment).toMatchObject({ state: 'declined', amount: 0n });
  });
});

describe('Ways to pay', () => {
  test('are the magic values and the plain ones in the sandbox', () => {
    expect(gatewaysFor('sandbox').flatMap(({ methods }) => methods.map(({ value }) => value))).toEqual([
      'test_approve',
      'test_decline',
      'test_pending',
      'test_pending_decline',
      'test_authenticate',
      'test_single_capture',
      'test_capture_refused',
      'test_capture_unknown',
      'test_refund_refused',
      'test_refund_pending',
      'test_chargeback',
      'test_hold_renewed',
      'test_hold_ended',
      'invoice',
      'transfer',
      'cash',
    ]);
  });

  test('are the plain ones in the live environment: no magic value buys anything there', () => {
    const live = gatewaysFor('live');
    expect(live.flatMap(({ methods }) => methods.map(({ value }) => value))).toEqual(['invoice', 'transfer', 'cash']);
    expect(findPaymentMethod(live, 'test_approve')).toBeNull();
  });

  test('are found by their value', () => {
    const found = findPaymentMethod(gatewaysFor('sandbox'), 'cash');
    expect([found?.gateway.name, found?.method.label]).toEqual(['manual', 'Cash']);
    expect(findPaymentMethod(gatewaysFor('sandbox'), 'Cash')).toBeNull();
  });

  test('are not needed for an order of 0.00', () => {
    expect(NOTHING_TO_PAY).toMatchObject({ gateway: 'none', state: 'not_needed', amount: 0n, reference: null });
  });
});

test('docs/sandbox.md has every magic value and no other', () => {
  const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `(test_[a-z_]+)` \|/gm)].map(([, value]) => value);
  expect(rows).toEqual(testGateway.methods.map(({ value }) => value));
});
