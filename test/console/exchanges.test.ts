import { openConsoleSite, listen, NOON, type ConsoleSite } from '../support/console-site.js';
import { eachDatabase } from '../support/databases.js';
import { callbackRow, CANARIES, SCENES, type SceneName } from '../support/exchanges.js';
import { visitor, type Visitor } from '../support/visitor.js';

const LIST = '/console/sandbox/exchanges';
const NAMES = Object.keys(SCENES) as SceneName[];

eachDatabase('the error console', (open) => {
  let site: ConsoleSite;
  let close: () => Promise<void>;
  let ines: Visitor;
  const ids = new Map<SceneName, string>();

  beforeAll(async () => {
    site = await openConsoleSite((await open()).db);
    const older = Array.from({ length: 110 }, (_, index) => callbackRow(site.sandbox, 'priced', NOON - 7_200_000 + index * 1000));
    const newer = NAMES.map((name, index) => callbackRow(site.sandbox, name, NOON - 60_000 + index * 1000));
    NAMES.forEach((name, index) => ids.set(name, newer[index]?.id ?? ''));
    await site.record([...older, ...newer]);
    const listening = await listen(site.app);
    close = listening.close;
    ines = visitor(listening.url);
    await ines.signIn(site.email, site.password);
  });
  afterAll(() => close());

  const detail = async (name: SceneName, query = ''): Promise<string> =>
    (await ines.get(`${LIST}/${String(ids.get(name))}${query}`)).html;
  const rowsOf = (html: string): number => html.match(/data-trace/g)?.length ?? 0;
  const href = (html: string, rel: 'prev' | 'next'): string | null =>
    new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null;

  test('lists fifty exchanges, newest first', async () => {
    const { html } = await ines.get(LIST);
    expect(rowsOf(html)).toBe(50);
    const shown = [...html.matchAll(/exchanges\/([0-9A-Z]{26})"/g)].map((found) => found[1]);
    expect(shown.slice(0, NAMES.length)).toEqual([...NAMES].reverse().map((name) => ids.get(name)));
  });

  test('Older and Newer go through all pages and back to the first', async () => {
    const total = 110 + NAMES.length;
    const pages = [await ines.get(LIST)];
    for (let next = href(pages[0]?.html ?? '', 'next'); next !== null; next = href(pages.at(-1)?.html ?? '', 'next'))
      pages.push(await ines.get(next));
    expect(pages.map(({ html }) => rowsOf(html))).toEqual([50, 50, total - 100]);
    const second = await ines.get(href(pages[2]?.html ?? '', 'prev') ?? '');
    expect(second.html).toBe(pages[1]?.html);
    const first = await ines.get(href(second.html, 'prev') ?? '');
    expect(first.html).toBe(pages[0]?.html);
    expect(href(first.html, 'prev')).toBeNull();
  });

  test('finds an exchange by a pasted id and by its code', async () => {
    expect(rowsOf((await ines.get(`${LIST}?search=${String(ids.get('stale'))}`)).html)).toBe(1);
    const { html } = await ines.get(`${LIST}?search=code:SIGNATURE_STALE`);
    expect(rowsOf(html)).toBe(1);
    expect(html).toContain('value="code:SIGNATURE_STALE"');
  });

  test('a filter is a link that adds its term to the search, or takes it away', async () => {
    const { html } = await ines.get(`${LIST}?search=status:4xx+mug`);
    expect(html).toContain(`href="${LIST}?search=status%3A4xx%2C5xx+mug"`);
    expect(html).toContain(`href="${LIST}?search=mug" class="on"`);
  });

  test('a search that cannot be read is answered with its place', async () => {
    const page = await ines.get(`${LIST}?search=${encodeURIComponent('mug kind:nonsense')}`);
    expect(page.status).toBe(400);
    expect(page.html).toContain('Column 5:');
    expect(page.html).toContain('<mark>kind:nonsense</mark>');
    expect(page.html).toContain('Nothing was searched');
  });

  test('a search without a hit offers the one without its time limit', async () => {
    const { html } = await ines.get(`${LIST}?search=${encodeURIComponent('nowhere last:1h')}`);
    expect(html).toContain('Nothing matches');
    expect(html).toContain(`href="${LIST}?search=nowhere"`);
  });

  test('an environment without exchanges shows how to make the first', async () => {
    const { html } = await ines.get('/console/live/exchanges');
    expect(html).toContain('No exchanges yet');
    expect(html).toContain('/v1/quotes');
  });

  test('an exchange of one environment is not found in the other', async () => {
    const page = await ines.get(`/console/live/exchanges/${String(ids.get('priced'))}`);
    expect(page.status).toBe(404);
    expect(page.html).toContain('There is no such exchange in the live environment.');
  });

  test('the sandbox says what it is on every page, live does not', async () => {
    expect((await ines.get(LIST)).html).toContain('Test keys, test money.');
    expect((await ines.get('/console/live/exchanges')).html).not.toContain('Test keys, test money.');
  });

  test('an environment of another name is not there', async () => {
    expect((await ines.get('/console/staging/exchanges')).status).toBe(404);
  });

  test('a faulty document is underlined at the place of its fault, with the note below', async () => {
    const html = await detail('wrong quantity');
    expect(html).toContain('<mark class>two</mark>');
    expect(html).toContain('Quantity: expected a whole number above 0');
    expect(html).toContain('How to fix SCHEMA_FAULT');
    expect(html).toContain('400 refused');
  });

  test('a document in one line gets line breaks, and the underline stays on its word', async () => {
    const html = await detail('wrong quantity in one line');
    expect(html).toContain('Line breaks are added for reading.');
    expect(html).toContain('<mark class>two</mark>');
    expect(html).toMatch(/line 1, column \d{3}/);
    const stored = await detail('wrong quantity in one line', '?requestAs=stored');
    expect(stored).toContain('<mark class>two</mark>');
    expect(stored).toContain('id="L1"');
    expect(stored).not.toContain('id="L2"');
  });

  test('several faults are all underlined and numbered', async () => {
    const html = await detail('five faults');
    const [, of] = /1 of (\d)/.exec(html) ?? [];
    expect(html.match(/<mark class>/g)).toHaveLength(Number(of));
    expect(Number(of)).toBeGreaterThanOrEqual(4);
  });

  test('a fault without a place stands on top, and the signature says both clocks', async () => {
    const html = await detail('stale');
    expect(html).toContain('Timestamp is 16 min 40 s behind our clock');
    expect(html).toContain('16 min 40 s apart');
    expect(html).not.toContain('<mark');
  });

  test('a right signature is shown as computed, a wrong one never says the right one', async () => {
    expect(await detail('priced')).toContain('Received and computed');
    const html = await detail('tampered');
    expect(html).toContain('The text that was signed');
    expect(html).not.toContain('Received and computed');
  });

  test('a fold is a link that writes its lines out', async () => {
    const html = await detail('wrong quantity');
    expect(html).not.toContain('id="L2"');
    expect(html).toContain('Lines 1–17: OrderCalculationsRequest');
    expect(html).toContain(`/exchanges/${String(ids.get('wrong quantity'))}?requestFrom=1#L1`);
    expect(await detail('wrong quantity', '?requestFrom=1')).toContain('id="L2"');
  });

  test('form, headers and raw body are links', async () => {
    expect(await detail('priced', '?request=form')).toContain('6f9b2a51-4e0f-4a44-9d55-2c8d2b7a9e01');
    expect(await detail('priced', '?request=headers')).toContain('user-agent');
    expect(await detail('priced', '?request=raw')).toContain('order-calculations-request=%3C%3Fxml');
    expect(await detail('priced', '?request=nonsense')).toContain('<span class="t">OrderCalculationsRequest</span>');
  });

  test('what was masked is named, and nothing of it is on any page', async () => {
    const pages = await Promise.all(
      NAMES.flatMap((name) =>
        ['', '?request=form', '?request=headers', '?request=raw', '?requestFrom=1', '?response=raw'].map((query) =>
          detail(name, query),
        ),
      ),
    );
    const curl = await Promise.all(NAMES.map(async (name) => (await ines.get(`${LIST}/${String(ids.get(name))}/curl`)).html));
    const all = [...pages, ...curl, (await ines.get(LIST)).html].join('\n');
    expect(all).toContain('e-mail, masked,');
    expect(all).toContain('street, masked,');
    for (const canary of [...Object.values(CANARIES), encodeURIComponent(CANARIES.email), site.password])
      expect(all).not.toContain(canary);
    for (const cookie of ines.cookies.values()) expect(all).not.toContain(cookie);
  });

  test('a trace is a search for its exchanges', async () => {
    const html = await detail('priced');
    const link = /href="([^"]+)" data-trace/.exec(html)?.[1] ?? '';
    expect(link).toContain('search=trace%3A');
    expect(rowsOf((await ines.get(link)).html)).toBe(1);
  });

  test('every link of a detail page leads somewhere', async () => {
    const html = await detail('wrong quantity');
    const links = new Set([...html.matchAll(/href="(\/[^"#]*)/g)].map((found) => (found[1] ?? '').replaceAll('&amp;', '&')));
    expect(links.size).toBeGreaterThan(12);
    for (const link of links) {
      const { status } = await ines.get(link);
      expect([link, status === 200 || status === 303]).toEqual([link, true]);
    }
  });
});
