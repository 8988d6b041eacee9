import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { load } from 'js-yaml';
import { EVENT_KINDS, type EventData, type EventKind } from '../../src/core/order-event.js';
import type { Shipment } from '../../src/core/shipment.js';
import { encodeWebhook, webhookHeaders, type WebhookEvent } from '../../src/wire/webhook.js';
import { notifiedOrder } from '../support/notified-orders.js';

const OPENAPI = new URL('../../schemas/openapi/', import.meta.url);
const ORDER = notifiedOrder();
const FIRST = { principal: 999n, principalPromo: 100n, shipping: 83n, shippingPromo: 0n, tax: 58n, shippingTax: 5n };
const SHIPMENT: Shipment = {
  id: '01KD3V6QJ3W1X2Y3Z4A5B6C7D8',
  number: 1,
  at: Date.UTC(2026, 0, 16),
  shipDate: '2026-01-15',
  carrier: 'UPS',
  trackingNumber: '1Z999',
  lines: [{ number: 1, units: 1, capturedUnits: 1, captured: FIRST }],
  // 9.99 - 1.00 + 0.83 + 0.58 + 0.05 = 10.45
  capture: { state: 'captured', amount: 1_045n, reference: 'test-2' },
  by: 'api',
};
const REFUND: Required<EventData>['refund'] = {
  id: '01KD3V6QJ3W1X2Y3Z4A5B6C7D9',
  number: 1,
  at: Date.UTC(2026, 0, 17),
  state: 'reserved',
  reason: 'damaged',
  by: 'merchant',
  lines: [{ number: 1, units: 1, components: { ...FIRST, shipping: 0n, shippingTax: 0n, tax: 59n } }],
  amount: 958n,
  reference: null,
};
const CHARGEBACK = {
  id: '01KD3V6QJ3W1X2Y3Z4A5B6C7DB',
  number: 1,
  at: Date.UTC(2026, 0, 18),
  state: 'open',
  reason: 'not received',
  lines: [1],
  amount: 1_045n,
} as const;

/** What is special about each kind of event; nothing for most. */
const SPECIAL: Partial<Record<EventKind, Omit<EventData, 'order'>>> = {
  'order.cancelled': { reason: 'no-stock' },
  'order.units_cancelled': { units: [{ number: 1, units: 1 }], reason: 'no-stock' },
  'shipment.confirmed': { shipment: SHIPMENT },
  'shipment.updated': { shipment: SHIPMENT },
  'refund.issued': { refund: REFUND },
  'refund.settled': { refund: { ...REFUND, state: 'settled', reference: 'test-3' } },
  'refund.refused': { refund: { ...REFUND, state: 'refused' } },
  'refund.undone': { refund: { ...REFUND, state: 'undone' } },
  'chargeback.opened': { chargeback: CHARGEBACK },
  'chargeback.won': { chargeback: { ...CHARGEBACK, state: 'won' } },
  'chargeback.lost': { chargeback: { ...CHARGEBACK, state: 'lost' } },
};

const eventOf = (kind: EventKind): WebhookEvent => ({
  id: '01KD3V6QJ3W1X2Y3Z4A5B6C7DA',
  kind,
  sequence: 3,
  at: Date.UTC(2026, 0, 17, 8),
  environment: 'sandbox',
  data: { order: ORDER, ...SPECIAL[kind] },
});

let schemaOf: (name: string) => ValidateFunction;

beforeAll(() => {
  // The descriptions are OpenAPI 3.0: the draft knows more than they use, and nothing of `example`.
  const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
  for (const file of readdirSync(OPENAPI)) ajv.addSchema(load(readFileSync(new URL(file, OPENAPI), 'utf8')) as object, file);
  schemaOf = (name) => ajv.compile({ $ref: `events.yaml#/${name}` });
});

/** `order.ready_to_ship` is described as OrderReadyToShip. */
const nameOf = (kind: EventKind): string => kind.replace(/(?:^|[._])([a-z])/g, (_all, letter: string) => letter.toUpperCase());

describe('a webhook', () => {
  test.each(EVENT_KINDS)('%s is valid by its own schema and no other, and the same twice', (kind) => {
    const body = encodeWebhook(eventOf(kind));
    const validate = schemaOf(nameOf(kind));
    validate(JSON.parse(body));
    expect(validate.errors).toBeNull();
    expect(schemaOf('WebhookEvent')(JSON.parse(body))).toBe(true);
    expect(encodeWebhook(eventOf(kind))).toBe(body);
  });

  test('is refused by its schema without what is special about it', () => {
    for (const kind of ['order.units_cancelled', 'shipment.confirmed', 'refund.issued', 'chargeback.opened'] as const)
      expect(schemaOf(nameOf(kind))(JSON.parse(encodeWebhook({ ...eventOf(kind), data: { order: ORDER } })))).toBe(false);
  });

  test('carries the order as the API answers it, in minor units, and what happened', () => {
    const told = JSON.parse(encodeWebhook(eventOf('shipment.confirmed'))) as Record<string, unknown>;
    expect(told).toMatchObject({
      id: '01KD3V6QJ3W1X2Y3Z4A5B6C7DA',
      type: 'shipment.confirmed',
      sequence: 3,
      timestamp: '2026-01-17T08:00:00.000Z',
      environment: 'sandbox',
      data: {
        order: { orderId: '903-4830571-2290164', total: 3_937, lines: [{ quantity: 3, principal: 2_997 }, { quantity: 1 }] },
        shipment: { lines: [{ itemCode: '08425219903122', units: 1 }], capture: { amount: 1_045 } },
      },
    });
  });

  test('is signed as the published example of Standard Webhooks', () => {
    const headers = webhookHeaders({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestampSeconds: 1_614_265_330,
      body: '{"test": 2432232314}',
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      gap: [],
    });
    expect(headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('has a signature of each secret while a rotation overlaps, and names the events that are missing', () => {
    const sent = { id: 'e', timestampSeconds: 1, body: '{}', gap: ['e1', 'e2'] };
    const of = (secrets: readonly string[]): string | undefined => webhookHeaders({ ...sent, secrets })['webhook-signature'];
    expect(of(['new', 'old'])).toBe(`${of(['new'])} ${of(['old'])}`);
    expect(webhookHeaders({ ...sent, secrets: ['new'] })['webhook-gap']).toBe('e1 e2');
    expect(of([])).toBeUndefined();
  });
});
