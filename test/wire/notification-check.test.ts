import { checkNotification } from '../../src/wire/notification-check.js';
import { encodeNotification } from '../../src/wire/notification.js';
import { validateDocument } from '../../src/wire/validation.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { notificationOf } from '../support/notified-orders.js';
import { exampleXml } from '../support/wire-examples.js';

const XML = exampleXml('notification-new', '2009-05-15');

beforeAll(loadSchemas);

function check(xml: string): unknown[] {
  const { valid, faults } = checkNotification(Buffer.from(xml));
  return [valid, ...faults.map(({ rule, path, help }) => [rule, path?.replace(/^.*\//, ''), help])];
}

describe('a notification is validated', () => {
  test.each(['new', 'ready', 'cancelled'])('%s, named or by its root element, in both namespaces', (name) => {
    for (const namespace of ['2008-11-30', '2009-05-15']) {
      const bytes = Buffer.from(exampleXml(`notification-${name}`, namespace));
      const uri = `http://payments.amazon.com/checkout/${namespace}/`;
      const expected = { kind: 'notification', namespace: uri, valid: true, faults: [] };
      expect(validateDocument(bytes, 'application/xml', 'notification')).toEqual(expected);
      expect(validateDocument(bytes, 'text/xml')).toEqual(expected);
    }
  });

  test('and refused in a namespace that notifications do not have, and where another kind was meant', () => {
    const old = Buffer.from(exampleXml('notification-new', '2008-11-30').replace('2008-11-30', '2008-06-15'));
    for (const kind of [undefined, 'notification'])
      expect(validateDocument(old, 'text/xml', kind)).toMatchObject({ valid: false, faults: [{ rule: 'namespace-unknown' }] });
    const order = Buffer.from(exampleXml('order', '2009-05-15'));
    expect(validateDocument(order, 'text/xml', 'notification')).toMatchObject({
      kind: 'notification',
      valid: false,
      faults: [{ rule: 'root-unknown', got: 'Order' }],
    });
    expect(validateDocument(Buffer.from(XML), 'text/xml', 'order')).toMatchObject({ valid: false });
  });

  test.each([
    ['an order id of other digits', '903-4830571-2290164', '903-4830571-229016', 'order-id-text', 'AmazonOrderID'],
    ['an item code that lost its 0', '08425219903122', '8425219903122', 'item-code-text', 'AmazonOrderItemCode'],
    ['a bare date', '2026-01-15T09:30:00.007Z', '2026-01-15', 'instant', 'OrderDate'],
    ['a negative promotion', '<Amount>3.00<', '<Amount>-3.00<', 'amount-not-negative', 'Amount'],
    ['an unknown component', '<Type>Tax<', '<Type>Duty<', 'component-type', 'Type'],
    ['half a unit', '<Quantity>3<', '<Quantity>2.5<', 'quantity-not-negative', 'Quantity'],
  ])('%s is a fault of the schema with its place', (_what, from, to, rule, at) => {
    expect(XML).toContain(from);
    expect(check(XML.replace(from, to))).toEqual([false, [rule, at, '/help/SCHEMA_FAULT']]);
  });

  test.each([
    ['charges that are missing', /<ItemCharges>[^]*?<\/ItemCharges>/, '', 'charges-missing', 'ItemCharges', 'CHARGES_FAULT'],
    ['a component twice', '<Type>Tax<', '<Type>Shipping<', 'component-doubled', 'Type', 'CHARGES_FAULT'],
    ['more taken off than there is', '<Amount>3.00<', '<Amount>30.00<', 'promotion-above-gross', 'Amount', 'CHARGES_FAULT'],
    ['a second currency', /(?<=29\.97<\/Amount>\s*<CurrencyCode>)USD/, 'CAD', 'currency-mixed', 'CurrencyCode', 'CURRENCY_MIXED'],
    [
      'one item code on two items',
      '48305712290165',
      '08425219903122',
      'item-code-doubled',
      'AmazonOrderItemCode',
      'ITEM_DOUBLED',
    ],
  ] as const)('%s is a fault of the meaning', (_what, from, to, rule, at, code) => {
    const spoilt = XML.replace(from, to);
    expect(spoilt).not.toBe(XML);
    expect(check(spoilt)).toEqual([false, [rule, at, `/help/${code}`]]);
  });

  test('with warnings for what other senders do', () => {
    const habits = XML.replace('<Amount>2.50<', '<Amount>.5<').replace('<Display', '<GiftMessage>Hi</GiftMessage><Display');
    const [valid, ...warnings] = check(habits);
    expect([valid, warnings.map((warning) => (warning as string[])[0])]).toEqual([true, ['tolerance-amount', 'element-unknown']]);
    const charges =
      '<ItemCharges><Component><Type>Principal</Type><Charge><Amount>1.00</Amount><CurrencyCode>USD</CurrencyCode></Charge></Component></ItemCharges>';
    const cancelled = encodeNotification(notificationOf({ type: 'OrderCancelledNotification' }));
    expect(check(cancelled.replace('<CartCustomData', `${charges}<CartCustomData`))).toEqual([
      true,
      ['charges-ignored', 'ItemCharges', undefined],
    ]);
  });
});
