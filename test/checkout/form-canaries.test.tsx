import type { ExchangeDetail } from '../../src/core/exchange.js';
import { DetailPage } from '../../src/console/exchanges/detail-page.js';
import { readView } from '../../src/console/exchanges/view.js';
import { orderKey } from '../../src/flows/checkout/order-link.js';
import { findExchange, listExchanges } from '../../src/store/exchanges.js';
import { indexWords } from '../../src/store/indexer.js';
import { findOrderByCheckout } from '../../src/store/orders.js';
import { renderPage } from '../../src/ui/render.js';
import { ADDRESS, openedCheckout, reviewing } from '../support/buyer.js';
import { eachDatabase } from '../support/databases.js';
import { keptText } from '../support/kept-text.js';
import { startService, type Service } from '../support/service.js';

/** All invented; a buyer types them, some of them where they do not belong. */
const CANARIES = {
  email: 'canary.buyer@mail.example',
  name: 'Canaria Buyerson',
  phone: '206-555-0143',
  street: '77 Canary Row',
  card: '4242 4242 4242 4242',
};
const LADEN = {
  ...ADDRESS,
  ...{ email: CANARIES.email, name: CANARIES.name, line1: CANARIES.street, phone: CANARIES.phone },
  line2: `Ring ${CANARIES.phone} or write to ${CANARIES.email}`,
  line3: CANARIES.card,
};
/** What a buyer says stands in clear where it belongs: his checkout, his order and its words, what tells the shop of it, mails to him. */
const IN_CLEAR = ['checkouts', 'orders', 'order_words', 'events', 'event_bodies', 'mails'];

eachDatabase('what a buyer types, and what proves who he is', (open) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
  });
  afterAll(() => service.close());

  /** Forms that are taken and refused at every stage; answers what opens the checkout and the order. */
  async function postEverywhere(): Promise<string[]> {
    const id = await openedCheckout(service);
    const ann = await reviewing(service, id);
    const session = [...ann.cookies.values()];
    const post = async (form: string, fields: Readonly<Record<string, string>>): Promise<void> => {
      expect((await ann.post(`/pay/${id}/${form}`, fields)).headers.get('cartwright-exchange')).not.toBeNull();
      await ann.open(`/pay/${id}/address`);
    };
    await post('address', LADEN);
    await post('address', { ...LADEN, email: `${CANARIES.email} and ${CANARIES.phone}` });
    await post('address', { ...LADEN, postalCode: CANARIES.card });
    await post('address', { ...LADEN, phone: CANARIES.email, version: '1' });
    await post('address', { ...LADEN, formToken: session.join() });
    await post('address', { ...LADEN, name: `${CANARIES.name} `.repeat(2_000) });
    await post('shipping', { choice: CANARIES.email });
    await post('codes', { code: CANARIES.email, back: CANARIES.phone });
    await post('codes', { code: CANARIES.card });
    await post('codes/remove', { code: CANARIES.email });
    await post('upsell', { sku: CANARIES.email, quantity: CANARIES.phone });
    await post('place', { payment: CANARIES.card, choice: CANARIES.email, sessionId: session.join() });
    await ann.open(`/pay/${id}/review`);
    await post('place', { payment: 'test_approve', note: `${CANARIES.email} ${CANARIES.card}` });
    const orderId = (await findOrderByCheckout(service.db, id))?.id ?? '';
    const key = orderKey(service, orderId);
    await ann.post(`/orders/${orderId}/${key}/cancel`, { confirm: 'yes', reason: CANARIES.email });
    return [...session, ann.hidden['formToken'] ?? '', key];
  }

  async function pages(): Promise<string> {
    const environmentId = `${service.merchantId}-sandbox`;
    const { items } = await listExchanges(service.db, environmentId, { search: { terms: [] }, limit: 500 });
    const exchanges = await Promise.all(items.map(({ id }) => findExchange(service.db, environmentId, id)));
    return exchanges.flatMap((one) => (one === null ? [] : [pageOf(one)])).join('');
  }

  test('stand in no exchange, no log and no page of the console', async () => {
    const secrets = await postEverywhere();
    await indexWords(service.db, { limit: 1000 });
    const places = { kept: await keptText(service.db, IN_CLEAR), log: service.log.join(''), pages: await pages() };
    const values = [...Object.values(CANARIES), ...secrets].flatMap((value) => [value, encodeURIComponent(value)]);
    const leaked = Object.entries(places).flatMap(([where, text]) =>
      values.filter((value) => value !== '' && text.includes(value)).map((value) => `${value} in ${where}`),
    );
    expect(leaked).toEqual([]);
    expect(secrets.filter((secret) => secret.length < 20)).toEqual([]);
    // and what helps somebody who looks into it does
    expect(places.kept).toContain('98101');
    expect(places.pages).toContain('POST /pay/(checkout)/address');
  });
});

/** The page of an exchange with each of its parts. */
function pageOf(exchange: ExchangeDetail): string {
  const viewer = { merchant: 'Larch & Loam', environment: 'sandbox', person: 'Ines Marlowe', formToken: 'x' } as const;
  return ['parsed', 'form', 'headers', 'raw']
    .map((tab) => readView({ request: tab, response: tab }))
    .map((view) => renderPage(<DetailPage {...{ viewer, exchange, view }} zone="America/New_York" />))
    .join('');
}
