import { revokeKey } from '../../src/store/access-keys.js';
import { countOpenCheckouts, createCheckout } from '../../src/store/checkouts.js';
import { placeOrder } from '../../src/store/order/place.js';
import { listStrays } from '../../src/store/strays.js';
import { eachDatabase } from '../support/databases.js';
import { newCheckout, orderOf, placing } from '../support/orders.js';
import {
  checkoutIdOf,
  htmlCart,
  mugCart,
  postCart,
  signedCart,
  signedHtmlCart,
  unsignedCart,
  wizardCart,
} from '../support/posted-carts.js';
import { formBody, startService, TEST_NOW, type Answer, type Service, type TestKey } from '../support/service.js';

const TAX = `<TaxTables><TaxTable><TaxTableId>t</TaxTableId><TaxRules><TaxRule><Rate>8.25</Rate><USStateRegion>WA</USStateRegion></TaxRule></TaxRules></TaxTable></TaxTables>`;

eachDatabase('A posted cart is refused', (open) => {
  let service: Service;
  let url: string;
  let xml: string;
  let environmentId: string;
  beforeAll(async () => {
    service = await startService((await open()).db, { CARTWRIGHT_RATE_LIMIT: '0' });
    url = `${service.url}/sandbox/checkout/${service.merchantId}`;
    xml = mugCart(service.merchantId);
    environmentId = `${service.merchantId}-sandbox`;
  });
  afterAll(() => service.close());

  /** A page for the buyer, and the fault in the merchant's log; nothing was begun. */
  async function expectRefused(answer: Answer, status: number, code: string): Promise<Awaited<ReturnType<Service['exchange']>>> {
    expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
    expect(answer.headers.get('referrer-policy')).toBe('same-origin');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.text).toContain(code);
    expect(answer.text).toContain(answer.exchange ?? 'no exchange');
    expect(answer.text).toContain('Larch &amp; Loam');
    expect(answer.text).toContain('Test checkout.');
    const exchange = await service.exchange(answer.exchange);
    expect(exchange).toMatchObject({ kind: 'cart', party: 'cart', outcome: 'refused', status, code });
    expect(exchange.faults.length).toBeGreaterThan(0);
    expect(exchange.refs['checkoutId']).toBeUndefined();
    return exchange;
  }
  const signed = (document: string, key: TestKey = service.sandbox): Promise<Answer> => postCart(url, signedCart(document, key));
  const swapped = (from: string, to: string): string => xml.replace(from, to);

  test('with BODY_TOO_LARGE above 4 MiB', async () => {
    await expectRefused(await postCart(url, `order-input=${'x'.repeat(4 * 1_048_576)}`), 413, 'BODY_TOO_LARGE');
  });

  test.each(['GET', 'PUT'])('with METHOD_NOT_ALLOWED for %s, which names POST and says where checkouts begin', async (method) => {
    const answer = await postCart(url, '', {}, method);
    await expectRefused(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers.get('allow')).toBe('POST');
    expect(answer.text).toContain('A checkout begins in the shop');
  });

  test('with CONTENT_TYPE_UNSUPPORTED for XML without a form', async () => {
    await expectRefused(await postCart(url, xml, { 'content-type': 'text/xml' }), 415, 'CONTENT_TYPE_UNSUPPORTED');
  });

  test.each([
    ['a broken escape', 'order-input=%zz'],
    ['an order-input of no known type', 'order-input=type%3Aorder%3Border%3APE8vPg%3D%3D'],
  ])('with FORM_MALFORMED for %s', async (_name, body) => {
    await expectRefused(await postCart(url, body), 400, 'FORM_MALFORMED');
  });

  test.each([
    ['no cart at all', 'form_key=abc'],
    [
      'a signed order-input without its signature',
      'order-input=type%3Amerchant-signed-order%2Faws-accesskey%2F1%3Border%3APE8%2B',
    ],
  ])('with FORM_FIELD_MISSING for %s', async (_name, body) => {
    await expectRefused(await postCart(url, body), 400, 'FORM_FIELD_MISSING');
  });

  test('with FORM_FIELD_DOUBLED for two carts in one form', async () => {
    const form = { ...signedCart(xml, service.sandbox), ...htmlCart(service.merchantId) };
    await expectRefused(await postCart(url, form), 400, 'FORM_FIELD_DOUBLED');
  });

  test("with MERCHANT_UNKNOWN for an id that nobody has, on the operator's list", async () => {
    const answer = await postCart(`${service.url}/sandbox/checkout/ANOSUCHSHOP01`, signedCart(xml, service.sandbox));
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 404, code: 'MERCHANT_UNKNOWN' });
    expect(answer.text).toContain('There is no shop at this address');
    const [stray] = await listStrays(service.db, { limit: 1 });
    expect(stray).toMatchObject({ id: answer.exchange, status: 404, code: 'MERCHANT_UNKNOWN' });
  });

  test('with KEY_UNKNOWN for a key that nobody has', async () => {
    await expectRefused(await signed(xml, { id: 'AKNOTTHERE0000000001', secret: 'x'.repeat(40) }), 403, 'KEY_UNKNOWN');
  });

  test('with KEY_REVOKED in the same moment, and only for who knows its secret', async () => {
    const key = await service.issue('sandbox');
    expect(checkoutIdOf(await signed(xml, key))).not.toBe('');
    await revokeKey(service.db, key.id, TEST_NOW);
    await expectRefused(await signed(xml, key), 403, 'KEY_REVOKED');
    await expectRefused(await signed(xml, { ...key, secret: 'a'.repeat(40) }), 403, 'KEY_UNKNOWN');
  });

  test('with KEY_ENVIRONMENT_WRONG for a live key, XML or HTML, and only for who knows its secret', async () => {
    await expectRefused(await signed(xml, service.live), 403, 'KEY_ENVIRONMENT_WRONG');
    await expectRefused(await signed(xml, { ...service.live, secret: 'a'.repeat(40) }), 403, 'KEY_UNKNOWN');
    const html = signedHtmlCart(htmlCart(service.merchantId), service.live);
    await expectRefused(await postCart(url, html), 403, 'KEY_ENVIRONMENT_WRONG');
  });

  test('with SIGNATURE_MISSING without one, in XML and in HTML', async () => {
    await expectRefused(await postCart(url, unsignedCart(xml)), 403, 'SIGNATURE_MISSING');
    const answer = await postCart(url, htmlCart(service.merchantId));
    await expectRefused(answer, 403, 'SIGNATURE_MISSING');
    expect(answer.text).toContain('This cart could not be verified');
  });

  test('with SIGNATURE_MISMATCH for another secret, another byte or another price, without the right signature', async () => {
    const another = { ...service.sandbox, secret: 'b'.repeat(40) };
    const { 'order-input': input = '' } = signedCart(xml, service.sandbox);
    const cheaper = Buffer.from(swapped('12.50', '0.50')).toString('base64');
    const html = { ...signedHtmlCart(htmlCart(service.merchantId), service.sandbox), item_price_1: '0.50' };
    const posts = [
      signedCart(xml, another),
      { 'order-input': input.replace(/order:[^;]+/, `order:${cheaper}`) },
      html,
      wizardCart(xml, service.sandbox.secret, 1),
    ];
    for (const post of posts) {
      const { signature } = await expectRefused(await postCart(url, post), 403, 'SIGNATURE_MISMATCH');
      expect(signature?.state).toBe('wrong');
      expect(signature?.computed).toBeUndefined();
    }
  });

  test.each([
    ['XML_MALFORMED', 400, (text: string) => text.replace('</Title>', '</Titel>'), { line: 5 }],
    ['ROOT_UNKNOWN', 400, (text: string) => text.replaceAll('Order', 'Cart'), {}],
    ['NAMESPACE_UNKNOWN', 400, (text: string) => text.replace('2009-05-15', '2010-01-01'), {}],
    ['SCHEMA_FAULT', 400, (text: string) => text.replace('>2<', '>two<'), { line: 6, path: 'Cart/Items/Item[1]/Quantity' }],
    ['CURRENCY_MIXED', 422, (text: string) => text.replace('</Cart>', `</Cart>${FIXED_IN_EUR}`), {}],
    ['ITEM_MERCHANT_WRONG', 422, (text: string) => text.replace(/<MerchantId>\w+/, '<MerchantId>AOTHERSHOP0001'), { line: 5 }],
    ['CART_RATE_RANGE', 422, (text: string) => text.replace('</Cart>', `</Cart>${TAX}`), { line: 7 }],
    ['AMOUNT_TOO_LARGE', 422, (text: string) => text.replace('12.50', '999999999.99'), { line: 6 }],
  ])('with %s, whose place the merchant sees in the XML', async (code, status, change, place) => {
    const exchange = await expectRefused(await signed(change(xml)), status, code);
    const [fault] = exchange.faults;
    expect(fault).toMatchObject({ field: 'order-input', severity: 'error', ...place });
    expect(exchange.signature?.state).toBe('valid');
  });

  test('with CART_EXPIRED past its moment, with its own way back', async () => {
    const late = swapped('<Cart>', '<ExpirationDate>2026-01-15T09:29:59Z</ExpirationDate><Cart>').replace(
      '</Cart>',
      '</Cart><CancelUrl>https://shop.example/cart</CancelUrl>',
    );
    const answer = await signed(late);
    const exchange = await expectRefused(answer, 410, 'CART_EXPIRED');
    expect(exchange.refs).toEqual({ clientRequestId: 'cart-7' });
    expect(answer.text).toContain('href="https://shop.example/cart"');
    expect(answer.text).toContain('This cart has expired');
  });

  test('with CART_ORDERED_ALREADY where the policy refuses a ClientRequestId that has an order', async () => {
    const order = orderOf(await createCheckout(service.db, newCheckout(environmentId)), { clientRequestId: 'cart-8' });
    expect((await placeOrder(service.db, placing(order))).state).toBe('placed');
    const again = swapped('cart-7', 'cart-8');
    const warned = await service.exchange((await signed(again)).exchange);
    expect(warned).toMatchObject({ outcome: 'warned', status: 303, faults: [{ rule: 'client-request-id-reused' }] });
    await service.policies({ clientRequestIdReuse: 'refuse' });
    await expectRefused(await signed(again), 409, 'CART_ORDERED_ALREADY');
    await service.policies({});
  });

  test('and leads back to the front page of the shop that it came from, if that is on the web', async () => {
    const from = (referer: string): Promise<Answer> => postCart(url, unsignedCart(xml), { referer });
    expect((await from('https://shop.example/cart?session=1')).text).toContain('href="https://shop.example/"');
    expect((await from('javascript:alert(1)')).text).not.toContain('javascript:');
    expect((await from('android-app://shop')).text).not.toContain('Back to the shop');
  });

  test('without leaving a checkout behind', async () => {
    const before = await countOpenCheckouts(service.db, environmentId);
    await signed(swapped('>2<', '>two<'));
    await postCart(url, unsignedCart(xml));
    expect(await countOpenCheckouts(service.db, environmentId)).toBe(before);
  });

  test('with RATE_LIMITED once one address had too many refusals', async () => {
    const limited = await startService((await open()).db, { CARTWRIGHT_RATE_LIMIT: '3' });
    const address = `${limited.url}/sandbox/checkout/${limited.merchantId}`;
    const body = formBody(unsignedCart(mugCart(limited.merchantId)));
    const answers = [];
    for (let count = 0; count < 5; count += 1) answers.push(await postCart(address, body));
    await limited.close();
    expect(answers.map(({ code }) => code)).toEqual([
      ...Array<string>(3).fill('SIGNATURE_MISSING'),
      ...Array<string>(2).fill('RATE_LIMITED'),
    ]);
    expect(answers[4]?.headers.get('retry-after')).not.toBeNull();
  });
});

const FIXED_IN_EUR = `<Promotions><Promotion><PromotionId>p</PromotionId><Benefit><FixedAmountDiscount><Amount>1.00</Amount><CurrencyCode>EUR</CurrencyCode></FixedAmountDiscount></Benefit></Promotion></Promotions>`;
