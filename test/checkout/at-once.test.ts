import { randomBytes } from 'node:crypto';
import { listPaymentAttempts } from '../../src/store/checkout/attempts.js';
import { countOpenCheckouts } from '../../src/store/checkouts.js';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { ADDRESS, buyer, cookieOf, digestOf, openedCheckout, reviewing, type Buyer, type BuyerVisit } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { checkoutIdOf, htmlCart, mugCart, postCart, signedCart, signedHtmlCart } from '../support/posted-carts.js';
import { formBody, startService, type Service } from '../support/service.js';

const FIFTY = Array.from({ length: 50 }, (_none, index) => index);
/** Fifty buyers go through a whole checkout on a machine that has other work. */
const LONG_MS = 120_000;

/**
 * What a browser sends with a form that a page of the shop posts to another host. SameSite=Lax keeps the cookie back there, and
 * lets it go with the GET of the redirect. Both are simulated: no page of shop.example is loaded, `postCart` has no cookies, and
 * the buyer follows the redirect with his own.
 */
const FROM_THE_SHOP = { origin: 'https://shop.example', referer: 'https://shop.example/mugs', 'sec-fetch-site': 'cross-site' };

eachDatabase('fifty at once', (open) => {
  let service: Service;
  let intake: string;
  beforeAll(async () => {
    service = await startService((await open()).db, { CARTWRIGHT_RATE_LIMIT: '0' });
    intake = `${service.url}/sandbox/checkout/${service.merchantId}`;
  });
  afterAll(() => service.close());

  const countOpen = (): Promise<number> => countOpenCheckouts(service.db, `${service.merchantId}-sandbox`);
  const rowsOf = (table: string, where: Readonly<Record<string, string>>): Promise<readonly unknown[]> =>
    service.db.knex(table).where(where).select<unknown[]>('id');

  test(
    'equal carts that one browser posts and opens end at one checkout, and leave no other',
    async () => {
      const ann = buyer(service.url);
      // an earlier visit gave the browser its cookie
      await ann.open(`/pay/${await openedCheckout(service)}`);
      const before = await countOpen();
      const form = formBody(signedCart(mugCart(service.merchantId), service.sandbox));
      const ends = await Promise.all(
        FIFTY.map(async () => ann.open(`/pay/${checkoutIdOf(await postCart(intake, form, FROM_THE_SHOP))}`)),
      );
      expect(new Set(ends.map(({ status }) => status))).toEqual(new Set([200]));
      const [id = '', ...others] = new Set(ends.map(checkoutOfForm));
      expect([id, others]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), []]);
      expect(await countOpen()).toBe(before + 1);
      const session = digestOf([...ann.cookies.values()][0] ?? '');
      const sameCart = { session_sha256: session, cart_sha256: digestOf(mugCart(service.merchantId)), state: 'open' };
      expect(await rowsOf('checkouts', sameCart)).toEqual([{ id }]);
    },
    LONG_MS,
  );

  test(
    'presses of the button place one order with one payment and one mail',
    async () => {
      const { id, ann } = await pressFiftyTimes();
      expect((await ann.open(`/pay/${id}`)).status).toBe(200);
      const order = await findOrderByCheckout(service.db, id);
      expect(order).toMatchObject({ total: 3_310n, payment: { state: 'authorised' } });
      expect(await rowsOf('orders', { checkout_id: id })).toEqual([{ id: order?.id }]);
      expect(await rowsOf('mails', { order_id: order?.id ?? '', kind: 'confirmation' })).toHaveLength(1);
      expect((await listPaymentAttempts(service.db, id)).map(({ state }) => state)).toEqual(['used']);
    },
    LONG_MS,
  );

  test(
    'presses of the button all lead to the same thanks',
    async () => {
      const { id, presses } = await pressFiftyTimes();
      const answers = presses.map(({ status, location, headers }) => `${status} ${headers.get('cartwright-code') ?? location}`);
      expect(new Set(answers)).toEqual(new Set([`303 /pay/${id}/thanks`]));
    },
    LONG_MS,
  );

  test(
    'browsers with the bytes of one button have a checkout each, and none sees the street of another',
    async () => {
      const before = await countOpen();
      const button = formBody(signedHtmlCart(htmlCart(service.merchantId), service.sandbox));
      const guests = await Promise.all(FIFTY.map((number) => arrive(number, button)));
      expect(new Set(guests.map(({ id }) => id)).size).toBe(50);
      expect(new Set(guests.flatMap(({ who }) => [...who.cookies.values()])).size).toBe(50);
      expect(await countOpen()).toBe(before + 50);

      const walks = await Promise.all(guests.map(buyMugs));
      // address, shipping, review and thanks show the buyer's own street, and no other
      const own = guests.map(({ street }) => FOUR_PAGES.map(() => [street]));
      expect(walks.map((pages) => pages.map(streetsOn))).toEqual(own);
      const streets = await Promise.all(guests.map(async ({ id }) => (await findOrderByCheckout(service.db, id))?.shipTo.line1));
      expect(streets).toEqual(guests.map(({ street }) => street));
    },
    LONG_MS,
  );

  test(
    'browsers that open the checkout of their neighbour are told that it is open elsewhere, and nothing of what is in it',
    async () => {
      const button = formBody(signedHtmlCart(htmlCart(service.merchantId), service.sandbox));
      const guests = await Promise.all(FIFTY.map((number) => arrive(number, button)));
      await Promise.all(guests.map(fillIn));
      const peeks = await Promise.all(
        guests.map(({ who }, index) => who.open(`/pay/${guests[(index + 1) % 50]?.id ?? ''}/review`)),
      );
      const seen = peeks.map((page) => `${page.status} ${page.headers.get('cartwright-code')} ${streetsOn(page).join()}`);
      expect(new Set(seen)).toEqual(new Set(['404 CHECKOUT_TAKEN ']));
      // and everybody's own is still there
      const reviews = await Promise.all(guests.map(({ who, id }) => who.open(`/pay/${id}/review`)));
      expect(reviews.map(streetsOn)).toEqual(guests.map(({ street }) => [street]));
    },
    LONG_MS,
  );

  /** A buyer on the review page whose finger does not stop. */
  async function pressFiftyTimes(): Promise<{ id: string; ann: Buyer; presses: readonly BuyerVisit[] }> {
    const id = await openedCheckout(service);
    const ann = await reviewing(service, id);
    const presses = await Promise.all(FIFTY.map(() => ann.post(`/pay/${id}/place`, { payment: 'test_approve' })));
    return { id, ann, presses };
  }

  /** Somebody presses the button in the shop; every second one was here before, and has his cookie already. */
  async function arrive(number: number, button: string): Promise<Guest> {
    const who = buyer(service.url);
    if (number % 2 === 1) who.cookies.set(cookieOf(randomBytes(16).toString('hex')), randomBytes(16).toString('base64url'));
    const answer = await postCart(intake, button, FROM_THE_SHOP);
    const id = checkoutIdOf(answer);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const page = await who.open(`/pay/${id}`);
    expect([page.status, checkoutOfForm(page), streetsOn(page)]).toEqual([200, id, []]);
    return { who, id, street: `${1_000 + number} Juniper Way` };
  }
});

interface Guest {
  readonly who: Buyer;
  readonly id: string;
  readonly street: string;
}

const FOUR_PAGES = ['address', 'shipping', 'review', 'thanks'] as const;

const streetsOn = ({ html }: BuyerVisit): string[] => [...new Set(html.match(/\d+ Juniper Way/g) ?? [])];

/** Whose form the address page holds. */
const checkoutOfForm = ({ html }: BuyerVisit): string | undefined => /action="\/pay\/([^"/]+)\/address"/.exec(html)?.[1];

/** Gives the address and the first way of shipping; answers the page that offers it. */
async function fillIn({ who, id, street }: Guest): Promise<BuyerVisit> {
  await who.post(`/pay/${id}/address`, { ...ADDRESS, line1: street });
  const shipping = await who.open(`/pay/${id}/shipping`);
  const choice = /name="choice" value="([^"]+)"/.exec(shipping.html)?.[1] ?? '';
  await who.post(`/pay/${id}/shipping`, { choice });
  return shipping;
}

/** The four pages of somebody who orders. */
async function buyMugs(guest: Guest): Promise<readonly BuyerVisit[]> {
  const { who, id } = guest;
  const shipping = await fillIn(guest);
  const address = await who.open(`/pay/${id}/address`);
  const review = await who.open(`/pay/${id}/review`);
  const placed = await who.post(`/pay/${id}/place`, { payment: 'test_approve' });
  return [address, shipping, review, await who.open(placed.location)];
}
