import { openedCheckout } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

eachDatabase('lines of the log', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const linesAfter = async (path: string): Promise<Record<string, unknown>[]> => {
    const before = service.log.length;
    await fetch(service.url + path, { redirect: 'manual' }).then((answer) => answer.text());
    await new Promise((later) => setTimeout(later, 50));
    return service.log.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  test('a page is one line with the pattern of its route: what is secret in an address is not in it', async () => {
    const id = 'c0ffee'.padEnd(32, '0');
    const [line, ...more] = await linesAfter(`/pay/${id}`);
    expect(line).toMatchObject({ method: 'GET', route: '/pay/:id', status: 404, code: 'CHECKOUT_UNKNOWN', outcome: 'refused' });
    expect(more).toEqual([]);
    const [order] = await linesAfter(`/orders/104-0000000-0000000/${id}`);
    expect(order).toMatchObject({ route: '/orders/:orderId/:key', status: 404 });
    expect(service.log.join('\n')).not.toContain(id);
  });

  test('a form that a buyer posts names the exchange that shows it', async () => {
    const id = await openedCheckout(service);
    const before = service.log.length;
    const answer = await fetch(`${service.url}/pay/${id}/address`, { method: 'POST', body: new URLSearchParams() });
    await answer.text();
    await new Promise((later) => setTimeout(later, 50));
    const line = JSON.parse(service.log[before] ?? '{}') as Record<string, unknown>;
    const exchange = answer.headers.get('cartwright-exchange');
    expect(line).toMatchObject({ route: '/pay/:id/address', status: 403, code: 'CSRF_MISMATCH', exchange });
  });

  test('so is a page of the console, and an address that is none', async () => {
    expect(await linesAfter('/console/sign-in')).toMatchObject([{ method: 'GET', status: 200, outcome: 'ok' }]);
    expect(await linesAfter('/pay/a/b/c')).toMatchObject([{ route: '/pay/*', status: 404 }]);
  });
});
