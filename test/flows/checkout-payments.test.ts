import { authenticatePayment } from '../../src/flows/checkout/authenticate-payment.js';
import type { CheckoutDeps } from '../../src/flows/checkout/deps.js';
import { dropOrphans } from '../../src/flows/checkout/drop-orphans.js';
import { placeOrder } from '../../src/flows/checkout/place-order.js';
import { placingReport } from '../../src/flows/checkout/placing-report.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { gatewaysFor } from '../../src/flows/gateways.js';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { addressed, openFlows, view, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { attemptsOf, MUGS, mugs, watchGateways } from '../support/watched-gateways.js';

eachDatabase('the payment of an order', (open) => {
  const { held, voided, watching, forget } = watchGateways();
  let flows: Flows;
  let deps: CheckoutDeps;
  const attempts = (checkoutId: string): Promise<string[]> => attemptsOf(flows, checkoutId);
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
  });
  beforeEach(async () => {
    deps = watching(flows);
    forget();
    await flows.policies({});
    await flows.save('promotions', DEMO_SETTINGS.promotions);
  });
  afterAll(async () => {
    await flows.close();
  });

  test.each([
    ['before the gateway was asked', 0],
    ['after it answered', 1],
  ])('goes on with the same attempt after a crash %s', async (_when, asked) => {
    const mine = await addressed(flows, mugs());
    const crash = (): never => {
      throw new Error('power cut');
    };
    const crashing: CheckoutDeps =
      asked === 1
        ? watching(flows, crash)
        : {
            ...deps,
            gateways: (side) =>
              gatewaysFor(side).map((gateway) => ({ ...gateway, authorise: () => Promise.reject(new Error('power cut')) })),
          };
    await expect(placeOrder(crashing, mine, MUGS)).rejects.toThrow('power cut');
    expect(await findOrderByCheckout(flows.db, mine.checkout.id)).toBeNull();
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve started']);
    expect((await placeOrder(deps, mine, MUGS)).state).toBe('placed');
    expect(held).toHaveLength(1);
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve used']);
  });

  test('goes on with the answer that is on record after a crash before the order was written', async () => {
    const mine = await addressed(flows, mugs());
    const crashing = {
      ...deps,
      random: () => {
        throw new Error('power cut');
      },
    };
    await expect(placeOrder(crashing, mine, MUGS)).rejects.toThrow('power cut');
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve answered']);
    expect((await placeOrder(deps, mine, MUGS)).state).toBe('placed');
    expect(held).toHaveLength(1);
  });

  test('that never comes after all lets the money go, once nobody can be waiting for it', async () => {
    const mine = await addressed(flows, mugs());
    const crash = (): never => {
      throw new Error('power cut');
    };
    await expect(placeOrder(watching(flows, crash), mine, MUGS)).rejects.toThrow('power cut');
    await dropOrphans(deps);
    expect(voided).toEqual([]);
    flows.clock.aheadMs += 31 * 60_000;
    await dropOrphans(deps);
    expect([voided.length, voided[0]?.startsWith('test_approve-')]).toEqual([1, true]);
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve voided']);
    // the buyer who comes back pays anew
    expect((await placeOrder(deps, mine, MUGS)).state).toBe('placed');
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_approve voided', '2 test_approve used']);
    await dropOrphans(deps);
    expect(voided).toHaveLength(1);
  });

  test('that nobody can let go of stays on the list, and is told to a person', async () => {
    const mine = await addressed(flows, mugs());
    await placeOrder(deps, mine, { ...MUGS, payment: 'test_authenticate' });
    flows.clock.aheadMs += 31 * 60_000;
    await expect(dropOrphans({ ...deps, gateways: () => [] })).rejects.toThrow('1 of 1 failed');
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_authenticate orphaned']);
    await dropOrphans(deps);
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_authenticate voided']);
  });

  test('another way to pay gives the first attempt up', async () => {
    const mine = await addressed(flows, mugs());
    const asked = await placeOrder(deps, mine, { ...MUGS, payment: 'test_authenticate' });
    expect(asked).toMatchObject({ state: 'authenticate', attempt: { amount: 3_310n } });
    const other = await view(deps, mine.checkout.id);
    expect((await placeOrder(deps, other, { ...MUGS, payment: 'invoice' })).state).toBe('placed');
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_authenticate orphaned', '2 invoice used']);
    await dropOrphans(deps);
    expect(voided).toHaveLength(1);
  });

  test('waits for a buyer who must confirm: a no places nothing, a yes places it', async () => {
    const mine = await addressed(flows, mugs());
    const wish = { ...MUGS, payment: 'test_authenticate' };
    expect(placingReport(mine, await placeOrder(deps, mine, wish))).toMatchObject({ outcome: 'ok', status: 303 });
    const refused = await authenticatePayment(deps, await view(deps, mine.checkout.id), 'refuse');
    expect(refused).toMatchObject({ state: 'declined' });
    expect(await findOrderByCheckout(flows.db, mine.checkout.id)).toBeNull();
    expect((await placeOrder(deps, await view(deps, mine.checkout.id), wish)).state).toBe('authenticate');
    const yes = await authenticatePayment(deps, await view(deps, mine.checkout.id), 'approve');
    expect(yes).toMatchObject({ state: 'placed', order: { payment: { state: 'authorised' } } });
    expect(await authenticatePayment(deps, await view(deps, mine.checkout.id), 'approve')).toMatchObject({ state: 'already' });
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_authenticate refused', '2 test_authenticate used']);
  });

  test('is not done on a no, although there was a yes before', async () => {
    const mine = await addressed(flows, mugs());
    await placeOrder(deps, mine, { ...MUGS, payment: 'test_authenticate' });
    const dearer = { ...DEMO_SETTINGS.taxes, rules: [{ region: { kind: 'state', state: 'WA' }, rate: '0.20' }] } as const;
    await flows.save('taxes', dearer);
    const yes = await authenticatePayment(deps, await view(deps, mine.checkout.id), 'approve');
    expect(yes).toMatchObject({ state: 'price-changed', was: 3_310n });
    await flows.save('taxes', DEMO_SETTINGS.taxes);
    const no = await authenticatePayment(deps, await view(deps, mine.checkout.id), 'refuse');
    expect(no).toMatchObject({ state: 'declined' });
    expect(await findOrderByCheckout(flows.db, mine.checkout.id)).toBeNull();
    expect(await attempts(mine.checkout.id)).toEqual(['1 test_authenticate orphaned']);
  });

  test('is not done where the payment is declined, or is no way to pay here', async () => {
    const mine = await addressed(flows, mugs());
    const declined = await placeOrder(deps, mine, { ...MUGS, payment: 'test_decline' });
    expect(declined).toEqual({ state: 'declined', message: 'The test payment was declined. Choose another way to pay.' });
    expect(placingReport(mine, declined)).toMatchObject({ code: 'PAYMENT_DECLINED', status: 402, outcome: 'refused' });
    expect(await placeOrder(deps, mine, { ...MUGS, payment: '4242' })).toMatchObject({ state: 'declined' });
    expect((await placeOrder(deps, mine, MUGS)).state).toBe('placed');
  });
});
