import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Order } from '../../src/core/order.js';
import { CartwrightError } from '../../src/errors.js';
import { cancelOrder, type CancelWish } from '../../src/flows/checkout/cancel-order.js';
import { dropOrphans } from '../../src/flows/checkout/drop-orphans.js';
import { isOrderKey, orderKey, orderLink } from '../../src/flows/checkout/order-link.js';
import { releaseOrders } from '../../src/flows/checkout/release-orders.js';
import { sendMails, type MailDeps } from '../../src/flows/checkout/send-mails.js';
import { settlePayments } from '../../src/flows/checkout/settle-payments.js';
import { DEMO_SETTINGS } from '../../src/flows/demo-settings.js';
import { createMailer } from '../../src/outbound/mail.js';
import { findOrder, listOrderEvents } from '../../src/store/orders.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { placeMugs } from '../support/placed-mugs.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

eachDatabase('an order', (open) => {
  let flows: Flows;
  let outbox: string;
  let mails: MailDeps;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
    outbox = mkdtempSync(join(tmpdir(), 'cartwright-outbox-'));
    mails = { ...flows.deps, mailer: createMailer({ smtpUrl: null, outbox }), mailFrom: 'Larch & Loam <orders@shop.example>' };
  });
  afterEach(() => flows.policies({}));
  afterAll(async () => {
    await flows.close();
    rmSync(outbox, { recursive: true, force: true });
  });

  const placed = (payment?: string, title?: string): Promise<Order> => placeMugs(flows, payment, title);
  const now = async ({ id }: Order): Promise<Order> => (await findOrder(flows.db, flows.sandbox.id, id))!;
  const events = async ({ id }: Order): Promise<string[]> =>
    (await listOrderEvents(flows.db, flows.sandbox.id, id)).map(({ kind, by }) => `${kind} by ${by}`);
  const cancel = (wish: CancelWish): Promise<unknown> =>
    cancelOrder(flows.deps, wish).then(
      ({ state }) => state,
      (error: unknown) => (error instanceof CartwrightError ? error.code : error),
    );

  test('is released at the end of its window, once, and not before', async () => {
    const order = await placed();
    flows.clock.aheadMs += 14 * MINUTE;
    await releaseOrders({ db: flows.db, clock: flows.now });
    expect((await now(order)).releasedAt).toBeNull();
    flows.clock.aheadMs += MINUTE + 1_000;
    await Promise.all([1, 2, 3].map(() => releaseOrders({ db: flows.db, clock: flows.now })));
    expect(await events(order)).toEqual(['placed by buyer', 'released by cartwright']);
    expect((await now(order)).releasedAt).not.toBeNull();
  });

  test('has the window that the policy gives it', async () => {
    await flows.policies({ cancelWindowMinutes: 0 });
    const order = await placed();
    expect(order.windowEndsAt).toBe(order.placedAt);
    await releaseOrders({ db: flows.db, clock: flows.now });
    expect((await now(order)).releasedAt).not.toBeNull();
  });

  test('can be cancelled by its buyer inside the window, and its money is let go', async () => {
    const order = await placed();
    expect(await cancel({ orderId: order.id, by: 'buyer', reason: 'Ordered by mistake' })).toBe('cancelled');
    expect(await cancel({ orderId: order.id, by: 'buyer', reason: 'again' })).toBe('already');
    expect(await now(order)).toMatchObject({
      cancelReason: 'Ordered by mistake',
      lines: [{ cancelled: 2 }],
      payment: { state: 'authorised' },
    });
    await dropOrphans(flows.deps);
    expect((await now(order)).payment.state).toBe('voided');
    flows.clock.aheadMs += 16 * MINUTE;
    await releaseOrders({ db: flows.db, clock: flows.now });
    expect(await events(order)).toEqual(['placed by buyer', 'cancelled by buyer']);
  });

  test('whose money nobody can let go stays on the list when it was cancelled, and is told to a person', async () => {
    const order = await placed();
    await cancel({ orderId: order.id, by: 'buyer', reason: 'Changed my mind.' });
    await expect(dropOrphans({ ...flows.deps, gateways: () => [] })).rejects.toThrow('1 of 1 failed');
    expect((await now(order)).payment.state).toBe('authorised');
    await dropOrphans(flows.deps);
    expect((await now(order)).payment.state).toBe('voided');
  });

  test('can be cancelled later only by the merchant, and in its own environment', async () => {
    const order = await placed();
    flows.clock.aheadMs += 16 * MINUTE;
    expect(await cancel({ orderId: order.id, by: 'buyer', reason: 'too late' })).toBe('ORDER_WINDOW_OVER');
    const merchant = { orderId: order.id, by: 'merchant', reason: 'Sold out' } as const;
    expect(await cancel({ ...merchant, environmentId: flows.live.id })).toBe('ORDER_UNKNOWN');
    expect(await cancel({ ...merchant, orderId: '111-1111111-1111111' })).toBe('ORDER_UNKNOWN');
    await releaseOrders({ db: flows.db, clock: flows.now });
    expect(await cancel({ ...merchant, environmentId: flows.sandbox.id })).toBe('cancelled');
    expect(await events(order)).toEqual(['placed by buyer', 'released by cartwright', 'cancelled by merchant']);
  });

  test('is cancelled or released, never both', async () => {
    for (let round = 0; round < 10; round++) {
      const order = await placed();
      flows.clock.aheadMs += 15 * MINUTE + 1_000;
      await Promise.all([
        releaseOrders({ db: flows.db, clock: flows.now }),
        cancel({ orderId: order.id, by: 'gateway', reason: 'x' }),
      ]);
      const [, ...happened] = await events(order);
      // a cancel after the release is right; a release after the cancel would ship what nobody wants
      expect([['cancelled by gateway'], ['released by cartwright', 'cancelled by gateway']]).toContainEqual(happened);
    }
  });

  test('whose payment clears later waits for it', async () => {
    const order = await placed('test_pending');
    flows.clock.aheadMs += 30_000;
    await settlePayments(flows.deps);
    expect((await now(order)).payment.state).toBe('pending');
    flows.clock.aheadMs += 16 * MINUTE;
    await releaseOrders({ db: flows.db, clock: flows.now });
    expect((await now(order)).releasedAt).toBeNull();
    await settlePayments(flows.deps);
    await settlePayments(flows.deps);
    await releaseOrders({ db: flows.db, clock: flows.now });
    expect(await events(order)).toEqual(['placed by buyer', 'payment_cleared by gateway', 'released by cartwright']);
  });

  test('whose payment is refused later is cancelled', async () => {
    const order = await placed('test_pending_decline');
    flows.clock.aheadMs += 61_000;
    await settlePayments(flows.deps);
    expect(await now(order)).toMatchObject({ cancelReason: 'The payment was refused.', payment: { state: 'declined' } });
    expect(await events(order)).toEqual(['placed by buyer', 'cancelled by gateway', 'payment_failed by gateway']);
  });

  test('whose payment never clears is cancelled after 21 days', async () => {
    const stuck = {
      ...flows.deps,
      gateways: (side: 'sandbox' | 'live') =>
        flows.deps.gateways(side).map((gateway) => ({
          ...gateway,
          settle: ({ payment }: Parameters<typeof gateway.settle>[0]) => Promise.resolve({ payment, message: '' }),
        })),
    };
    const order = await placed('test_pending');
    flows.clock.aheadMs += 21 * DAY - MINUTE;
    await settlePayments(stuck);
    expect((await now(order)).cancelledAt).toBeNull();
    flows.clock.aheadMs += 2 * MINUTE;
    await settlePayments(stuck);
    expect((await now(order)).cancelReason).toBe('The payment has not cleared in 21 days.');
  });

  test('is cancelled, told by mail and settled although the settings of its shop cannot be read', async () => {
    while ((await sendMails(mails)) === 'more');
    const order = await placed();
    const refused = await placed('test_pending_decline');
    await flows.save('taxes', { rules: [{ region: { kind: 'state', state: 'WA' }, rate: '8.25' }] });
    try {
      expect(await cancel({ orderId: order.id, by: 'buyer', reason: '' })).toBe('cancelled');
      flows.clock.aheadMs += 61_000;
      await settlePayments(flows.deps);
      expect((await now(refused)).payment.state).toBe('declined');
      const before = readdirSync(outbox).length;
      await sendMails(mails);
      // a confirmation and a cancellation of each
      expect(readdirSync(outbox)).toHaveLength(before + 4);
      expect((await flows.exchanges(order.trace)).filter(({ kind }) => kind === 'mail')).toHaveLength(2);
    } finally {
      await flows.save('taxes', DEMO_SETTINGS.taxes);
    }
  });

  test('that cannot be settled holds up none behind it', async () => {
    const orders = [await placed('test_pending'), await placed('test_pending')].sort((a, b) => (a.id < b.id ? -1 : 1));
    const [first, second] = orders;
    flows.clock.aheadMs += 61_000;
    const broken = {
      ...flows.deps,
      gateways: (side: 'sandbox' | 'live') =>
        flows.deps.gateways(side).map((gateway) => ({
          ...gateway,
          settle: (asked: Parameters<typeof gateway.settle>[0]) =>
            asked.since === first!.placedAt ? Promise.reject(new Error('the gateway is down')) : gateway.settle(asked),
        })),
    };
    await expect(settlePayments(broken)).rejects.toThrow('1 of 2 failed');
    expect((await now(first!)).payment.state).toBe('pending');
    expect((await now(second!)).payment.state).toBe('authorised');
    await settlePayments(flows.deps);
    expect((await now(first!)).payment.state).toBe('authorised');
  });

  test('is opened by its link and by nothing else', async () => {
    const order = await placed();
    const key = orderKey(flows.deps, order.id);
    expect(orderLink(flows.deps, order.id)).toBe(`http://pay.example/orders/${order.id}/${key}`);
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(isOrderKey(flows.deps, order.id, key)).toBe(true);
    for (const wrong of ['', key.slice(1), `${key}0`, key.replace(/^./, (first) => (first === '0' ? '1' : '0'))])
      expect(isOrderKey(flows.deps, order.id, wrong)).toBe(false);
    expect(isOrderKey(flows.deps, '111-1111111-1111111', key)).toBe(false);
  });
});
