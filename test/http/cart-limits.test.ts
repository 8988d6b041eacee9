import { countOpenCheckouts } from '../../src/store/checkouts.js';
import { digestOf } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { mugCart, postCart, signedCart, unsignedCart, wizardCart } from '../support/posted-carts.js';
import { wizardSecret } from '../../src/flows/wizard-keys.js';
import { startService, TEST_NOW, type Answer, type Service } from '../support/service.js';

const CALLBACKS = `<OrderCalculationCallbacks>
  <CalculateTaxRates>false</CalculateTaxRates><CalculatePromotions>false</CalculatePromotions>
  <CalculateShippingRates>true</CalculateShippingRates>
  <OrderCallbackEndpoint>https://somebody.example/callback</OrderCallbackEndpoint>
  <ProcessOrderOnCallbackFailure>false</ProcessOrderOnCallbackFailure>
</OrderCalculationCallbacks>`;

eachDatabase('What a stranger can do with carts', (open) => {
  let service: Service;
  let url: string;
  const countOpen = (): Promise<number> => countOpenCheckouts(service.db, `${service.merchantId}-sandbox`);
  beforeAll(async () => {
    service = await startService((await open()).db, { CARTWRIGHT_RATE_LIMIT: '0', CARTWRIGHT_TRUST_PROXY: '1' });
    url = `${service.url}/sandbox/checkout/${service.merchantId}`;
  });
  afterAll(() => service.close());

  test('is not to name an endpoint that is told of buyers: without a signature SIGNATURE_MISSING, whatever the policy', async () => {
    const xml = mugCart(service.merchantId, '2009-05-15', CALLBACKS);
    await service.policies({ unsignedCarts: 'allowed' });
    const before = await countOpen();
    const refused = await postCart(url, unsignedCart(xml));
    expect([refused.status, refused.code]).toEqual([403, 'SIGNATURE_MISSING']);
    expect(await countOpen()).toBe(before);
    expect((await service.exchange(refused.exchange)).faults).toMatchObject([
      { rule: 'callbacks-unsigned', path: 'OrderCalculationCallbacks/OrderCallbackEndpoint' },
    ]);
    expect((await postCart(url, unsignedCart(mugCart(service.merchantId)))).status).toBe(303);
    // whoever has a key may name one, and so may a button of the wizard
    expect((await postCart(url, signedCart(xml, service.sandbox))).status).toBe(303);
    const at = { environmentId: `${service.merchantId}-sandbox`, at: TEST_NOW };
    const secret = (await wizardSecret({ db: service.db, vault: service.vault }, 1, at)) ?? '';
    expect((await postCart(url, wizardCart(xml, secret, 1))).status).toBe(303);
    await service.policies({});
  });

  test.each([
    ['minute', 120, 60_000],
    ['day', 2_000, 86_400_000],
  ])(
    'is over after so many carts a %s from one address: a page with RATE_LIMITED, and nothing stored',
    async (name, limit, ms) => {
      const remote = `203.0.113.${limit % 250}`;
      const form = signedCart(mugCart(service.merchantId), service.sandbox);
      const post = (from: string): Promise<Answer> => postCart(url, form, { 'x-forwarded-for': from });
      expect((await post(remote)).status).toBe(303);
      await service.db
        .knex('throttles')
        .where('key_sha256', digestOf(`carts:${name}:${remote}`))
        .update({ attempts: limit - 1 });
      expect((await post(remote)).status).toBe(303);
      const before = await countOpen();
      const refused = await post(remote);
      expect([refused.status, refused.code]).toEqual([429, 'RATE_LIMITED']);
      expect(refused.headers.get('retry-after')).toBe(String(ms / 1000));
      expect(refused.text).toContain('Nothing was ordered and nothing was charged.');
      expect(await countOpen()).toBe(before);
      await expect(service.exchange(refused.exchange)).rejects.toThrow('no exchange');
      expect((await post('203.0.113.251')).status).toBe(303);
      service.clock.now += ms;
      expect((await post(remote)).status).toBe(303);
    },
  );
});
