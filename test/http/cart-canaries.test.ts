import { indexWords } from '../../src/store/indexer.js';
import { eachDatabase } from '../support/databases.js';
import { callApi } from '../support/api.js';
import { keptText } from '../support/kept-text.js';
import {
  checkoutIdOf,
  exampleCart,
  htmlCart,
  postCart,
  signedCart,
  signedHtmlCart,
  unsignedCart,
} from '../support/posted-carts.js';
import { formBody, startService, type Answer, type Service } from '../support/service.js';

/** All invented; a shop sends such things along with a cart, and none of it is to be read in what is kept of the exchange. */
const CANARIES = {
  email: 'canary.buyer@mail.example',
  phone: '206-555-0143',
  street: '77 Canary Row',
  card: '4242424242424242',
  session: 'canarysession0123456789',
};

const ADDRESS = `<ShippingAddresses><ShippingAddress><Name>Canary Buyer</Name><AddressFieldOne>${CANARIES.street}</AddressFieldOne>
  <City>Seattle</City><State>WA</State><PostalCode>98104</PostalCode><CountryCode>US</CountryCode>
  <PhoneNumber>${CANARIES.phone}</PhoneNumber></ShippingAddress></ShippingAddresses>`;

const laden = (merchantId: string): string =>
  exampleCart(merchantId)
    .replace(/<ShippingAddresses>[\s\S]*<\/ShippingAddresses>/, ADDRESS)
    .replace('cart-1042', `cart of ${CANARIES.email}`)
    .replace('Blue mug, boxed', `Call ${CANARIES.phone} or pay with ${CANARIES.card}`)
    .replace('<session>7f3a</session>', `<sessionId>${CANARIES.session}</sessionId><email>${CANARIES.email}</email>`);

/** Carts that are taken and refused at every stage, with the canaries in them and around them. */
async function postEverywhere(service: Service): Promise<Answer[]> {
  const url = `${service.url}/sandbox/checkout/${service.merchantId}`;
  const xml = laden(service.merchantId);
  const html = htmlCart(service.merchantId, {
    item_description_1: `for ${CANARIES.email}`,
    email: CANARIES.email,
    phone: CANARIES.phone,
  });
  const around = {
    cookie: `shop=${CANARIES.session}`,
    referer: `https://shop.example/cart?mail=${encodeURIComponent(CANARIES.email)}`,
    'user-agent': `shop ${CANARIES.email}`,
  };
  const { 'order-input': input = '' } = signedCart(xml, service.sandbox);
  const bodies: (string | Record<string, string>)[] = [
    signedCart(xml, service.sandbox),
    signedCart(xml.replace('>2<', `>${CANARIES.email}<`), service.sandbox),
    signedCart(xml.replace('</Order>', ''), service.sandbox),
    unsignedCart(xml),
    { 'order-input': input.replace('type:', 'kind:') },
    { 'order-input': `${input};order:again` },
    ...(['latin1', 'utf16le'] as const).flatMap((encoding) => {
      const order = Buffer.from(
        `<?xml version="1.0" encoding="ISO-8859-1"?>${xml}`.replace('Canary Buyer', 'Zo\u00eb'),
        encoding,
      );
      const old = `type:unsigned-order;order:${order.toString('base64')}`;
      return [{ 'order-input': old }, { 'order-input': `${old};order:again` }];
    }),
    `${formBody({ 'order-input': input })}&a=1&a=2`,
    signedHtmlCart(html, service.sandbox),
    { ...signedHtmlCart(html, service.sandbox), merchant_signature: 'wrong' },
    html,
  ];
  const answers: Answer[] = [];
  for (const body of bodies) answers.push(await postCart(url, body, around));
  await postCart(`${service.url}/sandbox/checkout/ANOSUCHSHOP01`, signedCart(xml, service.sandbox), around);
  const cart = {
    currency: 'USD',
    clientRequestId: CANARIES.email,
    items: [{ sku: 'MUG-1', title: `Mug for ${CANARIES.email}`, price: '12.50', quantity: 1 }],
    shippingAddress: { name: 'Canary Buyer', line1: CANARIES.street, phone: CANARIES.phone },
  };
  await callApi(service, 'POST', '/v1/carts', { json: { cart }, headers: { 'idempotency-key': 'canary-1' } });
  await callApi(service, 'POST', '/v1/carts', { json: { cart: { ...cart, currency: CANARIES.email } } });
  return answers;
}

/** Where a cart stands in clear, as what is ordered must be known. */
const IN_CLEAR = ['checkouts', 'checkout_bytes'];

eachDatabase('Canaries in posted carts', (open) => {
  test('are neither in the exchanges, nor in the log, nor on the pages that refuse them; checkout ids are not in the log', async () => {
    const service = await startService((await open()).db, { CARTWRIGHT_RATE_LIMIT: '0' });
    const answers = await postEverywhere(service);
    await indexWords(service.db, { limit: 1000 });
    const log = service.log.join('');
    const kept = await keptText(service.db, IN_CLEAR);
    const taken = answers.filter(({ status }) => status === 303).map(checkoutIdOf);
    const pages = answers.map(({ text }) => text).join('');
    await service.close();
    expect(answers.map(({ code }) => code)).toEqual([
      null,
      'SCHEMA_FAULT',
      'XML_MALFORMED',
      'SIGNATURE_MISSING',
      'FORM_MALFORMED',
      'FORM_FIELD_DOUBLED',
      ...['SIGNATURE_MISSING', 'FORM_FIELD_DOUBLED', 'SIGNATURE_MISSING', 'FORM_FIELD_DOUBLED'],
      'FORM_FIELD_DOUBLED',
      null,
      'SIGNATURE_MISMATCH',
      'SIGNATURE_MISSING',
    ]);
    const canaries = { ...CANARIES, base64: Buffer.from(ADDRESS).toString('base64').slice(60, 100) };
    const inBase64 = (kept.match(/[A-Za-z0-9+/]{40,}/g) ?? []).map((run) => Buffer.from(run, 'base64').toString('latin1'));
    expect(inBase64.filter((text) => text.replaceAll('\0', '').includes(CANARIES.street))).toEqual([]);
    const leaked = Object.entries(canaries).flatMap(([what, value]) =>
      Object.entries({ kept, log, pages }).flatMap(([where, text]) =>
        text.includes(value) || text.includes(encodeURIComponent(value)) ? [`${what} in ${where}`] : [],
      ),
    );
    expect(leaked).toEqual([]);
    expect(kept).toContain('MUG-1');
    expect(log).toContain('SIGNATURE_MISMATCH');
    expect(taken.filter((id) => log.includes(id))).toEqual([]);
  });
});
