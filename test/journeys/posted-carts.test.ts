import { jest } from '@jest/globals';
import type { Dialect } from '../../src/core/cart.js';
import { compileRuleBook } from '../../src/core/rule-book.js';
import type { PolicyDocument, SettingsKind } from '../../src/core/settings.js';
import { saveSettings } from '../../src/store/settings.js';
import { callApi } from '../support/api.js';
import { eachDatabase } from '../support/databases.js';
import { bodyHeaders, postForm, signedFields, startService, type Service } from '../support/service.js';
import { findDifference } from './compared.js';
import { type GeneratedCase, generateCase, MERCHANT_ID, writeQuoteBody, writeRequest } from './generated-carts.js';
import { mixPolicies, SINGLE_POLICIES } from './generator/policies.js';
import { readCalculation, readRequest } from './independent-reader.js';
import { closeSchemas, expectValid, openSchemas, openSigned } from './posted-answer.js';
import { AT, openRequest, optionsOf, type Quoted, quoteOf } from './priced-case.js';

// each cart is posted three times and quoted as often, on a machine that may be busy
jest.setTimeout(600_000);

/** All of them on the embedded database; the prices do not depend on it, so that a tenth does for the other one. */
const CARTS = { sqlite: 500, mysql: 50 };

beforeAll(() => openSchemas());
afterAll(() => closeSchemas());

eachDatabase('generated carts that are posted and quoted over HTTP', (open, dialect) => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((await open()).db);
    service.clock.now = AT;
  });
  afterAll(() => service.close());

  test(`get answers that say the quote to the cent (${CARTS[dialect]} carts)`, async () => {
    let priced = 0;
    for (let seed = 0; seed < CARTS[dialect]; seed += 1) {
      const generated = generateCase(seed);
      for (const kind of ['shipping', 'taxes', 'promotions'] as const) await save(service, kind, generated.settings[kind]);
      for (const [namespace, policies] of postsOf(seed)) {
        await save(service, 'policies', policies);
        const { trouble, ok } = await postAndQuote(service, generated, { namespace, policies });
        if (trouble !== null) throw new Error(`seed ${seed}, ${namespace}, policies ${JSON.stringify(policies)}: ${trouble}`);
        if (ok) priced += 1;
      }
    }
    // four of five have a price, as in five-hundred-carts.test.ts
    expect(priced).toBeGreaterThanOrEqual((CARTS[dialect] * 3 * 80) / 100);
  });
});

interface Under {
  readonly namespace: Dialect;
  readonly policies: PolicyDocument;
}

/** Both namespaces under default policies, and the newer one under one other policy in turn, every third cart under several. */
const postsOf = (seed: number): readonly (readonly [Dialect, PolicyDocument])[] => [
  ['2009-05-15', {}],
  ['2008-11-30', {}],
  ['2009-05-15', seed % 3 === 2 ? mixPolicies(seed) : SINGLE_POLICIES[seed % SINGLE_POLICIES.length]!],
];

/** Posts the cart signed both ways, reads the answer with the independent reader and holds it against `POST /v1/quotes`. */
async function postAndQuote(
  service: Service,
  generated: GeneratedCase,
  { namespace, policies }: Under,
): Promise<{ readonly trouble: string | null; readonly ok: boolean }> {
  const xml = writeRequest(generated.cart, namespace).replaceAll(MERCHANT_ID, service.merchantId);
  const fields = signedFields(xml, service.sandbox, { at: AT });
  const url = `${service.url}/sandbox/callbacks/${service.merchantId}`;
  const answer = await postForm(url, fields, bodyHeaders(fields, service.sandbox.secret));
  if (answer.status !== 200) return { trouble: `the callback is answered with ${answer.status}: ${answer.text}`, ok: false };
  const received = openSigned(answer.text, answer.headers, service.sandbox);
  expectValid(received, namespace);
  const quoted = await askQuote(service, generated, { namespace, policies });
  return { trouble: findDifference(await readCalculation(await readRequest(xml), received), quoted), ok: quoted.ok };
}

/** The quote over HTTP; where JSON cannot ask the same (several addresses, fewer kinds), what the quote itself says. */
async function askQuote(service: Service, generated: GeneratedCase, { namespace, policies }: Under): Promise<Quoted> {
  const compiled = compileRuleBook({ ...generated.settings, policies });
  if (!compiled.ok) throw new Error('the generated settings are refused');
  const expected = quoteOf(openRequest(writeRequest(generated.cart, namespace)), namespace, compiled.book);
  const body = writeQuoteBody(generated.cart, namespace);
  if (body === null) return expected;
  const answer = await callApi(service, 'POST', '/v1/quotes', { json: body });
  if (answer.status === 200 && expected.ok) return { ...expected, orders: [optionsOf(answer.body)] };
  if (answer.status === 422 && !expected.ok && answer.body['code'] === expected.code) return expected;
  throw new Error(`/v1/quotes answers ${answer.status}: ${answer.text}`);
}

async function save(service: Service, kind: SettingsKind, document: object): Promise<void> {
  await saveSettings<SettingsKind>(service.db, `${service.merchantId}-sandbox`, kind, {
    document,
    at: AT,
    by: 'test',
  });
}
