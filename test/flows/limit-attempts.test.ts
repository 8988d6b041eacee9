import { countOrdering, limitCarts, limitOrdering } from '../../src/flows/checkout/limit-attempts.js';
import { openFlows, type Flows } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';

const MINUTE = 60_000;

/** Of so many at once: how many were let through. */
async function passed(times: number, work: () => Promise<void>): Promise<number> {
  let count = 0;
  for (let n = 0; n < times; n++)
    await work().then(
      () => (count += 1),
      () => undefined,
    );
  return count;
}

eachDatabase('one address', (open) => {
  let flows: Flows;
  beforeAll(async () => {
    flows = await openFlows((await open()).db);
  });
  afterAll(() => flows.close());

  test('may have 120 carts a minute taken, and others have theirs', async () => {
    const at = flows.now();
    const from =
      (remote: string, time = at) =>
      () =>
        limitCarts(flows.db, { remote, at: time });
    expect(await passed(123, from('203.0.113.7'))).toBe(120);
    await expect(from('203.0.113.7', at + 20_000)()).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      headers: { 'Retry-After': '40' },
    });
    expect(await passed(1, from('203.0.113.8'))).toBe(1);
    expect(await passed(1, from('203.0.113.7', at + MINUTE))).toBe(1);
  });

  test('may try 60 times an hour to order, over all of its checkouts', async () => {
    let number = 0;
    const attempt = () => limitOrdering(flows.deps, { checkoutId: `checkout-${(number += 1)}`, remote: '203.0.113.9' });
    expect(await passed(62, attempt)).toBe(60);
    await expect(attempt()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(await passed(1, () => limitOrdering(flows.deps, { checkoutId: 'other', remote: '203.0.113.10' }))).toBe(1);
  });

  test('is not counted for orders that were placed', async () => {
    const ordering = { checkoutId: 'quick', remote: '203.0.113.11' };
    const placed = async (): Promise<void> => {
      await limitOrdering(flows.deps, ordering);
      await countOrdering(flows.deps, ordering, { ordered: true });
    };
    expect(await passed(70, placed)).toBe(70);
  });

  test('may try 20 times in one checkout, counted when an attempt has led to nothing: presses under way at once are not', async () => {
    const ordering = { checkoutId: 'slow', remote: undefined };
    expect(await passed(50, () => limitOrdering(flows.deps, ordering))).toBe(50);
    const failed = async (): Promise<void> => {
      await limitOrdering(flows.deps, ordering);
      await countOrdering(flows.deps, ordering, { ordered: false });
    };
    expect(await passed(25, failed)).toBe(20);
    await expect(limitOrdering(flows.deps, ordering)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });

  test('is not counted where it is this machine: all buyers have it behind a proxy that nobody declared', async () => {
    for (const remote of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(await passed(130, () => limitCarts(flows.db, { remote, at: flows.now() }))).toBe(130);
  });
});
