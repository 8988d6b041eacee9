import { createHmac } from 'node:crypto';
import { writeNotificationForm } from '../../src/wire/notification-form.js';

const SIGNING = {
  uuid: '5d1769d2-0000-4000-8000-000000000000',
  timestamp: '2009-01-20T06:41:20.471Z',
  secret: 'test-secret',
  keyId: 'AKEXAMPLE00000000001',
};
const NOTIFICATION = { type: 'NewOrderNotification', xml: '<a>1 + 1 & Zoë</a>' } as const;

describe('the form of a notification', () => {
  test('has the recorded fields, and the signature of the reference vector', () => {
    const { body, headers } = writeNotificationForm(NOTIFICATION, SIGNING);
    expect([...new URLSearchParams(body)]).toEqual([
      ['NotificationType', 'NewOrderNotification'],
      ['NotificationData', '<a>1 + 1 & Zoë</a>'],
      ['UUID', SIGNING.uuid],
      ['Timestamp', SIGNING.timestamp],
      // protocol, orders 1.3: base64 HMAC-SHA1 of UUID + Timestamp
      ['Signature', 'Z18Ck1b9gj/dVPjF9++qwmjPFpQ='],
      ['AWSAccessKeyId', SIGNING.keyId],
    ]);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded; charset=utf-8');
  });

  test('is signed whole by its headers: every byte of the XML counts', () => {
    const { body, headers } = writeNotificationForm(NOTIFICATION, SIGNING);
    // 2009-01-20T06:41:20Z is 1232433680
    const expected = createHmac('sha256', 'test-secret').update(`${SIGNING.uuid}.1232433680.${body}`).digest('base64');
    expect(headers).toMatchObject({
      'webhook-id': SIGNING.uuid,
      'webhook-timestamp': '1232433680',
      'webhook-signature': `v1,${expected}`,
    });
  });

  test('goes out unsigned with two fields and no signature', () => {
    const { body, headers } = writeNotificationForm(NOTIFICATION, null);
    expect([...new URLSearchParams(body).keys()]).toEqual(['NotificationType', 'NotificationData']);
    expect(Object.keys(headers)).toEqual(['content-type']);
  });
});
