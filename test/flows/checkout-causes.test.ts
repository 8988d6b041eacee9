import type { CallbackCause } from '../../src/core/checkout.js';
import { addressed, openFlows, openShop, shopCart, type Flows, type Shop } from '../support/checkout-flows.js';
import { eachDatabase } from '../support/databases.js';
import { endpointFaults } from '../support/endpoint-faults.js';
import { securePeer, type Peer } from '../support/peers.js';

/** The code under which the exchange of the call is found. */
const CODES: Partial<Record<CallbackCause, string>> = {
  timeout: 'CALLBACK_TIMEOUT',
  refused: 'CALLBACK_REFUSED',
  tls: 'CALLBACK_TLS',
  'address-forbidden': 'CALLBACK_ADDRESS_FORBIDDEN',
  redirect: 'CALLBACK_REDIRECT',
  'http-4xx': 'CALLBACK_HTTP_STATUS',
  'http-5xx': 'CALLBACK_HTTP_STATUS',
  'http-other': 'CALLBACK_HTTP_STATUS',
  'too-large': 'CALLBACK_TOO_LARGE',
  'not-a-form': 'CALLBACK_NOT_A_FORM',
  'xml-malformed': 'CALLBACK_XML_MALFORMED',
  'signature-missing': 'CALLBACK_SIGNATURE_MISSING',
  'signature-mismatch': 'CALLBACK_SIGNATURE_MISMATCH',
  schema: 'CALLBACK_SCHEMA_FAULT',
  'address-mismatch': 'CALLBACK_ADDRESS_MISMATCH',
  'items-mismatch': 'CALLBACK_ITEMS_MISMATCH',
  'ids-undefined': 'CALLBACK_IDS_UNDEFINED',
  'kind-missing': 'CALLBACK_KIND_MISSING',
  bounds: 'CALLBACK_BOUNDS',
  'updates-invalid': 'CALLBACK_UPDATES_INVALID',
  'merchant-error': 'CALLBACK_MERCHANT_ERROR',
};

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

  const faults = endpointFaults({ key: () => flows.key, selfSignedPort: () => selfSigned.port });
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
    expect(call).toMatchObject({
      outcome,
      code: CODES[fault.cause],
      status: fault.status ?? 200,
      parent: checkout.cartExchangeId,
    });
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
});
