import { issueKey } from '../../src/flows/create-key.js';
import { createEndpoint } from '../../src/flows/endpoint/save-endpoint.js';
import { listEndpoints } from '../../src/store/endpoints.js';
import { openConsoleDeliveries, type ConsoleDeliveries } from '../support/console-deliveries.js';
import { listen, openConsoleSite, type ConsoleSite } from '../support/console-site.js';
import { eachDatabase } from '../support/databases.js';
import { visibleText } from '../support/visible-text.js';
import { onceOf, visitor, type Visit, type Visitor } from '../support/visitor.js';

const LIST = '/console/sandbox/endpoints';
const WEBHOOK = {
  ...{ format: 'webhook', name: 'North dock', perMinute: '600', concurrency: '4', alertAfterMinutes: '60' },
  'kinds-order.created': 'yes',
  'kinds-refund.issued': 'yes',
};
const NOTIFICATION = {
  ...{ format: 'notification', name: 'Old shop', namespace: '2008-11-30', keyId: '', perMinute: '60', concurrency: '1' },
  ...{ alertAfterMinutes: '30', 'kinds-order.created': 'yes', 'kinds-order.cancelled': 'yes' },
};
const PATHS = ['', '/edit', '/rotate', '/recover', '/remove'];

eachDatabase('Endpoints in the console', (open) => {
  let site: ConsoleSite;
  let deliveries: ConsoleDeliveries;
  let close: () => Promise<void>;
  let ines: Visitor;
  let addresses = 0;

  beforeAll(async () => {
    site = await openConsoleSite((await open()).db);
    deliveries = await openConsoleDeliveries(site);
    const listening = await listen(site.app);
    close = async () => {
      await listening.close();
      await deliveries.close();
    };
    ines = visitor(listening.url);
    await ines.signIn(site.email, site.password);
  });
  afterAll(() => close());

  const nextAddress = (): string => `https://store${(addresses += 1)}.example/orders`;
  const endpoints = () => listEndpoints(site.db, site.sandbox.id);
  const add = async (fields: Readonly<Record<string, string>> = {}): Promise<Visit> => {
    await ines.get(`${LIST}/new`);
    return ines.post(`${LIST}/new`, { ...WEBHOOK, url: nextAddress(), ...fields });
  };
  /** The id of an endpoint that was just made. */
  const added = async (fields: Readonly<Record<string, string>> = {}): Promise<string> => {
    const made = await add(fields);
    const [, id = ''] = /endpoints\/([0-9A-Z]{26})/.exec(made.location ?? '') ?? [];
    await ines.get(made.location ?? '');
    return id;
  };

  test('says what an endpoint is before there is one, and the navigation leads there', async () => {
    const { html } = await ines.get('/console/live/endpoints');
    expect(visibleText(html)).toContain('No endpoints yet An endpoint is an address of your store that is told of every order');
    expect(html).toContain('href="/console/live/endpoints/new"');
    expect(html).toMatch(/href="\/console\/live\/endpoints" class="is-on" aria-current="page"/);
  });

  test('a webhook is added, and its secret is shown once', async () => {
    const url = nextAddress();
    const made = await add({ url });
    expect(made.status).toBe(303);
    expect(made.location).toMatch(/^\/console\/sandbox\/endpoints\/[0-9A-Z]{26}\/secret$/);
    const shown = await ines.get(made.location ?? '');
    expect(shown.html).toMatch(/whsec_[A-Za-z0-9+/]{43}=/);
    const again = await ines.get(made.location ?? '');
    expect(again.location).toMatch(/\?done=shown$/);
    expect((await ines.get(again.location ?? '')).html).not.toContain('whsec_');
    const endpoint = (await endpoints()).find((one) => one.url === url);
    expect(endpoint).toMatchObject({ name: 'North dock', format: 'webhook', kinds: ['order.created', 'refund.issued'] });
  });

  test('a button pressed twice makes one endpoint and leads to its secret', async () => {
    const url = nextAddress();
    await ines.get(`${LIST}/new`);
    const first = await ines.post(`${LIST}/new`, { ...WEBHOOK, url });
    const second = await ines.post(`${LIST}/new`, { ...WEBHOOK, url });
    expect([second.status, second.location]).toEqual([303, first.location]);
    expect((await endpoints()).filter((one) => one.url === url)).toHaveLength(1);
    expect((await ines.get(second.location ?? '')).html).toContain('whsec_');
  });

  test('an order notification has a dialect, three kinds and no secret, and waits for a key', async () => {
    const { html } = await ines.get(`${LIST}/new?format=notification`);
    expect(html.match(/name="kinds-/g)).toHaveLength(3);
    const url = nextAddress();
    const made = await add({ ...NOTIFICATION, url, namespace: '2009-05-15' });
    expect(made.location).toMatch(/\?done=added$/);
    const text = visibleText((await ines.get(made.location?.split('?')[0] ?? '')).html);
    expect(text).toContain('There is no access key for sandbox, so order notifications wait.');
    expect(text).toContain('Order notification, 2009-05-15');
    expect(text).toContain('When only some units of an order are cancelled, order notifications cannot say so');
    const endpoint = (await endpoints()).find((one) => one.url === url);
    expect(endpoint).toMatchObject({ kinds: ['order.created', 'order.cancelled'], perMinute: 60, alertAfterMs: 1_800_000 });
  });

  test.each([
    ['no name', { name: ' ' }, 'Give the endpoint a name'],
    ['no address', { url: '' }, 'The endpoint'],
    ['an address that is none of the web', { url: 'ftp://store.example/' }, 'The endpoint'],
    ['an address of this machine', { url: 'http://127.0.0.1:4102/' }, 'The endpoint is at a loopback address, 127.0.0.1.'],
    ['a pace of 0', { perMinute: '0' }, 'Deliveries a minute: a whole number from 1 to 60,000. You wrote “0”.'],
    ['a pace in words', { concurrency: 'many' }, 'Deliveries at a time: a whole number from 1 to 50. You wrote “many”.'],
    ['nothing to tell', { 'kinds-order.created': '', 'kinds-refund.issued': '' }, 'An endpoint that takes nothing is none.'],
  ])('is not added with %s, and what was typed stays', async (_what, fields, sentence) => {
    const before = await endpoints();
    const page = await add({ alertAfterMinutes: '77', ...fields });
    expect([page.status, visibleText(page.html).includes(sentence)]).toEqual([422, true]);
    expect(page.html).toMatch(/name="alertAfterMinutes"[^>]*value="77"|value="77"[^>]*name="alertAfterMinutes"/);
    expect(await endpoints()).toEqual(before);
  });

  test('an address that another endpoint has is named at its field', async () => {
    const url = nextAddress();
    await add({ url });
    await ines.get(`${LIST}/x/secret`);
    const page = await add({ name: 'Another', url: `${url.toUpperCase().replace('/ORDERS', '/orders')}#x` });
    expect(page.status).toBe(422);
    expect(visibleText(page.html)).toContain('is at this address already');
  });

  test('is edited once from one version: the same text twice is no conflict, another text is', async () => {
    const id = await added();
    const url = nextAddress();
    const { html } = await ines.get(`${LIST}/${id}/edit`);
    const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
    const fields = { ...WEBHOOK, name: 'South dock', url, version };
    for (let press = 0; press < 2; press += 1)
      expect((await ines.post(`${LIST}/${id}/edit`, fields)).location).toBe(`${LIST}/${id}?done=saved`);
    const conflict = await ines.post(`${LIST}/${id}/edit`, { ...fields, name: 'West dock' });
    expect([conflict.status, visibleText(conflict.html).includes('Somebody changed this endpoint meanwhile.')]).toEqual([
      422,
      true,
    ]);
    expect(conflict.html).toContain('value="West dock"');
    expect((await endpoints()).find((one) => one.id === id)).toMatchObject({ name: 'South dock', url });
  });

  test('is paused and resumed', async () => {
    const id = await added();
    await ines.get(`${LIST}/${id}`);
    expect((await ines.post(`${LIST}/${id}/pause`, {})).location).toBe(`${LIST}/${id}?done=paused`);
    expect(visibleText((await ines.get(`${LIST}/${id}`)).html)).toContain('This endpoint is paused.');
    expect(visibleText((await ines.get(LIST)).html)).toContain('paused');
    expect((await ines.post(`${LIST}/${id}/resume`, {})).location).toBe(`${LIST}/${id}?done=resumed`);
    expect((await endpoints()).find((one) => one.id === id)?.pausedAt).toBeNull();
  });

  test('an old page pauses nothing once more', async () => {
    const { endpoint } = await createEndpoint(site.deps, site.sandbox.id, {
      name: 'Slow dock',
      url: 'https://slow.example/',
      format: 'webhook',
    });
    const page = await ines.get(`${LIST}/${endpoint.id}`);
    const fields = { once: onceOf(page.html) };
    expect((await ines.post(`${LIST}/${endpoint.id}/pause`, fields)).location).toContain('done=paused');
    await ines.get(`${LIST}/${endpoint.id}`);
    await ines.post(`${LIST}/${endpoint.id}/resume`, {});
    expect((await ines.post(`${LIST}/${endpoint.id}/pause`, fields)).location).toContain('done=changed');
    expect(visibleText((await ines.get(`${LIST}/${endpoint.id}`)).html)).not.toContain('This endpoint is paused.');
    await ines.post(`${LIST}/${endpoint.id}/remove`, {});
  });

  test('a rotated secret is shown once; a second press of the button rotates nothing', async () => {
    const id = await added();
    const question = await ines.get(`${LIST}/${id}/rotate`);
    expect(visibleText(question.html)).toContain('For 24 hours deliveries carry a signature of both');
    const version = /name="version" value="(\d+)"/.exec(question.html)?.[1] ?? '';
    for (let press = 0; press < 2; press += 1)
      expect((await ines.post(`${LIST}/${id}/rotate`, { version })).location).toBe(`${LIST}/${id}/secret`);
    expect((await endpoints()).find((one) => one.id === id)?.version).toBe(Number(version) + 1);
    const shown = await ines.get(`${LIST}/${id}/secret`);
    expect(shown.html).toContain('whsec_');
    expect(visibleText(shown.html)).toContain('deliveries carry a signature of the secret before as well');
    const late = await ines.post(`${LIST}/${id}/rotate`, { version });
    expect(late.location).toBe(`${LIST}/${id}?done=changed`);
    expect(visibleText((await ines.get(`${LIST}/${id}/rotate`)).html)).toContain('the one before that stops signing at once');
  });

  test('is removed after a question', async () => {
    const id = await added();
    expect((await ines.get(`${LIST}/${id}/remove`)).html).toContain('Remove the endpoint');
    expect((await ines.post(`${LIST}/${id}/remove`, {})).location).toBe(`${LIST}?done=removed`);
    expect(visibleText((await ines.get(`${LIST}?done=removed`)).html)).toContain('The endpoint is removed.');
    expect((await ines.get(`${LIST}/${id}`)).status).toBe(404);
  });

  test.each(['new', 'edit', 'test', 'pause', 'resume', 'rotate', 'recover', 'remove'])(
    '%s does nothing for a form of another session',
    async (action) => {
      const id = await added();
      const before = await endpoints();
      const path = action === 'new' ? `${LIST}/new` : `${LIST}/${id}/${action}`;
      const page = await ines.post(path, { ...WEBHOOK, url: nextAddress(), form: 'f'.repeat(64) });
      expect([page.status, page.html.includes('CSRF_MISMATCH')]).toEqual([403, true]);
      expect(await endpoints()).toEqual(before);
    },
  );

  test('has no page for an endpoint of the other environment', async () => {
    const id = await added();
    for (const path of PATHS) {
      const page = await ines.get(`/console/live/endpoints/${id}${path}`);
      expect([path, page.status, page.html.includes('ENDPOINT_UNKNOWN')]).toEqual([path, 404, true]);
    }
  });

  test('escapes what was typed', async () => {
    const id = await added({ name: '<img src=x onerror=alert(1)>' });
    for (const path of [LIST, ...PATHS.map((one) => `${LIST}/${id}${one}`)])
      expect((await ines.get(path)).html).not.toContain('<img src=x');
  });

  test('signs notifications with the newest key, and says which', async () => {
    const key = {
      merchantId: site.sandbox.merchant.id,
      environment: 'sandbox',
      name: 'Shop server',
      at: site.clock.now,
    } as const;
    const issued = await issueKey(site.db, site.deps.vault, key);
    const made = await add({ ...NOTIFICATION, url: nextAddress() });
    const { html } = await ines.get(made.location ?? '');
    expect(visibleText(html)).toContain(`Signed with ${issued?.accessKeyId ?? ''}`);
    expect(visibleText(html)).not.toContain('There is no access key');
  });
});
