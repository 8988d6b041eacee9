import { rotateWizardKey, wizardSecret } from '../../src/flows/wizard-keys.js';
import { findCheckout, loadCartBytes } from '../../src/store/checkouts.js';
import { eachDatabase } from '../support/databases.js';
import {
  checkoutIdOf,
  exampleCart,
  htmlCart,
  mugCart,
  postCart,
  signedCart,
  signedHtmlCart,
  unsignedCart,
  wizardCart,
} from '../support/posted-carts.js';
import { startService, TEST_NOW, type Service } from '../support/service.js';

eachDatabase('A posted cart', (open) => {
  let service: Service;
  let url: string;
  beforeAll(async () => {
    service = await startService((await open()).db, { CARTWRIGHT_RATE_LIMIT: '0' });
    url = `${service.url}/sandbox/checkout/${service.merchantId}`;
  });
  afterAll(() => service.close());

  test.each(['2008-11-30', '2009-05-15'] as const)(
    'of %s, signed, becomes a checkout, and the buyer is sent on to it',
    async (namespace) => {
      const xml = exampleCart(service.merchantId, namespace);
      const answer = await postCart(url, signedCart(xml, service.sandbox));
      const id = checkoutIdOf(answer);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await findCheckout(service.db, id)).toMatchObject({
        environmentId: `${service.merchantId}-sandbox`,
        state: 'open',
        cartExchangeId: answer.exchange,
        sessionSha256: null,
        cart: { form: 'xml', namespace, currency: 'USD', clientRequestId: 'cart-1042' },
      });
      expect((await loadCartBytes(service.db, id))?.toString()).toBe(xml);
    },
  );

  test.each(['2008-06-15', '2008-08-29'])('of %s is read by the schema of 2008-11-30', async (namespace) => {
    const answer = await postCart(url, signedCart(mugCart(service.merchantId, namespace), service.sandbox));
    expect(await findCheckout(service.db, checkoutIdOf(answer))).toMatchObject({ cart: { namespace } });
  });

  test('is on record with its ids, its steps, its signature and its XML as it was signed', async () => {
    const xml = mugCart(service.merchantId);
    const answer = await postCart(url, signedCart(xml, service.sandbox));
    const exchange = await service.exchange(answer.exchange);
    expect(exchange).toMatchObject({
      kind: 'cart',
      party: 'cart',
      direction: 'in',
      outcome: 'ok',
      status: 303,
      refs: { clientRequestId: 'cart-7', checkoutId: checkoutIdOf(answer) },
      signature: { state: 'valid', keyId: service.sandbox.id, rule: 'HMAC-SHA1 over the bytes of the XML' },
    });
    expect(exchange.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'Received done',
      'Form decoded done',
      'Signature verified done',
      'Cart read done',
      'Checkout opened done',
    ]);
    expect(exchange.request.fields.map(({ name }) => name)).toEqual([
      'order-input',
      'order-input type',
      'order-input signature',
      'order-input aws-access-key-id',
    ]);
    expect(exchange.request.fields[0]?.value.text).toBe(xml);
  });

  test('posted twice is two checkouts of one trace: whose they are is decided where the buyer arrives', async () => {
    const form = signedCart(mugCart(service.merchantId), service.sandbox);
    const [first, second] = [await postCart(url, form), await postCart(url, form)];
    const checkouts = await Promise.all([first, second].map((answer) => findCheckout(service.db, checkoutIdOf(answer))));
    expect(checkoutIdOf(first)).not.toBe(checkoutIdOf(second));
    expect(new Set(checkouts.map((checkout) => checkout?.cartSha256)).size).toBe(1);
    expect(new Set(checkouts.map((checkout) => checkout?.trace)).size).toBe(1);
  });

  test('posted fifty times at once is taken fifty times', async () => {
    const form = signedCart(mugCart(service.merchantId), service.sandbox);
    const answers = await Promise.all(Array.from({ length: 50 }, () => postCart(url, form)));
    expect(new Set(answers.map(checkoutIdOf)).size).toBe(50);
  });

  test('with an empty segment and wrapped base64 is taken with warnings', async () => {
    const { 'order-input': input = '' } = signedCart(mugCart(service.merchantId), service.sandbox);
    const loose = input.replace(';signature', ';;signature').replace(/order:(.{76})/, 'order:$1\r\n');
    const answer = await postCart(url, { 'order-input': `${loose}\n` });
    expect(checkoutIdOf(answer)).not.toBe('');
    const { outcome, faults } = await service.exchange(answer.exchange);
    expect(outcome).toBe('warned');
    expect(faults.map(({ rule }) => rule).sort()).toEqual(['tolerance-empty-segment', 'tolerance-wrapped-base64']);
  });

  test('in HTML is signed over all of its fields', async () => {
    const fields = htmlCart(service.merchantId, {
      tax_rate: '0.1',
      tax_state_region: 'WA',
      cancel_url: 'https://shop.example/cart',
    });
    const answer = await postCart(url, signedHtmlCart(fields, service.sandbox));
    expect(await findCheckout(service.db, checkoutIdOf(answer))).toMatchObject({
      cart: { form: 'html', namespace: null, cancelUrl: 'https://shop.example/cart', items: [{ sku: 'MUG-1', quantity: 2 }] },
    });
    const { signature } = await service.exchange(answer.exchange);
    expect(signature).toMatchObject({ state: 'valid', rule: 'HMAC-SHA1 over the fields sorted by name' });
    expect(signature?.base).toContain(`item_title_1=Zo%C3%AB's%20mug%20(blue)&`);
  });

  test('in HTML by the rule of an older client is taken only where the policy is lenient, and then with a warning', async () => {
    const deviating = signedHtmlCart(htmlCart(service.merchantId), service.sandbox, 'rfc3986');
    expect((await postCart(url, deviating)).code).toBe('SIGNATURE_MISMATCH');
    await service.policies({ htmlCartSignature: 'lenient' });
    const answer = await postCart(url, deviating);
    await service.policies({});
    expect(checkoutIdOf(answer)).not.toBe('');
    expect((await service.exchange(answer.exchange)).faults).toMatchObject([{ rule: 'html-signature-deviates' }]);
  });

  test('without a signature is taken only where the policy allows it, and joins no trace', async () => {
    const xml = mugCart(service.merchantId);
    const signed = await service.exchange((await postCart(url, signedCart(xml, service.sandbox))).exchange);
    await service.policies({ unsignedCarts: 'allowed' });
    const answers = [await postCart(url, unsignedCart(xml)), await postCart(url, htmlCart(service.merchantId))];
    await service.policies({});
    for (const answer of answers) {
      expect(checkoutIdOf(answer)).not.toBe('');
      const exchange = await service.exchange(answer.exchange);
      expect(exchange).toMatchObject({ outcome: 'warned', signature: { state: 'missing' }, faults: [{ rule: 'cart-unsigned' }] });
      expect(exchange.trace).not.toBe(signed.trace);
    }
  });

  test('that a button of the wizard made is taken with every version of its key', async () => {
    const at = { environmentId: `${service.merchantId}-sandbox`, at: TEST_NOW };
    const deps = { db: service.db, vault: service.vault };
    const xml = mugCart(service.merchantId, '2008-11-30');
    const old = (await wizardSecret(deps, 1, at)) ?? '';
    expect(await rotateWizardKey(deps, at)).toBe(2);
    const fresh = (await wizardSecret(deps, 2, at)) ?? '';
    expect(fresh).not.toBe(old);
    for (const [secret, version] of [
      [old, 1],
      [fresh, 2],
    ] as const) {
      const answer = await postCart(url, wizardCart(xml, secret, version));
      expect(checkoutIdOf(answer)).not.toBe('');
      expect((await service.exchange(answer.exchange)).signature).toMatchObject({ state: 'valid' });
    }
    expect((await postCart(url, wizardCart(xml, fresh, 1))).code).toBe('SIGNATURE_MISMATCH');
    expect((await postCart(url, wizardCart(xml, fresh, 9))).code).toBe('KEY_UNKNOWN');
  });

  test('is good to the end of its day in the zone of the merchant', async () => {
    const dated = (day: string): string =>
      mugCart(service.merchantId).replace('<Cart>', `<ExpirationDate>${day}</ExpirationDate><Cart>`);
    // 09:30 UTC is 01:30 of the same day in Los Angeles
    const today = await postCart(url, signedCart(dated('2026-01-15'), service.sandbox));
    // the end of that day there: 2026-01-16, 08:00 UTC
    expect(await findCheckout(service.db, checkoutIdOf(today))).toMatchObject({ expiresAt: Date.UTC(2026, 0, 16, 8) });
    const yesterday = await postCart(url, signedCart(dated('2026-01-14'), service.sandbox));
    expect({ status: yesterday.status, code: yesterday.code }).toEqual({ status: 410, code: 'CART_EXPIRED' });
  });
});
