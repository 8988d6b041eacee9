import type { ExchangeDetail } from '../../src/core/exchange.js';
import { revokeKey } from '../../src/store/access-keys.js';
import { encodeCalculationRefusal } from '../../src/wire/calculation.js';
import {
  addressed,
  answering,
  openFlows,
  openShop,
  shopCart,
  type Asked,
  type Endpoint,
  type Flows,
  type Shop,
} from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { answersOf, status } from '../support/endpoint-faults.js';
import { ALL_TABLES, answerXml } from '../support/merchant-callback.js';
import { closedPort } from '../support/peers.js';

const WAY_OUT = ['Signed', 'Address resolved', 'Connected', 'Sent', 'Answered'];
const CHECKS = ['Form decoded', 'Signature verified', 'XML read', 'Schema valid', 'Meaning checked'];
const stepsOf = (call: ExchangeDetail | undefined): string[] => (call?.steps ?? []).map(({ name, state }) => `${name} ${state}`);
const unsigned = ({ addressId }: Asked): string =>
  `order-calculations-response=${encodeURIComponent(answerXml({ namespace: '2009-05-15', address: addressId }))}`;

eachDatabase('a call to the endpoint of a cart', (open) => {
  let flows: Flows;
  let shop: Shop;
  let number = 0;
  let silent: number;
  beforeAll(async () => {
    shop = await openShop();
    silent = await closedPort();
    flows = await openFlows((await open()).db, [shop.port, silent]);
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
  });

  const { signed, answer } = answersOf(() => flows.key);

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
    expect(stepsOf(call)).toEqual([...WAY_OUT, ...CHECKS].map((name) => `${name} done`));
    const [uuid = '', timestamp = ''] = ['UUID', 'Timestamp'].map(
      (name) => call?.request.fields.find((field) => field.name === name)?.value.text,
    );
    expect(call?.signature).toMatchObject({
      ...{ state: 'made', keyId: flows.key.accessKeyId, keyName: 'shop', body: 'made' },
      rule: 'HMAC-SHA1 over UUID + Timestamp',
      base: uuid + timestamp,
      computed: call?.request.fields.find(({ name }) => name === 'Signature')?.value.text,
      ourClock: timestamp,
      theirClock: expect.stringMatching(/Z$/) as string,
    });
  });

  test.each([
    ['status 500', 'Answered', status(500)],
    ['a page', 'Form decoded', (_asked, response) => void response.end('<html>oops</html>')],
    ['no signature', 'Signature verified', (asked, response) => void response.end(unsigned(asked))],
    ['broken XML', 'XML read', signed(() => '<OrderCalculationsResponse>')],
    ['a rate above 1', 'Schema valid', answer({ tables: ALL_TABLES.replace('0.065', '8.25') })],
    ['another address', 'Meaning checked', answer({ address: 'anotherone' })],
  ] as readonly [string, string, Endpoint][])('that is answered with %s failed at: %s', async (_what, failed, behaviour) => {
    shop.answer = behaviour;
    const { checkout } = await addressed(flows, shopCart(shop.endpoint));
    await flows.deps.background.idle();
    const [call, report] = await flows.exchanges(checkout.trace);
    const names = [...WAY_OUT, ...CHECKS];
    const at = names.indexOf(failed);
    const states = names.map((name, index) => `${name} ${index < at ? 'done' : index === at ? 'failed' : 'not reached'}`);
    expect(stepsOf(call)).toEqual(states);
    expect(call?.steps[at]?.note).toMatch(/your (?:end|answer)/);
    expect([report?.kind, stepsOf(report)]).toEqual(['callback-error', WAY_OUT.map((name) => `${name} done`)]);
    expect(report?.signature).toMatchObject({ state: 'made', keyId: flows.key.accessKeyId });
  });

  test('quotes what an answer says of the buyer nowhere, in its steps neither', async () => {
    shop.answer = answer({ tables: ALL_TABLES.replace('0.065', 'canary.buyer@mail.example') });
    const { checkout } = await addressed(flows, shopCart(shop.endpoint));
    await flows.deps.background.idle();
    const [call] = await flows.exchanges(checkout.trace);
    expect(call?.steps.find(({ state }) => state === 'failed')?.note).toContain('got "•••');
    expect(JSON.stringify(call)).not.toContain('canary.buyer');
  });

  test('that nobody takes got as far as the address', async () => {
    const { checkout } = await addressed(flows, shopCart(`http://127.0.0.1:${silent}/callback`));
    const [call] = await flows.exchanges(checkout.trace);
    expect(stepsOf(call).slice(0, 4)).toEqual(['Signed done', 'Address resolved done', 'Connected failed', 'Sent not reached']);
    expect(call?.code).toBe('CALLBACK_REFUSED');
    await flows.deps.background.idle();
  });

  test('that never ends its answer was sent, and failed at the answer', async () => {
    shop.answer = () => undefined;
    const { checkout } = await addressed(flows, shopCart(shop.endpoint));
    const [call] = await flows.exchanges(checkout.trace);
    expect(stepsOf(call).slice(2, 6)).toEqual(['Connected done', 'Sent done', 'Answered failed', 'Form decoded not reached']);
    await flows.deps.background.idle();
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

  test('is made on, however many of its answers will not do for what one buyer typed', async () => {
    shop.answer = signed(() => encodeCalculationRefusal('2009-05-15', 'INTERNAL_SERVER_ERROR', 'No rates for this street.'));
    for (let times = 0; times < 6; times++) await addressed(flows, shopCart(shop.endpoint));
    expect(shop.asked.length).toBe(6);
    // nor do such answers hide that others do not come at all
    shop.answer = status(500);
    for (let times = 0; times < 4; times++) await addressed(flows, shopCart(shop.endpoint));
    shop.answer = answer({ tables: ALL_TABLES.replace('0.065', '8.25') });
    await addressed(flows, shopCart(shop.endpoint));
    shop.answer = status(500);
    await addressed(flows, shopCart(shop.endpoint));
    const waiting = await addressed(flows, shopCart(shop.endpoint));
    expect(waiting.quote).toMatchObject({ ok: true, sources: { tax: { cause: 'breaker-open' } } });
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
