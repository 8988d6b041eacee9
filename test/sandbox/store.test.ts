import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { totalOf } from '../../sandbox/store/book.js';
import { hear, openDoor } from '../../sandbox/store/door.js';
import { keepBooks, recallBooks } from '../../sandbox/store/keep.js';
import { STORE_MODE_NAMES, STORE_MODES } from '../../sandbox/store/modes.js';
import { openStore, type Store } from '../../sandbox/store/server.js';
import { type Post, type Trust, verifyNotification, verifyWebhook } from '../../sandbox/store/verify.js';
import { encodeNotification } from '../../src/wire/notification.js';
import { writeNotificationForm } from '../../src/wire/notification-form.js';
import { encodeWebhook, webhookHeaders } from '../../src/wire/webhook.js';
import { notificationOf, NOTIFICATIONS, notifiedOrder } from '../support/notified-orders.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const KEY = { merchantId: 'A1EXAMPLESHOP1', accessKeyId: 'AKEXAMPLE00000000001', secretAccessKey: 'test-secret' };
const NOW = Date.UTC(2026, 0, 15, 10);
const TRUST: Trust = {
  keys: new Map([[KEY.accessKeyId, KEY.secretAccessKey]]),
  webhookSecrets: [SECRET],
  bodySignature: 'required',
  now: () => NOW,
};
const AT = { trust: TRUST, merchantId: KEY.merchantId };

let uuids = 0;

/** A notification as the service posts it; each call is an attempt of its own. */
function notified(name: string, namespace: '2008-11-30' | '2009-05-15' = '2008-11-30', reference = name): Post {
  const notification = notificationOf({ ...NOTIFICATIONS[name], namespace, referenceId: `ref-${reference}` });
  const signing = {
    uuid: `5d1769d2-0000-4000-8000-${String((uuids += 1)).padStart(12, '0')}`,
    timestamp: new Date(NOW).toISOString(),
    secret: KEY.secretAccessKey,
    keyId: KEY.accessKeyId,
  };
  const form = writeNotificationForm({ type: notification.type, xml: encodeNotification(notification) }, signing);
  return { method: 'POST', headers: form.headers, body: Buffer.from(form.body) };
}

function webhook(kind: 'order.created' | 'order.ready_to_ship' | 'order.cancelled', sequence: number): Post {
  const id = `01KD3V6QJ3W1X2Y3Z4A5B6C7D${sequence}`;
  const body = encodeWebhook({ id, kind, sequence, at: NOW, environment: 'sandbox', data: { order: notifiedOrder() } });
  const headers = webhookHeaders({ id, timestampSeconds: NOW / 1000, body, secrets: ['whsec_b3RoZXI=', SECRET], gap: [] });
  return { method: 'POST', headers, body: Buffer.from(body) };
}

const withByte = ({ body, ...post }: Post, at: number): Post => {
  const changed = Buffer.from(body);
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return { ...post, body: changed };
};

describe("the store's own verifier", () => {
  test('takes all three notifications in both namespaces, and the sums of their lines are the order', async () => {
    for (const namespace of ['2008-11-30', '2009-05-15'] as const) {
      const door = openDoor('notification');
      for (const name of Object.keys(NOTIFICATIONS))
        expect(await hear(door, notified(name, namespace), AT)).toHaveProperty('told');
      const order = door.book.orders.get('903-4830571-2290164');
      expect([order?.state, order?.heard.length, door.faults]).toEqual(['cancelled', 3, []]);
      // ready with two of three mugs: 19.98 - 2.00 + 1.67 + 1.17 + 0.11 = 20.93, and the card 5.00 + 2.50 + 0.33 + 0.16 = 7.99
      expect(order && totalOf(order)).toBe(2_892n);
    }
  });

  test('refuses a notification with any byte of its body changed', () => {
    const post = notified('new');
    expect(verifyNotification(post, TRUST).ok).toBe(true);
    const taken = post.body.findIndex((_byte, at) => verifyNotification(withByte(post, at), TRUST).ok);
    expect(taken).toBe(-1);
  });

  test('refuses a webhook with any byte of its body changed', () => {
    const post = webhook('order.created', 1);
    expect(verifyWebhook(post, TRUST).ok).toBe(true);
    expect(post.body.findIndex((_byte, at) => verifyWebhook(withByte(post, at), TRUST).ok)).toBe(-1);
  });

  test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('refuses a changed or missing header %s', (name) => {
    for (const [post, verify] of [
      [notified('new'), verifyNotification],
      [webhook('order.created', 1), verifyWebhook],
    ] as const) {
      const { [name]: given, ...others } = post.headers;
      const changed = { ...others, [name]: String(given).replace(/.$/, (last) => (last === '1' ? '2' : '1')) };
      expect(verify({ ...post, headers: changed }, TRUST).ok).toBe(false);
      expect(verify({ ...post, headers: others }, TRUST).ok).toBe(false);
    }
  });

  test.each([
    ['16 minutes late', { now: () => NOW + 16 * 60_000 }],
    ['16 minutes early', { now: () => NOW - 16 * 60_000 }],
    ['with a key that it does not know', { keys: new Map(), webhookSecrets: [] }],
  ])('refuses what comes %s', (_what, differences) => {
    expect(verifyNotification(notified('new'), { ...TRUST, ...differences }).ok).toBe(false);
    expect(verifyWebhook(webhook('order.created', 1), { ...TRUST, ...differences }).ok).toBe(false);
  });

  test('refuses a UUID that is used for a second attempt, and another document under a known reference', async () => {
    const door = openDoor('notification', '500');
    const post = notified('new');
    await hear(door, post, AT);
    expect(await hear(door, post, AT)).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('second attempt') as string,
    });
    expect(await hear(door, notified('cancelled', '2008-11-30', 'new'), AT)).toMatchObject({ ok: false });
    expect(door.faults).toHaveLength(2);
  });
});

describe('the store books', () => {
  test('an order that became ready before it heard of it, and does not go back when the news comes late', async () => {
    const door = openDoor('notification');
    for (const name of ['ready', 'new', 'new']) await hear(door, notified(name), AT);
    const order = door.book.orders.get('903-4830571-2290164');
    expect([order?.state, order?.heard]).toEqual(['to-ship', ['OrderReadyToShipNotification', 'NewOrderNotification']]);
    expect(order?.lines.get('08425219903122')).toMatchObject({ ordered: 3, cancelled: 1 });
    expect(door.heard.map(({ verdict }) => verdict)).toEqual(['booked', 'booked', 'repeated']);
  });

  test('every second delivery first where it is told to', async () => {
    const door = openDoor('webhook', 'reorder');
    await hear(door, webhook('order.created', 1), AT);
    await hear(door, webhook('order.ready_to_ship', 2), AT);
    const order = door.book.orders.get('903-4830571-2290164');
    expect([order?.state, order?.sequences]).toEqual(['to-ship', [2, 1]]);
    expect(order && totalOf(order)).toBe(3_937n);
  });

  test('the same into a file and back', async () => {
    const door = openDoor('webhook');
    await hear(door, webhook('order.created', 1), AT);
    const file = join(mkdtempSync(join(tmpdir(), 'cartwright-store-')), 'store.json');
    const empty = openDoor('notification');
    keepBooks(file, { notifications: empty, webhooks: door } as Store);
    const again = { notifications: openDoor('notification'), webhooks: openDoor('webhook') };
    recallBooks(file, again as Store);
    expect(again.webhooks.book).toEqual(door.book);
    expect(again.notifications.book).toEqual(empty.book);
  });
});

describe('the store answers', () => {
  let store: Store;

  beforeAll(async () => {
    store = await openStore({
      port: 0,
      key: KEY,
      now: () => NOW,
      page: (_request, response) => void response.writeHead(404).end(),
    });
    store.secrets.push(SECRET);
  });
  afterAll(() => store.close());

  const send = async ({ headers, body }: Post, path: string): Promise<Response | null> => {
    try {
      const init = { method: 'POST', headers: headers as Record<string, string>, body: new Uint8Array(body) };
      return await fetch(`http://127.0.0.1:${store.port}${path}`, { ...init, signal: AbortSignal.timeout(300) });
    } catch {
      return null;
    }
  };

  const STATUSES: Readonly<Record<string, number | null>> = { '500': 500, '429': 429, '410': 410, '403': 403, hang: null };

  test.each(STORE_MODE_NAMES)('in the mode %s as it says, and rightly the time after that', async (mode) => {
    const reference = `mode-${mode}`;
    const { notifications } = store;
    notifications.mode = mode;
    notifications.left = 1;
    notifications.echo = true;
    const answer = await send(notified('new', '2008-11-30', reference), '/notifications');
    const expected = mode in STATUSES ? STATUSES[mode] : mode === 'act-then-time-out' ? null : 200;
    expect(answer?.status ?? null).toBe(expected);
    if (mode === '429') expect(answer?.headers.get('retry-after')).toBe('1');
    const booked = notifications.book.references.has(`ref-${reference}`) || notifications.memory.aside !== null;
    expect(booked).toBe(STORE_MODES[mode].acts);
    const again = await send(notified('new', '2008-11-30', reference), '/notifications');
    expect([again?.status, again?.headers.get('cartwright-echo')]).toEqual([
      200,
      expect.stringMatching(/^903-4830571-2290164 [0-9a-f]{64}$/),
    ]);
    expect(notifications.faults).toEqual([]);
  });

  test('403 to what is signed wrongly, 405 to what is not posted', async () => {
    expect((await send(withByte(notified('new'), 30), '/notifications'))?.status).toBe(403);
    expect((await fetch(`http://127.0.0.1:${store.port}/webhooks`)).status).toBe(405);
  });
});
