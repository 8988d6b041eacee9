import { createMask } from '../../src/wire/mask.js';
import { encodeNotification } from '../../src/wire/notification.js';
import { writeNotificationForm } from '../../src/wire/notification-form.js';
import { encodeWebhook } from '../../src/wire/webhook.js';
import { notificationOf, notifiedOrder } from '../support/notified-orders.js';

const CANARIES = ['Canaria Wolkenstein', 'Canari Abholer', 'canary@mail.example', '+1 206 555 0187', '77 Canary Row'];
const ORDER = notifiedOrder({
  buyer: { name: CANARIES[0]!, email: CANARIES[2]!, phone: CANARIES[3]! },
  shipTo: {
    name: CANARIES[1]!,
    line1: CANARIES[4]!,
    city: 'Seattle',
    state: 'WA',
    postalCode: '98104',
    country: 'US',
    phone: CANARIES[3]!,
  },
});
const mask = createMask({ tag: () => '' });

/** In whatever way the bytes of a body can be read. */
const readings = (body: string): string => [body, decodeURIComponent(body.replaceAll('+', ' '))].join('\n');

describe('what is on record of a delivery says nobody’s name, address, phone or e-mail', () => {
  test('in the form of a notification', () => {
    const xml = encodeNotification(notificationOf({ order: ORDER }));
    const { body } = writeNotificationForm({ type: 'NewOrderNotification', xml }, null);
    expect(CANARIES.filter((canary) => readings(body).includes(canary))).toEqual(CANARIES);
    const shown = readings(mask.text(body, 'form-value', 'NotificationData').text.replaceAll('•', ''));
    expect(CANARIES.filter((canary) => shown.includes(canary))).toEqual([]);
    expect(shown).toContain('<City>Seattle</City>');
  });

  test('in the body of a webhook', () => {
    const event = { id: 'e', kind: 'order.created', sequence: 1, at: 0, environment: 'sandbox', data: { order: ORDER } } as const;
    const body = encodeWebhook(event);
    const shown = mask.text(body, 'json').text;
    expect(CANARIES.filter((canary) => body.includes(canary))).toEqual(CANARIES);
    expect(CANARIES.filter((canary) => shown.includes(canary))).toEqual([]);
    expect(shown).toContain('"city":"Seattle"');
  });
});
