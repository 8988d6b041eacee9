import { consoleRouter } from '../../src/console/router.js';
import { declaredRoutes, undeclaredRoutes } from '../../src/core/access.js';
import { ERRORS } from '../../src/errors.js';
import { createKeyring } from '../../src/flows/keyring.js';
import { openVault } from '../../src/vault.js';
import { openConsoleSite, listen, type ConsoleSite } from '../support/console-site.js';
import { eachDatabase } from '../support/databases.js';
import { callbackRow } from '../support/exchanges.js';
import { placed } from '../support/orders.js';
import { visitor, type Visitor } from '../support/visitor.js';

const POLICY =
  "default-src 'none';style-src 'self';img-src 'self';font-src 'self';script-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'";

eachDatabase('every page', (open) => {
  let site: ConsoleSite;
  let close: () => Promise<void>;
  let ines: Visitor;
  let stranger: Visitor;
  let pages: string[];

  beforeAll(async () => {
    site = await openConsoleSite((await open()).db);
    const row = callbackRow(site.sandbox, 'wrong quantity', site.clock.now - 1000);
    await site.record([row]);
    const order = await placed(site.db, site.sandbox.id, { placedAt: site.clock.now - 1000 });
    const listening = await listen(site.app);
    close = listening.close;
    ines = visitor(listening.url);
    stranger = visitor(listening.url);
    await ines.signIn(site.email, site.password);
    const exchanges = '/console/sandbox/exchanges';
    pages = [
      exchanges,
      `${exchanges}/${row.id}`,
      `${exchanges}/${row.id}/curl`,
      '/console/sandbox/orders',
      `/console/sandbox/orders/${order.id}`,
      `/console/sandbox/orders/${order.id}/cancel`,
      '/console/account',
      '/help',
      '/help/SIGNATURE_STALE',
      '/console/nowhere',
    ];
  });
  afterAll(() => close());

  test('runs under the strict policy, is kept by nobody and is not framed', async () => {
    for (const path of [...pages, '/console/sign-in']) {
      const { headers } = await (path === '/console/sign-in' ? stranger : ines).get(path);
      expect([path, headers.get('content-security-policy')]).toEqual([path, POLICY]);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  test('has no inline style, script or handler, one h1 and a title', async () => {
    for (const path of pages) {
      const { html } = await ines.get(path);
      expect(html).not.toMatch(/<style|\sstyle=|<script>|<script(?![^>]+src="\/assets\/)|\son[a-z]+="/);
      expect([path, html.match(/<h1/g)?.length]).toEqual([path, 1]);
      expect(html).toMatch(/<title>[^<]+ · Cartwright<\/title>/);
    }
  });

  test('names only files that are there and may be kept for a year', async () => {
    const { html } = await ines.get(pages[0] ?? '');
    const files = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((found) => found[1] ?? '');
    expect(files.map((file) => file.split('/').at(-1))).toEqual([
      'mark.svg',
      'inter.css',
      'tabler.css',
      'cartwright.css',
      'keyboard.js',
    ]);
    for (const file of files) {
      const { status, headers } = await stranger.get(file);
      expect([file, status, headers.get('cache-control')]).toEqual([file, 200, 'public, max-age=31536000, immutable']);
    }
    const inter = await stranger.get(files[1] ?? '');
    const font = /url\(\.\/(files\/inter-latin-wght-normal\.woff2)\)/.exec(inter.html)?.[1] ?? '';
    expect((await stranger.get((files[1] ?? '').replace('inter.css', font))).headers.get('content-type')).toBe('font/woff2');
  });

  test.each(['/assets/x/../../package.json', '/assets/x/files/..%2f..%2fpackage.json', '/assets/x/tokens.css', '/assets/'])(
    '%s is no file of ours',
    async (path) => {
      expect((await stranger.get(path)).status).toBe(404);
    },
  );

  test('help has a page for each code, linked from the list, for everyone', async () => {
    const list = await stranger.get('/help');
    for (const code of Object.keys(ERRORS)) {
      expect(list.html).toContain(`<li id="${code}">`);
      const page = await stranger.get(`/help/${code}`);
      expect([code, page.status]).toEqual([code, 200]);
      expect(page.html).toContain('What to do');
    }
    expect((await stranger.get('/help/NO_SUCH_CODE')).status).toBe(404);
  });

  test('an address without a page says so', async () => {
    const page = await ines.get('/console/nowhere');
    expect([page.status, page.html.includes('No page stands at this address')]).toEqual([404, true]);
  });

  test('text of the address is escaped on the page that repeats it', async () => {
    const { html } = await stranger.get(`/help/${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
    expect(html).not.toContain('<img');
    const list = await ines.get(`/console/sandbox/exchanges?search=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(list.html).not.toContain('<script>alert');
  });

  test('an address that cannot be decoded is refused, not failed', async () => {
    expect((await stranger.get('/help/%E0%A4%A')).status).toBe(400);
  });

  test('a form larger than any of ours is refused', async () => {
    await stranger.get('/console/sign-in');
    expect((await stranger.post('/console/sign-in', { email: 'x'.repeat(30_000), password: 'x' })).status).toBe(413);
  });

  test('the root leads to the console', async () => {
    expect((await stranger.get('/')).location).toBe('/console/sandbox/exchanges');
    expect((await stranger.get('/console')).location).toBe('/console/sign-in?to=%2Fconsole');
  });

  test('every route declares its feature and right, and only public ones are for strangers', async () => {
    const router = consoleRouter({
      ...site,
      vault: openVault(Buffer.alloc(32)),
      keyring: createKeyring({ db: site.db, vault: openVault(Buffer.alloc(32)) }),
      allow: [],
      clock: () => site.clock.now,
      config: { publicUrl: 'http://a', production: true },
      log: { error: () => undefined },
    });
    expect(undeclaredRoutes(router)).toEqual([]);
    const guarded = declaredRoutes(router).filter(({ access }) => access.feature !== 'public');
    expect(guarded.length).toBeGreaterThanOrEqual(7);
    for (const { method, path } of guarded) {
      const address = path.replace(':environment', 'sandbox').replace(':id', 'x');
      const page = await (method === 'get' ? stranger.get(address) : stranger.post(address, {}));
      expect([path, page.status, page.location?.startsWith('/console/sign-in')]).toEqual([path, 303, true]);
    }
  });

  test('a fault of ours says only its request id, which the log has with the cause', async () => {
    await site.db.knex.schema.renameTable('exchanges', 'exchanges_away');
    const page = await ines.get('/console/sandbox/exchanges/01AN4Z07BY79KA1307SR9X4MV3');
    await site.db.knex.schema.renameTable('exchanges_away', 'exchanges');
    expect(page.status).toBeGreaterThanOrEqual(500);
    expect(page.html).toContain('This page could not be loaded');
    expect(page.html).not.toMatch(/exchanges_away|no such table|doesn't exist/i);
    const request = /Request <span class="mono">([^<]+)</.exec(page.html)?.[1] ?? 'none';
    expect(JSON.stringify(site.logged)).toContain(request);
  });
});
