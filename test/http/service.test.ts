import { get } from 'node:http';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

interface Page {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly text: string;
}

eachDatabase('The service', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db, { CARTWRIGHT_METRICS_TOKEN: 'a-token-of-twenty-characters' });
  });
  afterAll(() => service.close());

  const page = async (path: string, headers: Record<string, string> = {}): Promise<Page> => {
    const answer = await fetch(service.url + path, { headers, redirect: 'manual' });
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      headers: answer.headers,
      text: await answer.text(),
    };
  };

  test('is alive', async () => {
    expect(await page('/healthz')).toMatchObject({ status: 200, text: 'ok\n' });
  });

  test('is ready while the database takes writes, and says 503 when it does not, without telling strangers why', async () => {
    expect(await page('/readyz')).toMatchObject({ status: 200, text: 'ready\n' });
    await service.db.knex.schema.renameTable('leases', 'leases_away');
    const away = await page('/readyz');
    await service.db.knex.schema.renameTable('leases_away', 'leases');
    expect(away.status).toBe(503);
    expect(away.headers.get('retry-after')).toBe('5');
    expect(JSON.parse(away.text)).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(away.text).not.toContain('leases');
  });

  test('shows its counters to this machine', async () => {
    const { status, type, text } = await page('/metrics');
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/plain/);
    expect(text).toContain('cartwright_requests_total');
  });

  test('shows its counters to nobody behind a proxy, unless with the token', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.7' };
    expect((await page('/metrics', forwarded)).status).toBe(404);
    expect((await page('/metrics', { ...forwarded, authorization: 'Bearer wrong' })).status).toBe(404);
    expect((await page('/metrics', { ...forwarded, authorization: 'Bearer a-token-of-twenty-characters' })).status).toBe(200);
  });

  test.each([
    ['/schemas/2009-05-15/callback.xsd', 'application/xml; charset=utf-8'],
    ['/schemas/2008-11-30/callback.xsd', 'application/xml; charset=utf-8'],
    ['/schemas/openapi.yaml', 'application/yaml; charset=utf-8'],
    ['/schemas/openapi/settings.yaml', 'application/yaml; charset=utf-8'],
    ['/schemas/cart.schema.json', 'application/schema+json; charset=utf-8'],
  ])('hands out %s', async (path, type) => {
    expect(await page(path)).toMatchObject({ status: 200, type });
  });

  test.each([
    '/schemas/nothing.xsd',
    '/schemas/2009-05-15/..%2f..%2f..%2fpackage.json',
    '/schemas/%2e%2e/package.json',
    '/schemas/..%5cpackage.json',
  ])('has nothing at %s', async (path) => {
    // fetch would tidy the path before it is sent.
    const status = await new Promise<number>((resolve) =>
      get(service.url + path, (res) => resolve(res.resume().statusCode ?? 0)),
    );
    expect(status).toBe(404);
  });

  test('shows its API at /docs from its own files, under a policy without inline script', async () => {
    const { status, text, headers } = await page('/docs');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(text).not.toMatch(/<script>|https?:\/\/(?!127)|style=/);
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(sources).toEqual(['/docs/swagger-ui.css', '/docs/openapi.json', '/docs/swagger-ui-bundle.js', '/docs/start.js']);
    for (const source of sources) expect((await page(source)).status).toBe(200);
    expect((await page('/docs/package.json')).status).toBe(404);
  });

  test('has a help page behind the type of every problem', async () => {
    const { type } = JSON.parse((await page('/nothing')).text) as { type: string };
    expect(type).toBe(`${service.url}/help/NOT_FOUND`);
    expect(await page('/help/NOT_FOUND')).toMatchObject({ status: 200, type: expect.stringMatching(/^text\/html/) as string });
  });

  test('leads from its bare address to the console', async () => {
    expect((await page('/')).headers.get('location')).toBe('/console');
  });

  test('does not say what it is made with', async () => {
    const { headers } = await page('/nothing');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });

  test('answers an address that cannot be decoded', async () => {
    expect((await page('/callbacks/%zz')).status).toBe(404);
    expect((await page('/help/%zz')).status).toBeLessThan(500);
  });
});
