import { readFileSync } from 'node:fs';
import { parseStringPromise } from 'xml2js';
import { checkNotification } from '../../src/wire/notification-check.js';
import { encodeNotification, type Notification } from '../../src/wire/notification.js';
import { resolvePolicies } from '../../src/core/policy.js';
import { readOrderCart } from '../../src/wire/order-cart.js';
import { loadSchemas, schemaOf } from '../../src/wire/xml.js';
import { orderLine } from '../support/orders.js';
import { notificationOf, NOTIFICATIONS, notifiedOrder } from '../support/notified-orders.js';
import { exampleXml } from '../support/wire-examples.js';

const GOLDEN = new URL('../fixtures/golden/', import.meta.url);
const NAMESPACES = ['2008-11-30', '2009-05-15'] as const;
const CASES = Object.keys(NOTIFICATIONS).flatMap((name) => NAMESPACES.map((namespace) => [name, namespace] as const));

beforeAll(loadSchemas);

/** The golden files have a line break between tags, for people; the documents have none. */
const forPeople = (xml: string): string => `${xml.replaceAll('><', '>\n<')}\n`;

const written = (differences: Partial<Notification>): string => encodeNotification(notificationOf(differences));

/** Texts of all elements of a name, in document order. */
const textsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);

describe('a notification', () => {
  test.each(CASES)('%s under %s is the golden file, valid, on one line', (name, namespace) => {
    const xml = written({ ...NOTIFICATIONS[name], namespace });
    const file = new URL(`notification-${name}-${namespace}.xml`, GOLDEN);
    expect(forPeople(xml)).toBe(readFileSync(file, 'utf8'));
    expect(checkNotification(Buffer.from(xml))).toEqual({ namespace, valid: true, faults: [] });
    expect(schemaOf(namespace, 'iopn').judge(xml)).toEqual({ state: 'valid' });
  });

  test('has six components a line, in the documented order, as totals of the line', () => {
    const xml = written({});
    const types = ['Principal', 'Shipping', 'Tax', 'ShippingTax', 'PrincipalPromo', 'ShippingPromo'];
    expect(textsOf(xml, 'Type')).toEqual([...types, ...types]);
    // the price is that of one unit: 9.99; the charges are of three: 3 x 9.99 = 29.97
    const mugs = ['9.99', '29.97', '2.50', '1.75', '0.16', '3.00', '0.00'];
    const amounts = textsOf(xml.replace(/<Weight>.*?<\/Weight>/g, ''), 'Amount');
    expect(amounts).toEqual([...mugs, '5.00', '5.00', '2.50', '0.33', '0.16', '0.00', '0.00']);
  });

  test('of an order that became ready tells the units that are left, and their amounts', () => {
    const xml = written(NOTIFICATIONS['ready'] ?? {});
    expect(textsOf(xml, 'Quantity')).toEqual(['2', '1']);
    // two of three: 2997 x 2/3 = 1998, 250 x 2/3 = 166.67, 175 x 2/3 = 116.67, 16 x 2/3 = 10.67, 300 x 2/3 = 200
    const mugs = ['9.99', '19.98', '1.67', '1.17', '0.11', '2.00', '0.00'];
    expect(textsOf(xml.replace(/<Weight>.*?<\/Weight>/g, ''), 'Amount').slice(0, 7)).toEqual(mugs);
  });

  test('of a cancelled order repeats what was ordered without any amount but the price, or says 0', () => {
    const cancelled = { type: 'OrderCancelledNotification' } as const;
    const xml = written(cancelled);
    expect(textsOf(xml, 'Quantity')).toEqual(['3', '1']);
    expect(xml).not.toContain('ItemCharges');
    const zero = written({ ...cancelled, policies: resolvePolicies({ cancelledQuantity: 'zero' }) });
    expect(textsOf(zero, 'Quantity')).toEqual(['0', '0']);
    expect(checkNotification(Buffer.from(zero))).toMatchObject({ valid: true, faults: [] });
  });

  test('keeps the bytes of custom data and puts it where readers of its namespace look', async () => {
    for (const namespace of NAMESPACES) {
      const xml = written({ namespace });
      const inside = '<s:ref>92684</s:ref><Hint/></CartCustomData>';
      expect(xml.split(`<CartCustomData xmlns:s="urn:shop">${inside}`)).toHaveLength(3);
      expect(xml).toContain('<ItemCustomData><engraving xmlns="urn:shop">For   Zoë &amp; Max</engraving></ItemCustomData>');
      // a second reader finds the block in the namespace of the notification, and what was inside in the merchant's
      const read = JSON.stringify(await parseStringPromise(xml, { xmlns: true }));
      expect(read).toContain(`"$ns":{"uri":"http://payments.amazon.com/checkout/${namespace}/","local":"CartCustomData"}`);
      expect(read).toContain('"$ns":{"uri":"urn:shop","local":"ref"}');
    }
  });

  const CART = 'http://payments.amazon.com/checkout/2009-05-15/';
  const HERE = 'http://payments.amazon.com/checkout/2008-11-30/';
  test.each([
    [
      'a prefix of its own',
      `<a:CartCustomData xmlns:a="${CART}" xmlns=""><x/></a:CartCustomData>`,
      `<a:CartCustomData xmlns:a="${HERE}" xmlns=""><x/></a:CartCustomData>`,
    ],
    [
      'quotes, brackets and a declaration that is none in attributes',
      `<CartCustomData  note='a > "b" xmlns="urn:c"' xmlns='${CART}' >x<y xmlns="urn:y"/>z</CartCustomData>`,
      `<CartCustomData  note='a > "b" xmlns="urn:c"' >x<y xmlns="urn:y"/>z</CartCustomData>`,
    ],
    ['nothing in it', `<CartCustomData xmlns="${CART}"/>`, '<CartCustomData/>'],
  ])('takes custom data with %s', (_what, cartCustomData, expected) => {
    const xml = written({ order: notifiedOrder({ cartCustomData }) });
    expect(xml).toContain(expected);
    const { valid, faults } = checkNotification(Buffer.from(xml));
    expect([valid, faults.filter(({ rule }) => rule !== 'tolerance-attribute')]).toEqual([true, []]);
  });

  test('finds the custom data of a cart that puts everything under a prefix', () => {
    const cart = exampleXml('order', '2009-05-15')
      .replace(/<(\/?)(?!\?|engraving|\/engraving)(\w)/g, '<$1c:$2')
      .replace('xmlns=', 'xmlns:c=');
    const reading = readOrderCart(Buffer.from(cart), {});
    const customData = reading.ok ? reading.cart.items[0]?.customData : undefined;
    const xml = written({ order: notifiedOrder({ lines: [orderLine(customData === undefined ? {} : { customData })] }) });
    const engraving = '<engraving xmlns="http://shop.example/ns">For   Zoë &amp; Max</engraving>';
    expect(xml).toMatch(new RegExp(`<c:ItemCustomData xmlns:c="${HERE}"[^>]*>\\s*${engraving}\\s*</c:ItemCustomData>`));
    expect(checkNotification(Buffer.from(xml))).toMatchObject({ valid: true, faults: [] });
  });

  test('repeats large cart data on no item but the first', () => {
    const cartCustomData = `<CartCustomData>${'x'.repeat(600_000)}</CartCustomData>`;
    const xml = written({ order: notifiedOrder({ cartCustomData }) });
    // two lines: 2 x 600,000 is over 1 MiB
    expect(xml.split('<CartCustomData>')).toHaveLength(2);
  });

  test('says what a policy changes', () => {
    const policies = resolvePolicies({ sandboxOrderChannel: 'live', newOrderAddress: 'empty' });
    const changed = written({ policies });
    expect(textsOf(changed, 'OrderChannel')).toEqual(['Amazon Checkout (Live)']);
    expect(changed).toContain('<ShippingAddress></ShippingAddress>');
    expect(checkNotification(Buffer.from(changed)).valid).toBe(true);
    const ready = written({ type: 'OrderReadyToShipNotification', policies });
    expect(textsOf(ready, 'AddressFieldOne')).toEqual(['1 Example St']);
    const live = written({ environment: { name: 'live', merchant: { id: 'A1EXAMPLESHOP1' } } });
    expect([textsOf(written({}), 'OrderChannel'), textsOf(live, 'OrderChannel')]).toEqual([
      ['Amazon Checkout (Sandbox)'],
      ['Amazon Checkout (Live)'],
    ]);
  });

  test('has two decimal places where the currency has none, and leaves out what XML cannot carry', () => {
    const line = orderLine({
      unitPrice: '1250',
      quantity: 1,
      principal: 1_250n,
      shipping: 0n,
      total: 1_250n,
      title: 'A\u0000\uD800<',
    });
    const xml = written({ order: notifiedOrder({ currency: 'JPY', lines: [line] }) });
    expect(textsOf(xml, 'Amount').slice(0, 3)).toEqual(['1250.00', '1250.00', '0.00']);
    expect(textsOf(xml, 'Title')).toEqual(['A&lt;']);
    expect(checkNotification(Buffer.from(xml))).toMatchObject({ valid: true, faults: [] });
  });
});
