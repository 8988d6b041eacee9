import { readFileSync } from 'node:fs';
import type { CalculationReport, SignatureReport, Step } from '../../src/core/exchange.js';
import type { Fault } from '../../src/core/fault.js';
import type { Environment } from '../../src/core/merchant.js';
import type { ErrorCode } from '../../src/errors.js';
import { ERRORS } from '../../src/errors.js';
import { exchangeRow } from '../../src/flows/exchange-row.js';
import { exchangeSeq, ulid } from '../../src/ids.js';
import type { ExchangeRow } from '../../src/store/recorder.js';
import { openVault } from '../../src/vault.js';
import { readCallbackDocument } from '../../src/wire/calculation.js';
import { createMask } from '../../src/wire/mask.js';

/** What must be found nowhere but in the sealed original. All invented. */
export const CANARIES = {
  email: 'canary.buyer@mail.example',
  phone: '+1 206 555 0143',
  street: '77 Canary Row',
  card: '4242 4242 4242 4242',
  secret: 'canarySecretAccessKey0123456789abcdefXYZ',
};

const example = (name: string): string => readFileSync(new URL(`../../schemas/examples/${name}`, import.meta.url), 'utf8');
const KEY = 'AKCANARYSHOP00000001';
const FORM = 'application/x-www-form-urlencoded';
const FIELD = 'order-calculations-request';
const vault = openVault(Buffer.alloc(32, 7));
const mask = createMask({ tag: (value) => vault.tag(value), secrets: [CANARIES.secret] });

/** One way for a callback to go. */
export interface Scene {
  readonly edit?: (xml: string) => string;
  readonly code?: ErrorCode;
  readonly message?: string;
  readonly signature?: Partial<SignatureReport>;
  readonly ms?: number;
  readonly slow?: boolean;
}

/** The scenes that the pages are drawn and tested with, by name. */
export const SCENES = {
  priced: {},
  'one line': { edit: (xml) => xml.replace(/>\s+</g, '><') },
  'wrong quantity': { edit: (xml) => xml.replace('<Quantity>2<', '<Quantity>two<') },
  'wrong quantity in one line': { edit: (xml) => xml.replace('<Quantity>2<', '<Quantity>two<').replace(/>\s+</g, '><') },
  'five faults': {
    edit: (xml) =>
      xml
        .replace('<Quantity>2<', '<Quantity>two<')
        .replace('<Amount>0.75<', '<Amount>heavy<')
        .replace('<CurrencyCode>USD<', '<CurrencyCode>DOLLARS<')
        .replace(/<SKU>TEE-M<\/SKU>\s*/, '')
        .replace('<Quantity>1<', '<Quantity>-1<'),
  },
  stale: {
    code: 'SIGNATURE_STALE',
    message: 'Timestamp is 16 min 40 s behind our clock; 15 min are allowed. Set the clock of the sender by NTP.',
    signature: { state: 'wrong', differenceSeconds: 1000, theirClock: '2026-11-23T10:23:41Z', ourClock: '2026-11-23T10:40:21Z' },
  },
  tampered: {
    code: 'SIGNATURE_MISMATCH',
    message: 'The signature is not the one that the secret of this key makes over UUID and Timestamp.',
    signature: { state: 'wrong' },
  },
  'unknown key': {
    code: 'KEY_UNKNOWN',
    message: 'No access key of this merchant has the id AKNOTTHERE0000000001.',
    signature: { state: 'not reached', keyId: 'AKNOTTHERE0000000001' },
  },
  'not covered': {
    code: 'ADDRESS_NOT_COVERED',
    message: 'No shipping method covers Anchorage, AK 99501. Add a method for Alaska.',
  },
  slow: { ms: 1204 },
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof SCENES;

/** The row of a callback as the service would have recorded it: real masks, real faults. `loadSchemas` must have run. */
export function callbackRow(environment: Environment, name: SceneName, at: number): ExchangeRow {
  const scene: Scene = SCENES[name];
  const xml = (scene.edit ?? ((text: string) => text))(personal(example('order-calculations-request-2009-05-15.xml'))).trim();
  const id = ulid(at);
  const document = readCallbackDocument(Buffer.from(xml), { field: FIELD });
  const broken = document.kind === 'fault' ? { code: document.code, faults: document.faults } : null;
  const code = scene.code ?? broken?.code;
  const faults = broken?.faults ?? (code === undefined ? [] : [placeless(code, scene.message)]);
  const signed = scene.signature?.state === undefined;
  const uuid = '6f9b2a51-4e0f-4a44-9d55-2c8d2b7a9e01';
  const timestamp = scene.signature?.theirClock ?? new Date(at).toISOString();
  return exchangeRow(
    {
      id,
      seq: exchangeSeq(at),
      environment,
      at,
      direction: 'in',
      kind: 'callback',
      party: 'checkout',
      trace: ulid(at),
      outcome: code === undefined ? 'ok' : 'refused',
      status: code === undefined || (signed && broken === null) ? 200 : ERRORS[code].status,
      code,
      durationMs: scene.ms ?? 12,
      refs: { callbackReferenceId: '1-4f9be8f2-6c1d-4a51-8d4e-0b7c2f9d3e11', clientRequestId: 'cart-1042', uuid },
      faults,
      request: {
        start: `POST /${environment.name === 'sandbox' ? 'sandbox/' : ''}callbacks/${environment.merchant.id}`,
        headers: {
          host: 'pay.shop.example',
          'content-type': FORM,
          'content-length': '4871',
          'user-agent': 'checkout/1.0',
          authorization: CANARIES.secret,
        },
        contentType: FORM,
        original: Buffer.from(new URLSearchParams([[FIELD, xml]]).toString()),
        fields: [
          { name: FIELD, value: xml },
          { name: 'UUID', value: uuid },
          { name: 'Timestamp', value: timestamp },
          { name: 'Signature', value: '9Lycpc1nNRn0rXCBxtgVDYkV/CQ=' },
          { name: 'aws-access-key-id', value: scene.signature?.keyId ?? KEY },
        ],
      },
      response: answer(id, environment, { code, faults, wire: signed && broken === null }),
      steps: steps(code, signed, broken !== null),
      signature: {
        state: 'valid',
        keyId: KEY,
        keyName: 'Shop server',
        rule: 'HMAC-SHA1 over UUID + Timestamp',
        base: `${uuid}${timestamp}`,
        received: '9Lycpc1nNRn0rXCBxtgVDYkV/CQ=',
        ...(signed ? { computed: '9Lycpc1nNRn0rXCBxtgVDYkV/CQ=' } : {}),
        theirClock: timestamp,
        ourClock: new Date(at).toISOString(),
        differenceSeconds: 0.8,
        body: signed ? 'valid' : 'not reached',
        ...scene.signature,
      },
      calculation: code === undefined ? CALCULATION : [],
      remote: '203.0.113.24',
    },
    { mask, vault },
  );
}

const CALCULATION: readonly CalculationReport[] = [
  { kind: 'shipping', source: 'settings', because: 'Standard covers WA', value: '$6.95' },
  { kind: 'promotions', source: 'settings', because: '10 % off from 50.00 is not reached', value: '$0.00' },
  { kind: 'tax', source: 'settings', because: 'zips 98100-98199, 10.35 %', value: '$5.38' },
];

/** A buyer's data in every place that a mask must find. */
const personal = (xml: string): string =>
  xml
    .replace('1 Example Way', CANARIES.street)
    .replace(
      '<session>7f3a</session>',
      `<contact>${CANARIES.email}, ${CANARIES.phone}</contact>\n      <card>${CANARIES.card}</card>`,
    );

const placeless = (code: ErrorCode, message?: string): Fault => ({
  rule: code.toLowerCase().replaceAll('_', '-'),
  severity: 'error',
  message: message ?? `${ERRORS[code].title}.`,
});

function answer(
  id: string,
  environment: Environment,
  { code, faults, wire }: { code: ErrorCode | undefined; faults: readonly Fault[]; wire: boolean },
): Parameters<typeof exchangeRow>[0]['response'] {
  const headers = { 'Cartwright-Exchange': id, ...(code === undefined ? {} : { 'Cartwright-Code': code }) };
  if (!wire) {
    const problem = {
      type: `https://pay.shop.example/help/${String(code)}`,
      title: code === undefined ? '' : ERRORS[code].title,
      status: code === undefined ? 200 : ERRORS[code].status,
      code,
      instance: `https://pay.shop.example/console/${environment.name}/exchanges/${id}`,
      faults,
    };
    const contentType = 'application/problem+json';
    const original = Buffer.from(JSON.stringify(problem));
    return { start: String(problem.status), headers: { ...headers, 'Content-Type': contentType }, contentType, original };
  }
  const xml = example(`order-calculations-${code === undefined ? 'response' : 'refusal'}-2009-05-15.xml`);
  const fields = [
    { name: 'order-calculations-response', value: xml },
    { name: 'Signature', value: 'X4fuqB1nNRn0rXCBxtgVDYkV/CQ=' },
    { name: 'aws-access-key-id', value: KEY },
  ];
  return { start: '200', headers: { ...headers, 'Content-Type': FORM }, contentType: FORM, original: Buffer.from(xml), fields };
}

function steps(code: ErrorCode | undefined, signed: boolean, broken: boolean): Step[] {
  const done = (name: string, ms: number): Step => ({ name, state: 'done', ms });
  const off = (name: string): Step => ({ name, state: 'not reached' });
  const opened = done('Form opened', 0.3);
  if (!signed) {
    return [
      opened,
      { name: 'Signature verified', state: 'failed', ms: 0.2, note: code ?? '' },
      ...['Document valid', 'Priced', 'Signed'].map(off),
    ];
  }
  const verified = done('Signature verified', 0.2);
  if (broken)
    return [
      opened,
      verified,
      { name: 'Document valid', state: 'failed', ms: 2.6, note: code ?? '' },
      off('Priced'),
      off('Signed'),
    ];
  return [opened, verified, done('Document valid', 1.1), done('Priced', 0.1), done('Signed', 0.1)];
}
