import { asks } from '../core/support/checkout.js';
import { addressed, ADDRESS, buyer, openedCheckout, plainCart, type Buyer } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { startService, type Service } from '../support/service.js';

const CARD = { id: 'u1', merchantId: 'AMUGS123456789', sku: 'CARD', title: 'Gift card', price: 2_500_000n, quantity: 1 };

/** Text of a page without its tags, so that a test reads it as a buyer does. */
const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const choicesOf = (html: string): string[] => [...html.matchAll(/name="choice" value="([^"]+)"/g)].map(([, value = '']) => value);

eachDatabase('address, shipping and claim codes', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  const begin = async (cart = plainCart()): Promise<{ id: string; ann: Buyer }> => {
    const id = await openedCheckout(service, cart);
    return { id, ann: await addressed(service, id) };
  };

  test('an address with faults comes back as typed, with a list that links to the fields', async () => {
    const { id, ann } = await begin();
    const page = await ann.post(`/pay/${id}/address`, { ...ADDRESS, email: 'odalys', line1: '', name: 'O"<b>' });
    expect(page.status).toBe(422);
    expect(page.html).toContain(
      '<a href="#email">An e-mail address looks like ann@mail.example. You typed &quot;odalys&quot;.</a>',
    );
    expect(page.html).toContain('<a href="#line1">Enter the street and number.</a>');
    expect(page.html).toContain('value="odalys"');
    expect(page.html).toContain('value="O&quot;&lt;b>"');
    expect(page.html).toContain('value="98101"');
    expect(page.html).toMatch(/<option value="WA" selected>Washington/);
  });

  test('a zip of another state is doubted, and the buyer may keep it', async () => {
    const { id, ann } = await begin();
    const doubted = await ann.post(`/pay/${id}/address`, { ...ADDRESS, postalCode: '97201' });
    expect([doubted.status, doubted.html.includes('Keep this address')]).toEqual([422, true]);
    const kept = await ann.post(`/pay/${id}/address`, { ...ADDRESS, postalCode: '97201', keep: 'yes' });
    expect([kept.status, kept.location]).toEqual([303, `/pay/${id}/shipping`]);
    expect((await ann.open(`/pay/${id}/address`)).html).toContain('value="97201"');
  });

  test('an address that the cart presets is in the form already, and others are a click away', async () => {
    const shippingAddresses = [
      { name: 'Ann Home', line1: '1 Home St', city: 'Seattle', state: 'WA', postalCode: '98104', country: 'US' },
      { name: 'Ann Work', line1: '2 Work St', city: 'Toronto', state: 'Ontario', postalCode: 'M5V 2T6', country: 'CA' },
    ];
    const id = await openedCheckout(service, plainCart({ shippingAddresses }));
    const ann = buyer(service.url);
    const first = await ann.open(`/pay/${id}`);
    expect(first.html).toContain('value="1 Home St"');
    expect(first.html).toContain(`href="/pay/${id}/address?preset=2"`);
    const second = await ann.get(`/pay/${id}/address?preset=2`);
    expect(second.html).toContain('value="2 Work St"');
    expect(second.html).toContain('value="Ontario"');
  });

  test('each choice shows its price, what the order comes to, and how much more that is', async () => {
    const { id, ann } = await begin();
    const { html } = await ann.open(`/pay/${id}/shipping`);
    const text = textOf(html);
    // 25.00 + 4.99 + 10.35 % of 25.00 (2.59) + 10.35 % of 4.99 (0.52) = 33.10
    expect(text).toContain('Standard $4.99 Arrives Wed 21 Jan to Fri 23 Jan $33.10 in all');
    // 25.00 + 9.99 + 2.59 + 1.03 = 38.61, which is 5.51 more
    expect(text).toContain('Expedited $9.99 Arrives Tue 20 Jan to Wed 21 Jan $38.61 in all, $5.51 more than Standard');
    expect(text).toContain('Tax Seattle 10.35 %, on items and shipping $3.11');
    expect(text).toContain('Tax on shipping 0.52 Sum 33.10');
  });

  test('a choice leads to the review; none, and one that is not offered, lead back with the reason', async () => {
    const { id, ann } = await begin();
    const choices = choicesOf((await ann.open(`/pay/${id}/shipping`)).html);
    expect((await ann.post(`/pay/${id}/shipping`, { choice: '' })).location).toBe(`/pay/${id}/shipping?notice=choose`);
    const gone = await ann.post(`/pay/${id}/shipping`, { choice: 'callback:standard' });
    expect((await ann.open(gone.location)).html).toContain('The way to ship that you chose is not offered any more.');
    expect((await ann.get(`/pay/${id}/review`)).location).toBe(`/pay/${id}/shipping?notice=choose`);
    expect((await ann.post(`/pay/${id}/shipping`, { choice: choices[1] ?? '' })).location).toBe(`/pay/${id}/review`);
    expect((await ann.get(`/pay/${id}`)).location).toBe(`/pay/${id}/review`);
    expect(textOf((await ann.open(`/pay/${id}/review`)).html)).toContain('Place order for $38.61');
  });

  test('only the post goes to a box, and the page says why there is one choice', async () => {
    const id = await openedCheckout(service);
    const ann = await addressed(service, id, { ...ADDRESS, line1: 'P.O. Box 12', line2: '' });
    const { html } = await ann.open(`/pay/${id}/shipping`);
    expect(html).toContain('Only the post delivers to this address');
    expect(choicesOf(html)).toHaveLength(1);
  });

  test('an address that is not delivered to leads back to the form with the reason, and another one goes on', async () => {
    const id = await openedCheckout(service);
    const ann = await addressed(service, id, {
      ...ADDRESS,
      country: 'FR',
      state: '',
      region: '',
      postalCode: '75001',
      city: 'Paris',
    });
    expect((await ann.get(`/pay/${id}/shipping`)).location).toBe(`/pay/${id}/address?refused=1`);
    const page = await ann.open(`/pay/${id}/shipping`);
    expect([page.status, page.headers.get('cartwright-code')]).toEqual([422, 'ADDRESS_NOT_COVERED']);
    expect(page.html).toContain('<b>The shop does not deliver to this address.</b><p>Choose another address.</p>');
    expect(page.html).toContain('value="Paris"');
    expect((await ann.post(`/pay/${id}/address`, ADDRESS)).location).toBe(`/pay/${id}/shipping`);
  });

  test('a shop that cannot price the cart is a page to try again on, and the shop is told, not the buyer', async () => {
    const callbacks = { ...asks({ shipping: true }), endpoint: 'http://127.0.0.1:9/private', processOnFailure: false };
    const { id, ann } = await begin(plainCart({ callbacks, cancelUrl: 'https://shop.example/cart' }));
    const page = await ann.get(`/pay/${id}/shipping`);
    expect([page.status, page.headers.get('cartwright-code')]).toEqual([503, 'CALLBACK_FAILED']);
    expect(page.html).toContain('The shop could not work out the price of this cart just now.');
    expect(page.html).toContain(`href="/pay/${id}/shipping"`);
    expect(page.html).toContain('href="https://shop.example/cart"');
    expect(page.html).not.toMatch(/127\.0\.0\.1|private|endpoint/);
  });

  test('a claim code that counts says what it takes off; one that does not says why; both can be taken away', async () => {
    const { id, ann } = await begin();
    await ann.open(`/pay/${id}/shipping`);
    const added = await ann.post(`/pay/${id}/codes`, { code: 'welcome5', back: 'shipping' });
    expect(added.location).toBe(`/pay/${id}/shipping#codes`);
    let page = await ann.open(`/pay/${id}/shipping`);
    expect(textOf(page.html)).toContain('welcome5 takes $5.00 off. Welcome, $5.00 off');
    // 20.00 + 4.99 + 2.07 + 0.52 = 27.58
    expect(textOf(page.html)).toContain('Standard $4.99 Arrives Wed 21 Jan to Fri 23 Jan $27.58 in all');
    await ann.post(`/pay/${id}/codes`, { code: 'SPRING25', back: 'shipping' });
    page = await ann.open(`/pay/${id}/shipping`);
    expect(textOf(page.html)).toContain('SPRING25 is no claim code of this shop. Check its spelling. Your total is unchanged.');
    expect((await ann.post(`/pay/${id}/codes/remove`, { code: 'SPRING25', back: 'review' })).location).toBe(
      `/pay/${id}/review#codes`,
    );
    await ann.open(`/pay/${id}/shipping`);
    await ann.post(`/pay/${id}/codes/remove`, { code: 'WELCOME5', back: 'shipping' });
    page = await ann.open(`/pay/${id}/shipping`);
    expect(page.html).not.toMatch(/SPRING25|welcome5/);
  });

  test('a cart that hides the field for claim codes takes none by other ways either', async () => {
    const { id, ann } = await begin(plainCart({ disablePromotionCode: true }));
    expect((await ann.open(`/pay/${id}/shipping`)).html).not.toContain('Claim code');
    await ann.post(`/pay/${id}/codes`, { code: 'WELCOME5', back: 'shipping' });
    expect(textOf((await ann.open(`/pay/${id}/shipping`)).html)).toContain(
      'Standard $4.99 Arrives Wed 21 Jan to Fri 23 Jan $33.10 in all',
    );
  });

  test('guessing codes ends: CODE_THROTTLED, with the way back and when to try again', async () => {
    const { id, ann } = await begin();
    let last = await ann.open(`/pay/${id}/shipping`);
    for (let guess = 0; guess < 11; guess++) {
      await ann.open(`/pay/${id}/shipping`);
      last = await ann.post(`/pay/${id}/codes`, { code: `GUESS${guess}`, back: 'shipping' });
    }
    expect([last.status, last.headers.get('cartwright-code')]).toEqual([429, 'CODE_THROTTLED']);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last.html).toContain('Too many claim codes were tried');
    expect(last.html).toContain(`href="/pay/${id}"`);
  });

  test('an upsell item is one click in and one click out; what the cart does not offer changes nothing', async () => {
    const { id, ann } = await begin(plainCart({ upsellItems: [CARD] }));
    expect(textOf((await ann.open(`/pay/${id}/shipping`)).html)).toContain('Gift card $2.50 Add');
    await ann.post(`/pay/${id}/upsell`, { sku: 'CARD', quantity: '1', back: 'shipping' });
    // 27.50 + 4.99 + 10.35 % of 27.50 (2.85) + 0.52 = 35.86
    expect(textOf((await ann.open(`/pay/${id}/shipping`)).html)).toContain(
      'Standard $4.99 Arrives Wed 21 Jan to Fri 23 Jan $35.86 in all',
    );
    await ann.post(`/pay/${id}/upsell`, { sku: 'CARD', quantity: '0', back: 'shipping' });
    await ann.open(`/pay/${id}/shipping`);
    await ann.post(`/pay/${id}/upsell`, { sku: 'OTHER', quantity: '1', back: 'shipping' });
    expect(textOf((await ann.open(`/pay/${id}/shipping`)).html)).toContain(
      'Standard $4.99 Arrives Wed 21 Jan to Fri 23 Jan $33.10 in all',
    );
  });

  test('what another tab changed meanwhile is told, and what was typed is kept', async () => {
    const { id, ann } = await begin();
    await ann.open(`/pay/${id}/address`);
    const version = ann.hidden['version'] ?? '';
    await ann.post(`/pay/${id}/address`, { ...ADDRESS, city: 'Tacoma', postalCode: '98402' });
    const late = await ann.post(`/pay/${id}/address`, { ...ADDRESS, city: 'Spokane', postalCode: '99201', version });
    expect(late.status).toBe(409);
    expect(late.html).toContain('This checkout was changed in another tab.');
    expect(late.html).toContain('value="Spokane"');
    const code = await ann.post(`/pay/${id}/codes`, { code: 'WELCOME5', back: 'shipping', version });
    expect(code.location).toBe(`/pay/${id}/shipping?notice=changed`);
    const page = await ann.open(code.location);
    expect(page.html).toContain('This checkout was changed in another tab.');
    expect(page.html).toContain('Tacoma');
  });
});
