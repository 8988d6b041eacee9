import type { CallbackCause } from '../../src/core/checkout.js';
import { revokeKey } from '../../src/store/access-keys.js';
import { encodeCalculationRefusal } from '../../src/wire/calculation.js';
import { signBytes } from '../../src/wire/signature.js';
import {
  addressed,
  answering,
  openFlows,
  openShop,
  sendXml,
  shopCart,
  type Endpoint,
  type Flows,
  type Shop,
} from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { ALL_TABLES, answeredItem, answerXml, SHIPPING, TAX } from '../support/merchant-callback.js';
import { securePeer, type Peer } from '../support/peers.js';

const status =
  (code: number): Endpoint =>
  (_asked, response) =>
    void response.writeHead(code, { location: 'http://10.0.0.1/' }).end();
const body =
  (text: string): Endpoint =>
  (_asked, response) =>
    void response.end(text);

eachDatabase('a call to the endpoint of a cart', (open) => {
  let flows: Flows;
  let shop: Shop;
  let selfSigned: Peer;
  let number = 0;
  beforeAll(async () => {
    shop = await openShop();
    selfSigned = await securePeer('self-signed.crt', (_request, response) => void response.end());
    const { db } = await open();
    flows = await openFlows(db, [shop.port, selfSigned.port]);
    await flows.policies({ callbackTimeoutMs: 1_000 });
  });
  beforeEach(() => {
    // each test has an address, and so a breaker, of its own
    shop.endpoint = `http://127.0.0.1:${shop.port}/callback/${(number += 1)}`;
    shop.asked.length = 0;
    shop.reports.length = 0;
  });
  afterAll(async () => {
    await flows.close();
    await shop.close();
    await selfSigned.close();
  });

  const signed =
    (xml: (address: string) => string): Endpoint =>
    ({ addressId }, response) =>
      sendXml(response, flows.key, xml(addressId));
  const answer =
    (parts: Parameters<typeof answering>[1]): Endpoint =>
    (asked, response, request) =>
      answering(flows.key, parts)(asked, response, request);
  const unsigned: Endpoint = ({ addressId }, response) =>
    void response.end(
      `order-calculations-response=${encodeURIComponent(answerXml({ namespace: '2009-05-15', address: addressId }))}`,
    );

  interface Fault {
    readonly cause: CallbackCause;
    readonly code: string;
    readonly because: string;
    readonly answer: Endpoint;
    /** What the failure report calls it; absent where there is none. */
    readonly reported?: string;
    readonly status?: number;
    readonly endpoint?: () => string;
  }
  const HTTP = 'HttpError';
  const INVALID = 'InvalidResponse';
  const faults: readonly Fault[] = [
    {
      cause: 'timeout',
      code: 'CALLBACK_TIMEOUT',
      because: 'Your endpoint did not answer in 1,000 ms',
      answer: (_asked, response) => void setTimeout(() => response.destroy(), 1_100),
      reported: 'ResponseTimeout',
      status: 0,
    },
    {
      cause: 'refused',
      code: 'CALLBACK_REFUSED',
      because: 'Your endpoint closed the connection before the answer was whole',
      answer: (_asked, _response, request) => void request.socket.destroy(),
      reported: HTTP,
      status: 0,
    },
    {
      cause: 'tls',
      code: 'CALLBACK_TLS',
      because: 'Your endpoint has no TLS connection that can be trusted',
      answer: status(200),
      endpoint: () => `https://127.0.0.1:${selfSigned.port}/`,
      status: 0,
    },
    {
      cause: 'address-forbidden',
      code: 'CALLBACK_ADDRESS_FORBIDDEN',
      because: 'Your endpoint is at a private address, 10.0.0.1',
      answer: status(200),
      endpoint: () => 'http://10.0.0.1/callback',
      status: 0,
    },
    {
      cause: 'redirect',
      code: 'CALLBACK_REDIRECT',
      because: 'Your endpoint answered with status 302, a redirect',
      answer: status(302),
      reported: HTTP,
      status: 302,
    },
    {
      cause: 'http-4xx',
      code: 'CALLBACK_HTTP_STATUS',
      because: 'Your endpoint answered with status 403',
      answer: status(403),
      reported: HTTP,
      status: 403,
    },
    {
      cause: 'http-5xx',
      code: 'CALLBACK_HTTP_STATUS',
      because: 'Your endpoint answered with status 520',
      answer: status(520),
      reported: HTTP,
      status: 520,
    },
    {
      cause: 'http-other',
      code: 'CALLBACK_HTTP_STATUS',
      because: 'Your endpoint answered with status 204',
      answer: status(204),
      reported: HTTP,
      status: 204,
    },
    {
      cause: 'too-large',
      code: 'CALLBACK_TOO_LARGE',
      because: 'Your answer is larger than is read',
      answer: signed((address) =>
        answerXml({ namespace: '2009-05-15', address, tables: `${ALL_TABLES}<!--${'x'.repeat(1_100_000)}-->` }),
      ),
      reported: INVALID,
    },
    {
      cause: 'not-a-form',
      code: 'CALLBACK_NOT_A_FORM',
      because: 'Your answer is no form',
      answer: body('<!DOCTYPE html><title>Oops'),
      reported: INVALID,
    },
    {
      cause: 'xml-malformed',
      code: 'CALLBACK_XML_MALFORMED',
      because: 'The XML of your answer cannot be read',
      answer: signed(() => '<a><b></a>'),
      reported: INVALID,
    },
    {
      cause: 'signature-missing',
      code: 'CALLBACK_SIGNATURE_MISSING',
      because: 'Your answer has no field Signature',
      answer: unsigned,
      reported: 'SignatureError',
    },
    {
      cause: 'signature-mismatch',
      code: 'CALLBACK_SIGNATURE_MISMATCH',
      because: 'The Signature of your answer is not the HMAC-SHA1',
      answer: body(`order-calculations-response=%3Ca%2F%3E&Signature=${encodeURIComponent(signBytes('another secret', '<a/>'))}`),
      reported: 'SignatureError',
    },
    {
      cause: 'schema',
      code: 'CALLBACK_SCHEMA_FAULT',
      because: 'Your answer does not follow the schema',
      answer: answer({ tables: ALL_TABLES.replace('0.065', 'six') }),
      reported: INVALID,
    },
    {
      cause: 'address-mismatch',
      code: 'CALLBACK_ADDRESS_MISMATCH',
      because: 'Your answer',
      answer: answer({ address: 'another' }),
      reported: 'IdMismatch',
    },
    {
      cause: 'items-mismatch',
      code: 'CALLBACK_ITEMS_MISMATCH',
      because: 'Your answer',
      answer: answer({ items: answeredItem('MUG-1') }),
      reported: 'IdMismatch',
    },
    {
      cause: 'ids-undefined',
      code: 'CALLBACK_IDS_UNDEFINED',
      because: 'Your answer',
      answer: answer({ tables: ALL_TABLES.replace('<TaxTableId>t<', '<TaxTableId>u<') }),
      reported: 'IdMismatch',
    },
    {
      cause: 'kind-missing',
      code: 'CALLBACK_KIND_MISSING',
      because: 'Your answer',
      answer: answer({ tables: `${TAX}${SHIPPING}` }),
      reported: INVALID,
    },
    {
      cause: 'bounds',
      code: 'CALLBACK_BOUNDS',
      because: 'Your answer has a value out of bounds',
      answer: answer({ tables: ALL_TABLES.replace('0.065', '8.25') }),
      reported: INVALID,
    },
    {
      cause: 'updates-invalid',
      code: 'CALLBACK_UPDATES_INVALID',
      because: 'Your answer changes the cart in a way that cannot be followed',
      answer: answer({
        updates:
          '<UpdatedCartItems><UpdatedCartItem><SKU>MUG-1</SKU><UpdateType>SHRINK</UpdateType></UpdatedCartItem></UpdatedCartItems>',
      }),
      reported: INVALID,
    },
    {
      cause: 'merchant-error',
      code: 'CALLBACK_MERCHANT_ERROR',
      because: 'Your endpoint answered INTERNAL_SERVER_ERROR: No rates today',
      answer: signed(() => encodeCalculationRefusal('2009-05-15', 'INTERNAL_SERVER_ERROR', 'No rates today.')),
      reported: INVALID,
    },
  ];
  const rows = faults.map((fault) => [fault.cause, fault] as const);

  test.each(rows)('that fails by %s is explained where the settings stand in for it', async (_cause, fault) => {
    shop.answer = fault.answer;
    const { quote, checkout } = await addressed(flows, shopCart(fault.endpoint?.() ?? shop.endpoint));
    expect(quote).toMatchObject({ ok: true });
    if (quote?.ok !== true) return;
    for (const kind of ['shipping', 'tax', 'promotions'] as const) {
      const { cause, because, call } = quote.sources[kind];
      expect([cause, because.startsWith(fault.because)]).toEqual([fault.cause, true]);
      expect(because).toContain(kind === 'promotions' ? 'promotions' : `so ${kind} came from the shop's settings.`);
      expect(call).toMatchObject({
        deadlineMs: 1_000,
        sentAt: expect.any(Number) as number,
        endedAt: expect.any(Number) as number,
      });
      expect((call?.endedAt ?? 0) >= (call?.sentAt ?? 1)).toBe(true);
    }
    expect(quote.sources.shipping.source).toBe('settings');
    await flows.deps.background.idle();
    const [call, report] = await flows.exchanges(checkout.trace);
    const outcome = fault.cause === 'http-4xx' || fault.cause === 'merchant-error' ? 'refused' : 'failed';
    expect(call).toMatchObject({ id: quote.sources.tax.call?.exchangeId, kind: 'callback', direction: 'out', party: 'merchant' });
    expect(call).toMatchObject({ outcome, code: fault.code, status: fault.status ?? 200, parent: checkout.cartExchangeId });
    expect(call?.faults[0]?.severity).toBe('error');
    expect(JSON.stringify(call)).not.toContain('17 Canary Lane');
    if (fault.reported === undefined) expect(shop.reports).toEqual([]);
    else {
      expect(shop.reports.map(({ xml }) => /<OrderCalculationsErrorCode>(.*?)</.exec(xml)?.[1])).toEqual([fault.reported]);
      expect(report).toMatchObject({ kind: 'callback-error', direction: 'out', parent: call?.id, outcome: 'ok', status: 200 });
    }
    expect(flows.failures).toEqual([]);
  });

  test.each(rows)('that fails by %s stops the checkout where nothing may stand in for it', async (_cause, fault) => {
    shop.answer = fault.answer;
    const { quote } = await addressed(flows, shopCart(fault.endpoint?.() ?? shop.endpoint, { goOn: false }));
    expect(quote).toMatchObject({ ok: false, code: 'CALLBACK_FAILED', alarm: true });
    if (quote?.ok !== false) return;
    expect(quote.because.startsWith(fault.because)).toBe(true);
    expect(quote.sources?.shipping).toMatchObject({ source: 'callback', cause: fault.cause, call: { deadlineMs: 1_000 } });
    expect(quote.message).not.toMatch(/endpoint|callback/i);
    await flows.deps.background.idle();
  });

  test('that is answered well is the source of all three kinds, with the clock of the shop', async () => {
    shop.answer = answer({});
    const { quote, checkout } = await addressed(flows, shopCart(shop.endpoint));
    // 12.50 + 19.99 + 4.99 = 37.48; tax: 12.50 x 0.065 = 0.8125 -> 0.81; 19.99 x 0.065 = 1.29935 -> 1.30; shipping 2.50 and
    // 2.49: 0.1625 -> 0.16 and 0.16185 -> 0.16; together 2.43; total 39.91
    expect(quote).toMatchObject({ ok: true, options: [{ choiceId: 'callback:std', total: 3_991n }] });
    if (quote?.ok !== true) return;
    for (const kind of ['shipping', 'tax'] as const) {
      expect(quote.sources[kind]).toMatchObject({ source: 'callback', call: { theirClock: expect.any(String) as string } });
      expect(quote.sources[kind].cause).toBeUndefined();
    }
    const [call, ...others] = await flows.exchanges(checkout.trace);
    expect(others).toEqual([]);
    expect(call).toMatchObject({ outcome: 'ok', status: 200, kind: 'callback', refs: { checkoutId: checkout.id } });
    expect(call?.request.fields.map(({ name }) => name)).toEqual([
      'order-calculations-request',
      'UUID',
      'Timestamp',
      'Signature',
      'aws-access-key-id',
    ]);
    expect(call?.response.fields[0]?.name).toBe('order-calculations-response');
  });

  test('that refuses the address is an answer: no failure, no report, and a minute of quiet', async () => {
    shop.answer = signed(() => encodeCalculationRefusal('2009-05-15', 'INVALID_SHIPPING_ADDRESS', 'Not to Seattle.'));
    const { quote, checkout } = await addressed(flows, shopCart(shop.endpoint));
    expect(quote).toMatchObject({ ok: false, code: 'CALLBACK_ADDRESS_REFUSED' });
    await flows.deps.background.idle();
    expect((await flows.exchanges(checkout.trace)).map(({ kind, outcome, code }) => [kind, outcome, code])).toEqual([
      ['callback', 'refused', 'CALLBACK_ADDRESS_REFUSED'],
    ]);
    expect(shop.reports).toEqual([]);
  });

  test('whose answer comes too late is told with its lateness', async () => {
    shop.answer = async (asked, response, request) => {
      await new Promise((later) => setTimeout(later, 1_300));
      await answer({})(asked, response, request);
    };
    const { quote, checkout } = await addressed(flows, shopCart(shop.endpoint));
    expect(quote).toMatchObject({ ok: true, sources: { tax: { source: 'settings', cause: 'timeout' } } });
    await flows.deps.background.idle();
    const late = (await flows.exchanges(checkout.trace)).find(({ faults: [first] }) => first?.rule === 'callback-late');
    expect(late).toMatchObject({ code: 'CALLBACK_TIMEOUT', outcome: 'failed', status: 200 });
    const [, ms] =
      /^The answer came ([\d,]+) ms after the deadline of 1,000 ms and was not used\.$/.exec(late?.faults[0]?.message ?? '') ??
      [];
    expect(Number(ms)).toBeGreaterThanOrEqual(250);
    expect(Number(ms)).toBeLessThan(5_000);
  });

  test('is not made after five failures in a row, then made once, and the breaker closes again', async () => {
    shop.answer = status(500);
    for (let times = 0; times < 5; times++) await addressed(flows, shopCart(shop.endpoint));
    await flows.deps.background.idle();
    expect([shop.asked.length, shop.reports.length]).toEqual([5, 5]);
    const waiting = await addressed(flows, shopCart(shop.endpoint));
    expect(waiting.quote).toMatchObject({ ok: true, sources: { shipping: { source: 'settings', cause: 'breaker-open' } } });
    const stopped = await addressed(flows, shopCart(shop.endpoint, { goOn: false }));
    expect(stopped.quote).toMatchObject({ ok: false, code: 'CALLBACK_FAILED', sources: { shipping: { cause: 'breaker-open' } } });
    await flows.deps.background.idle();
    expect([shop.asked.length, shop.reports.length]).toEqual([5, 5]);
    expect(await flows.exchanges(waiting.checkout.trace)).toMatchObject([
      { code: 'CALLBACK_BREAKER_OPEN', outcome: 'failed', status: 0 },
    ]);
    flows.clock.aheadMs += 31_000;
    shop.answer = answer({});
    const back = await addressed(flows, shopCart(shop.endpoint));
    expect(back.quote).toMatchObject({ ok: true, sources: { shipping: { source: 'callback' } } });
    shop.answer = status(500);
    for (let times = 0; times < 4; times++) await addressed(flows, shopCart(shop.endpoint));
    expect(shop.asked.length).toBe(10);
    await flows.deps.background.idle();
  });

  test('is signed with the newest key, and its answer must be too', async () => {
    const newest = await flows.issue();
    shop.answer = answer({});
    const old = await addressed(flows, shopCart(shop.endpoint));
    expect(old.quote).toMatchObject({ ok: true, sources: { tax: { cause: 'signature-mismatch' } } });
    shop.answer = answering(newest);
    const good = await addressed(flows, shopCart(shop.endpoint));
    expect(good.quote).toMatchObject({ ok: true, sources: { tax: { source: 'callback' } } });
    expect(shop.asked.map(({ fields }) => fields['aws-access-key-id'])).toEqual([newest.accessKeyId, newest.accessKeyId]);
    await revokeKey(flows.db, newest.accessKeyId, flows.now());
    await flows.deps.background.idle();
  });

  test('is not made without a key to sign it with', async () => {
    await revokeKey(flows.db, flows.key.accessKeyId, flows.now());
    const { quote, checkout } = await addressed(flows, shopCart(shop.endpoint));
    expect(quote).toMatchObject({ ok: true, sources: { tax: { source: 'settings', cause: 'no-key' } } });
    expect(quote?.ok === true && quote.sources.tax.call).toBeUndefined();
    expect(await flows.exchanges(checkout.trace)).toMatchObject([{ code: 'CALLBACK_NO_KEY', outcome: 'failed', status: 0 }]);
    const refused = await addressed(flows, shopCart(shop.endpoint, { goOn: false }));
    expect(refused.quote).toMatchObject({ ok: false, code: 'CALLBACK_FAILED', sources: { shipping: { cause: 'no-key' } } });
    expect(shop.asked).toEqual([]);
  });
});
