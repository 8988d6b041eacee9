import { cancelCheckout } from '../../src/store/checkouts.js';
import { listExchanges } from '../../src/store/exchanges.js';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { orderKey } from '../../src/flows/checkout/order-link.js';
import { ADDRESS, addressed, buyer, openedCheckout, plainCart, reviewing, type BuyerVisit } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

eachDatabase('a form that a buyer posts', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const recordOf = (answer: BuyerVisit) => service.exchange(answer.headers.get('cartwright-exchange'));
  const count = async (): Promise<number> =>
    (await listExchanges(service.db, `${service.merchantId}-sandbox`, { search: { terms: [] }, limit: 500 })).items.length;

  test('is an exchange of its checkout, masked, with the steps that it took and where it led', async () => {
    const id = await openedCheckout(service, plainCart({ clientRequestId: 'cart-77' }));
    const ann = buyer(service.url);
    await ann.open(`/pay/${id}`);
    const seen = await recordOf(await ann.post(`/pay/${id}/address`, { ...ADDRESS, phone: '206 555 0143' }));
    expect(seen).toMatchObject({
      ...{ kind: 'checkout', direction: 'in', party: 'buyer', outcome: 'ok', status: 303, faults: [] },
      refs: { checkoutId: id, clientRequestId: 'cart-77' },
      request: { start: 'POST /pay/(checkout)/address', contentType: expect.stringContaining('form-urlencoded') as string },
      response: { start: '303', headers: expect.arrayContaining([['Location', '/pay/(checkout)/shipping']]) as unknown },
    });
    expect(seen.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      ...['Form read done', 'Session verified done', 'Checkout open done', 'Fields valid done', 'Saved done'],
    ]);
    // priced at once, so the sources of the price stand with it
    expect(seen.calculation.map(({ kind, source }) => `${kind} ${source}`)).toEqual([
      ...['shipping settings', 'promotions settings', 'tax settings'],
    ]);
    const value = (name: string): string | undefined => seen.request.fields.find((field) => field.name === name)?.value.text;
    expect([value('email'), value('name'), value('line1'), value('phone')].join('')).toMatch(/^[• ]+$/u);
    expect([value('city'), value('postalCode'), value('formToken')]).toEqual(['Seattle', '98101', undefined]);
  });

  test('that is not taken says which fields and what was expected; what was typed is masked by its field', async () => {
    const id = await openedCheckout(service);
    const ann = buyer(service.url);
    await ann.open(`/pay/${id}`);
    const answer = await ann.post(`/pay/${id}/address`, { ...ADDRESS, email: 'odalys@mail', line1: '', postalCode: '981' });
    expect([answer.status, answer.headers.get('cartwright-code')]).toEqual([422, 'ADDRESS_FIELD_WRONG']);
    const { outcome, status, code, faults, steps } = await recordOf(answer);
    expect({ outcome, status, code }).toEqual({ outcome: 'refused', status: 422, code: 'ADDRESS_FIELD_WRONG' });
    expect(faults.map(({ field, expected, got }) => [field, expected, got])).toEqual([
      ['email', 'an e-mail address with a whole domain', '•••••••••••'],
      ['line1', 'street and number', undefined],
      ['postalCode', '5 digits, or 9, of the state', '981'],
    ]);
    expect(steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'failed', 'not reached']);
  });

  test('with a zip of another state is refused, and a warning once the buyer keeps it', async () => {
    const id = await openedCheckout(service);
    const ann = buyer(service.url);
    await ann.open(`/pay/${id}`);
    const asked = await ann.post(`/pay/${id}/address`, { ...ADDRESS, postalCode: '97201' });
    expect(await recordOf(asked)).toMatchObject({ outcome: 'refused', code: 'ADDRESS_CONTRADICTORY' });
    const kept = await recordOf(await ann.post(`/pay/${id}/address`, { ...ADDRESS, postalCode: '97201', keep: 'yes' }));
    expect(kept).toMatchObject({ outcome: 'warned', status: 303 });
    expect(kept.faults[0]).toMatchObject({ rule: 'zip-of-other-state', field: 'postalCode', got: '97201' });
  });

  test('of a choice, a code and an upsell that help nothing tells which', async () => {
    const cart = plainCart();
    const id = await openedCheckout(service, cart);
    const ann = await addressed(service, id);
    await ann.open(`/pay/${id}/shipping`);
    const none = await recordOf(await ann.post(`/pay/${id}/shipping`, { choice: '' }));
    expect(none).toMatchObject({ outcome: 'refused', status: 303, faults: [{ rule: 'choice-missing', field: 'choice' }] });
    const gone = await recordOf(await ann.post(`/pay/${id}/shipping`, { choice: 'cart:balloon' }));
    expect(gone).toMatchObject({ code: 'CHOICE_GONE', faults: [{ field: 'choice', got: 'cart:balloon' }] });
    const code = await recordOf(await ann.post(`/pay/${id}/codes`, { code: 'NOSUCHCODE' }));
    expect(code).toMatchObject({ outcome: 'warned', faults: [{ rule: 'claim-code-unknown', field: 'code', got: 'NOSUCHCODE' }] });
    await ann.open(`/pay/${id}/shipping`);
    const removed = await recordOf(await ann.post(`/pay/${id}/codes/remove`, { code: 'NOSUCHCODE' }));
    expect(removed).toMatchObject({ outcome: 'ok', request: { start: 'POST /pay/(checkout)/codes/remove' } });
    const upsell = await recordOf(await ann.post(`/pay/${id}/upsell`, { sku: 'LID-1', quantity: '2' }));
    expect(upsell).toMatchObject({ outcome: 'warned', faults: [{ rule: 'upsell-not-taken', field: 'sku', got: 'LID-1' }] });
  });

  test('of a page that another tab has overtaken is refused: CHECKOUT_CHANGED', async () => {
    const id = await openedCheckout(service);
    const ann = await addressed(service, id);
    const answer = await ann.post(`/pay/${id}/address`, { ...ADDRESS, city: 'Tacoma', version: '1' });
    expect(answer.status).toBe(409);
    expect(await recordOf(answer)).toMatchObject({ outcome: 'refused', code: 'CHECKOUT_CHANGED', status: 409 });
  });

  test('that comes from elsewhere, or too late, is on record with the code of its refusal', async () => {
    const id = await openedCheckout(service);
    const ann = await addressed(service, id);
    const forged = await ann.post(`/pay/${id}/place`, { formToken: 'x'.repeat(32), payment: 'test_approve' });
    const { steps, ...seen } = await recordOf(forged);
    expect(seen).toMatchObject({ kind: 'checkout', outcome: 'refused', status: 403, code: 'CSRF_MISMATCH' });
    expect(steps.map(({ state }) => state)).toEqual(['done', 'failed', 'not reached', 'not reached', 'not reached']);
    const large = await ann.post(`/pay/${id}/address`, { name: 'x'.repeat(30_000) });
    expect(await recordOf(large)).toMatchObject({ outcome: 'refused', status: 413, code: 'BODY_TOO_LARGE' });
    await cancelCheckout(service.db, { id, at: service.clock.now });
    expect(await recordOf(await ann.post(`/pay/${id}/address`, ADDRESS))).toMatchObject({ status: 410, code: 'CHECKOUT_CLOSED' });
  });

  test('for a checkout that there is not is nobody’s, and looking at pages is no exchange', async () => {
    const id = await openedCheckout(service);
    const ann = await addressed(service, id);
    const before = await count();
    expect((await ann.post(`/pay/${'0'.repeat(32)}/address`, ADDRESS)).status).toBe(404);
    for (const page of ['', '/address', '/shipping', '/review']) await ann.open(`/pay/${id}${page}`);
    expect(await count()).toBe(before);
  });

  test('to cancel the order belongs to the trace of the order, without the key of its address', async () => {
    const id = await openedCheckout(service);
    const ann = await reviewing(service, id);
    await ann.post(`/pay/${id}/place`, { payment: 'test_approve' });
    const order = await findOrderByCheckout(service.db, id);
    const orderId = order?.id ?? '';
    const path = `/orders/${orderId}/${orderKey(service, orderId)}/cancel`;
    expect(await recordOf(await ann.post(path))).toMatchObject({ outcome: 'ok', refs: { orderId, checkoutId: id } });
    const done = await recordOf(await ann.post(path, { confirm: 'yes' }));
    expect(done).toMatchObject({ kind: 'checkout', outcome: 'ok', trace: order?.trace });
    expect(done.request.start).toBe(`POST /orders/${orderId}/(key)/cancel`);
    expect(done.response.headers).toContainEqual(['Location', `/orders/${orderId}/(key)`]);
    const before = await count();
    expect((await ann.post(`/orders/${orderId}/${'0'.repeat(32)}/cancel`, { confirm: 'yes' })).status).toBe(404);
    expect(await count()).toBe(before);
  });

  test('to cancel after the window is refused: ORDER_WINDOW_OVER', async () => {
    const id = await openedCheckout(service);
    const ann = await reviewing(service, id);
    await ann.post(`/pay/${id}/place`, { payment: 'test_approve' });
    const orderId = (await findOrderByCheckout(service.db, id))?.id ?? '';
    service.clock.now += 3_600_000;
    const late = await ann.post(`/orders/${orderId}/${orderKey(service, orderId)}/cancel`, { confirm: 'yes' });
    expect(await recordOf(late)).toMatchObject({ outcome: 'refused', code: 'ORDER_WINDOW_OVER', refs: { orderId } });
  });
});
