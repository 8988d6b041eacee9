import { countOpenCheckouts, findCheckout } from '../../src/store/checkouts.js';
import { callApi, type ApiReply } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

const MUG = { sku: 'MUG-1', title: 'Stoneware mug', price: '12.50', quantity: 2, weight: { amount: '0.75', unit: 'lb' } };
const CART = { cart: { currency: 'USD', clientRequestId: 'cart-1042', items: [MUG], cancelUrl: 'https://shop.example/cart' } };

eachDatabase('POST /v1/carts', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const post = (json: unknown, headers: Record<string, string> = {}): Promise<ApiReply> =>
    callApi(service, 'POST', '/v1/carts', { json, headers });
  const idOf = ({ body }: ApiReply): string => String(body['checkoutId']);

  test('begins a checkout and says where to send the buyer', async () => {
    const answer = await post(CART);
    expect(answer.status).toBe(201);
    const id = idOf(answer);
    expect(answer.body).toEqual({ checkoutId: id, url: `${service.url}/pay/${id}` });
    expect(answer.headers.get('location')).toBe(`/v1/checkouts/${id}`);
    expect(await findCheckout(service.db, id)).toMatchObject({
      environmentId: `${service.merchantId}-sandbox`,
      state: 'open',
      cart: { form: 'json', currency: 'USD', items: [{ sku: 'MUG-1', merchantId: service.merchantId, quantity: 2 }] },
    });
    expect(await service.exchange(answer.exchange)).toMatchObject({
      kind: 'cart',
      party: 'api',
      outcome: 'ok',
      status: 201,
      refs: { clientRequestId: 'cart-1042', checkoutId: id },
    });
  });

  test('is one checkout for fifty posts with one Idempotency-Key', async () => {
    const before = await countOpenCheckouts(service.db, `${service.merchantId}-sandbox`);
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(CART, { 'idempotency-key': 'cart-1' })));
    expect(await countOpenCheckouts(service.db, `${service.merchantId}-sandbox`)).toBe(before + 1);
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(idOf)).size).toBe(1);
    const others = answers.filter(({ status }) => status !== 201);
    expect(new Set(others.map(({ code }) => code))).toEqual(others.length === 0 ? new Set() : new Set(['IDEMPOTENCY_KEY_BUSY']));
    const again = await post(CART, { 'idempotency-key': 'cart-1' });
    expect(again.body).toEqual(made[0]?.body);
    expect(await service.exchange(again.exchange)).toMatchObject({ outcome: 'repeated', kind: 'cart' });
  });

  test('shares its trace with the checkout and with what came before under its clientRequestId', async () => {
    const cart = { cart: { ...CART.cart, clientRequestId: 'cart-trace' } };
    const [first, second] = [await post(cart), await post(cart)];
    const [one, two] = [await service.exchange(first.exchange), await service.exchange(second.exchange)];
    expect(two.trace).toBe(one.trace);
    expect(await findCheckout(service.db, idOf(second))).toMatchObject({ trace: one.trace, cartExchangeId: second.exchange });
  });

  test.each([
    ['REQUEST_FAULT', 400, { cart: { ...CART.cart, items: [{ ...MUG, quantity: 0 }] } }, '/cart/items/0/quantity'],
    ['REQUEST_FAULT', 400, { cart: { ...CART.cart, returnUrl: 'javascript:alert(1)' } }, '/cart/returnUrl'],
    [
      'ITEM_DOUBLED',
      422,
      {
        cart: {
          ...CART.cart,
          items: [
            { ...MUG, id: 'a' },
            { ...MUG, id: 'a' },
          ],
        },
      },
      '/cart/items/1/id',
    ],
    ['AMOUNT_TOO_LARGE', 422, { cart: { ...CART.cart, items: [{ ...MUG, price: '999999999.99' }] } }, '/cart/items/0/price'],
  ])('is refused with %s %i at the place of the fault', async (code, status, body, pointer) => {
    const answer = await post(body);
    expect({ status: answer.status, code: answer.code }).toEqual({ status, code });
    expect(answer.body.faults?.[0]).toMatchObject({ pointer, line: 1 });
    expect(await service.exchange(answer.exchange)).toMatchObject({ kind: 'cart', outcome: 'refused', code });
  });

  test('is refused with CART_EXPIRED past the expiration date', async () => {
    const answer = await post({ cart: { ...CART.cart, expirationDate: '2026-01-14' } });
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 410, code: 'CART_EXPIRED' });
  });

  test('needs an access key', async () => {
    expect((await callApi(service, 'POST', '/v1/carts', { json: CART, key: null })).code).toBe('CREDENTIALS_MISSING');
  });
});

eachDatabase('GET /v1/checkouts/{id}', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  test('says what was posted and what became of it', async () => {
    const made = await callApi(service, 'POST', '/v1/carts', { json: CART });
    const id = String(made.body['checkoutId']);
    const answer = await callApi(service, 'GET', `/v1/checkouts/${id}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      checkoutId: id,
      state: 'open',
      url: `${service.url}/pay/${id}`,
      createdAt: '2026-01-15T09:30:00.000Z',
      expiresAt: null,
      exchangeId: made.exchange,
      clientRequestId: 'cart-1042',
      items: [{ itemId: '1', sku: 'MUG-1', quantity: 2 }],
    });
  });

  test('is refused with CHECKOUT_UNKNOWN for an id of nobody, and for one of the other environment', async () => {
    const made = await callApi(service, 'POST', '/v1/carts', { json: CART, key: service.live });
    for (const id of [String(made.body['checkoutId']), 'f'.repeat(32)]) {
      const answer = await callApi(service, 'GET', `/v1/checkouts/${id}`);
      expect({ status: answer.status, code: answer.code }).toEqual({ status: 404, code: 'CHECKOUT_UNKNOWN' });
    }
  });
});
