import { randomUUID } from 'node:crypto';
import { planPurchase } from '../../sandbox/buy/plan.js';
import { writeOrder } from '../../sandbox/shop/order-document.js';
import { type Mode, MODE_NAMES, MODES } from '../../sandbox/shop/modes.js';
import { shopPages } from '../../sandbox/shop/pages.js';
import { openShop, type Shop } from '../../sandbox/shop/server.js';
import { createGuardedFetch } from '../../src/outbound/guarded-fetch.js';
import { postCallback } from '../../src/outbound/merchant-callback.js';
import { readCallbackAnswer } from '../../src/wire/callback-answer.js';
import { writeCallbackForm } from '../../src/wire/callback-form.js';
import { writeCallbackRequest } from '../../src/wire/callback-request.js';
import { loadSchemas } from '../../src/wire/xml.js';
import { loopback } from '../support/guarded.js';
import { expectationOf, KEY_ID, questionOf, SECRET } from '../support/merchant-callback.js';
import { SHOP_DEMO } from './shop-demo.js';

const fetch = createGuardedFetch();
/** Enough for an answer of this machine, and far below what the mode `slow` waits. */
const DEADLINE_MS = 2_000;

let shop: Shop;
beforeAll(async () => {
  await loadSchemas();
  shop = await openShop(
    0,
    SHOP_DEMO,
    shopPages(SHOP_DEMO, () => shop),
  );
});
afterAll(() => shop.close());

/** Asks the shop in a mode as the service does, with its own client and its own codecs; the cause, or what was read. */
async function ask(mode: Mode, seed = 1): Promise<{ cause: string | null; added: number }> {
  const origin = `http://127.0.0.1:${shop.port}`;
  const { cart } = planPurchase(seed, { faults: [mode], merchantId: SHOP_DEMO.merchantId, origin });
  shop.line(cart.clientRequestId).mode = mode;
  const question = questionOf(writeOrder({ ...cart, form: 'xml' }));
  const { xml } = writeCallbackRequest(question);
  const signing = { uuid: randomUUID(), timestamp: new Date().toISOString(), secret: SECRET, keyId: KEY_ID } as const;
  const form = writeCallbackForm(xml, { ...signing, field: 'order-calculations-request' });
  const endpoint = cart.callbacks?.endpoint ?? '';
  const posted = await postCallback(fetch, {
    endpoint,
    ...form,
    timeoutMs: DEADLINE_MS,
    environment: 'sandbox',
    ...loopback(shop.port),
  });
  // over TLS nothing arrives; all else is found to be signed and valid
  expect(shop.line(cart.clientRequestId).calls.map(({ faults }) => faults)).toEqual(mode === 'tls' ? [] : [[]]);
  if (!posted.ok) return { cause: posted.cause, added: 0 };
  const { headers, body } = posted.answer;
  const asked = cart.callbacks?.asked ?? { shipping: false, promotions: false, tax: false };
  const reading = readCallbackAnswer(
    { headers, body, contentType: String(headers['content-type']) },
    expectationOf(question, { uuid: signing.uuid, timestamp: signing.timestamp, asked }),
  );
  if (!reading.ok) return { cause: reading.kind === 'failed' ? reading.cause : reading.kind, added: 0 };
  return { cause: null, added: reading.items.length - cart.lines.length };
}

describe('The endpoint of the sandbox shop', () => {
  const failing = MODE_NAMES.filter((mode) => MODES[mode].kind === 'failure').map((mode) => [mode, MODES[mode].cause] as const);
  test.each(failing)('told to be %s it is a failed call with the cause %s', async (mode, cause) => {
    // a deadline is waited for once
    const seeds = cause === 'timeout' ? [1] : [1, 2, 3, 4];
    for (const seed of seeds) expect(await ask(mode, seed)).toMatchObject({ cause });
  });

  test('refuses addresses when told to, which is an answer', async () => {
    expect(await ask('address-refused')).toMatchObject({ cause: 'address-refused' });
  });

  test('answers rightly in both namespaces, whatever it is asked for', async () => {
    for (let seed = 1; seed <= 24; seed++) expect(await ask('ok', seed)).toMatchObject({ cause: null, added: 0 });
  });

  test('adds gift wrapping to a cart of 2009-05-15', async () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) expect(await ask('updated-items', seed)).toMatchObject({ cause: null, added: 1 });
  });

  test('tells a request that is not signed by its key', async () => {
    const { cart } = planPurchase(99, { faults: ['ok'], merchantId: SHOP_DEMO.merchantId, origin: 'http://x' });
    const { xml } = writeCallbackRequest(questionOf(writeOrder({ ...cart, form: 'xml' })));
    const signing = { uuid: randomUUID(), timestamp: new Date().toISOString(), secret: 'another', keyId: KEY_ID } as const;
    const { body, headers } = writeCallbackForm(xml, { ...signing, field: 'order-calculations-request' });
    await globalThis.fetch(`http://127.0.0.1:${shop.port}/callback/forged`, { method: 'POST', body, headers });
    expect(shop.line('forged').calls[0]?.faults).toEqual([
      'The Signature of the request is not the HMAC-SHA1 of its UUID and Timestamp.',
      'The header webhook-signature does not sign the request.',
    ]);
  });
});
