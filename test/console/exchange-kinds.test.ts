import type { ExchangeFacts } from '../../src/flows/exchange-row.js';
import { exchangeRow } from '../../src/flows/exchange-row.js';
import { exchangeSeq, ulid } from '../../src/ids.js';
import { openVault } from '../../src/vault.js';
import { createMask } from '../../src/wire/mask.js';
import { readOrderCart } from '../../src/wire/order-cart.js';
import { openConsoleSite, listen, type ConsoleSite } from '../support/console-site.js';
import { eachDatabase } from '../support/databases.js';
import { mugCart } from '../support/posted-carts.js';
import { visitor, type Visitor } from '../support/visitor.js';

const vault = openVault(Buffer.alloc(32, 7));
const mask = createMask({ tag: (value) => vault.tag(value), secrets: [] });
const FORM = 'application/x-www-form-urlencoded';
const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

eachDatabase('An exchange page', (open) => {
  let site: ConsoleSite;
  let close: () => Promise<void>;
  let ines: Visitor;

  beforeAll(async () => {
    site = await openConsoleSite((await open()).db);
    const listening = await listen(site.app);
    close = listening.close;
    ines = visitor(listening.url);
    await ines.signIn(site.email, site.password);
  });
  afterAll(() => close());

  /** Records an exchange and opens its page. */
  async function pageOf(
    facts: Pick<ExchangeFacts, 'kind' | 'party' | 'direction' | 'outcome' | 'status'> & Partial<ExchangeFacts>,
  ): Promise<{ html: string; text: string; path: string }> {
    const at = site.clock.now;
    const id = ulid(at);
    const empty = { start: '', headers: {}, contentType: '', original: Buffer.alloc(0) };
    const common = {
      id,
      seq: exchangeSeq(at),
      environment: site.sandbox,
      at,
      trace: id,
      durationMs: 12,
      refs: {},
      faults: [],
      steps: [],
    };
    await site.record([exchangeRow({ ...common, request: empty, response: empty, ...facts }, { mask, vault })]);
    const path = `/console/sandbox/exchanges/${id}`;
    const { html } = await ines.get(path);
    return { html, text: textOf(html), path };
  }

  test('of a cart underlines the fault in its XML', async () => {
    const xml = mugCart(site.sandbox.merchant.id).replace('>2<', '>two<');
    const read = readOrderCart(Buffer.from(xml), { field: 'order-input' });
    const { html, text, path } = await pageOf({
      kind: 'cart',
      party: 'cart',
      direction: 'in',
      outcome: 'refused',
      status: 400,
      code: 'SCHEMA_FAULT',
      faults: read.ok ? [] : read.faults,
      request: {
        start: 'POST /sandbox/checkout/A1',
        headers: {},
        contentType: FORM,
        original: Buffer.from('order-input=x'),
        fields: [
          { name: 'order-input', value: xml },
          { name: 'order-input type', value: 'merchant-signed-order/aws-accesskey/1' },
        ],
      },
    });
    expect(html).toContain('id="fault-1"');
    expect(text).toContain('line 6');
    expect(text).toContain('Nothing was priced: the request was refused first.');
    expect((await ines.get(`${path}/curl`)).html).toContain('base64');
  });

  test('of a call to the shop has what was sent and what came back, and no curl', async () => {
    const { html, text, path } = await pageOf({
      kind: 'callback',
      party: 'merchant',
      direction: 'out',
      outcome: 'failed',
      status: 200,
      code: 'CALLBACK_NOT_A_FORM',
      faults: [{ rule: 'callback-not-a-form', severity: 'error', message: 'Your endpoint answered a page instead of a form.' }],
      request: { start: 'POST https://shop.example/callback', headers: {}, contentType: FORM, original: Buffer.from('a=b') },
      response: { start: '200', headers: {}, contentType: 'text/html', original: Buffer.from('<html>oops</html>') },
      calculation: [{ kind: 'shipping', source: 'cart', because: 'your endpoint answered no form', value: '$4.99' }],
    });
    expect(text).toContain('What we sent');
    expect(text).toContain('What they answered');
    expect(text).toContain('Shipping cart : your endpoint answered no form $4.99');
    expect(html.lastIndexOf('Your endpoint answered a page')).toBeGreaterThan(html.indexOf('What they answered'));
    expect(html).not.toContain('/curl');
    expect((await ines.get(`${path}/curl`)).status).toBe(404);
  });

  test('of a call that we signed says with which key, by which rule, over which text, and how far the call got', async () => {
    const { text } = await pageOf({
      ...{ kind: 'callback', party: 'merchant', direction: 'out', outcome: 'failed', status: 0, code: 'CALLBACK_TIMEOUT' },
      signature: {
        ...{ state: 'made', keyId: 'AKSHOP00000000000001', keyName: 'Shop server', body: 'made' },
        rule: 'HMAC-SHA1 over UUID + Timestamp',
        base: '6f9b2a51-4e0f-4a44-9d55-2c8d2b7a9e012026-11-23T10:40:21.000Z',
        computed: '9Lycpc1nNRn0rXCBxtgVDYkV/CQ=',
        ourClock: '2026-11-23T10:40:21.000Z',
      },
      steps: [
        { name: 'Connected', state: 'done', ms: 1.5 },
        { name: 'Answered', state: 'failed', note: 'your endpoint did not answer in 5,000 ms' },
        { name: 'Form decoded', state: 'not reached' },
      ],
    });
    expect(text).toContain('Signature made by us Key AKSHOP00000000000001 Shop server Rule HMAC-SHA1 over UUID + Timestamp');
    expect(text).toContain('The text that was signed 6f9b2a51-4e0f-4a44-9d55-2c8d2b7a9e012026-11-23T10:40:21.000Z');
    expect(text).toContain('The signature that was sent 9Lycpc1nNRn0rXCBxtgVDYkV/CQ=');
    expect(text).toContain('Answered: your endpoint did not answer in 5,000 ms , failed Form decoded not reached');
  });

  test('of a form of a buyer has its faults at their fields, and no curl', async () => {
    const fault = {
      rule: 'address-wrong',
      severity: 'error',
      field: 'email',
      expected: 'an e-mail address',
      got: '••••',
    } as const;
    const { html, text } = await pageOf({
      ...{ kind: 'checkout', party: 'buyer', direction: 'in', outcome: 'refused', status: 422, code: 'ADDRESS_FIELD_WRONG' },
      faults: [{ ...fault, message: 'email: expected an e-mail address.' }],
      refs: { checkoutId: 'c'.repeat(32) },
    });
    expect(text).toContain('Email: expected an e-mail address.');
    expect(html).toContain('href="/help/ADDRESS_FIELD_WRONG"');
    expect(html).not.toContain('/curl');
  });

  test('of an order leads to the order and offers no form of the buyer to post again', async () => {
    const { html, text } = await pageOf({
      kind: 'order',
      party: 'buyer',
      direction: 'in',
      outcome: 'ok',
      status: 303,
      refs: { orderId: '903-4830571-2290164' },
      calculation: [{ kind: 'tax', source: 'settings', because: 'zip 98101', value: '$1.72' }],
    });
    expect(html).toContain('href="/console/sandbox/orders/903-4830571-2290164"');
    expect(text).toContain('Forms of buyers carry a token of their session instead.');
    expect(html).not.toContain('/curl');
  });

  test.each([
    ['ok', 'sent'],
    ['failed', 'not sent'],
  ] as const)('of a mail that is %s says %s', async (outcome, word) => {
    const { html, text } = await pageOf({ kind: 'mail', party: 'buyer', direction: 'out', outcome, status: 0 });
    expect(html).toMatch(new RegExp(`class="st [^"]+">${word}<`));
    expect(text).toContain('Mails are not signed.');
  });
});
