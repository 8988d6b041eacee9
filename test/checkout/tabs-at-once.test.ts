import { findCheckout } from '../../src/store/checkouts.js';
import { ADDRESS, buyer, digestOf, openedCheckout, plainCart, type Buyer } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { checkoutIdOf, mugCart, postCart, signedCart } from '../support/posted-carts.js';
import { startService, type Service } from '../support/service.js';

const FIVE = [1, 2, 3, 4, 5];

eachDatabase('tabs of one browser that open checkouts before it has a cookie', (open) => {
  let service: Service;
  let intake: string;
  beforeAll(async () => {
    service = await startService((await open()).db, { CARTWRIGHT_RATE_LIMIT: '0' });
    intake = `${service.url}/sandbox/checkout/${service.merchantId}`;
  });
  afterAll(() => service.close());

  /** Every tab has asked before the first has its answer; then every one follows its redirect. */
  async function openTogether(ann: Buyer, ids: readonly string[]): Promise<(string | undefined)[]> {
    const first = await Promise.all(ids.map((id) => ann.get(`/pay/${id}`)));
    expect(first.map(({ location }) => location)).toEqual(ids.map((id) => `/pay/${id}?b=1`));
    return Promise.all(first.map(async ({ location }) => checkoutOfForm((await ann.open(location)).html)));
  }

  test('keep all of them: each can be filled in, whichever was opened last', async () => {
    const ids = await Promise.all(FIVE.map((price) => openedCheckout(service, plainCart({ clientRequestId: `tab-${price}` }))));
    const ann = buyer(service.url);
    expect(await openTogether(ann, ids)).toEqual(ids);
    expect(ann.cookies.size).toBe(5);
    for (const [index, id] of ids.entries()) {
      await ann.open(`/pay/${id}/address`);
      const saved = await ann.post(`/pay/${id}/address`, { ...ADDRESS, line1: `${index} Alder Court` });
      expect(saved.location).toBe(`/pay/${id}/shipping`);
    }
    const streets = await Promise.all(ids.map(async (id) => (await findCheckout(service.db, id))?.choices.shipTo?.line1));
    expect(streets).toEqual(FIVE.map((_price, index) => `${index} Alder Court`));
  });

  test('show none of theirs to another browser, and take no form with the token of another of their own', async () => {
    const ids = await Promise.all(FIVE.map(() => openedCheckout(service)));
    const ann = buyer(service.url);
    await openTogether(ann, ids);
    const ben = buyer(service.url);
    await openTogether(ben, [await openedCheckout(service)]);
    for (const id of ids) expect((await ben.get(`/pay/${id}/address`)).headers.get('cartwright-code')).toBe('CHECKOUT_TAKEN');
    const [first = '', second = ''] = ids;
    await ann.open(`/pay/${first}/address`);
    const { formToken = '' } = ann.hidden;
    expect((await ann.post(`/pay/${second}/address`, { ...ADDRESS, formToken })).status).toBe(404);
  });

  test('of the same cart have no page that says it is open elsewhere, and the next post of it is one of those', async () => {
    const form = signedCart(mugCart(service.merchantId), service.sandbox);
    const posted = await Promise.all(FIVE.map(async () => checkoutIdOf(await postCart(intake, form))));
    const ann = buyer(service.url);
    const ends = await openTogether(ann, posted);
    expect(ends.filter((id) => id === undefined || !posted.includes(id))).toEqual([]);
    const again = checkoutIdOf(await postCart(intake, form));
    const end = checkoutOfForm((await ann.open(`/pay/${again}`)).html);
    expect(ends).toContain(end);
    expect(await findCheckout(service.db, again)).toBeNull();
  });

  test('equal carts that come once there are several cookies end at one checkout', async () => {
    const ann = buyer(service.url);
    await openTogether(ann, await Promise.all(FIVE.map(() => openedCheckout(service))));
    const cartSha256 = digestOf('<later/>');
    const ids = await Promise.all(FIVE.map(() => openedCheckout(service, plainCart(), { cartSha256 })));
    const ends = await Promise.all(ids.map(async (id) => checkoutOfForm((await ann.open(`/pay/${id}`)).html)));
    expect(new Set(ends).size).toBe(1);
    expect(ids).toContain(ends[0]);
  });

  test('leave at most 32 cookies: the oldest are taken away, and what they had opened goes with them', async () => {
    const ids = await Promise.all(Array.from({ length: 34 }, () => openedCheckout(service)));
    const ann = buyer(service.url);
    for (const { location } of await Promise.all(ids.map((id) => ann.get(`/pay/${id}`)))) await ann.get(location);
    const last = [...ann.cookies.keys()].slice(-32);
    await ann.open(`/pay/${ids.find((id) => last.includes(`cw_buyer_${id.slice(0, 8)}`)) ?? ''}`);
    expect([...ann.cookies.keys()]).toEqual(last);
  });
});

/** Whose form the address page holds; undefined where it is another page. */
const checkoutOfForm = (html: string): string | undefined => /action="\/pay\/([^"/]+)\/address"/.exec(html)?.[1];
